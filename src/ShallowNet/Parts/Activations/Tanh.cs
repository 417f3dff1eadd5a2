using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Tanh : Activation
{
    public override string Name => "tanh";

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.Tanh(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.TanhBackward(A, dZ);
}
