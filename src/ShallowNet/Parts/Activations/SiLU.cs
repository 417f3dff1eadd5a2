using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>z·σ(z), also called swish (Ramachandran et al., 2017).</summary>
    public static Activation SiLU { get; } = new SiLU();
}

internal sealed record SiLU : Activation
{
    public override string Name => "SiLU";

    public override Initializer DefaultInitializer => Initializer.He;

    public override (double Lower, double Upper)? Range => (-0.27846454276107380, double.PositiveInfinity);

    internal override CatalogRow<Activation> Row => new("silu");

    internal override CSharpFunction CSharp => CSharpFunction.OfElements("ApplySiLU", "z[i] * Sigmoid(z[i])");

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.SiLU(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.SiLUBackward(Z, dZ);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) =>
        nodes.Node("Mul", a, z, nodes.Node("Sigmoid", Invariant($"sigmoid{l}"), z));
}
