using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>A column of a data view that becomes one of a table, or several.</summary>
internal abstract class ViewColumn(DataViewSchema.Column source)
{
    /// <summary>The column of the view.</summary>
    public DataViewSchema.Column Source { get; } = source;

    /// <summary>What reads a column.</summary>
    /// <exception cref="ArgumentException">The column holds something that tables do not have.</exception>
    public static ViewColumn Of(DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType => KeyOf(column),
        VectorDataViewType { IsKnownSize: true } vector when vector.ItemType is NumberDataViewType && vector.ItemType.RawType == typeof(float) => new VectorOf<float>(column),
        VectorDataViewType { IsKnownSize: true } vector when vector.ItemType is NumberDataViewType && vector.ItemType.RawType == typeof(double) => new VectorOf<double>(column),
        NumberDataViewType type => NumberOf(column, type.RawType),
        BooleanDataViewType => new ValueOf<bool, bool>(column, value => value, (name, values) => [Column.Of(name, values)]),
        TextDataViewType => new ValueOf<ReadOnlyMemory<char>, string?>(
            column, value => value.IsEmpty ? null : value.ToString(), (name, values) => [Column.Of(name, values)]),
        DateTimeDataViewType => new ValueOf<DateTime, DateTime?>(
            column, value => value == default ? null : value, (name, values) => [Column.Of(name, values)]),
        _ => throw Refusal(column),
    };

    /// <summary>Begins to read from a cursor.</summary>
    public abstract void Bind(DataViewRow row);

    /// <summary>Reads the row that the cursor is on.</summary>
    public abstract void Read();

    /// <summary>The columns of the table.</summary>
    public abstract IEnumerable<Column> ToColumns();

    private static ArgumentException Refusal(DataViewSchema.Column column) => new(
        $"Column '{column.Name}' must hold numbers, texts, flags, dates, a key, or a vector of Single or Double of known size to be part of a table, but holds {column.Type}: leave it out by DropColumns.");

    private static ViewColumn NumberOf(DataViewSchema.Column column, Type raw) => raw switch
    {
        _ when raw == typeof(float) => Number<float>(column),
        _ when raw == typeof(double) => Number<double>(column),
        _ when raw == typeof(sbyte) => Number<sbyte>(column),
        _ when raw == typeof(byte) => Number<byte>(column),
        _ when raw == typeof(short) => Number<short>(column),
        _ when raw == typeof(ushort) => Number<ushort>(column),
        _ when raw == typeof(int) => Number<int>(column),
        _ when raw == typeof(uint) => Number<uint>(column),
        _ when raw == typeof(long) => Number<long>(column),
        _ when raw == typeof(ulong) => Number<ulong>(column),
        _ => throw Refusal(column),
    };

    private static ValueOf<T, double> Number<T>(DataViewSchema.Column column)
        where T : INumberBase<T> => new(column, double.CreateTruncating, (name, values) => [Column.Of(name, values)]);

    private static ViewColumn KeyOf(DataViewSchema.Column column) => column.Type.RawType switch
    {
        Type raw when raw == typeof(byte) => Key<byte>(column),
        Type raw when raw == typeof(ushort) => Key<ushort>(column),
        Type raw when raw == typeof(uint) => Key<uint>(column),
        _ => Key<ulong>(column),
    };

    private static ValueOf<T, int> Key<T>(DataViewSchema.Column column)
        where T : INumberBase<T>
    {
        KeyNames? names = KeyNames.Of(column);
        return new(column, int.CreateChecked, (name, keys) => names switch
        {
            null => [Column.Of(name, keys.Select(key => key == 0 ? double.NaN : key))],
            { ItemType: NumberDataViewType } => [Column.Of(name, keys.Select(key => key == 0 ? double.NaN : double.Parse(names.Texts[key - 1], CultureInfo.InvariantCulture)))],
            _ => [Column.Of(name, keys.Select(key => key == 0 ? null : names.Texts[key - 1]))],
        });
    }

    /// <summary>A column of single values.</summary>
    private sealed class ValueOf<T, TKept>(DataViewSchema.Column source, Func<T, TKept> convert, Func<string, IEnumerable<TKept>, IEnumerable<Column>> toColumns) : ViewColumn(source)
    {
        private readonly List<TKept> values = [];
        private ValueGetter<T>? getter;

        public override void Bind(DataViewRow row) => getter = row.GetGetter<T>(Source);

        public override void Read()
        {
            T value = default!;
            getter!(ref value);
            values.Add(convert(value));
        }

        public override IEnumerable<Column> ToColumns() => toColumns(Source.Name, values);
    }

    /// <summary>A column of vectors.</summary>
    private sealed class VectorOf<T>(DataViewSchema.Column source) : ViewColumn(source)
        where T : INumberBase<T>
    {
        private readonly List<double>[] values = [.. Enumerable.Range(0, ((VectorDataViewType)source.Type).Size).Select(_ => new List<double>())];
        private ValueGetter<VBuffer<T>>? getter;
        private VBuffer<T> buffer;

        public override void Bind(DataViewRow row) => getter = row.GetGetter<VBuffer<T>>(Source);

        public override void Read()
        {
            getter!(ref buffer);
            foreach ((int i, T value) in buffer.Items(all: true))
            {
                values[i].Add(double.CreateTruncating(value));
            }
        }

        public override IEnumerable<Column> ToColumns()
        {
            VBuffer<ReadOnlyMemory<char>> slots = default;
            if (Source.HasSlotNames(values.Length))
            {
                Source.Annotations.GetValue(AnnotationUtils.Kinds.SlotNames, ref slots);
            }

            ReadOnlyMemory<char>[] names = slots.Length == values.Length ? [.. slots.DenseValues()] : new ReadOnlyMemory<char>[values.Length];
            return values.Select((elements, i) => (Column)Column.Of(names[i].IsEmpty ? Invariant($"{Source.Name}[{i}]") : $"{Source.Name}.{names[i]}", elements));
        }
    }
}
