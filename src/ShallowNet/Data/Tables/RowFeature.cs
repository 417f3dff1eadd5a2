namespace ShallowNet;

/// <summary>A feature of rows of a type of the caller's.</summary>
/// <param name="name">The name, checked.</param>
/// <param name="kind">What it holds.</param>
internal abstract class RowFeature<TRow>(string name, ColumnKind kind)
{
    public string Name => name;

    public ColumnKind Kind => kind;

    /// <summary>The values of rows, as a column.</summary>
    public abstract Column ColumnOf(IEnumerable<TRow> rows);

    /// <summary>Sets the value of a row, without allocating.</summary>
    /// <param name="row">The row to read.</param>
    /// <param name="input">Receives the value.</param>
    /// <param name="place">The place of the column in the encoder.</param>
    public abstract void Set(TRow row, InputRow input, int place);
}

internal sealed class NumberFeature<TRow>(string name, Func<TRow, double?> value) : RowFeature<TRow>(name, ColumnKind.Number)
{
    public override Column ColumnOf(IEnumerable<TRow> rows) => Column.Of(Name, rows.Select(value));

    public override void Set(TRow row, InputRow input, int place) => input.Set(place, value(row));
}

internal sealed class CategoryFeature<TRow>(string name, Func<TRow, string?> value) : RowFeature<TRow>(name, ColumnKind.Text)
{
    public override Column ColumnOf(IEnumerable<TRow> rows) => Column.Of(Name, rows.Select(value));

    public override void Set(TRow row, InputRow input, int place) => input.Set(place, value(row));
}

internal sealed class FlagFeature<TRow>(string name, Func<TRow, bool?> value) : RowFeature<TRow>(name, ColumnKind.Flag)
{
    public override Column ColumnOf(IEnumerable<TRow> rows) => Column.Of(Name, rows.Select(value));

    public override void Set(TRow row, InputRow input, int place) => input.Set(place, value(row));
}

internal sealed class DateFeature<TRow>(string name, Func<TRow, DateTime?> value) : RowFeature<TRow>(name, ColumnKind.Date)
{
    public override Column ColumnOf(IEnumerable<TRow> rows) => Column.Of(Name, rows.Select(value));

    public override void Set(TRow row, InputRow input, int place) => input.Set(place, value(row));
}
