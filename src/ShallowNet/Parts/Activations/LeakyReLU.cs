using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record LeakyReLU : Activation
{
    public LeakyReLU(double slope) =>
        Slope = double.IsFinite(slope)
            ? slope
            : throw new ArgumentOutOfRangeException(nameof(slope), $"slope must be finite, but is {Require.Text(slope)}.");

    public double Slope { get; }

    public override string Name => $"leaky ReLU ({Require.Text(Slope)})";

    public override Initializer DefaultInitializer => Initializer.He;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.LeakyReLU(Z, A, Slope);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.LeakyReLUBackward(Z, dZ, Slope);
}
