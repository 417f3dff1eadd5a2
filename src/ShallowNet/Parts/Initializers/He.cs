using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

public abstract partial record Initializer
{
    /// <summary>
    /// Gaussian with σ = √(2/n[l-1]), which makes up for the half that ReLU cuts off (He et al., 2015; PyTorch's
    /// <c>kaiming_normal_</c>).
    /// </summary>
    public static Initializer He { get; } = new He();
}

internal sealed record He : Initializer
{
    internal override CatalogRow<Initializer> Row => new("he");

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
        Gaussian(units, inputs, random) * Math.Sqrt(2.0 / inputs);
}
