using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

internal sealed record LeCun : Initializer
{
    public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
        Gaussian(units, inputs, random) * Math.Sqrt(1.0 / inputs);
}
