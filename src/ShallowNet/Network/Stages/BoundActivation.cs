using System.Numerics;

namespace ShallowNet;

/// <summary>g[l] in one precision, bound to it once: a generic virtual call costs more than a small layer.</summary>
internal sealed class BoundActivation<T>(Activation activation, int l)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public delegate void ForwardFunction(ReadOnlySpan<T> Z, Span<T> A, int rows);

    public delegate void BackwardFunction(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows);

    /// <summary>A = g(Z).</summary>
    public ForwardFunction Forward { get; } = activation.Forward;

    /// <summary>dZ = dA ∘ g′(Z), in place.</summary>
    public BackwardFunction Backward { get; } = activation.Backward;

    /// <summary>Adds a := g(a) to exported C# source.</summary>
    /// <exception cref="NotSupportedException">The activation is not the library's.</exception>
    public void WriteCSharp(CSharpBody body, string a)
    {
        CSharpFunction function = activation.CSharp ?? throw new NotSupportedException(
            Invariant($"An activation to be exported as C# source must be one of the library's, but that of layer {l} is {activation}."));
        if (function != CSharpFunction.None)
        {
            body.Call(function, a);
        }
    }
}
