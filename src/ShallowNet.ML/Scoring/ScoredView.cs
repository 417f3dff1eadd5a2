using Microsoft.ML;
using Microsoft.ML.Model.OnnxConverter;

namespace ShallowNet;

/// <summary>A data view with a model's answers, which are computed when a cursor reads them.</summary>
/// <param name="input">The view without the answers.</param>
/// <param name="rows">How its rows are mapped.</param>
internal sealed class ScoredView(IDataView input, ScoredRows rows) : ITransformCanSaveOnnx
{
    public IDataView Source => input;

    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => rows.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = rows.ActiveColumns(columnsNeeded);
        return CursorOf(input.GetRowCursor(Needed(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = rows.ActiveColumns(columnsNeeded);
        return Array.ConvertAll(input.GetRowCursorSet(Needed(active), n, rand), cursor => CursorOf(cursor, active));
    }

    public bool CanSaveOnnx(OnnxContext ctx) => true;

    public void SaveAsOnnx(OnnxContext ctx) => rows.WriteOnnx(ctx);

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("A data view cannot be saved: save the transformer that made it, by mlContext.Model.Save.");

    private ScoredCursor CursorOf(DataViewRowCursor cursor, bool[] active) => new(cursor, new ScoredGetters(rows, cursor, active));

    private IEnumerable<DataViewSchema.Column> Needed(bool[] active) => rows.GetDependencies(Schema.Where(column => active[column.Index]));
}
