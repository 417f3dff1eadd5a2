using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>How one input is embedded: what it becomes, what is learned of it, and its text for files, ONNX and C#.</summary>
internal abstract record InputEmbedding
{
    /// <summary>The functions of exported C# source that embeddings call.</summary>
    public static IReadOnlyList<CSharpFunction> CSharpFunctions { get; } =
        [PeriodicEmbedding.CSharp, PiecewiseLinearEmbedding.CSharp, CategoryEmbedding.CSharp, PassEmbedding.CSharp];

    /// <summary>How many numbers the input becomes.</summary>
    public abstract int Size { get; }

    /// <summary>How many numbers are learned.</summary>
    public virtual int ParameterCount => 0;

    /// <summary>About how many functions of a number it computes.</summary>
    public virtual int Evaluations => 0;

    /// <summary>The kind and its settings, as a reader calls them.</summary>
    public abstract string Text { get; }

    /// <summary>The kind and its settings, as a reader calls them.</summary>
    public sealed override string ToString() => Text;

    /// <summary>Draws what is learned.</summary>
    public virtual void Draw(NumPyRandom random, Span<double> numbers)
    {
    }

    /// <summary>The equations in a precision.</summary>
    public abstract BoundEmbedding<T> Bind<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Adds some inputs to an ONNX graph.</summary>
    /// <param name="nodes">Receives nodes and constants.</param>
    /// <param name="input">The inputs, N × count.</param>
    /// <param name="name">What its nodes and constants begin with.</param>
    /// <param name="parameters">What is learned, of one input after another.</param>
    /// <param name="count">How many inputs there are.</param>
    /// <returns>The name of what they become, N × (count·size).</returns>
    public abstract string WriteOnnx<T>(OnnxNodes nodes, string input, string name, ReadOnlySpan<T> parameters, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Adds some inputs to exported C# source.</summary>
    /// <param name="body">Receives statements, functions and constants.</param>
    /// <param name="name">What constants begin with.</param>
    /// <param name="parameters">The expression of what is learned.</param>
    /// <param name="x">The expression of the inputs.</param>
    /// <param name="y">The expression of what they become.</param>
    public abstract void WriteCSharp<T>(CSharpBody body, string name, string parameters, string x, string y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Adds the inputs of an ONNX graph as N × count × 1, so that what each becomes can stand in a dimension of its own.</summary>
    protected static string Unsqueezed(OnnxNodes nodes, string input, string name) => nodes.Node("Unsqueeze", $"{name}Each", input, nodes.Integers("axis2", 2));

    /// <summary>Adds N × count × size, in any number of dimensions, as N × (count·size).</summary>
    protected string Flattened(OnnxNodes nodes, string embedded, string name, int count) =>
        nodes.Node("Reshape", $"{name}Flat", embedded, nodes.Integers($"{name}Width", -1, (long)count * Size));
}

/// <summary>The equations of an embedding in a precision, on some inputs that are embedded in the same way.</summary>
internal abstract class BoundEmbedding<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the inputs of A become, into their rows of E.</summary>
    public abstract void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run);

    /// <summary>The sums over the samples of the derivatives by what is learned.</summary>
    public virtual void SumGradients(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> sums, in EmbeddedRun run)
    {
    }

    /// <summary>The derivatives by the inputs, into their rows of dA.</summary>
    public abstract void BackToInput(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> dA, in EmbeddedRun run);
}
