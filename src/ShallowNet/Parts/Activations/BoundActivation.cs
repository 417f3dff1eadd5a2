using System.Numerics;

namespace ShallowNet;

/// <summary>An activation whose methods are bound to one precision.</summary>
internal readonly struct BoundActivation<T>(Activation activation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public delegate void ForwardFunction(ReadOnlySpan<T> Z, Span<T> A, int rows);

    public delegate void BackwardFunction(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows);

    public Activation Activation { get; } = activation;

    /// <summary>A = g(Z).</summary>
    public ForwardFunction Forward { get; } = activation.Forward;

    /// <summary>dZ = dA ∘ g′(Z), in place.</summary>
    public BackwardFunction Backward { get; } = activation.Backward;
}
