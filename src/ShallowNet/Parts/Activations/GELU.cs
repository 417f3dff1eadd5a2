using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record GELU : Activation
{
    public override string Name => "GELU";

    public override Initializer DefaultInitializer => Initializer.He;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.GELU(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.GELUBackward(Z, dZ);
}
