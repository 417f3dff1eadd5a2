using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

internal sealed record Orthogonal : Initializer
{
    public Orthogonal(double gain) => Gain = Require.Positive(gain, nameof(gain));

    public double Gain { get; }

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random)
    {
        // The shorter side's vectors, one after another in memory, become orthonormal.
        Matrix<double> gaussian = Gaussian(units, inputs, random);
        Matrix<double> vectors = units < inputs ? gaussian.Transpose() : gaussian;
        Orthonormal.Columns(ColumnMajor.Span(vectors), vectors.RowCount, vectors.ColumnCount);
        return (units < inputs ? vectors.Transpose() : vectors) * Gain;
    }

    public override string ToString() => RecordText.Of(nameof(Orthogonal), PrintMembers);
}
