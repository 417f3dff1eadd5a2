using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Exponential : Activation
{
    public override string Name => "exponential";

    public override Loss DefaultLoss => Loss.Poisson;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.Exponential(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.ExponentialBackward(A, dZ);
}
