namespace ShallowNet;

/// <summary>What stands between the values of a CSV file.</summary>
/// <param name="Sign">The separator.</param>
/// <param name="HasLine">Whether the first line says so, as <c>sep=;</c> does in files of spreadsheets, and is none of the table.</param>
internal readonly record struct CsvSeparator(char Sign, bool HasLine)
{
    /// <summary>The separators that are found, those first that are seldom anything else.</summary>
    public const string Known = "\t;|,";

    /// <summary>As many lines are looked at.</summary>
    private const int MostLines = 20;

    /// <summary>As many characters are looked at.</summary>
    private const int MostCharacters = 1 << 16;

    /// <summary>What the first line begins with where it names the separator.</summary>
    private const string Naming = "sep=";

    /// <summary>The separator of a text: that of the options; else the one that the first line names; else the one that is found.</summary>
    public static CsvSeparator Find(CsvSource source, CsvOptions options)
    {
        using TextReader reader = source.Open(options.Encoding);
        char[] characters = new char[MostCharacters];
        int read = reader.ReadBlock(characters, 0, characters.Length);
        Span<char> text = characters.AsSpan(0, read);
        int length = text.IndexOfAny('\n', '\r');
        ReadOnlySpan<char> first = length < 0 ? text : text[..length];
        char? named = first.Length == Naming.Length + 1 && first.StartsWith(Naming, StringComparison.OrdinalIgnoreCase) ? first[^1] : null;
        return options.Separator is { } given ? new CsvSeparator(given, named == given)
            : named is { } sign && Known.Contains(sign) ? new CsvSeparator(sign, HasLine: true)
            : new CsvSeparator(Found(Count(text, options.HasQuotes, isWhole: read < characters.Length)), HasLine: false);
    }

    /// <summary>The first known separator that all lines have equally often; else the most frequent one of the first line.</summary>
    private static char Found(List<int[]> lines)
    {
        if (lines.Count == 0)
        {
            return ',';
        }

        int[] places = [.. Enumerable.Range(0, Known.Length)];
        int even = Array.FindIndex(places, i => lines[0][i] > 0 && lines.TrueForAll(line => line[i] == lines[0][i]));
        int best = even >= 0 ? even : places.MaxBy(i => lines[0][i]);
        return lines[0][best] > 0 ? Known[best] : ',';
    }

    /// <summary>How often each line has each of the known separators; lines of nothing but spaces are not counted, nor one that is cut off after another.</summary>
    private static List<int[]> Count(ReadOnlySpan<char> text, bool hasQuotes, bool isWhole)
    {
        List<int[]> lines = [];
        int[] counts = new int[Known.Length];
        bool isQuoted = false, isBlank = true;
        foreach (char sign in text)
        {
            if (sign == '"' && hasQuotes)
            {
                (isQuoted, isBlank) = (!isQuoted, false);
            }
            else if (sign is '\n' or '\r' && !isQuoted)
            {
                if (!isBlank)
                {
                    lines.Add(counts);
                    (counts, isBlank) = (new int[Known.Length], true);
                }

                if (lines.Count == MostLines)
                {
                    return lines;
                }
            }
            else
            {
                isBlank &= sign == ' ';
                int known = isQuoted ? -1 : Known.IndexOf(sign, StringComparison.Ordinal);
                if (known >= 0)
                {
                    counts[known]++;
                }
            }
        }

        if (!isBlank && (isWhole || lines.Count == 0))
        {
            lines.Add(counts);
        }

        return lines;
    }
}
