using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record ELU : Activation
{
    public ELU(double alpha) => Alpha = Require.NotNegative(alpha, nameof(alpha));

    public double Alpha { get; }

    public override string Name => $"ELU ({Require.Text(Alpha)})";

    public override Initializer DefaultInitializer => Initializer.He;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.ELU(Z, A, Alpha);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.ELUBackward(A, dZ, Alpha);
}
