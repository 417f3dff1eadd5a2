using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>
    /// z·Φ(z), where Φ is the distribution function of the standard Gaussian (Hendrycks and Gimpel, 2016): PyTorch's <c>GELU</c>, but
    /// accurate for large negative z, too, where PyTorch's result rounds to 0.
    /// </summary>
    public static Activation GELU { get; } = new GELU();
}

internal sealed record GELU : Activation
{
    public override string Name => "GELU";

    public override Initializer DefaultInitializer => Initializer.He;

    public override (double Lower, double Upper)? Range => (-0.16997120747990366, double.PositiveInfinity);

    internal override CatalogRow<Activation> Row => new("gelu");

    internal override CSharpFunction CSharp => CSharpFunction.OfElements("ApplyGELU", "z[i] * Phi(z[i])");

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.GELU(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.GELUBackward(Z, dZ);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l)
    {
        // ½z(1 + erf(z/√2))
        nodes.Node("Div", Invariant($"scaled{l}"), z, nodes.Scalar("root2", Math.Sqrt(2)));
        WriteHalf(nodes, z, nodes.Node("Erf", Invariant($"erf{l}"), Invariant($"scaled{l}")), a, l);
    }

    /// <summary>Adds A = ½z(1 + f) to an ONNX graph, in the order in which ONNX Runtime knows it for one operation.</summary>
    internal static void WriteHalf(OnnxNodes nodes, string z, string f, string a, int l)
    {
        nodes.Node("Add", Invariant($"plus1_{l}"), f, nodes.Scalar("one", 1));
        nodes.Node("Mul", Invariant($"product{l}"), z, Invariant($"plus1_{l}"));
        nodes.Node("Mul", a, Invariant($"product{l}"), nodes.Scalar("half", 0.5));
    }
}
