using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record ReLU : Activation
{
    public override string Name => "ReLU";

    public override Initializer DefaultInitializer => Initializer.He;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.ReLU(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.ReLUBackward(Z, dZ);
}
