using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Loss
{
    /// <summary>
    /// L = −Σ (y·ln ŷ + (1 − y)·ln(1 − ŷ)), summed over the outputs: the article's <c>compute_cost</c>. Labels lie in [0, 1];
    /// outputs must lie in (0, 1), as those of sigmoid do.
    /// </summary>
    public static Loss CrossEntropy { get; } = new CrossEntropy();
}

internal sealed record CrossEntropy : Loss
{
    public override string Name => "cross-entropy";

    public override bool Matches(Activation output) => output == Activation.Sigmoid;

    public override bool LabelsHaveUnits => false;

    /// <summary>Each output is one of two classes.</summary>
    internal override int? ClassesOf(int outputs) => 2;

    internal override CatalogRow<Loss> Row => new("crossEntropy");

    internal override bool HasCurvature => true;

    /// <remarks>By Z, ŷ(1 − ŷ); by ŷ, its expectation 1/(ŷ(1 − ŷ)).</remarks>
    internal override void CurvatureRoot<T>(bool matches, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> root, int rows, int k)
    {
        root.Clear();
        for (int i = k; i < root.Length; i += rows)
        {
            T variance = A[i] * (T.One - A[i]);
            root[i] = T.Sqrt(matches ? variance : T.One / variance);
        }
    }

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses)
    {
        if (Matches(output))
        {
            LossKernels.CrossEntropyFromZ(Z, Y, losses);
        }
        else
        {
            LossKernels.CrossEntropyFromA(A, Y, losses);
        }
    }

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        LossKernels.CrossEntropySlope(A, Y, dA);

    public override void Check<T>(ReadOnlySpan<T> Y, int rows, string name)
    {
        base.Check(Y, rows, name);
        for (int i = 0; i < Y.Length; i++)
        {
            if (Y[i] < T.Zero || Y[i] > T.One)
            {
                throw new ArgumentException(
                    $"{name} must lie within [0, 1] for {Name}, but {name}{Require.Place(i, rows)} is {Require.Text(double.CreateTruncating(Y[i]))}.", name);
            }
        }
    }
}
