using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Divides samples into parts.</summary>
public static class Split
{
    /// <summary>A part to train on and a part to test on, chosen at random.</summary>
    /// <remarks>
    /// The samples, and their order, of scikit-learn's <c>train_test_split(test_size=testShare, random_state=seed)</c>.
    /// </remarks>
    /// <param name="X">The inputs, n_x × m with at least 2 samples.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="testShare">The share of the samples to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <param name="seed">At least 0.</param>
    /// <returns>Copies of the columns of X and Y.</returns>
    /// <exception cref="ArgumentException">The numbers of samples differ, or no sample is left to train on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share or the seed is out of range.</exception>
    public static ((Matrix<T> X, Matrix<T> Y) Train, (Matrix<T> X, Matrix<T> Y) Test) TrainTest<T>(
        Matrix<T> X, Matrix<T> Y, double testShare = 0.2, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(X, null, null, nameof(X), "");
        Require.Shape(Y, null, X.ColumnCount, nameof(Y), "", "one for each sample of X");
        Require.Share(testShare, nameof(testShare));
        int m = X.ColumnCount, test = (int)Math.Ceiling(testShare * m);
        if (test == m)
        {
            throw new ArgumentException(
                $"A testShare of {Require.Text(testShare)} must leave a sample to train on, but X has only {Require.Count(m, "column")}.", nameof(X));
        }

        (X, Y) = (ColumnMajor.Of(X), ColumnMajor.Of(Y));
        ReadOnlySpan<int> order = new NumPyRandom(seed).Permutation(m);
        return (Part(order[test..]), Part(order[..test]));

        (Matrix<T> X, Matrix<T> Y) Part(ReadOnlySpan<int> columns) =>
            (ColumnMajor.Columns(X, columns), ColumnMajor.Columns(Y, columns));
    }

    internal static (int[] Train, int[] Test) Indices(int samples, double share, int seed)
    {
        int test = (int)Math.Ceiling(share * samples);
        int[] order = new NumPyRandom(seed).Permutation(samples);
        return (order[test..], order[..test]);
    }

    internal static (int[] Train, int[] Test) StratifiedIndices(IReadOnlyList<int> classes, double share, int seed) => Indices(classes.Count, share, seed);
}
