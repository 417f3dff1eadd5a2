using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Where the silos of a cluster read the samples of a training from, any range of them: matrices, files, or a class of your own.</summary>
/// <remarks>
/// Every silo has a source of the same samples, under a name (<see cref="SiloExtensions.AddTrainingData"/>), and reads from it only the shards that it
/// holds. Reading is asked for by several threads at a time, and again where a silo was lost; it must give the same samples each time.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public abstract class ShardSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>n_x, the rows of X.</summary>
    public abstract int Inputs { get; }

    /// <summary>n_y, the rows of Y.</summary>
    public abstract int Outputs { get; }

    /// <summary>m, the number of all samples.</summary>
    public abstract int Samples { get; }

    /// <summary>Reads a range of the samples.</summary>
    /// <param name="first">The first sample, from 0.</param>
    /// <param name="X">Receives the inputs, sample after sample: n_x numbers for each.</param>
    /// <param name="Y">Receives the labels, sample after sample: n_y numbers for each, which says how many samples are read.</param>
    public abstract void Read(int first, Span<T> X, Span<T> Y);
}

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
