namespace ShallowNet;

/// <summary>Finds what stands between the values of a CSV file.</summary>
internal static class CsvSeparator
{
    /// <summary>The separators that are found, those first that are seldom anything else.</summary>
    public const string Known = "\t;|,";

    /// <summary>As many lines are looked at.</summary>
    private const int MostLines = 20;

    /// <summary>As many characters are looked at.</summary>
    private const int MostCharacters = 1 << 16;

    /// <summary>The separator of a text: the first known one that all lines have equally often; else the most frequent one of the first line.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="hasQuotes">Whether separators in quotation marks are none.</param>
    public static char Find(TextReader reader, bool hasQuotes)
    {
        char[] characters = new char[MostCharacters];
        int read = reader.ReadBlock(characters, 0, characters.Length);
        List<int[]> lines = Count(characters.AsSpan(0, read), hasQuotes, isWhole: read < characters.Length);
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
