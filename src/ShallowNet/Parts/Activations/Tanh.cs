using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>tanh(z), between −1 and 1; the article's hidden layer.</summary>
    public static Activation Tanh { get; } = new Tanh();
}

internal sealed record Tanh : Activation
{
    public override string Name => "tanh";

    public override (double Lower, double Upper)? Range => (-1, 1);

    public override bool IsMonotone => true;

    internal override CatalogRow<Activation> Row => new("tanh");

    internal override CSharpFunction CSharp => CSharpFunction.OfElements("ApplyTanh", "Tanh(z[i])");

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.Tanh(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.TanhBackward(A, dZ);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) => nodes.Node("Tanh", a, z);
}
