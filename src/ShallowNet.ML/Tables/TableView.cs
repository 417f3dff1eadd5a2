using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>A data view on top of a table.</summary>
internal sealed class TableView : IDataView
{
    private readonly Table table;

    /// <summary>The view of a table.</summary>
    public TableView(Table table)
    {
        this.table = table;
        DataViewSchema.Builder builder = new();
        foreach (Column column in table.Columns)
        {
            builder.AddColumn(column.Name, TypeOf(column));
        }

        Schema = builder.ToSchema();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => table.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in Require.NotNull(columnsNeeded))
        {
            active[column.Index] = true;
        }

        int[]? order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, table.RowCount)];
            rand.Shuffle(order);
        }

        return new Cursor(this, active, order);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private static DataViewType TypeOf(Column column) => column switch
    {
        TextColumn => TextDataViewType.Instance,
        DateColumn => DateTimeDataViewType.Instance,
        FlagColumn { Gaps: 0 } => BooleanDataViewType.Instance,
        _ => NumberDataViewType.Single,
    };

    private sealed class Cursor(TableView view, bool[] active, int[]? order) : DataViewRowCursor
    {
        private long position = -1;

        public override long Position => position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        private int Row => position < 0 || position >= view.table.RowCount
            ? throw new InvalidOperationException("The cursor must be on a row to be read, but is before the first or after the last.")
            : order is null ? (int)position : order[position];

        public override bool MoveNext()
        {
            position = Math.Min(position + 1, view.table.RowCount);
            return position < view.table.RowCount;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!active[column.Index])
            {
                throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' must be among the columns that the cursor was asked for, but is not.");
            }

            return GetterOf(view.table.Columns[column.Index]) as ValueGetter<TValue> ?? throw new InvalidOperationException(
                $"Column '{column.Name}' must be read as {Schema[column.Index].Type.RawType.Name}, but is read as {typeof(TValue).Name}.");
        }

        private Delegate GetterOf(Column column) => column switch
        {
            TextColumn texts => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) =>
                value = texts.Codes[Row] is var code && code == TextColumn.Gap ? default : texts.Texts[code].AsMemory()),
            DateColumn dates => (ValueGetter<DateTime>)((ref DateTime value) => value = dates.HasGap(Row) ? default : DateColumn.DateOf(dates.Span[Row])),
            FlagColumn { Gaps: 0 } flags => (ValueGetter<bool>)((ref bool value) => value = flags.Span[Row] == true),
            FlagColumn flags => (ValueGetter<float>)((ref float value) => value = (float)FlagColumn.NumberOf(flags.Span[Row])),
            _ => (ValueGetter<float>)((ref float value) => value = (float)((NumberColumn)column).Span[Row]),
        };
    }
}
