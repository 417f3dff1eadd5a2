using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace ShallowNet;

/// <summary>Receives the nodes and constants of a model in the graph that ML.NET makes of a pipeline, in which names may be taken.</summary>
/// <param name="context">The graph of the pipeline.</param>
internal sealed class ContextNodes(OnnxContext context) : OnnxNodes
{
    /// <summary>What names of the model are in the graph.</summary>
    private readonly Dictionary<string, string> written = [];

    /// <summary>Lists of whole numbers, which are inputs of nodes, or attributes.</summary>
    private readonly Dictionary<string, long[]> lists = [];

    /// <summary>What the graph calls outputs that are not the model's own to name.</summary>
    private readonly HashSet<string> given = [];

    /// <summary>A column that a transformer adds to the pipeline.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What it holds.</param>
    /// <returns>What nodes call it.</returns>
    public string Column(string name, DataViewType type)
    {
        string column = context.AddIntermediateVariable(type, name);
        given.Add(column);
        return column;
    }

    /// <summary>What a node is to put out.</summary>
    /// <param name="name">The name in the model.</param>
    /// <returns>The name in the graph.</returns>
    public string Variable(string name) => written[name] = context.AddIntermediateVariable(null, name, skip: true);

    public override string Node(string operation, string output, ReadOnlySpan<string> from, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        // ML.NET's graphs have opset 12, in which the axes of these operations are attributes.
        bool hasAxes = operation is "Squeeze" or "Unsqueeze";
        string[] inputs = Array.ConvertAll(hasAxes ? [from[0]] : from.ToArray(), Written);
        string result = given.Contains(output) ? output : written[output] = context.AddIntermediateVariable(null, output, skip: true);
        OnnxNode node = context.CreateNode(operation, inputs, [result], context.GetNodeName(operation), "");
        if (hasAxes)
        {
            node.AddAttribute("axes", lists[from[1]]);
        }

        foreach (OnnxAttribute attribute in attributes)
        {
            if (attribute.Whole is { } whole)
            {
                node.AddAttribute(attribute.Name, whole);
            }
            else if (attribute.Wholes is { } wholes)
            {
                node.AddAttribute(attribute.Name, wholes);
            }
            else
            {
                node.AddAttribute(attribute.Name, attribute.Real);
            }
        }

        return output;
    }

    /// <summary>Adds a node that makes numbers of another type.</summary>
    public void Cast(string output, string input, Type type) =>
        context.CreateNode("Cast", [Written(input)], [output], context.GetNodeName("Cast"), "").AddAttribute("to", type);

    public override string Scalar(string name, double value)
    {
        if (!written.ContainsKey(name))
        {
            written[name] = context.AddInitializer((float)value, name);
        }

        return name;
    }

    public override string Integers(string name, params long[] values)
    {
        lists[name] = values;
        return name;
    }

    public override string Vector<T>(string name, ReadOnlySpan<T> values, string what)
    {
        written[name] = context.AddInitializer(Floats(values.ToArray(), what), [values.Length], name);
        return name;
    }

    public override string Matrix<T>(string name, Matrix<T> matrix, string what)
    {
        written[name] = context.AddInitializer(Floats(matrix.ToRowMajorArray(), what), [matrix.RowCount, matrix.ColumnCount], name);
        return name;
    }

    /// <summary>What the graph calls an input of a node. A list of whole numbers is in the graph where a node has it as an input.</summary>
    private string Written(string input)
    {
        if (!written.TryGetValue(input, out string? name))
        {
            name = lists.TryGetValue(input, out long[]? values) ? written[input] = context.AddInitializer(values, [values.Length], input) : input;
        }

        return name;
    }

    private static float[] Floats<T>(T[] values, string what)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        float[] floats = Array.ConvertAll(values, float.CreateTruncating);
        return Array.TrueForAll(floats, float.IsFinite)
            ? floats : throw new InvalidOperationException($"{what} must be finite as float to be exported to ONNX, but are not.");
    }
}
