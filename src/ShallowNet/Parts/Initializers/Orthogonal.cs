using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Initializer
{
    /// <summary>
    /// Orthonormal rows, or columns where there are more rows, times the gain: the Q of a Gaussian matrix, uniform among all such
    /// (Saxe et al., 2013; PyTorch's <c>orthogonal_</c>).
    /// </summary>
    /// <param name="gain">The norm of the rows or columns, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not greater than 0, or not finite.</exception>
    public static Initializer Orthogonal(double gain = 1) => new Orthogonal(gain);
}

internal sealed record Orthogonal : Initializer
{
    public Orthogonal(double gain) => Gain = Require.Positive(gain, nameof(gain));

    public double Gain { get; }

    internal override CatalogRow<Initializer> Row => new("orthogonal", Gain, gain => new Orthogonal(gain));

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random)
    {
        // The shorter side's vectors, one after another in memory, become orthonormal.
        Matrix<double> gaussian = Gaussian(units, inputs, random);
        Matrix<double> vectors = units < inputs ? gaussian.Transpose() : gaussian;
        Orthonormal.Orthonormalize(ColumnMajor.Span(vectors), vectors.RowCount, vectors.ColumnCount);
        return (units < inputs ? vectors.Transpose() : vectors) * Gain;
    }

    public override string ToString() => RecordText.Of(nameof(Orthogonal), PrintMembers);
}
