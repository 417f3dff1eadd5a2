using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>
    /// ln(1 + eᶻ): a smooth ReLU, and an output that is greater than 0. Its loss is the squared error; for counts, give
    /// <see cref="Loss.Poisson"/>. Unlike PyTorch's with its threshold of 20, it is accurate everywhere.
    /// </summary>
    public static Activation Softplus { get; } = new Softplus();
}

internal sealed record Softplus : Activation
{
    public override string Name => "softplus";

    public override (double Lower, double Upper)? Range => (0, double.PositiveInfinity);

    public override bool IsMonotone => true;

    internal override CatalogRow<Activation> Row => new("softplus");

    internal override CSharpFunction CSharp => CSharpFunction.OfElements("ApplySoftplus", "Softplus(z[i])");

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.Softplus(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.SoftplusBackward(A, dZ);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) => nodes.Node("Softplus", a, z);
}
