using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Sources of samples for the silos of a cluster.</summary>
public static class ShardSource
{
    /// <summary>Samples in memory; every silo that is given them has all of them.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <exception cref="ArgumentNullException">X or Y is null.</exception>
    /// <exception cref="ArgumentException">X and Y have different numbers of columns, or none.</exception>
    public static ShardSource<T> Of<T>(Matrix<T> X, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = Require.Samples(X, null, null, nameof(X), "the inputs");
        Require.Shape(Y, null, X.ColumnCount, nameof(Y), "one for each output", "one for each sample");
        return new MatrixSource<T>(X, ColumnMajor.Of(Y));
    }

    private sealed class MatrixSource<T>(Matrix<T> X, Matrix<T> Y) : ShardSource<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override int Inputs => X.RowCount;

        public override int Outputs => Y.RowCount;

        public override int Samples => X.ColumnCount;

        public override void Read(int first, Span<T> x, Span<T> y)
        {
            ColumnMajor.Span(X).Slice(first * Inputs, x.Length).CopyTo(x);
            ColumnMajor.Span(Y).Slice(first * Outputs, y.Length).CopyTo(y);
        }
    }
}
