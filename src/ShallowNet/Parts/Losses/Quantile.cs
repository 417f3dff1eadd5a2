using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Quantile : Loss
{
    public Quantile(double tau) => Tau = Require.Share(tau, nameof(tau));

    public double Tau { get; }

    public override string Name => $"quantile ({Require.Text(Tau)})";

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) =>
        RobustLossKernels.Tilted(A, Y, losses, below: -Tau, above: 1 - Tau);

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        RobustLossKernels.TiltedSlope(A, Y, dA, below: -Tau, above: 1 - Tau);
}
