using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record SquaredError : Loss
{
    public override string Name => "squared error";

    public override bool Matches(Activation output) => output == Activation.Identity;

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) =>
        LossKernels.SquaredError(A, Y, losses);

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        Arithmetic.Subtract(A, Y, dA);
}
