using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>
    /// λz where z &gt; 0, λα(eᶻ − 1) elsewhere, with λ = 1.0507009873554805 and α = 1.6732632423543772, by which the outputs of layers drawn by
    /// <see cref="Initializer.LeCun"/> keep the mean 0 and the variance 1 (Klambauer et al., 2017). Its derivative at 0 is λα, as in PyTorch.
    /// </summary>
    public static Activation SELU { get; } = new SELU();
}

internal sealed record SELU : Activation
{
    /// <summary>λ and α, the solution of the equations for the mean 0 and the variance 1.</summary>
    private const double Scale = 1.0507009873554805, Alpha = 1.6732632423543772;

    public override string Name => "SELU";

    public override Initializer DefaultInitializer => Initializer.LeCun;

    public override (double Lower, double Upper)? Range => (-Scale * Alpha, double.PositiveInfinity);

    public override bool IsMonotone => true;

    internal override CatalogRow<Activation> Row => new("selu");

    internal override CSharpFunction CSharp => CSharpFunction.OfElements(
        "ApplySELU", $"z[i] > 0.0d ? {CSharpFunction.Number(Scale)} * z[i] : {CSharpFunction.Number(Scale * Alpha)} * Expm1(z[i])");

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.SELU(Z, A, Scale, Scale * Alpha);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.SELUBackward(A, dZ, Scale, Scale * Alpha);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) =>
        nodes.Node("Selu", a, [z], OnnxAttribute.Of("alpha", Alpha), OnnxAttribute.Of("gamma", Scale));
}
