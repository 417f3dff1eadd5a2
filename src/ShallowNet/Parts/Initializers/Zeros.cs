using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

internal sealed record Zeros : Initializer
{
    public override Matrix<double> Create(int units, int inputs, NumPyRandom random)
    {
        Check(units, inputs, random);
        return Matrix<double>.Build.Dense(units, inputs);
    }
}
