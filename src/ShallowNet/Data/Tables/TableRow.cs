namespace ShallowNet;

/// <summary>A row of a table, to look at.</summary>
public readonly struct TableRow
{
    private readonly Table? table;

    internal TableRow(Table table, int index) => (this.table, Index) = (table, index);

    /// <summary>The number of the row, from 0 on.</summary>
    public int Index { get; }

    /// <summary>The value of a column: a double, a string, a bool or a DateTime; null for a gap.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public object? this[string column] => Table[column].ValueAt(Index);

    private Table Table => table ?? throw new InvalidOperationException("The row is of no table.");

    /// <summary>The number in a column; NaN for a gap.</summary>
    /// <param name="column">The name of the column, which holds numbers.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public double Number(string column) => Table.Typed<NumberColumn>(column, ColumnKind.Number).Span[Index];

    /// <summary>The text in a column; null for a gap.</summary>
    /// <param name="column">The name of the column, which holds texts.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public string? Text(string column)
    {
        TextColumn texts = Table.Typed<TextColumn>(column, ColumnKind.Text);
        int code = texts.Codes[Index];
        return code == TextColumn.Gap ? null : texts.Texts[code];
    }

    /// <summary>The flag in a column; null for a gap.</summary>
    /// <param name="column">The name of the column, which holds flags.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public bool? Flag(string column) => Table.Typed<FlagColumn>(column, ColumnKind.Flag).Span[Index];

    /// <summary>The date in a column; null for a gap.</summary>
    /// <param name="column">The name of the column, which holds dates.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public DateTime? Date(string column)
    {
        long seconds = Table.Typed<DateColumn>(column, ColumnKind.Date).Span[Index];
        return seconds == DateColumn.Gap ? null : DateColumn.DateOf(seconds);
    }

    /// <summary>The values by the names of their columns, as "age = 42, plan = Basic".</summary>
    public override string ToString()
    {
        int index = Index;
        return table is null ? "" : string.Join(", ", table.Columns.Select(column => $"{column.Name} = {column.TextAt(index)}"));
    }
}
