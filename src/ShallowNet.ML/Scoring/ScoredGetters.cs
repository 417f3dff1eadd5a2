using Microsoft.ML;

namespace ShallowNet;

/// <summary>Reads the columns of a row with a model's answers. An answer is computed once for each row, when one of its columns is read first.</summary>
internal sealed class ScoredGetters
{
    private readonly ScoredRows rows;
    private readonly DataViewRow input;
    private readonly bool[] active;
    private readonly (RowAnswer Answer, FeatureReader Features)? state;
    private long computed = -1;

    /// <summary>The columns of a row or a cursor.</summary>
    /// <param name="rows">How rows are mapped.</param>
    /// <param name="input">The row or the cursor without the answers.</param>
    /// <param name="active">Which columns are read.</param>
    public ScoredGetters(ScoredRows rows, DataViewRow input, bool[] active)
    {
        (this.rows, this.input, this.active) = (rows, input, active);
        state = rows.Start(input, active);
    }

    public DataViewSchema Schema => rows.OutputSchema;

    public bool IsActive(DataViewSchema.Column column) => column.Index < active.Length ? active[column.Index] : throw NoColumn(column);

    public ValueGetter<TValue> Of<TValue>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' must be among the columns that the cursor was asked for, but is not.");
        }

        if (column.Index < rows.InputSchema.Count)
        {
            return input.GetGetter<TValue>(rows.InputSchema[column.Index]);
        }

        Delegate getter = state!.Value.Answer.GetterOf(column.Index - rows.InputSchema.Count, Update);
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' must be read as {rows.OutputSchema[column.Index].Type.RawType.Name}, but is read as {typeof(TValue).Name}.");
    }

    private static ArgumentOutOfRangeException NoColumn(DataViewSchema.Column column) =>
        new(nameof(column), Invariant($"Column '{column.Name}' must be one of the view, but its index is {column.Index}."));

    private void Update()
    {
        if (computed == input.Position && computed >= 0)
        {
            return;
        }

        (RowAnswer answer, FeatureReader features) = state!.Value;
        if (features.TryRead(out ReadOnlySpan<float> x))
        {
            answer.Compute(x);
        }
        else
        {
            answer.ComputeMissing();
        }

        computed = input.Position;
    }
}
