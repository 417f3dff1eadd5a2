namespace ShallowNet;

/// <summary>A column of flags: true, false, or a gap.</summary>
public sealed class FlagColumn : Column
{
    private readonly bool?[] values;

    /// <summary>Makes a column.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">The flag of each row; null for a gap.</param>
    /// <exception cref="ArgumentException">The name is empty, or not valid text.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public FlagColumn(string name, IEnumerable<bool?> values)
        : this(name, (bool?[])[.. Require.NotNull(values)])
    {
    }

    /// <summary>A column on top of an array, which nobody changes from now on.</summary>
    internal FlagColumn(string name, bool?[] values)
        : base(name, values.Length) => this.values = values;

    /// <summary>The flag of each row; null for a gap.</summary>
    public IReadOnlyList<bool?> Values => Array.AsReadOnly(values);

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Flag;

    internal ReadOnlySpan<bool?> Span => values;

    /// <summary>1 for true, 0 for false, NaN for a gap.</summary>
    internal static double NumberOf(bool? flag) => flag is { } value ? value ? 1 : 0 : double.NaN;

    internal override bool HasGap(int row) => values[row] is null;

    internal override FlagColumn RowsAt(ReadOnlySpan<int> rows) => new(Name, RowsOf(values, rows));

    internal override FlagColumn Renamed(string name) => new(name, values);

    internal override int CountDistinct() => values.Where(value => value is not null).Distinct().Count();

    private protected override object BoxedAt(int row) => values[row]!.Value;

    private protected override string WrittenAt(int row) => values[row]!.Value ? "true" : "false";
}
