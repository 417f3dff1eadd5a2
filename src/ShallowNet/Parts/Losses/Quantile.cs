using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Loss
{
    /// <summary>
    /// L = Σ max(τ(y − ŷ), (τ − 1)(y − ŷ)), the pinball loss, which makes ŷ the τ-quantile of the labels (Koenker and Bassett, 1978;
    /// scikit-learn's <c>mean_pinball_loss</c>). Its derivative is −τ below the label, 1 − τ above it, and 0 at the label, where any
    /// value between the two would do.
    /// </summary>
    /// <param name="tau">τ, greater than 0 and less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">τ is not between 0 and 1.</exception>
    public static Loss Quantile(double tau) => new Quantile(tau);
}

internal sealed record Quantile : Loss
{
    public Quantile(double tau) => Tau = Require.Share(tau, nameof(tau));

    public double Tau { get; }

    public override string Name => $"quantile ({Require.Text(Tau)})";

    public override bool IsRobust => true;

    internal override CatalogRow<Loss> Row => new("quantile", Tau, tau => new Quantile(tau));

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) =>
        RobustLossKernels.Tilted(A, Y, losses, below: -Tau, above: 1 - Tau);

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        RobustLossKernels.TiltedSlope(A, Y, dA, below: -Tau, above: 1 - Tau);
}
