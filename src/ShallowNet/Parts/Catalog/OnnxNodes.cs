using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Receives nodes and constants of an ONNX graph, so that a part can say what it is there without knowing the file.</summary>
/// <remarks>Samples are rows: the tensors between nodes are N × units.</remarks>
internal abstract class OnnxNodes
{
    /// <summary>Adds a node with one output, named after it.</summary>
    /// <param name="operation">The operation's name in ONNX.</param>
    /// <param name="output">The name of its output.</param>
    /// <param name="from">The names of its inputs.</param>
    /// <param name="attributes">The operation's settings.</param>
    /// <returns>The name of the output.</returns>
    public abstract string Node(string operation, string output, ReadOnlySpan<string> from, params ReadOnlySpan<OnnxAttribute> attributes);

    /// <summary>Adds a node without attributes with one output, named after it.</summary>
    /// <returns>The name of the output.</returns>
    public string Node(string operation, string output, params ReadOnlySpan<string> from) => Node(operation, output, from, []);

    /// <summary>A constant of one number, shared by all who name it.</summary>
    /// <returns>Its name.</returns>
    public abstract string Scalar(string name, double value);

    /// <summary>A constant list of whole numbers, shared by all who name it.</summary>
    /// <returns>Its name.</returns>
    public abstract string Integers(string name, params long[] values);

    /// <summary>A constant of one number for each unit, which must be finite as float.</summary>
    /// <param name="name">The constant's name.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="what">What they are called in a message.</param>
    /// <returns>The name.</returns>
    public abstract string Vector<T>(string name, ReadOnlySpan<T> values, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>A constant matrix, row after row, whose elements must be finite as float; it is read again when the model is written.</summary>
    /// <param name="name">The constant's name.</param>
    /// <param name="matrix">The matrix, dense.</param>
    /// <param name="what">What it is called in a message.</param>
    /// <returns>The name.</returns>
    public abstract string Matrix<T>(string name, Matrix<T> matrix, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
