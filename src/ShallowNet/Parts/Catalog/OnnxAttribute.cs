namespace ShallowNet;

/// <summary>An attribute of a node of ONNX: a name, and a whole number or another one.</summary>
internal readonly record struct OnnxAttribute
{
    private OnnxAttribute(string name, long? whole, double real) => (Name, Whole, Real) = (name, whole, real);

    /// <summary>What the operation calls it.</summary>
    public string Name { get; }

    /// <summary>Its value where that is a whole number by the operation's definition; null otherwise.</summary>
    public long? Whole { get; }

    /// <summary>Its value where that is not a whole number by the operation's definition.</summary>
    public double Real { get; }

    /// <summary>An attribute whose type is a whole number.</summary>
    public static OnnxAttribute Of(string name, long value) => new(name, value, 0);

    /// <summary>An attribute whose type is a number in float, as which it must be finite.</summary>
    public static OnnxAttribute Of(string name, double value) => new(name, null, value);
}
