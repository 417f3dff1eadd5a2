using System.Text;

namespace ShallowNet;

/// <summary>How messages show what stands in a file, which may be long, or not meant to be shown.</summary>
internal static class FileText
{
    private const int LongestName = 80, LongestShape = 8;

    /// <summary>A name in quotation marks, without control characters, cut where it is long.</summary>
    public static string Quoted(string name)
    {
        StringBuilder text = new("\"");
        int count = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (count++ == LongestName)
            {
                text.Append('…');
                break;
            }

            text.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return text.Append('"').ToString();
    }

    /// <summary>The dimensions in brackets, cut where they are many.</summary>
    public static string Shape(IReadOnlyList<int> shape) =>
        $"[{string.Join(", ", shape.Take(LongestShape))}{(shape.Count > LongestShape ? ", …" : "")}]";

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
}
