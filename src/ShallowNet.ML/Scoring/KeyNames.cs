using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>The values that the numbers of a key stand for.</summary>
internal abstract class KeyNames
{
    /// <summary>The types that values may have. Model files have their places.</summary>
    internal static readonly PrimitiveDataViewType[] Types =
    [
        TextDataViewType.Instance, NumberDataViewType.Single, NumberDataViewType.Double, BooleanDataViewType.Instance, NumberDataViewType.SByte, NumberDataViewType.Byte,
        NumberDataViewType.Int16, NumberDataViewType.UInt16, NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
    ];

    /// <summary>The values as texts, whatever the culture.</summary>
    public abstract IReadOnlyList<string> Texts { get; }

    /// <summary>The type of the values.</summary>
    public abstract PrimitiveDataViewType ItemType { get; }

    /// <summary>The names of a key; null where it has none.</summary>
    /// <exception cref="ArgumentException">The values are neither texts nor numbers nor flags.</exception>
    public static KeyNames? Of(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type is not VectorDataViewType { IsKnownSize: true } type)
        {
            return null;
        }

        return Array.Find(Types, item => item.Equals(type.ItemType)) is { } known
            ? Create(known, texts: null, column)
            : throw new ArgumentException($"Schema mismatch for column '{column.Name}': expected a key of texts, numbers or flags, got one of {type.ItemType}");
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static KeyNames? Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count < 0)
        {
            return null;
        }

        int place = reader.ReadByte();
        if (place >= Types.Length)
        {
            throw new FormatException(Invariant($"The type of the key's values must be one of {Types.Length}, but is number {place}."));
        }

        List<string> texts = [];
        for (int i = 0; i < count; i++)
        {
            texts.Add(reader.ReadString());
        }

        return Create(Types[place], texts, column: null);
    }

    /// <summary>Writes names, or that there are none.</summary>
    public static void Write(BinaryWriter writer, KeyNames? names)
    {
        writer.Write(names?.Texts.Count ?? -1);
        if (names is not null)
        {
            writer.Write((byte)Array.IndexOf(Types, names.ItemType));
            foreach (string text in names.Texts)
            {
                writer.Write(text);
            }
        }
    }

    /// <summary>Adds the values to a column's annotations.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder annotations, string kind);

    private static KeyNames Create(PrimitiveDataViewType type, IReadOnlyList<string>? texts, DataViewSchema.Column? column) => type.RawType switch
    {
        Type raw when raw == typeof(float) => Numbers<float>(type, texts, column),
        Type raw when raw == typeof(double) => Numbers<double>(type, texts, column),
        Type raw when raw == typeof(sbyte) => Numbers<sbyte>(type, texts, column),
        Type raw when raw == typeof(byte) => Numbers<byte>(type, texts, column),
        Type raw when raw == typeof(short) => Numbers<short>(type, texts, column),
        Type raw when raw == typeof(ushort) => Numbers<ushort>(type, texts, column),
        Type raw when raw == typeof(int) => Numbers<int>(type, texts, column),
        Type raw when raw == typeof(uint) => Numbers<uint>(type, texts, column),
        Type raw when raw == typeof(long) => Numbers<long>(type, texts, column),
        Type raw when raw == typeof(ulong) => Numbers<ulong>(type, texts, column),
        Type raw when raw == typeof(bool) => new KeyNames<bool>(type, Values(texts, column, bool.Parse), flag => flag ? "true" : "false"),
        _ => new KeyNames<ReadOnlyMemory<char>>(type, Values(texts, column, text => text.AsMemory()), text => text.ToString()),
    };

    private static KeyNames<T> Numbers<T>(PrimitiveDataViewType type, IReadOnlyList<string>? texts, DataViewSchema.Column? column)
        where T : IParsable<T>, IFormattable =>
        new(type, Values(texts, column, text => T.Parse(text, CultureInfo.InvariantCulture)), number => number.ToString(null, CultureInfo.InvariantCulture));

    private static T[] Values<T>(IReadOnlyList<string>? texts, DataViewSchema.Column? column, Func<string, T> parse)
    {
        if (texts is not null)
        {
            return [.. texts.Select(parse)];
        }

        VBuffer<T> values = default;
        column!.Value.Annotations.GetValue(AnnotationUtils.Kinds.KeyValues, ref values);
        return [.. values.DenseValues()];
    }
}

/// <summary>Values of one type.</summary>
internal sealed class KeyNames<T>(PrimitiveDataViewType type, T[] values, Func<T, string> textOf) : KeyNames
{
    public override IReadOnlyList<string> Texts { get; } = [.. values.Select(textOf)];

    public override PrimitiveDataViewType ItemType => type;

    public override void AddTo(DataViewSchema.Annotations.Builder annotations, string kind) => annotations.Add(
        kind, new VectorDataViewType(type, values.Length), (ref VBuffer<T> result) => result = new VBuffer<T>(values.Length, [.. values]));
}
