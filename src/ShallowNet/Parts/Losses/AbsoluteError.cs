using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record AbsoluteError : Loss
{
    public override string Name => "absolute error";

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) =>
        RobustLossKernels.Tilted(A, Y, losses, below: -1, above: 1);

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        RobustLossKernels.TiltedSlope(A, Y, dA, below: -1, above: 1);
}
