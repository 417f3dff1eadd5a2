using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShallowNet;

/// <summary>Writes tensors as <see cref="TensorFile"/> reads them; the same tensors and strings always give the same bytes.</summary>
internal static class TensorFileWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes the header and the data: the tensors in their order, but those with wider elements first, as the reference
    /// implementation has it, so that every element is aligned.
    /// </summary>
    /// <param name="stream">Where to write; it need not seek, and is neither flushed nor closed.</param>
    /// <param name="metadata">Strings by name, written in their order; nothing is written for none.</param>
    /// <param name="tensors">The tensors.</param>
    /// <exception cref="ArgumentException">A name is there twice, a text has half a surrogate pair, or the header would be longer than can be read.</exception>
    public static void Write(Stream stream, IReadOnlyList<KeyValuePair<string, string>> metadata, IReadOnlyList<TensorToWrite> tensors)
    {
        TensorTypes.RequireLittleEndian();
        CheckNames("metadata", [.. metadata.Select(pair => pair.Key)]);
        CheckText("metadata", metadata.Select(pair => pair.Value));
        CheckNames("tensors", [TensorHeader.MetadataName, .. tensors.Select(tensor => tensor.Name)]);
        TensorToWrite[] ordered = [.. tensors.OrderByDescending(tensor => tensor.Type.Size())];
        stream.Write(Header(metadata, ordered));
        foreach (TensorToWrite tensor in ordered)
        {
            tensor.Write(stream);
        }
    }

    /// <summary>The length and the header, filled up with spaces so that the data begin at a multiple of 8.</summary>
    private static ReadOnlySpan<byte> Header(IReadOnlyList<KeyValuePair<string, string>> metadata, TensorToWrite[] tensors)
    {
        ArrayBufferWriter<byte> bytes = new();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.GetSpan(sizeof(ulong)), 0);
        bytes.Advance(sizeof(ulong));
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            WriteJson(json, metadata, tensors);
        }

        int padding = -bytes.WrittenCount & 7;
        bytes.GetSpan(8)[..padding].Fill((byte)' ');
        bytes.Advance(padding);
        int length = bytes.WrittenCount - sizeof(ulong);
        if (length > TensorHeader.MaxLength)
        {
            throw new ArgumentException(Invariant($"The header must have at most {TensorHeader.MaxLength} bytes, but metadata and names take {length}."));
        }

        byte[] header = bytes.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        return header;
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> metadata, TensorToWrite[] tensors)
    {
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            json.WriteStartObject(TensorHeader.MetadataName);
            foreach (var (key, value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        long offset = 0;
        foreach (TensorToWrite tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.Type.ToString());
            json.WriteStartArray("shape");
            foreach (int dimension in tensor.Shape)
            {
                json.WriteNumberValue(dimension);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += tensor.Bytes);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void CheckNames(string what, IReadOnlyList<string> names)
    {
        CheckText(what, names);
        HashSet<string> seen = [];
        foreach (string name in names)
        {
            if (!seen.Add(name))
            {
                throw new ArgumentException($"{what} must have every name once, but have {FileText.Quoted(name)} twice.");
            }
        }
    }

    private static void CheckText(string what, IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            if (Require.HasHalfAPair(text))
            {
                throw new ArgumentException($"{what} must be valid text, but {FileText.Quoted(text)} has half a surrogate pair.");
            }
        }
    }
}
