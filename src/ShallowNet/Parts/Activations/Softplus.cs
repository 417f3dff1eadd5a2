using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Softplus : Activation
{
    public override string Name => "softplus";

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.Softplus(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.SoftplusBackward(A, dZ);
}
