using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>z where z &gt; 0, slope·z elsewhere. Its derivative at 0 is the slope.</summary>
    /// <param name="slope">The slope for negative z; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not finite.</exception>
    public static Activation LeakyReLU(double slope = 0.01) => new LeakyReLU(slope);
}

internal sealed record LeakyReLU : Activation
{
    public LeakyReLU(double slope) =>
        Slope = double.IsFinite(slope)
            ? slope
            : throw new ArgumentOutOfRangeException(nameof(slope), $"slope must be finite, but is {Require.Text(slope)}.");

    public double Slope { get; }

    public override string Name => $"leaky ReLU ({Require.Text(Slope)})";

    public override Initializer DefaultInitializer => Initializer.He;

    public override (double Lower, double Upper)? Range => (Slope > 0 ? double.NegativeInfinity : 0, double.PositiveInfinity);

    public override bool IsMonotone => Slope >= 0;

    internal override CatalogRow<Activation> Row => new("leakyRelu", Slope, slope => new LeakyReLU(slope));

    internal override CSharpFunction CSharp =>
        CSharpFunction.OfElements("ApplyLeakyReLU", "z[i] > 0.0d ? z[i] : slope * z[i]", "slope", Slope);

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.LeakyReLU(Z, A, Slope);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.LeakyReLUBackward(Z, dZ, Slope);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) =>
        nodes.Node("LeakyRelu", a, [z], OnnxAttribute.Of("alpha", Slope));
}
