using System.Buffers.Binary;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The nodes, constants, inputs and outputs of an ONNX model, in the order they are added; its messages and their field numbers are those
/// of onnx.proto3.
/// </summary>
internal sealed class OnnxGraph : OnnxNodes
{
    private const int IrVersion = 8, Opset = 17;

    /// <summary>TensorProto.DataType.</summary>
    private const int Float = 1, Int64 = 7, String = 8;

    /// <summary>What a reader takes in one message, and so what a file may have.</summary>
    private const long MostBytes = int.MaxValue;

    private readonly List<ProtobufMessage> nodes = [], constants = [], inputs = [], outputs = [];
    private readonly List<(string Key, string Value)> properties = [];
    private readonly HashSet<string> names = [];

    public override string Node(string operation, string output, ReadOnlySpan<string> from, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        ProtobufMessage node = new();
        foreach (string name in from)
        {
            node.Text(1, name);
        }

        node.Text(2, output).Text(3, $"{operation}_{output}").Text(4, operation);
        foreach (OnnxAttribute attribute in attributes)
        {
            node.Message(5, Message(attribute));
        }

        nodes.Add(node);
        return output;
    }

    public override string Scalar(string name, double value)
    {
        if (names.Add(name))
        {
            constants.Add(Tensor(name, Float).Data(9, sizeof(float), stream => Write(stream, [(float)value])));
        }

        return name;
    }

    public override string Vector<T>(string name, ReadOnlySpan<T> values, string what)
    {
        float[] floats = Floats(values, values.Length, what);
        constants.Add(Tensor(name, Float, floats.Length).Data(9, (long)sizeof(float) * floats.Length, stream => Write(stream, floats)));
        return name;
    }

    public override string Matrix<T>(string name, Matrix<T> matrix, string what)
    {
        T[] elements = ColumnMajor.Array(matrix);
        int rows = matrix.RowCount, columns = matrix.ColumnCount;
        for (int j = 0; j < columns; j++)
        {
            CheckFloats(elements.AsSpan(j * rows, rows), j * rows, rows, what);
        }

        constants.Add(Tensor(name, Float, rows, columns).Data(9, (long)sizeof(float) * rows * columns, stream =>
        {
            float[] row = new float[columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    row[j] = float.CreateTruncating(elements[i + j * rows]);
                }

                Write(stream, row);
            }
        }));
        return name;
    }

    /// <summary>A constant list of whole numbers.</summary>
    /// <returns>The name.</returns>
    public string Integers(string name, params long[] values)
    {
        byte[] bytes = new byte[sizeof(long) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long) * i), values[i]);
        }

        constants.Add(Tensor(name, Int64, values.Length).Data(9, bytes.Length, stream => stream.Write(bytes)));
        return name;
    }

    /// <summary>A constant list of texts.</summary>
    /// <returns>The name.</returns>
    public string Texts(string name, params string[] values)
    {
        ProtobufMessage tensor = Tensor(name, String, values.Length);
        foreach (string value in values)
        {
            tensor.Text(6, value);
        }

        constants.Add(tensor);
        return name;
    }

    public void Input(string name, int columns) => inputs.Add(Value(name, Float, columns));

    public void Output(string name, int columns) => outputs.Add(Value(name, Float, columns));

    public void IntegerOutput(string name, int? columns = null) => outputs.Add(Value(name, Int64, columns));

    public void TextOutput(string name) => outputs.Add(Value(name, String, null));

    /// <summary>Something to know about the model beside its graph.</summary>
    public void Property(string key, string value) => properties.Add((key, value));

    /// <summary>The whole model, whose constants are read when it is written.</summary>
    /// <param name="description">The model in one line.</param>
    /// <exception cref="NotSupportedException">It would have more bytes than a reader takes.</exception>
    public ProtobufMessage Model(string description)
    {
        ProtobufMessage graph = new();
        AddAll(graph, 1, nodes);
        graph.Text(2, "ShallowNet");
        AddAll(graph, 5, constants);
        AddAll(graph, 11, inputs);
        AddAll(graph, 12, outputs);
        ProtobufMessage model = new ProtobufMessage().Number(1, IrVersion)
            .Text(2, "ShallowNet").Text(3, typeof(OnnxGraph).Assembly.GetName().Version!.ToString(3)).Text(6, description)
            .Message(7, graph).Message(8, new ProtobufMessage().Text(1, "").Number(2, Opset));
        foreach ((string key, string value) in properties)
        {
            model.Message(14, new ProtobufMessage().Text(1, key).Text(2, value));
        }

        return Checked(model);
    }

    /// <summary>The model, unless it is too large.</summary>
    internal static ProtobufMessage Checked(ProtobufMessage model) => model.Length <= MostBytes
        ? model
        : throw new NotSupportedException(Invariant($"An ONNX file must have at most {MostBytes} bytes (2 GB), but this one would have {model.Length}."));

    private static void AddAll(ProtobufMessage graph, int field, List<ProtobufMessage> messages)
    {
        foreach (ProtobufMessage message in messages)
        {
            graph.Message(field, message);
        }
    }

    /// <summary>AttributeProto.</summary>
    private static ProtobufMessage Message(OnnxAttribute attribute)
    {
        ProtobufMessage message = new ProtobufMessage().Text(1, attribute.Name);
        return attribute.Whole is { } whole ? message.Number(3, whole).Number(20, 2)
            : float.IsFinite((float)attribute.Real) ? message.Real(2, (float)attribute.Real).Number(20, 1)
            : throw new InvalidOperationException(
                $"{attribute.Name} must be finite as float to be exported to ONNX, but is {Require.Text(attribute.Real)}.");
    }

    /// <summary>TensorProto without its elements.</summary>
    private static ProtobufMessage Tensor(string name, int type, params ReadOnlySpan<int> shape)
    {
        ProtobufMessage tensor = new();
        foreach (int dimension in shape)
        {
            tensor.Number(1, dimension);
        }

        return tensor.Number(2, type).Text(8, name);
    }

    /// <summary>ValueInfoProto of a tensor of N samples, with one element for each or so many columns.</summary>
    private static ProtobufMessage Value(string name, int type, int? columns)
    {
        ProtobufMessage shape = new ProtobufMessage().Message(1, new ProtobufMessage().Text(2, "N"));
        if (columns is { } count)
        {
            shape.Message(1, new ProtobufMessage().Number(1, count));
        }

        ProtobufMessage tensor = new ProtobufMessage().Number(1, type).Message(2, shape);
        return new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, tensor));
    }

    private static float[] Floats<T>(ReadOnlySpan<T> values, int rows, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckFloats(values, 0, rows, what);
        float[] floats = new float[values.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = float.CreateTruncating(values[i]);
        }

        return floats;
    }

    private static void CheckFloats<T>(ReadOnlySpan<T> values, int first, int rows, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(float.CreateTruncating(values[i])))
            {
                throw new InvalidOperationException(
                    $"{what} must be finite as float to be exported to ONNX, but {what}{Require.Place(first + i, rows)} is {Require.Text(double.CreateTruncating(values[i]))}.");
            }
        }
    }

    private static void Write(Stream stream, float[] values)
    {
        byte[] bytes = new byte[sizeof(float) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), values[i]);
        }

        stream.Write(bytes);
    }
}
