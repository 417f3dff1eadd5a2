using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Loss
{
    /// <summary>L = ½ Σ (ŷ − y)², so that dZ = A − Y with the identity.</summary>
    public static Loss SquaredError { get; } = new SquaredError();
}

internal sealed record SquaredError : Loss
{
    public override string Name => "squared error";

    public override bool Matches(Activation output) => output == Activation.Identity;

    internal override CatalogRow<Loss> Row => new("squaredError");

    internal override bool HasCurvature => true;

    internal override bool MeasuresNoise => true;

    internal override void CurvatureRoot<T>(bool matches, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> root, int rows, int k)
    {
        root.Clear();
        for (int i = k; i < root.Length; i += rows)
        {
            root[i] = T.One;
        }
    }

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) =>
        LossKernels.SquaredError(A, Y, losses);

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        Arithmetic.Subtract(A, Y, dA);
}
