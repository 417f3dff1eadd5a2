namespace ShallowNet;

/// <summary>The texts that count as missing.</summary>
internal sealed class CsvGaps
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> texts;
    private readonly bool[] begins = new bool[128];

    public CsvGaps(IEnumerable<string> gaps)
    {
        HashSet<string> set = [.. gaps.Select(gap => gap.Trim())];
        texts = set.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string gap in set.Where(gap => gap.Length > 0))
        {
            begins[gap[0] & 127] = true;
        }
    }

    /// <summary>Whether a value is missing.</summary>
    public bool Has(ReadOnlySpan<char> value) => value.IsEmpty || begins[value[0] & 127] && texts.Contains(value);
}
