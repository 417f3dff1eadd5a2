using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ShallowNet;

/// <summary>The small messages of an ONNX model; their field numbers are those of onnx.proto3.</summary>
internal static class OnnxMessages
{
    /// <summary>NodeProto, named after its operation and its output.</summary>
    /// <param name="domain">Where the operation is defined; empty for ONNX itself.</param>
    /// <param name="operation">The operation's name.</param>
    /// <param name="output">The name of its output.</param>
    /// <param name="from">The names of its inputs.</param>
    /// <param name="attributes">The operation's settings.</param>
    public static ProtobufMessage Node(string domain, string operation, string output, IEnumerable<string> from, ReadOnlySpan<OnnxAttribute> attributes)
    {
        ProtobufMessage node = new();
        foreach (string name in from)
        {
            node.Text(1, name);
        }

        node.Text(2, output).Text(3, $"{operation}_{output}").Text(4, operation);
        foreach (OnnxAttribute attribute in attributes)
        {
            node.Message(5, Attribute(attribute));
        }

        return domain.Length == 0 ? node : node.Text(7, domain);
    }

    /// <summary>TensorProto without its elements.</summary>
    public static ProtobufMessage Tensor(string name, OnnxType type, params ReadOnlySpan<int> shape)
    {
        ProtobufMessage tensor = new();
        foreach (int dimension in shape)
        {
            tensor.Number(1, dimension);
        }

        return tensor.Number(2, (int)type).Text(8, name);
    }

    /// <summary>ValueInfoProto of a tensor of N samples, with one element for each or so many columns.</summary>
    public static ProtobufMessage Value(string name, OnnxType type, int? columns)
    {
        ProtobufMessage shape = new ProtobufMessage().Message(1, new ProtobufMessage().Text(2, "N"));
        if (columns is { } count)
        {
            shape.Message(1, new ProtobufMessage().Number(1, count));
        }

        ProtobufMessage tensor = new ProtobufMessage().Number(1, (int)type).Message(2, shape);
        return new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, tensor));
    }

    /// <summary>OperatorSetIdProto.</summary>
    public static ProtobufMessage Opset(string domain, int version) => new ProtobufMessage().Text(1, domain).Number(2, version);

    /// <summary>The bytes of whole numbers, the lowest first.</summary>
    public static byte[] Bytes(ReadOnlySpan<long> values)
    {
        byte[] bytes = new byte[sizeof(long) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long) * i), values[i]);
        }

        return bytes;
    }

    /// <summary>The bytes of numbers in double, the lowest first.</summary>
    public static byte[] Bytes(ReadOnlySpan<double> values) => Bytes(MemoryMarshal.Cast<double, long>(values));

    /// <summary>Writes the bytes of numbers in float, the lowest first.</summary>
    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[sizeof(float) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), values[i]);
        }

        stream.Write(bytes);
    }

    /// <summary>AttributeProto.</summary>
    private static ProtobufMessage Attribute(OnnxAttribute attribute)
    {
        ProtobufMessage message = new ProtobufMessage().Text(1, attribute.Name);
        if (attribute.Texts is { } texts)
        {
            return texts.Aggregate(message, (list, text) => list.Text(9, text)).Number(20, 8);
        }

        if (attribute.Wholes is { } wholes)
        {
            return wholes.Aggregate(message, (list, whole) => list.Number(8, whole)).Number(20, 7);
        }

        if (attribute.Reals is { } reals)
        {
            return reals.Aggregate(message, (list, real) => list.Real(7, real)).Number(20, 6);
        }

        return attribute.Whole is { } number ? message.Number(3, number).Number(20, 2)
            : float.IsFinite((float)attribute.Real) ? message.Real(2, (float)attribute.Real).Number(20, 1)
            : throw new InvalidOperationException(
                $"{attribute.Name} must be finite as float to be exported to ONNX, but is {Require.Text(attribute.Real)}.");
    }
}
