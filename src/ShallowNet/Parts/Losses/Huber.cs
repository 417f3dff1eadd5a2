using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Huber : Loss
{
    public Huber(double delta) => Delta = Require.Positive(delta, nameof(delta));

    public double Delta { get; }

    public override string Name => $"Huber ({Require.Text(Delta)})";

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) =>
        RobustLossKernels.Huber(A, Y, losses, Delta);

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        RobustLossKernels.HuberSlope(A, Y, dA, Delta);
}
