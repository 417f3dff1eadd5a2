using System.Buffers;
using System.Globalization;

namespace ShallowNet;

/// <summary>Writes tables as CSV, so that they are read as they were.</summary>
internal sealed class CsvWriter
{
    private readonly TextWriter writer;
    private readonly CsvOptions options;
    private readonly CsvGaps gaps;
    private readonly char separator;
    private readonly char point;
    private readonly SearchValues<char> signsToQuote;
    private readonly SearchValues<char> signsToRefuse;

    /// <summary>Makes a writer.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="options">How it is to be written.</param>
    public CsvWriter(TextWriter writer, CsvOptions options)
    {
        (this.writer, this.options) = (writer, options);
        gaps = new CsvGaps(options.Gaps);
        separator = options.Separator ?? ',';
        point = options.Culture?.NumberFormat.NumberDecimalSeparator[0] ?? '.';
        // What might be taken for the separator is quoted, too.
        signsToQuote = SearchValues.Create($"\"\r\n{separator}{(options.Separator is null ? CsvSeparator.Known : "")}");
        signsToRefuse = SearchValues.Create($"\r\n{separator}");
    }

    /// <summary>Writes the names, where they are asked for, and the rows.</summary>
    public void Write(Table table)
    {
        IReadOnlyList<Column> columns = table.Columns;
        string gap = columns.Count == 1 && columns[0].Gaps > 0 ? GapOfOneColumn(columns[0]) : "";
        for (int row = options.HasHeader ? -1 : 0; row < table.RowCount; row++)
        {
            for (int i = 0; i < columns.Count; i++)
            {
                if (i > 0)
                {
                    writer.Write(separator);
                }

                writer.Write(row < 0 ? Quoted(columns[i].Name, columns[i], row) : columns[i].HasGap(row) ? gap : Written(columns[i], row));
            }

            writer.Write('\n');
        }
    }

    /// <summary>What stands for a gap where a line of nothing would be no row.</summary>
    private string GapOfOneColumn(Column column) => options.Gaps.FirstOrDefault(text => text.Trim().Length > 0 && !text.AsSpan().ContainsAny(signsToQuote))
        ?? throw new ArgumentException($"Gaps must have a text, because column \"{Table.Shortened(column.Name)}\" is the only one and has gaps, but has none.");

    private string Written(Column column, int row)
    {
        if (column is TextColumn)
        {
            return Quoted(column.TextAt(row), column, row);
        }

        string text = column is NumberColumn numbers ? numbers.Span[row].ToString("R", CultureInfo.InvariantCulture).Replace('.', point) : column.TextAt(row);
        return text.Contains(separator) || gaps.Has(text) ? Quoted(text, column, row) : text;
    }

    /// <summary>A text, in quotation marks where it would be read as something else otherwise.</summary>
    private string Quoted(string text, Column column, int row)
    {
        if (text.Contains('\0'))
        {
            throw new ArgumentException($"{Place(column, row)} must have no NUL character to be written as CSV, but has one.");
        }

        bool isSafe = !gaps.Has(text) && !text.AsSpan().ContainsAny(signsToQuote) && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && text[0] != '\ufeff';
        return isSafe ? text
            : options.HasQuotes ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : !gaps.Has(text) && !text.AsSpan().ContainsAny(signsToRefuse) && text.Trim() == text && text[0] != '\ufeff' ? text
            : throw new ArgumentException($"{Place(column, row)} must need no quotation marks where HasQuotes is false, but is \"{Table.Shortened(text)}\".");
    }

    private static string Place(Column column, int row) => row < 0
        ? $"The name \"{Table.Shortened(column.Name)}\"" : Invariant($"Row {row} of column \"{Table.Shortened(column.Name)}\"");
}
