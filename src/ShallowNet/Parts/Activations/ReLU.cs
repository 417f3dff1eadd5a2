using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>max(0, z). Its derivative at 0 is taken as 0.</summary>
    public static Activation ReLU { get; } = new ReLU();
}

internal sealed record ReLU : Activation
{
    public override string Name => "ReLU";

    public override Initializer DefaultInitializer => Initializer.He;

    public override (double Lower, double Upper)? Range => (0, double.PositiveInfinity);

    public override bool IsMonotone => true;

    internal override CatalogRow<Activation> Row => new("relu");

    internal override CSharpFunction CSharp => CSharpFunction.OfElements("ApplyReLU", "z[i] <= 0.0d ? 0.0d : z[i]");

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.ReLU(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.ReLUBackward(Z, dZ);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) => nodes.Node("Relu", a, z);
}
