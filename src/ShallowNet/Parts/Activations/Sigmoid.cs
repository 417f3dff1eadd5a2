using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Sigmoid : Activation
{
    public override string Name => "sigmoid";

    public override Loss DefaultLoss => Loss.CrossEntropy;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.Sigmoid(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.SigmoidBackward(A, dZ);
}
