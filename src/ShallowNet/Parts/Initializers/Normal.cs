using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

public abstract partial record Initializer
{
    /// <summary>Gaussian with the given σ, as the article's <c>randn(n, n_prev) * 0.01</c>.</summary>
    /// <param name="standardDeviation">σ, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is negative or not finite.</exception>
    public static Initializer Normal(double standardDeviation) => new Normal(standardDeviation);
}

internal sealed record Normal : Initializer
{
    public Normal(double standardDeviation) =>
        StandardDeviation = Require.NotNegative(standardDeviation, nameof(standardDeviation));

    public double StandardDeviation { get; }

    internal override CatalogRow<Initializer> Row => new("normal", StandardDeviation, deviation => new Normal(deviation));

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
        Gaussian(units, inputs, random) * StandardDeviation;

    public override string ToString() => RecordText.Of(nameof(Normal), PrintMembers);
}
