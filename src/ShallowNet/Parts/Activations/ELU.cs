using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>
    /// z where z &gt; 0, α(eᶻ − 1) elsewhere: ReLU with negative values that settle at −α (Clevert et al., 2015). Its derivative at 0 is
    /// α, as in PyTorch.
    /// </summary>
    /// <param name="alpha">α, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is negative or not finite.</exception>
    public static Activation ELU(double alpha = 1) => new ELU(alpha);
}

internal sealed record ELU : Activation
{
    public ELU(double alpha) => Alpha = Require.NotNegative(alpha, nameof(alpha));

    public double Alpha { get; }

    public override string Name => $"ELU ({Require.Text(Alpha)})";

    public override Initializer DefaultInitializer => Initializer.He;

    public override (double Lower, double Upper)? Range => (-Alpha, double.PositiveInfinity);

    public override bool IsMonotone => true;

    internal override CatalogRow<Activation> Row => new("elu", Alpha, alpha => new ELU(alpha));

    internal override CSharpFunction CSharp =>
        CSharpFunction.OfElements("ApplyELU", "z[i] > 0.0d ? z[i] : alpha * Expm1(z[i])", "alpha", Alpha);

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.ELU(Z, A, Alpha);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.ELUBackward(A, dZ, Alpha);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) =>
        nodes.Node("Elu", a, [z], OnnxAttribute.Of("alpha", Alpha));
}
