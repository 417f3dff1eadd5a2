using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Poisson : Loss
{
    public override string Name => "Poisson";

    public override bool Matches(Activation output) => output == Activation.Exponential;

    public override void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses)
    {
        if (Matches(output))
        {
            PoissonKernels.FromZ(Z, Y, losses);
        }
        else
        {
            PoissonKernels.FromA(A, Y, losses);
        }
    }

    public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) => PoissonKernels.Slope(A, Y, dA);

    public override void Check<T>(ReadOnlySpan<T> Y, int rows, string name)
    {
        base.Check(Y, rows, name);
        for (int i = 0; i < Y.Length; i++)
        {
            if (Y[i] < T.Zero)
            {
                throw new ArgumentException(
                    $"{name} must not be negative for {Name}, but {name}{Require.Place(i, rows)} is {Require.Text(double.CreateTruncating(Y[i]))}.", name);
            }
        }
    }
}
