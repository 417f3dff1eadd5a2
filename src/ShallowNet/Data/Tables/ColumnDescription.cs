namespace ShallowNet;

/// <summary>What a column of a table holds.</summary>
public sealed record ColumnDescription
{
    /// <summary>How many of the most frequent values are told.</summary>
    private const int MostTold = 3;

    private ColumnDescription(Column column) => (Name, Kind, Gaps, Distinct, Values) = (column.Name, column.Kind, column.Gaps, column.CountDistinct(), ValuesOf(column));

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The number of rows without a value.</summary>
    public int Gaps { get; }

    /// <summary>The number of different values.</summary>
    public int Distinct { get; }

    /// <summary>The range of numbers (with the median) and dates; the most frequent texts and flags with their shares of the rows.</summary>
    public string Values { get; }

    /// <summary>What looks wrong, as the end of a sentence; null where nothing does.</summary>
    public string? Doubt { get; private init; }

    internal static ColumnDescription Of(Column column, Column? target)
    {
        ColumnDescription description = new(column);
        return description with { Doubt = Doubts.About(column, description.Distinct, target) };
    }

    private static string ValuesOf(Column column)
    {
        if (column.Gaps == column.Count)
        {
            return "";
        }

        switch (column)
        {
            case NumberColumn numbers:
                double[] sorted = [.. numbers.Values.Where(value => !double.IsNaN(value)).Order()];
                return $"{Table.Printed(sorted[0])} to {Table.Printed(sorted[^1])}, median {Table.Printed(SortedNumbers.Quantile(sorted, 0.5))}";
            case DateColumn dates:
                DateTime[] inOrder = [.. dates.Values.OfType<DateTime>().Order()];
                return $"{DateColumn.Written(inOrder[0])} to {DateColumn.Written(inOrder[^1])}";
            default:
                IEnumerable<IGrouping<string, int>> values = Enumerable.Range(0, column.Count).Where(row => !column.HasGap(row))
                    .GroupBy(column.TextAt).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
                string told = string.Join(", ", values.Take(MostTold).Select(group => Invariant($"{Table.Shortened(group.Key)} {100.0 * group.Count() / column.Count:0.#} %")));
                return values.Count() > MostTold ? $"{told}, …" : told;
        }
    }
}
