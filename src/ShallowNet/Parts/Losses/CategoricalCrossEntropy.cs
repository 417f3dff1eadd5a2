using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record CategoricalCrossEntropy : Loss
{
    public override string Name => "categorical cross-entropy";

    public override bool Matches(Activation output) => output == Activation.Softmax;

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
