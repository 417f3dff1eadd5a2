using System.Numerics;

namespace ShallowNet;

/// <summary>
/// The function g of a layer: A = g(Z), element by element or (softmax) column by column.
/// </summary>
/// <remarks>
/// An activation of your own is a record that derives from this one; its methods are generic, so that it works in both
/// precisions. All matrices are column-major spans of n × m elements, one column a sample, and are given in blocks of
/// whole columns, by several threads at a time where there is much to do. An activation holds no state and may be shared by
/// layers and networks.
/// </remarks>
public abstract partial record Activation
{
    /// <summary>The name as people read it, such as "tanh".</summary>
    public abstract string Name { get; }

    /// <summary>How weights in front of this activation are drawn when a layer does not say.</summary>
    public virtual Initializer DefaultInitializer => Initializer.Xavier;

    /// <summary>Whether this activation makes sense in the last layer only.</summary>
    public virtual bool IsOutputOnly => false;

    /// <summary>
    /// The ends between which the elements of A lie, whatever Z is: infinite where there is no end; null, unless overridden, where that is not
    /// known. A regression with such outputs scales its targets into the range (<see cref="MlpOptions.TargetScaling"/>).
    /// </summary>
    public virtual (double Lower, double Upper)? Range => null;

    /// <summary>
    /// Whether every element of A depends on that element of Z alone, and never falls where that rises: what monotone networks need (<see cref="Dense.Monotone"/>);
    /// false unless overridden.
    /// </summary>
    public virtual bool IsMonotone => false;

    /// <summary>The fewest units of a layer with this activation.</summary>
    internal virtual int FewestUnits => 1;

    /// <summary>How files know the activation; null where it is not the library's.</summary>
    internal virtual CatalogRow<Activation>? Row => null;

    /// <summary>The activation as a function of exported C# source; null where it is not the library's.</summary>
    internal virtual CSharpFunction? CSharp => null;

    /// <summary>A = g(Z).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="Z">Z, n × m.</param>
    /// <param name="A">Receives A, n × m; not the same memory as Z.</param>
    /// <param name="rows">n, the units of the layer.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or are not whole columns.</exception>
    public abstract void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>dZ = dA ∘ g′(Z), in place; for softmax, its Jacobian times dA.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="Z">Z, n × m.</param>
    /// <param name="A">A = g(Z), n × m.</param>
    /// <param name="dZ">On entry dA, on return dZ, n × m.</param>
    /// <param name="rows">n, the units of the layer.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or are not whole columns.</exception>
    public abstract void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Adds A = g(Z) to an ONNX graph.</summary>
    /// <param name="nodes">Receives the nodes.</param>
    /// <param name="z">The name of Z, N × n.</param>
    /// <param name="a">The name that A receives.</param>
    /// <param name="l">The layer, by which names in between differ.</param>
    /// <exception cref="NotSupportedException">The activation is not the library's, so that ONNX cannot know it.</exception>
    internal virtual void WriteOnnx(OnnxNodes nodes, string z, string a, int l) => throw new NotSupportedException(
        Invariant($"The activations must be the library's own to be exported to ONNX, but that of layer {l} is {this}."));

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
