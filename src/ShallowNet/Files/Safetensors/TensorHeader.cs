using System.Text.Json;
using System.Text.Unicode;

namespace ShallowNet;

/// <summary>The header of a safetensors file: every declaration in it, checked before anything is done with it.</summary>
/// <remarks>
/// Stricter than the format in three points: a tensor has no other properties than the three, no tensor has more elements than an
/// array, and no dimension is larger than that either. Dimensions of 0 are allowed, as in the format.
/// </remarks>
internal sealed class TensorHeader
{
    /// <summary>The name under which the metadata stand beside the tensors.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>The bytes that a header may have at most.</summary>
    public const int MaxLength = 1 << 20;

    private readonly Dictionary<string, string> metadata = [];
    private readonly Dictionary<string, TensorEntry> byName = [];

    private TensorHeader(ReadOnlySpan<byte> json)
    {
        HeaderReader reader = new(json);
        bool hasMetadata = false;
        reader.Next();
        while (reader.Next() == JsonTokenType.PropertyName)
        {
            string name = reader.Text();
            if (name == MetadataName ? hasMetadata : byName.ContainsKey(name))
            {
                throw new ModelFileException($"The header must have every name once, but has {FileText.Quoted(name)} twice.");
            }

            if (name == MetadataName)
            {
                hasMetadata = true;
                ReadMetadata(ref reader);
            }
            else
            {
                byName.Add(name, ReadTensor(ref reader, name));
            }
        }

        reader.CheckEnd();
        Tensors = [.. byName.Values.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        CheckOffsets();
    }

    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>In the order of their data, which follow one another without a gap.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>The bytes of data that must follow the header.</summary>
    public long DataLength => Tensors.Count == 0 ? 0 : Tensors[^1].End;

    public TensorEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <exception cref="ModelFileException">The header is not one.</exception>
    public static TensorHeader Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != '{')
        {
            throw new ModelFileException(
                $"The header must begin with '{{', but {(json.IsEmpty ? "has no bytes" : Invariant($"begins with the byte 0x{json[0]:X2}"))}.");
        }

        if (!Utf8.IsValid(json))
        {
            throw new ModelFileException("The header must be valid UTF-8, but is not.");
        }

        try
        {
            return new TensorHeader(json);
        }
        catch (JsonException exception)
        {
            throw new ModelFileException(Invariant($"The header must be valid JSON, but is not: {FileText.Shortened(exception.Message)} (byte {exception.BytePositionInLine})"));
        }
    }

    private void ReadMetadata(ref HeaderReader reader)
    {
        if (reader.Next() != JsonTokenType.StartObject)
        {
            throw new ModelFileException($"The metadata must be an object of strings, but are {reader.Kind}.");
        }

        while (reader.Next() == JsonTokenType.PropertyName)
        {
            string key = reader.Text();
            if (reader.Next() != JsonTokenType.String)
            {
                throw new ModelFileException(
                    $"The metadata must be strings, but {FileText.Quoted(key)} is {reader.Kind}.");
            }

            if (!metadata.TryAdd(key, reader.Text()))
            {
                throw new ModelFileException($"The metadata must have every name once, but have {FileText.Quoted(key)} twice.");
            }
        }
    }

    private static TensorEntry ReadTensor(ref HeaderReader reader, string name)
    {
        if (reader.Next() != JsonTokenType.StartObject)
        {
            throw Refused(name, $"must be an object, but is {reader.Kind}");
        }

        TensorType? type = null;
        List<int>? shape = null;
        (long Begin, long End)? offsets = null;
        while (reader.Next() == JsonTokenType.PropertyName)
        {
            string property = reader.Text();
            switch (property)
            {
                case "dtype" when type is null:
                    type = ReadType(ref reader, name);
                    break;
                case "shape" when shape is null:
                    shape = ReadShape(ref reader, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadOffsets(ref reader, name);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Refused(name, $"must have every property once, but has {FileText.Quoted(property)} twice");
                default:
                    throw Refused(name, $"must have dtype, shape and data_offsets only, but has {FileText.Quoted(property)}");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Refused(name, $"must have dtype, shape and data_offsets, but has no {missing}");
        }

        var (begin, end) = offsets.Value;
        long bytes = (long)Elements(shape, name) * type.Value.Size();
        return end - begin == bytes
            ? new TensorEntry(name, type.Value, shape, begin, end)
            : throw Refused(
                name, Invariant($"of type {type} and shape {FileText.Shape(shape)} must have {bytes} bytes, but its data_offsets [{begin}, {end}] have {end - begin}"));
    }

    private static TensorType ReadType(ref HeaderReader reader, string name)
    {
        if (reader.Next() != JsonTokenType.String)
        {
            throw Refused(name, $"must have a string as dtype, but has {reader.Kind}");
        }

        string type = reader.Text();
        return Enum.TryParse(type, out TensorType known) && type == $"{known}"
            ? known
            : throw Refused(name, $"must have the dtype F16, BF16, F32, F64, I64 or U8, but has {FileText.Quoted(type)}");
    }

    private static List<int> ReadShape(ref HeaderReader reader, string name)
    {
        const string Required = "must have whole numbers in brackets as shape";
        if (reader.Next() != JsonTokenType.StartArray)
        {
            throw Refused(name, $"{Required}, but has {reader.Kind}");
        }

        List<int> shape = [];
        while (reader.Next() != JsonTokenType.EndArray)
        {
            long dimension = ReadNumber(ref reader, name, Required);
            shape.Add(dimension <= Array.MaxLength
                ? (int)dimension
                : throw Refused(name, Invariant($"must have dimensions of at most {Array.MaxLength}, but has one of {dimension}")));
        }

        return shape;
    }

    private static (long Begin, long End) ReadOffsets(ref HeaderReader reader, string name)
    {
        const string Required = "must have two whole numbers in brackets as data_offsets";
        if (reader.Next() != JsonTokenType.StartArray)
        {
            throw Refused(name, $"{Required}, but has {reader.Kind}");
        }

        Span<long> offsets = stackalloc long[2];
        int count = 0;
        while (reader.Next() != JsonTokenType.EndArray)
        {
            long offset = ReadNumber(ref reader, name, Required);
            if (count == 2)
            {
                throw Refused(name, $"{Required}, but has more");
            }

            offsets[count++] = offset;
        }

        if (count < 2)
        {
            throw Refused(name, Invariant($"{Required}, but has {count}"));
        }

        return offsets[0] <= offsets[1]
            ? (offsets[0], offsets[1])
            : throw Refused(name, Invariant($"must not end before it begins, but has the data_offsets [{offsets[0]}, {offsets[1]}]"));
    }

    private static long ReadNumber(ref HeaderReader reader, string name, string required)
    {
        if (reader.Type != JsonTokenType.Number)
        {
            throw Refused(name, $"{required}, but one is {reader.Kind}");
        }

        return reader.TryGetWholeNumber(out long value)
            ? value
            : throw Refused(name, Invariant($"{required}, each at least 0 and at most {long.MaxValue}, but one is {reader.NumberText}"));
    }

    private static int Elements(List<int> shape, string name)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        long elements = 1;
        foreach (int dimension in shape)
        {
            elements *= dimension;
            if (elements > Array.MaxLength)
            {
                throw Refused(name, Invariant($"must have at most {Array.MaxLength} elements, but its shape {FileText.Shape(shape)} has more"));
            }
        }

        return (int)elements;
    }

    private void CheckOffsets()
    {
        long end = 0;
        foreach (TensorEntry tensor in Tensors)
        {
            if (tensor.Begin != end)
            {
                throw Refused(
                    tensor.Name,
                    Invariant($"must begin at byte {end} of the data, where the one before it ends, but begins at {tensor.Begin} ({(tensor.Begin < end ? "they overlap" : "there is a hole")})"));
            }

            end = tensor.End;
        }
    }

    private static ModelFileException Refused(string name, string what) => new($"Tensor {FileText.Quoted(name)} {what}.");
}
