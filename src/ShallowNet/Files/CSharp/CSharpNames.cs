using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>Makes the names of parameters of the names of columns, which may be any text.</summary>
internal sealed class CSharpNames
{
    private readonly HashSet<string> taken = [];

    /// <summary>Names parameters beside names that are there.</summary>
    /// <param name="taken">The names that no parameter may have.</param>
    public CSharpNames(params ReadOnlySpan<string> taken) => this.taken.UnionWith(taken.ToArray());

    /// <summary>
    /// The words of a text in camelCase, as monthlyCharges for "Monthly charges" or "MONTHLY_CHARGES"; with a number where another has that name already. A keyword
    /// is not marked as a name yet.
    /// </summary>
    public string Next(string text)
    {
        string name = CamelCase(text), unique = name;
        for (int number = 2; !taken.Add(unique); number++)
        {
            unique = Invariant($"{name}{number}");
        }

        return unique;
    }

    private static string CamelCase(string text)
    {
        StringBuilder name = new();
        foreach (string word in Words(text))
        {
            bool isLoud = word.Any(char.IsUpper) && !word.Any(char.IsLower);
            string rest = isLoud ? word[1..].ToLowerInvariant() : word[1..];
            name.Append(name.Length == 0 ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])).Append(rest);
        }

        return name.Length == 0 ? "column" : char.IsLetter(name[0]) ? name.ToString() : $"_{name}";
    }

    /// <summary>The longest parts of a text that consist of letters and digits, and of marks on them.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (int start = 0; start < text.Length; start++)
        {
            int end = start;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || (end > start && IsMark(text[end]))))
            {
                end++;
            }

            if (end > start)
            {
                yield return text[start..end];
                start = end;
            }
        }
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
