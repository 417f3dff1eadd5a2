using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>σ(z) = 1/(1 + e⁻ᶻ), between 0 and 1; the output for two classes. Its loss is cross-entropy.</summary>
    public static Activation Sigmoid { get; } = new Sigmoid();
}

internal sealed record Sigmoid : Activation
{
    public override string Name => "sigmoid";

    public override (double Lower, double Upper)? Range => (0, 1);

    public override bool IsMonotone => true;

    internal override CatalogRow<Activation> Row => new("sigmoid");

    internal override CSharpFunction CSharp => CSharpFunction.OfElements("ApplySigmoid", "Sigmoid(z[i])");

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.Sigmoid(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.SigmoidBackward(A, dZ);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) => nodes.Node("Sigmoid", a, z);
}
