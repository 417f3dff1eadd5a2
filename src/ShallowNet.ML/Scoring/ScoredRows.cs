using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace ShallowNet;

/// <summary>How rows of a schema become rows with a model's answers, which stand after the columns of the input.</summary>
internal sealed class ScoredRows : IRowToRowMapper
{
    private readonly DataViewSchema.Column features;
    private readonly Func<RowAnswer> start;

    /// <summary>The mapping of rows of a schema.</summary>
    /// <param name="input">The schema.</param>
    /// <param name="features">Its column of the features.</param>
    /// <param name="added">The columns of the answers.</param>
    /// <param name="start">Makes what answers for one row after the other.</param>
    public ScoredRows(DataViewSchema input, DataViewSchema.Column features, IReadOnlyList<DataViewSchema.DetachedColumn> added, Func<RowAnswer> start)
    {
        (InputSchema, this.features, this.start) = (input, features, start);
        DataViewSchema.Builder builder = new();
        builder.AddColumns(input);
        builder.AddColumns(added);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    /// <summary>Adds the columns of the answers to ML.NET's graph of ONNX.</summary>
    public required Action<OnnxContext> WriteOnnx { get; init; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>A number for a model's columns that no other model in the view has.</summary>
    public static uint NextScoreSet(DataViewSchema schema) => schema.GetMaxAnnotationKind(out _, AnnotationUtils.Kinds.ScoreColumnSetId) + 1;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = ActiveColumns(dependingColumns);
        return InputSchema.Where(column => active[column.Index] || (column.Index == features.Index && NeedsAnswer(active)));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new ScoredRow(Require.NotNull(input), new ScoredGetters(this, input, ActiveColumns(activeColumns)));

    /// <summary>Which of the columns of the output are among the given ones.</summary>
    public bool[] ActiveColumns(IEnumerable<DataViewSchema.Column> columns)
    {
        bool[] active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in Require.NotNull(columns))
        {
            if (column.Index >= active.Length)
            {
                throw new ArgumentException(Invariant($"Column '{column.Name}' must be one of the view, but has the index {column.Index}, and there are {active.Length} columns."), nameof(columns));
            }

            active[column.Index] = true;
        }

        return active;
    }

    /// <summary>What answers for the rows of a cursor; null where no answer is asked for.</summary>
    public (RowAnswer Answer, FeatureReader Features)? Start(DataViewRow input, bool[] active) =>
        NeedsAnswer(active) ? (start(), new FeatureReader(input, features)) : null;

    private bool NeedsAnswer(bool[] active) => Array.IndexOf(active, true, InputSchema.Count) >= 0;
}
