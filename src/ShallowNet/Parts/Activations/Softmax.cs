using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Softmax : Activation
{
    public override string Name => "softmax";

    public override Loss DefaultLoss => Loss.CategoricalCrossEntropy;

    public override bool IsOutputOnly => true;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.Softmax(Z, A, rows);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.SoftmaxBackward(A, dZ, rows);
}
