using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Loss
{
    /// <summary>
    /// L = Σ of ½r² where |r| ≤ δ, δ(|r| − ½δ) elsewhere, with r = ŷ − y: the squared error for small residuals, the absolute one for
    /// large (Huber, 1964; PyTorch's <c>HuberLoss</c>).
    /// </summary>
    /// <param name="delta">δ, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not greater than 0, or not finite.</exception>
    public static Loss Huber(double delta = 1) => new Huber(delta);
}

internal sealed record Huber : Loss
{
    public Huber(double delta) => Delta = Require.Positive(delta, nameof(delta));

    public double Delta { get; }

    public override string Name => $"Huber ({Require.Text(Delta)})";

    public override bool IsRobust => true;

    internal override CatalogRow<Loss> Row => new("huber", Delta, delta => new Huber(delta));

    internal override bool HasCurvature => true;

    /// <remarks>
    /// ψ(r)/r = min(1, δ/|r|), as in iteratively reweighted least squares: a parabola with this curvature touches the loss at r and lies above
    /// it elsewhere, while the second derivative itself is 0 for large residuals.
    /// </remarks>
    internal override void CurvatureRoot<T>(bool matches, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> root, int rows, int k)
    {
        T δ = T.CreateTruncating(Delta);
        root.Clear();
        for (int i = k; i < root.Length; i += rows)
        {
            T r = T.Abs(A[i] - Y[i]);
            root[i] = r <= δ ? T.One : T.Sqrt(δ / r);
        }
    }

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) =>
        RobustLossKernels.Huber(A, Y, losses, Delta);

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        RobustLossKernels.HuberSlope(A, Y, dA, Delta);
}
