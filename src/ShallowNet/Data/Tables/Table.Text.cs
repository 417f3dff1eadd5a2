using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <content>A table as text.</content>
public sealed partial class Table
{
    /// <summary>As many rows are printed.</summary>
    private const int MostPrinted = 10;

    /// <summary>As many columns are printed.</summary>
    private const int MostColumnsPrinted = 30;

    /// <summary>A longer text is cut when it is printed.</summary>
    private const int WidestPrinted = 24;

    /// <summary>The size of the table and its first rows, of its first columns, aligned; a gap is a dot.</summary>
    public override string ToString()
    {
        int shown = Math.Min(RowCount, MostPrinted);
        string[][] cells = [.. columns.Take(MostColumnsPrinted).Select(column => Aligned(column, shown))];
        StringBuilder text = new($"{Require.Count(RowCount, "row")}, {Require.Count(columns.Length, "column")}");
        for (int line = 0; line <= shown; line++)
        {
            text.Append('\n').Append(string.Join("  ", cells.Select(column => column[line])).TrimEnd()).Append(columns.Length > cells.Length ? "  …" : "");
        }

        return RowCount > shown ? text.Append("\n…").ToString() : text.ToString();
    }

    /// <summary>What each column holds, and what looks wrong with it.</summary>
    /// <param name="target">The name of the column to be predicted: tells which others give it away. Null for none.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public TableDescription Describe(string? target = null)
    {
        Column? goal = target is null ? null : ColumnOf(target, nameof(target));
        return new TableDescription(RowCount, [.. columns.Select(column => ColumnDescription.Of(column, goal))]);
    }

    /// <summary>A text cut to what is printed.</summary>
    internal static string Shortened(string text)
    {
        text = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        if (text.Length <= WidestPrinted)
        {
            return text;
        }

        int kept = WidestPrinted - 1;
        return text[..(char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)] + "…";
    }

    /// <summary>A number as it is printed: up to six digits.</summary>
    internal static string Printed(double number) => number.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>The name and the first values of a column, all of one width: numbers to the right, all else to the left.</summary>
    private static string[] Aligned(Column column, int rows)
    {
        string[] lines = [Shortened(column.Name), .. Enumerable.Range(0, rows).Select(row => column.HasGap(row) ? "·"
            : column is NumberColumn numbers ? Printed(numbers.Span[row]) : Shortened(column.TextAt(row)))];
        int width = lines.Max(line => line.Length);
        return Array.ConvertAll(lines, line => column is NumberColumn ? line.PadLeft(width) : line.PadRight(width));
    }
}
