using System.Globalization;

namespace ShallowNet;

/// <summary>A column of numbers, in which NaN is a gap.</summary>
public sealed class NumberColumn : Column
{
    private readonly double[] values;

    /// <summary>Makes a column.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">The number of each row; NaN for a gap.</param>
    /// <exception cref="ArgumentException">The name is empty, or not valid text.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public NumberColumn(string name, IEnumerable<double> values)
        : this(name, [.. Require.NotNull(values)], isCopied: true)
    {
    }

    /// <summary>A column on top of an array, which nobody changes from now on.</summary>
    internal NumberColumn(string name, double[] values, bool isCopied)
        : base(name, values.Length) => this.values = isCopied ? values : [.. values];

    /// <summary>The number of each row; NaN for a gap.</summary>
    public IReadOnlyList<double> Values => Array.AsReadOnly(values);

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Number;

    internal ReadOnlySpan<double> Span => values;

    internal override bool HasGap(int row) => double.IsNaN(values[row]);

    internal override NumberColumn RowsAt(ReadOnlySpan<int> rows) => new(Name, RowsOf(values, rows), isCopied: true);

    internal override NumberColumn Renamed(string name) => new(name, values, isCopied: true);

    internal override int CountDistinct() => values.Where(value => !double.IsNaN(value)).Distinct().Count();

    private protected override object BoxedAt(int row) => values[row];

    private protected override string WrittenAt(int row) => values[row].ToString(CultureInfo.InvariantCulture);
}
