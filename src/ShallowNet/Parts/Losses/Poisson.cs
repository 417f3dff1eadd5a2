using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Loss
{
    /// <summary>
    /// L = Σ ŷ − y·ln ŷ: the negative log-likelihood of counts y with the mean ŷ, without the term ln y! that the network does not
    /// touch. Labels are at least 0, and need not be whole; outputs must be greater than 0. The matching output is
    /// <see cref="Activation.Exponential"/>, with which L is eᶻ − y·z, computed from z, and dZ = A − Y; <see cref="Activation.Softplus"/>
    /// is the usual other. PyTorch's <c>PoissonNLLLoss</c> with <c>eps=0</c>.
    /// </summary>
    public static Loss Poisson { get; } = new Poisson();
}

internal sealed record Poisson : Loss
{
    public override string Name => "Poisson";

    public override bool Matches(Activation output) => output == Activation.Exponential;

    public override bool LabelsHaveUnits => false;

    internal override CatalogRow<Loss> Row => new("poisson");

    internal override bool HasCurvature => true;

    /// <remarks>By Z, ŷ; by ŷ, the expectation 1/ŷ.</remarks>
    internal override void CurvatureRoot<T>(bool matches, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> root, int rows, int k)
    {
        root.Clear();
        for (int i = k; i < root.Length; i += rows)
        {
            root[i] = T.Sqrt(matches ? A[i] : T.One / A[i]);
        }
    }

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
