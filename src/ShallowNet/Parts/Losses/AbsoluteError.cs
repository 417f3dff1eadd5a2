using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Loss
{
    /// <summary>
    /// L = Σ |ŷ − y|, which makes ŷ the median and takes outliers lightly. Its derivative is the sign of ŷ − y, and 0 at 0, as in
    /// PyTorch's <c>L1Loss</c>.
    /// </summary>
    public static Loss AbsoluteError { get; } = new AbsoluteError();
}

internal sealed record AbsoluteError : Loss
{
    public override string Name => "absolute error";

    public override bool IsRobust => true;

    internal override CatalogRow<Loss> Row => new("absoluteError");

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) =>
        RobustLossKernels.Tilted(A, Y, losses, below: -1, above: 1);

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        RobustLossKernels.TiltedSlope(A, Y, dA, below: -1, above: 1);
}
