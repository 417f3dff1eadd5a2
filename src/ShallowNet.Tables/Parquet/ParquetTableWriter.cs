using Parquet;
using Parquet.Schema;

namespace ShallowNet;

/// <summary>Writes tables as Parquet files.</summary>
internal static class ParquetTableWriter
{
    /// <summary>As many rows are written at a time.</summary>
    private const int RowsPerGroup = 1 << 20;

    public static async Task Write(Table table, Stream stream, CancellationToken cancellationToken)
    {
        DataField[] fields = [.. table.Columns.Select(FieldOf)];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. fields]), stream, null, false, cancellationToken).ConfigureAwait(false);
        int first = 0;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(RowsPerGroup, table.RowCount - first);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int i = 0; i < fields.Length; i++)
            {
                await Write(group, fields[i], (table.Columns[i], first, rows), cancellationToken).ConfigureAwait(false);
            }

            first += rows;
        }
        while (first < table.RowCount);
    }

    private static DataField FieldOf(Column column) => column.Kind switch
    {
        ColumnKind.Number => new DataField<double>(column.Name, true),
        ColumnKind.Flag => new DataField<bool>(column.Name, true),
        ColumnKind.Date => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: false, DateTimeTimeUnit.Micros, isNullable: true),
        _ => new DataField<string>(column.Name, true),
    };

    private static Task Write(ParquetRowGroupWriter group, DataField field, (Column Column, int First, int Rows) part, CancellationToken cancellationToken)
    {
        Range range = part.First..(part.First + part.Rows);
        switch (part.Column)
        {
            case NumberColumn numbers:
                return Values(Array.ConvertAll(numbers.Span[range].ToArray(), value => double.IsNaN(value) ? (double?)null : value));
            case FlagColumn flags:
                return Values(flags.Span[range].ToArray());
            case DateColumn dates:
                return Values(Array.ConvertAll(dates.Span[range].ToArray(), value => value == DateColumn.Gap ? (DateTime?)null : DateColumn.DateOf(value)));
            default:
                TextColumn texts = (TextColumn)part.Column;
                return group.WriteAsync(field, Array.ConvertAll(texts.Codes[range].ToArray(), code => code == TextColumn.Gap ? null : texts.Texts[code]), null);
        }

        Task Values<T>(T?[] values)
            where T : struct => group.WriteAsync<T>(field, values.AsMemory(), null, null, cancellationToken);
    }
}
