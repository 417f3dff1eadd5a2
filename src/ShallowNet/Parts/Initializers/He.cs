using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

internal sealed record He : Initializer
{
    public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
        Gaussian(units, inputs, random) * Math.Sqrt(2.0 / inputs);
}
