using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Loss
{
    /// <summary>
    /// L = −Σ y·ln ŷ over the classes; every column of Y is a distribution, usually one-hot. Outputs must be greater than 0, as
    /// those of softmax are.
    /// </summary>
    public static Loss CategoricalCrossEntropy { get; } = new CategoricalCrossEntropy();
}

internal sealed record CategoricalCrossEntropy : Loss
{
    public override string Name => "categorical cross-entropy";

    public override bool Matches(Activation output) => output == Activation.Softmax;

    public override bool LabelsHaveUnits => false;

    internal override int? ClassesOf(int outputs) => outputs;

    internal override CatalogRow<Loss> Row => new("categoricalCrossEntropy");

    internal override bool HasCurvature => true;

    /// <remarks>By Z, diag(ŷ) − ŷŷᵀ, a root of which has the columns √ŷₖ (eₖ − ŷ); by ŷ, diag(y/ŷ²).</remarks>
    internal override void CurvatureRoot<T>(bool matches, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> root, int rows, int k)
    {
        root.Clear();
        for (int start = 0; start < root.Length; start += rows)
        {
            T p = A[start + k];
            if (!matches)
            {
                root[start + k] = T.Sqrt(Y[start + k]) / p;
                continue;
            }

            T factor = T.Sqrt(p);
            for (int i = 0; i < rows; i++)
            {
                root[start + i] = -factor * A[start + i];
            }

            root[start + k] += factor;
        }
    }

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses)
    {
        if (Matches(output))
        {
            LossKernels.CategoricalFromZ(Z, Y, losses);
        }
        else
        {
            LossKernels.CategoricalFromA(A, Y, losses);
        }
    }

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) =>
        LossKernels.CategoricalSlope(A, Y, dA);

    public override void Check<T>(ReadOnlySpan<T> Y, int rows, string name)
    {
        base.Check(Y, rows, name);
        Require.Distributions(Y, rows, name, "for categorical cross-entropy");
    }
}
