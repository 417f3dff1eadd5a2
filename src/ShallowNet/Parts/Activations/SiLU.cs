using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record SiLU : Activation
{
    public override string Name => "SiLU";

    public override Initializer DefaultInitializer => Initializer.He;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.SiLU(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.SiLUBackward(Z, dZ);
}
