using Microsoft.ML;

namespace ShallowNet;

/// <summary>A data view with a model's answers, which are computed when a cursor reads them.</summary>
/// <param name="input">The view without the answers.</param>
/// <param name="rows">How its rows are mapped.</param>
internal sealed class ScoredView(IDataView input, ScoredRows rows) : IDataView
{
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

    private ScoredCursor CursorOf(DataViewRowCursor cursor, bool[] active) => new(cursor, new ScoredGetters(rows, cursor, active));

    private IEnumerable<DataViewSchema.Column> Needed(bool[] active) => rows.GetDependencies(Schema.Where(column => active[column.Index]));
}
