namespace ShallowNet;

/// <summary>An attribute of a node of ONNX: a name, and a whole number or another one, or a list.</summary>
internal readonly record struct OnnxAttribute
{
    private OnnxAttribute(string name, long? whole, double real) => (Name, Whole, Real) = (name, whole, real);

    /// <summary>What the operation calls it.</summary>
    public string Name { get; }

    /// <summary>Its value where that is a whole number by the operation's definition; null otherwise.</summary>
    public long? Whole { get; }

    /// <summary>Its value where that is not a whole number by the operation's definition.</summary>
    public double Real { get; }

    /// <summary>Its value where that is a list of texts; null otherwise.</summary>
    public IReadOnlyList<string>? Texts { get; private init; }

    /// <summary>Its value where that is a list of whole numbers; null otherwise.</summary>
    public IReadOnlyList<long>? Wholes { get; private init; }

    /// <summary>Its value where that is a list of numbers in float; null otherwise.</summary>
    public IReadOnlyList<float>? Reals { get; private init; }

    /// <summary>An attribute whose type is a whole number.</summary>
    public static OnnxAttribute Of(string name, long value) => new(name, value, 0);

    /// <summary>An attribute whose type is a number in float, as which it must be finite.</summary>
    public static OnnxAttribute Of(string name, double value) => new(name, null, value);

    /// <summary>An attribute whose type is a list of texts.</summary>
    public static OnnxAttribute Of(string name, IReadOnlyList<string> values) => new(name, null, 0) { Texts = values };

    /// <summary>An attribute whose type is a list of whole numbers.</summary>
    public static OnnxAttribute Of(string name, IReadOnlyList<long> values) => new(name, null, 0) { Wholes = values };

    /// <summary>An attribute whose type is a list of numbers in float.</summary>
    public static OnnxAttribute Of(string name, IReadOnlyList<float> values) => new(name, null, 0) { Reals = values };
}
