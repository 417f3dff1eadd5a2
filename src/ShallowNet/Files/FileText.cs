using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>
/// How messages show what stands in a file, which may be long, or not meant to be shown: no message has more than about a hundred characters
/// of a file, and none that would break a line, turn its direction round, or control a terminal.
/// </summary>
internal static class FileText
{
    /// <summary>The characters of a name that a message shows at most, so that it has room for two names.</summary>
    private const int LongestName = 50;

    /// <summary>The characters of a text, or of a list of names, that a message shows at most.</summary>
    private const int LongestText = 100;

    /// <summary>The dimensions of a shape that a message shows at most.</summary>
    private const int LongestShape = 8;

    /// <summary>A name in quotation marks, cut where it is long.</summary>
    public static string Quoted(string name) => $"\"{Cut(name, LongestName)}\"";

    /// <summary>Names in quotation marks; of many, the first ones and their number.</summary>
    public static string Quoted(IReadOnlyList<string> names)
    {
        int count = 0, length = 0;
        while (count < names.Count && (length += Math.Min(names[count].Length, LongestName)) <= LongestText)
        {
            count++;
        }

        string shown = string.Join(", ", names.Take(count).Select(Quoted));
        return count == names.Count ? shown : $"{shown}, … ({Require.Text(names.Count)} in all)";
    }

    /// <summary>A message from elsewhere, which may hold anything that the file holds, cut where it is long.</summary>
    public static string Shortened(string text, int most = LongestText) => Cut(text, most);

    /// <summary>All of a text, with "?" for the characters that no message may have.</summary>
    public static string Printable(string text) => Cut(text, int.MaxValue);

    /// <summary>The dimensions in brackets, cut where they are many.</summary>
    public static string Shape(IReadOnlyList<int> shape) => $"[{Dimensions(shape, ", ")}]";

    /// <summary>The dimensions as the size of a matrix or vector, such as 3 × 2, cut where they are many.</summary>
    public static string Size(IReadOnlyList<int> shape) => shape.Count == 0 ? "no dimension" : Dimensions(shape, " × ");

    /// <summary>"[row, column]" of the element with the given index in row-major order; "" for a single number.</summary>
    public static string Place(IReadOnlyList<int> shape, int index)
    {
        int[] place = new int[shape.Count];
        for (int d = shape.Count - 1; d >= 0; d--)
        {
            place[d] = index % shape[d];
            index /= shape[d];
        }

        return place.Length == 0 ? "" : Shape(place);
    }

    private static string Dimensions(IReadOnlyList<int> shape, string separator) =>
        string.Join(separator, shape.Take(LongestShape).Select(dimension => Require.Text(dimension))) + (shape.Count > LongestShape ? $"{separator}…" : "");

    private static string Cut(string text, int most)
    {
        StringBuilder shown = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > most)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? "?" : rune.ToString());
        }

        return shown.ToString();
    }
}
