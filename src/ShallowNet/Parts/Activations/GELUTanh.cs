using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record GELUTanh : Activation
{
    public override string Name => "GELU (tanh)";

    public override Initializer DefaultInitializer => Initializer.He;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => SmoothActivationKernels.GELUTanh(Z, A);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        SmoothActivationKernels.GELUTanhBackward(Z, dZ);
}
