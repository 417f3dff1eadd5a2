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

        // A column may miss 1 by what rounding its elements to T can make of it.
        double tolerance = rows * 2 * double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        for (int start = 0; start < Y.Length; start += rows)
        {
            double sum = 0;
            for (int i = start; i < start + rows; i++)
            {
                if (Y[i] < T.Zero)
                {
                    throw new ArgumentException(
                        $"{name} must not be negative for {Name}, but {name}{Require.Place(i, rows)} is {Require.Text(double.CreateTruncating(Y[i]))}.", name);
                }

                sum += double.CreateTruncating(Y[i]);
            }

            if (Math.Abs(sum - 1) > tolerance)
            {
                throw new ArgumentException(
                    $"Every column of {name} must sum to 1 for {Name}, but column {start / rows} sums to {Require.Text(sum)}.", name);
            }
        }
    }
}
