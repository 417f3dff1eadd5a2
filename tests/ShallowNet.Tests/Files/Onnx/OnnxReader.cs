using System.Runtime.InteropServices;
using Google.Protobuf;

namespace ShallowNet.Tests;

/// <summary>A message of an ONNX file: what its fields hold, by the names of onnx.proto3.</summary>
internal sealed class OnnxMessage
{
    private readonly Dictionary<string, List<object>> fields = [];

    public void Add(string field, object value)
    {
        if (!fields.TryGetValue(field, out List<object>? values))
        {
            fields.Add(field, values = []);
        }

        values.Add(value);
    }

    public IReadOnlyCollection<string> Fields => fields.Keys;

    public string Text(string field) => (string)fields[field].Single();

    public long Number(string field) => (long)fields[field].Single();

    public float Real(string field) => (float)fields[field].Single();

    public byte[] Bytes(string field) => (byte[])fields[field].Single();

    public OnnxMessage Message(string field) => (OnnxMessage)fields[field].Single();

    public TItem[] All<TItem>(string field) => fields.TryGetValue(field, out List<object>? values) ? [.. values.Cast<TItem>()] : [];

    /// <summary>A float tensor's elements.</summary>
    public float[] Floats() => MemoryMarshal.Cast<byte, float>(Bytes("raw_data")).ToArray();

    /// <summary>An int64 tensor's elements.</summary>
    public long[] Integers() => MemoryMarshal.Cast<byte, long>(Bytes("raw_data")).ToArray();
}

/// <summary>Reads ONNX files with Google's reader of Protocol Buffers, and knows of them what onnx.proto3 says.</summary>
internal static class OnnxReader
{
    /// <summary>Every message's fields: number, name and type, which is a message's where it is none of the first four.</summary>
    private static readonly Dictionary<string, (int Number, string Name, string Type)[]> Schema = new()
    {
        ["ModelProto"] =
        [
            (1, "ir_version", "int64"), (2, "producer_name", "string"), (3, "producer_version", "string"), (4, "domain", "string"),
            (5, "model_version", "int64"), (6, "doc_string", "string"), (7, "graph", "GraphProto"), (8, "opset_import", "OperatorSetIdProto"),
            (14, "metadata_props", "StringStringEntryProto"),
        ],
        ["OperatorSetIdProto"] = [(1, "domain", "string"), (2, "version", "int64")],
        ["StringStringEntryProto"] = [(1, "key", "string"), (2, "value", "string")],
        ["GraphProto"] =
        [
            (1, "node", "NodeProto"), (2, "name", "string"), (5, "initializer", "TensorProto"), (10, "doc_string", "string"),
            (11, "input", "ValueInfoProto"), (12, "output", "ValueInfoProto"), (13, "value_info", "ValueInfoProto"),
        ],
        ["NodeProto"] =
        [
            (1, "input", "string"), (2, "output", "string"), (3, "name", "string"), (4, "op_type", "string"), (5, "attribute", "AttributeProto"),
            (6, "doc_string", "string"), (7, "domain", "string"),
        ],
        ["AttributeProto"] =
        [
            (1, "name", "string"), (2, "f", "float"), (3, "i", "int64"), (4, "s", "bytes"), (5, "t", "TensorProto"), (7, "floats", "float"),
            (8, "ints", "int64"), (9, "strings", "string"), (20, "type", "int64"),
        ],
        ["TensorProto"] = [(1, "dims", "int64"), (2, "data_type", "int64"), (6, "string_data", "string"), (8, "name", "string"), (9, "raw_data", "bytes")],
        ["ValueInfoProto"] = [(1, "name", "string"), (2, "type", "TypeProto"), (3, "doc_string", "string")],
        ["TypeProto"] = [(1, "tensor_type", "TypeProto.Tensor")],
        ["TypeProto.Tensor"] = [(1, "elem_type", "int64"), (2, "shape", "TensorShapeProto")],
        ["TensorShapeProto"] = [(1, "dim", "TensorShapeProto.Dimension")],
        ["TensorShapeProto.Dimension"] = [(1, "dim_value", "int64"), (2, "dim_param", "string")],
    };

    public static OnnxMessage Read(byte[] file) => Read(file, "ModelProto");

    private static OnnxMessage Read(byte[] bytes, string type)
    {
        OnnxMessage message = new();
        CodedInputStream stream = new(bytes);
        for (uint tag = stream.ReadTag(); tag != 0; tag = stream.ReadTag())
        {
            int number = WireFormat.GetTagFieldNumber(tag);
            (_, string name, string fieldType) = Schema[type].Single(field => field.Number == number);
            WireFormat.GetTagWireType(tag).Should().Be(fieldType switch
            {
                "int64" => WireFormat.WireType.Varint,
                "float" => WireFormat.WireType.Fixed32,
                _ => WireFormat.WireType.LengthDelimited,
            }, $"{type}.{name} is {fieldType}");
            message.Add(name, fieldType switch
            {
                "int64" => stream.ReadInt64(),
                "float" => stream.ReadFloat(),
                "string" => stream.ReadString(),
                "bytes" => stream.ReadBytes().ToByteArray(),
                _ => Read(stream.ReadBytes().ToByteArray(), fieldType),
            });
        }

        stream.IsAtEnd.Should().BeTrue();
        return message;
    }
}
