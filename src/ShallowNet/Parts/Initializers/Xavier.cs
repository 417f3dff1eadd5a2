using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

public abstract partial record Initializer
{
    /// <summary>
    /// Gaussian with σ = √(2/(n[l-1] + n[l])), which keeps the variance of signals and gradients of tanh and sigmoid layers
    /// (Glorot and Bengio, 2010; PyTorch's <c>xavier_normal_</c>).
    /// </summary>
    public static Initializer Xavier { get; } = new Xavier();
}

internal sealed record Xavier : Initializer
{
    internal override CatalogRow<Initializer> Row => new("xavier");

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
        Gaussian(units, inputs, random) * Math.Sqrt(2.0 / (units + inputs));
}
