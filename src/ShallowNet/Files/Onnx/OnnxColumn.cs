namespace ShallowNet;

/// <summary>The nodes that make features of one column of a table, named with the number of the column.</summary>
/// <param name="graph">The graph.</param>
/// <param name="number">The number of the column, from 1 on.</param>
/// <param name="input">What nodes call the column's input.</param>
internal sealed class OnnxColumn(OnnxGraph graph, int number, string input)
{
    /// <summary>What nodes call the column's input.</summary>
    public string Input => input;

    /// <summary>Adds a node without attributes.</summary>
    /// <returns>The name of its output.</returns>
    public string Node(string operation, string output, params ReadOnlySpan<string> from) => graph.Node(operation, Name(output), from);

    /// <summary>Adds a node with an attribute.</summary>
    /// <returns>The name of its output.</returns>
    public string Node(string operation, string output, ReadOnlySpan<string> from, OnnxAttribute attribute) => graph.Node(operation, Name(output), from, attribute);

    /// <summary>Adds a node that changes the type of elements.</summary>
    /// <returns>The name of its output.</returns>
    public string Cast(string output, string from, OnnxType type) => Node("Cast", output, [from], OnnxAttribute.Of("to", (long)type));

    /// <summary>Adds a node that finds the number of each text, or of each number.</summary>
    /// <returns>The name of its output.</returns>
    public string LabelEncoder(string output, OnnxAttribute keys, IReadOnlyList<long> values, long unknown) =>
        graph.MlNode("LabelEncoder", Name(output), [input], keys, OnnxAttribute.Of("values_int64s", values), OnnxAttribute.Of("default_int64", unknown));

    /// <summary>A constant of the column in double.</summary>
    public string Double(string name, double value) => graph.Double(Name(name), value);

    /// <summary>Constants of the column in double, in one row.</summary>
    public string Doubles(string name, double[] values) => graph.Doubles(Name(name), values, values.Length);

    /// <summary>Constants of the column in double, one under another.</summary>
    public string Rows(string name, double[] values) => graph.Doubles(Name(name), values, values.Length, 1);

    /// <summary>A constant whole number of the column.</summary>
    public string Integer(string name, long value) => graph.Integer(Name(name), value);

    /// <summary>Constant whole numbers of the column.</summary>
    public string Integers(string name, long[] values) => graph.Integers(Name(name), values);

    private string Name(string name) => Invariant($"{name}_{number}");
}
