using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

public abstract partial record Initializer
{
    /// <summary>
    /// Gaussian with σ = √(1/n[l-1]), so that Z has the variance of the inputs (LeCun et al., 1998; Keras's <c>LecunNormal</c>, but
    /// not truncated).
    /// </summary>
    public static Initializer LeCun { get; } = new LeCun();
}

internal sealed record LeCun : Initializer
{
    internal override CatalogRow<Initializer> Row => new("leCun");

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
        Gaussian(units, inputs, random) * Math.Sqrt(1.0 / inputs);
}
