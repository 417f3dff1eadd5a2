using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

internal sealed record Normal : Initializer
{
    public Normal(double standardDeviation) =>
        StandardDeviation = Require.NotNegative(standardDeviation, nameof(standardDeviation));

    public double StandardDeviation { get; }

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
        Gaussian(units, inputs, random) * StandardDeviation;

    public override string ToString() => RecordText.Of(nameof(Normal), PrintMembers);
}
