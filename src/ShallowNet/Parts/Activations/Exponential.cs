using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>
    /// eᶻ: the mean of counts, as in Poisson regression with the logarithmic link. Its loss is <see cref="Loss.Poisson"/>, with which
    /// dZ = A − Y. It is infinite where eᶻ is (z &gt; 709, or 88 for float).
    /// </summary>
    public static Activation Exponential { get; } = new Exponential();
}

internal sealed record Exponential : Activation
{
    public override string Name => "exponential";

    public override (double Lower, double Upper)? Range => (0, double.PositiveInfinity);

    public override bool IsMonotone => true;

    internal override CatalogRow<Activation> Row => new("exponential");

    internal override CSharpFunction CSharp => CSharpFunction.OfElements("ApplyExponential", "Exp(z[i])");

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.Exponential(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.ExponentialBackward(A, dZ);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) => nodes.Node("Exp", a, z);
}
