using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

internal sealed record Xavier : Initializer
{
    public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
        Gaussian(units, inputs, random) * Math.Sqrt(2.0 / (units + inputs));
}
