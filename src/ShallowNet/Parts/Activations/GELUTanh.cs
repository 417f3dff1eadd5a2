using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>
    /// ½z(1 + tanh(√(2/π)(z + 0.044715z³))), which differs from <see cref="GELU"/> by 5e-4 at most: PyTorch's <c>GELU</c> with
    /// <c>approximate="tanh"</c>, the one of GPT-2 and BERT.
    /// </summary>
    public static Activation GELUTanh { get; } = new GELUTanh();
}

internal sealed record GELUTanh : Activation
{
    public override string Name => "GELU (tanh)";

    public override Initializer DefaultInitializer => Initializer.He;

    public override (double Lower, double Upper)? Range => (-0.17004075057125405, double.PositiveInfinity);

    internal override CatalogRow<Activation> Row => new("geluTanh");

    internal override CSharpFunction CSharp
    {
        get
        {
            string cubic = CSharpFunction.Number(SmoothActivationKernels.CubicFactor), linear = CSharpFunction.Number(SmoothActivationKernels.LinearFactor);
            return CSharpFunction.OfElements(
                "ApplyGELUTanh", $"z[i] * Sigmoid(z[i] * MathR.FusedMultiplyAdd(z[i] * z[i], {cubic}, {linear}))");
        }
    }

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.GELUTanh(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.GELUTanhBackward(Z, dZ);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l)
    {
        // ½z(1 + tanh(√(2/π)(z + 0.044715z³)))
        nodes.Node("Mul", Invariant($"square{l}"), z, z);
        nodes.Node("Mul", Invariant($"cube{l}"), Invariant($"square{l}"), z);
        nodes.Node("Mul", Invariant($"cubic{l}"), Invariant($"cube{l}"), nodes.Scalar("cubic", SmoothActivationKernels.CubicShare));
        nodes.Node("Add", Invariant($"inner{l}"), z, Invariant($"cubic{l}"));
        nodes.Node("Mul", Invariant($"scaled{l}"), Invariant($"inner{l}"), nodes.Scalar("root2OverPi", SmoothActivationKernels.LinearFactor / 2));
        ShallowNet.GELU.WriteHalf(nodes, z, nodes.Node("Tanh", Invariant($"tanh{l}"), Invariant($"scaled{l}")), a, l);
    }
}
