using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>z·tanh(softplus(z)) (Misra, 2019): a relative of <see cref="SiLU"/> that is a little steeper around 0.</summary>
    public static Activation Mish { get; } = new Mish();
}

internal sealed record Mish : Activation
{
    public override string Name => "Mish";

    public override Initializer DefaultInitializer => Initializer.He;

    public override (double Lower, double Upper)? Range => (-0.30884341301725041, double.PositiveInfinity);

    internal override CatalogRow<Activation> Row => new("mish");

    internal override CSharpFunction CSharp => new("ApplyMish", """
        // z·tanh(ln(1 + exp z)), from exp(-|z|).
        private static void ApplyMish(Span<real> z)
        {
            for (int i = 0; i < z.Length; i++)
            {
                bool isNegative = z[i] < 0.0d;
                real e = Exp(isNegative ? z[i] : -z[i]);
                real n = isNegative ? e * (e + 2.0d) : e + e + 1.0d;
                real rest = isNegative ? 2.0d : (e + e) * e;
                z[i] *= n / (n + rest);
            }
        }
        """);

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.Mish(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.MishBackward(Z, dZ);

    /// <summary>The operation Mish is of a later opset than the library writes.</summary>
    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) => nodes.Node(
        "Mul", a, z, nodes.Node("Tanh", Invariant($"tanh{l}"), nodes.Node("Softplus", Invariant($"softplus{l}"), z)));
}
