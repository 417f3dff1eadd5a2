using System.Text;

namespace ShallowNet;

/// <summary>What each column of a table holds, and what looks wrong with it. Its text is a table.</summary>
public sealed record TableDescription
{
    internal TableDescription(int rowCount, IReadOnlyList<ColumnDescription> columns)
    {
        RowCount = rowCount;
        Columns = ValueList.Of(columns);
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<ColumnDescription> Columns { get; }

    /// <summary>A line for each column, and then one for each doubt.</summary>
    public override string ToString()
    {
        string[][] lines =
        [
            ["column", "kind", "gaps", "different", "values"],
            .. Columns.Select(column => (string[])[Table.Shortened(column.Name), Column.WordsFor(column.Kind), Invariant($"{column.Gaps}"), Invariant($"{column.Distinct}"), column.Values]),
        ];
        int[] widths = [.. Enumerable.Range(0, 5).Select(i => lines.Max(line => line[i].Length))];
        StringBuilder text = new(Require.Count(RowCount, "row"));
        foreach (string[] line in lines)
        {
            text.Append('\n').Append($"{line[0].PadRight(widths[0])}  {line[1].PadRight(widths[1])}  {line[2].PadLeft(widths[2])}  {line[3].PadLeft(widths[3])}  {line[4]}".TrimEnd());
        }

        foreach (ColumnDescription column in Columns.Where(column => column.Doubt is not null))
        {
            text.Append($"\nNote: \"{column.Name}\" {column.Doubt}{(column.Doubt!.EndsWith('?') ? "" : ".")}");
        }

        return text.ToString();
    }
}
