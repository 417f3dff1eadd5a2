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

    internal override CatalogRow<Loss> Row => new("categoricalCrossEntropy");

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
