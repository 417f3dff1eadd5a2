using System.Numerics;
using System.Text;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The nodes, constants, inputs and outputs of an ONNX model, in the order they are added.
/// </summary>
/// <remarks>
/// The columns of a table are inputs of names that anyone may have chosen. What else is in the graph gets out of their way: a name of the graph that is a
/// column's, too, is written with underscores after it, which no name has that the library gives.
/// </remarks>
internal sealed class OnnxGraph : OnnxNodes
{
    private const int IrVersion = 8, Opset = 17;

    /// <summary>The domain of operations on texts, and its version that belongs to the opset.</summary>
    private const string MlDomain = "ai.onnx.ml";

    private const int MlOpset = 3;

    /// <summary>What a reader takes in one message, and so what a file may have.</summary>
    private const long MostBytes = int.MaxValue;

    private readonly List<ProtobufMessage> nodes = [], constants = [], inputs = [], outputs = [];
    private readonly List<(string Key, string Value)> properties = [];
    private readonly HashSet<string> names = [], namesOfColumns = [];
    private readonly Dictionary<string, string> columns = [];
    private bool usesMl;

    public override string Node(string operation, string output, ReadOnlySpan<string> from, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        nodes.Add(OnnxMessages.Node("", operation, Written(output), Array.ConvertAll(from.ToArray(), Written), attributes));
        return output;
    }

    /// <summary>Adds a node of the domain ai.onnx.ml.</summary>
    /// <inheritdoc cref="Node(string, string, ReadOnlySpan{string}, ReadOnlySpan{OnnxAttribute})" path="/param|/returns"/>
    public string MlNode(string operation, string output, ReadOnlySpan<string> from, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        usesMl = true;
        nodes.Add(OnnxMessages.Node(MlDomain, operation, Written(output), Array.ConvertAll(from.ToArray(), Written), attributes));
        return output;
    }

    public override string Scalar(string name, double value)
    {
        if (names.Add(name))
        {
            constants.Add(Tensor(name, OnnxType.Float).Data(9, sizeof(float), stream => OnnxMessages.Write(stream, [(float)value])));
        }

        return name;
    }

    public override string Vector<T>(string name, ReadOnlySpan<T> values, string what)
    {
        float[] floats = Floats(values, values.Length, what);
        constants.Add(Tensor(name, OnnxType.Float, floats.Length).Data(9, (long)sizeof(float) * floats.Length, stream => OnnxMessages.Write(stream, floats)));
        return name;
    }

    public override string Matrix<T>(string name, Matrix<T> matrix, string what)
    {
        T[] elements = ColumnMajor.Array(matrix);
        int rows = matrix.RowCount, units = matrix.ColumnCount;
        for (int j = 0; j < units; j++)
        {
            CheckFloats(elements.AsSpan(j * rows, rows), j * rows, rows, what);
        }

        constants.Add(Tensor(name, OnnxType.Float, rows, units).Data(9, (long)sizeof(float) * rows * units, stream =>
        {
            float[] row = new float[units];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < units; j++)
                {
                    row[j] = float.CreateTruncating(elements[i + j * rows]);
                }

                OnnxMessages.Write(stream, row);
            }
        }));
        return name;
    }

    public override string Integers(string name, params long[] values) => Constant(name, OnnxType.Int64, OnnxMessages.Bytes(values), values.Length);

    /// <summary>A constant whole number, shared by all who name it.</summary>
    /// <returns>The name.</returns>
    public string Integer(string name, long value) => Constant(name, OnnxType.Int64, OnnxMessages.Bytes([value]));

    /// <summary>A constant number in double, shared by all who name it.</summary>
    /// <returns>The name.</returns>
    public string Double(string name, double value) => Constant(name, OnnxType.Double, OnnxMessages.Bytes([value]));

    /// <summary>Constant numbers in double of a shape: a list, or a matrix, row after row.</summary>
    /// <returns>The name.</returns>
    public string Doubles(string name, double[] values, params ReadOnlySpan<int> shape) => Constant(name, OnnxType.Double, OnnxMessages.Bytes(values), shape);

    /// <summary>A constant of a row for each place on a circle, its sine and its cosine, shared by all who name it.</summary>
    /// <returns>The name.</returns>
    public string Circle(string name, (double Sine, double Cosine)[] places)
    {
        if (names.Add(name))
        {
            float[] numbers = [.. places.SelectMany(place => (float[])[(float)place.Sine, (float)place.Cosine])];
            constants.Add(Tensor(name, OnnxType.Float, places.Length, 2).Data(9, sizeof(float) * numbers.Length, stream => OnnxMessages.Write(stream, numbers)));
        }

        return name;
    }

    /// <summary>A constant list of texts.</summary>
    /// <returns>The name.</returns>
    public string Texts(string name, params string[] values)
    {
        ProtobufMessage tensor = Tensor(name, OnnxType.String, values.Length);
        foreach (string value in values)
        {
            tensor.Text(6, value);
        }

        constants.Add(tensor);
        return name;
    }

    public void Input(string name, int features) => inputs.Add(OnnxMessages.Value(name, OnnxType.Float, features));

    /// <summary>Adds the inputs of a table's columns, of one number, text or date for each sample, before anything else is in the graph.</summary>
    /// <param name="ofColumns">The name of each column, which are all different, and the type of its elements.</param>
    /// <param name="taken">The names of the graph's outputs. The input of a column that is named so has underscores after it.</param>
    /// <returns>For each column, what nodes of the graph call its input; and its name in the file.</returns>
    public (string Handle, string Name)[] Columns(IReadOnlyList<(string Name, OnnxType Type)> ofColumns, params ReadOnlySpan<string> taken)
    {
        HashSet<string> all = [.. taken, .. ofColumns.Select(column => column.Name)];
        (string Handle, string Name)[] result = new (string, string)[ofColumns.Count];
        for (int i = 0; i < result.Length; i++)
        {
            string name = ofColumns[i].Name;
            while (taken.Contains(name) || (name != ofColumns[i].Name && !all.Add(name)))
            {
                name += "_";
            }

            // No name that the library gives has a space.
            result[i] = (Invariant($"column {i}"), name);
            columns.Add(result[i].Handle, name);
            namesOfColumns.Add(name);
            inputs.Add(OnnxMessages.Value(name, ofColumns[i].Type, 1));
        }

        return result;
    }

    public void Output(string name, int units) => outputs.Add(OnnxMessages.Value(name, OnnxType.Float, units));

    public void IntegerOutput(string name, int? units = null) => outputs.Add(OnnxMessages.Value(name, OnnxType.Int64, units));

    public void TextOutput(string name) => outputs.Add(OnnxMessages.Value(name, OnnxType.String, null));

    /// <summary>Something to know about the model beside its graph.</summary>
    public void Property(string key, string value) => properties.Add((key, value));

    /// <summary>Several texts to know about the model, as a JSON list.</summary>
    public void Property(string key, IEnumerable<string> values)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartArray();
            foreach (string value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        Property(key, Encoding.UTF8.GetString(stream.ToArray()));
    }

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
            .Message(7, graph).Message(8, OnnxMessages.Opset("", Opset));
        if (usesMl)
        {
            model.Message(8, OnnxMessages.Opset(MlDomain, MlOpset));
        }

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

    /// <summary>What a name of the graph is in the file.</summary>
    private string Written(string name)
    {
        if (columns.TryGetValue(name, out string? column))
        {
            return column;
        }

        while (namesOfColumns.Contains(name))
        {
            name += "_";
        }

        return name;
    }

    private ProtobufMessage Tensor(string name, OnnxType type, params ReadOnlySpan<int> shape) => OnnxMessages.Tensor(Written(name), type, shape);

    private string Constant(string name, OnnxType type, byte[] bytes, params ReadOnlySpan<int> shape)
    {
        if (names.Add(name))
        {
            constants.Add(Tensor(name, type, shape).Data(9, bytes.Length, stream => stream.Write(bytes)));
        }

        return name;
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
}
