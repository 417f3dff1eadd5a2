using Parquet;
using Parquet.Schema;

namespace ShallowNet;

/// <summary>Reads a column of a Parquet file, group of rows after group of rows.</summary>
internal abstract class ParquetColumn
{
    /// <summary>The reader for a column.</summary>
    /// <param name="field">The column.</param>
    /// <param name="place">What a message begins with.</param>
    /// <exception cref="InvalidDataException">The column holds what a table cannot.</exception>
    public static ParquetColumn Of(Field field, string place)
    {
        string name = $"{place}{(place.Length == 0 ? "Column" : "column")} \"{Table.Shortened(field.Name)}\"";
        if (field.Name.Length == 0)
        {
            throw new InvalidDataException($"{place}{(place.Length == 0 ? "Columns" : "columns")} of a Parquet file must have names, but one has none.");
        }

        if (field is not DataField data || data.IsArray || data.MaxRepetitionLevel > 0)
        {
            throw new InvalidDataException($"{name} must hold single values, but holds lists, maps or structures: name the columns to be read without it.");
        }

        return data.ClrType switch
        {
            var type when type == typeof(double) => Numbers<double>(data, value => value),
            var type when type == typeof(float) => Numbers<float>(data, value => value),
            var type when type == typeof(decimal) => Numbers<decimal>(data, value => (double)value),
            var type when type == typeof(sbyte) => Numbers<sbyte>(data, value => value),
            var type when type == typeof(byte) => Numbers<byte>(data, value => value),
            var type when type == typeof(short) => Numbers<short>(data, value => value),
            var type when type == typeof(ushort) => Numbers<ushort>(data, value => value),
            var type when type == typeof(int) => Numbers<int>(data, value => value),
            var type when type == typeof(uint) => Numbers<uint>(data, value => value),
            var type when type == typeof(long) => Numbers<long>(data, value => value),
            var type when type == typeof(ulong) => Numbers<ulong>(data, value => value),
            var type when type == typeof(bool) => new OfValues<bool, bool?>(data, value => value, values => Column.Of(data.Name, values)),
            var type when type == typeof(DateTime) => new OfValues<DateTime, DateTime?>(data, value => value, values => Column.Of(data.Name, values)),
            var type when type == typeof(DateOnly) => new OfValues<DateOnly, DateOnly?>(data, value => value, values => Column.Of(data.Name, values)),
            var type when type == typeof(Guid) => new OfValues<Guid, string?>(data, value => value?.ToString(), values => Column.Of(data.Name, values)),
            var type when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => new OfTexts(data),
            var type => throw new InvalidDataException($"{name} must hold numbers, texts, flags or dates, but holds {(type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) ? "bytes" : type.Name)}: name the columns to be read without it."),
        };
    }

    /// <summary>Reads a group of rows.</summary>
    public abstract Task Read(ParquetRowGroupReader group, CancellationToken cancellationToken);

    /// <summary>The column of all rows.</summary>
    public abstract Column Build();

    private static OfValues<T, double?> Numbers<T>(DataField field, Func<T, double> number)
        where T : struct => new(field, value => value is { } known ? number(known) : null, values => Column.Of(field.Name, values));

    private sealed class OfValues<T, TItem>(DataField field, Func<T?, TItem> itemOf, Func<List<TItem>, Column> build) : ParquetColumn
        where T : struct
    {
        private readonly List<TItem> items = [];

        public override async Task Read(ParquetRowGroupReader group, CancellationToken cancellationToken)
        {
            int rows = checked((int)group.RowCount);
            if (field.IsNullable)
            {
                T?[] values = new T?[rows];
                await group.ReadAsync<T>(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
                items.AddRange(values.Select(itemOf));
            }
            else
            {
                T[] values = new T[rows];
                await group.ReadAsync(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
                items.AddRange(values.Select(value => itemOf(value)));
            }
        }

        public override Column Build() => build(items);
    }

    private sealed class OfTexts(DataField field) : ParquetColumn
    {
        private readonly List<string?> texts = [];

        public override async Task Read(ParquetRowGroupReader group, CancellationToken cancellationToken)
        {
            string?[] values = new string?[checked((int)group.RowCount)];
            await group.ReadAsync(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
            texts.AddRange(values);
        }

        public override Column Build() => Column.Of(field.Name, texts);
    }
}
