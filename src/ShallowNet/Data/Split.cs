using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Divides samples into parts.</summary>
public static partial class Split
{
    /// <summary>A part to train on and a part to test on, chosen at random.</summary>
    /// <remarks>
    /// The samples, and their order, of scikit-learn's <c>train_test_split(test_size=testShare, random_state=seed)</c>.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The inputs, n_x × m with at least 2 samples.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="testShare">The share of the samples to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>Copies of the columns of X and Y.</returns>
    /// <exception cref="ArgumentException">The numbers of samples differ, or no sample is left to train on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share or the seed is out of range.</exception>
    public static ((Matrix<T> X, Matrix<T> Y) Train, (Matrix<T> X, Matrix<T> Y) Test) TrainTest<T>(
        Matrix<T> X, Matrix<T> Y, double testShare = 0.2, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckSamples(X, Y);
        (int[] train, int[] test) = Indices(X.ColumnCount, testShare, seed);
        return Parts(X, Y, train, test);
    }

    /// <summary>A part to train on and a part to test on, chosen at random with the same share of every class.</summary>
    /// <remarks>
    /// The samples, and their order, of scikit-learn's <c>train_test_split(stratify=labels, test_size=testShare, random_state=seed)</c>
    /// wherever that has a sample of every class in both parts. Where it has not, or refuses: a class with at least two samples has one in
    /// both parts if the test part has room for all such classes, and at least in the training part; a single sample stays there.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The labels, n_y × m: 0 and 1 in one row, or one-hot.</param>
    /// <param name="testShare">The share of the samples to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>Copies of the columns of X and Y.</returns>
    /// <exception cref="ArgumentException">
    /// The numbers of samples differ, a label is no class, or a class has no sample left to train on.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The share or the seed is out of range.</exception>
    public static ((Matrix<T> X, Matrix<T> Y) Train, (Matrix<T> X, Matrix<T> Y) Test) StratifiedTrainTest<T>(
        Matrix<T> X, Matrix<T> Y, double testShare = 0.2, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckSamples(X, Y);
        (int[] train, int[] test) = StratifiedIndices(OneHot.Labels(Y, nameof(Y)), testShare, seed);
        return Parts(X, Y, train, test);
    }

    /// <summary>A part to train on and a part to test on, chosen at random, of samples with labels of any type, numbers included.</summary>
    /// <remarks>
    /// The samples, and their order, of scikit-learn's <c>train_test_split(test_size=testShare, random_state=seed)</c>.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What the labels are.</typeparam>
    /// <param name="X">The inputs, n_x × m with at least 2 samples.</param>
    /// <param name="y">m labels or numbers.</param>
    /// <param name="testShare">The share of the samples to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>Copies of the columns of X, and their labels.</returns>
    /// <exception cref="ArgumentException">The numbers of samples differ, or no sample is left to train on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share or the seed is out of range.</exception>
    public static ((Matrix<T> X, TLabel[] y) Train, (Matrix<T> X, TLabel[] y) Test) TrainTest<T, TLabel>(
        Matrix<T> X, IEnumerable<TLabel> y, double testShare = 0.2, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TLabel[] labels = LabelsOf(X, y);
        (int[] train, int[] test) = Indices(X.ColumnCount, testShare, seed);
        return ((Columns(X, train), [.. train.Select(j => labels[j])]), (Columns(X, test), [.. test.Select(j => labels[j])]));
    }

    /// <summary>A part to train on and a part to test on, chosen at random with the same share of every class; labels of any type.</summary>
    /// <remarks>
    /// The samples, and their order, are those of
    /// <see cref="StratifiedTrainTest{T}(Matrix{T}, Matrix{T}, double, int)"/> for the same classes, which are put in order: texts by the
    /// numbers of their characters, other labels as they compare themselves, and those that do not in order of appearance.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="y">The class of each sample, m labels, none null.</param>
    /// <param name="testShare">The share of the samples to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>Copies of the columns of X, and their labels.</returns>
    /// <exception cref="ArgumentException">The numbers of samples differ, a label is null, or a class has no sample left to train on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share or the seed is out of range.</exception>
    public static ((Matrix<T> X, TLabel[] y) Train, (Matrix<T> X, TLabel[] y) Test) StratifiedTrainTest<T, TLabel>(
        Matrix<T> X, IEnumerable<TLabel> y, double testShare = 0.2, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        TLabel[] labels = LabelsOf(X, y);
        (int[] train, int[] test) = StratifiedIndices(NumbersOf(labels, nameof(y)), testShare, seed);
        return ((Columns(X, train), [.. train.Select(j => labels[j])]), (Columns(X, test), [.. test.Select(j => labels[j])]));
    }

    /// <summary>The given columns, in the given order.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">Inputs or labels, rows × m.</param>
    /// <param name="columns">Numbers from 0 to m − 1, at least one, such as those of a <see cref="Fold"/>.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentException">X is empty, there is no column, or one is out of range.</exception>
    public static Matrix<T> Columns<T>(Matrix<T> X, IReadOnlyList<int> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(X, null, null, nameof(X), "");
        Require.NotNull(columns);
        if (columns.Count == 0)
        {
            throw new ArgumentException("columns must have at least one element, but is empty.", nameof(columns));
        }

        int[] chosen = [.. columns];
        int index = Array.FindIndex(chosen, column => column < 0 || column >= X.ColumnCount);
        return index < 0
            ? ColumnMajor.Columns(ColumnMajor.Of(X), chosen)
            : throw new ArgumentException(
                Invariant($"columns must lie within 0 and {X.ColumnCount - 1}, but columns[{index}] is {chosen[index]}."), nameof(columns));
    }

    private static void CheckSamples<T>(Matrix<T> X, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(X, null, null, nameof(X), "");
        Require.Shape(Y, null, X.ColumnCount, nameof(Y), "", "one for each sample, a column of X");
    }

    /// <summary>A copy of the labels, of which there must be one for each column of X.</summary>
    private static TLabel[] LabelsOf<T, TLabel>(Matrix<T> X, IEnumerable<TLabel> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(X, null, null, nameof(X), "");
        TLabel[] labels = [.. Require.NotNull(y)];
        return labels.Length == X.ColumnCount
            ? labels
            : throw new ArgumentException(
                Invariant($"y must have {Require.Count(X.ColumnCount, "element")} (one for each sample, a column of X), but has {labels.Length}."), nameof(y));
    }

    /// <summary>How many of the samples to test on; the share is called by the name that the caller's user knows it by.</summary>
    private static int TestCount(int samples, double testShare, string shareName) =>
        (int)Math.Ceiling(Require.Share(testShare, shareName) * samples);

    private static void CheckTrainCount(int train, int samples, double testShare, string shareName)
    {
        if (train == 0)
        {
            throw new ArgumentException(
                $"A {shareName} of {Require.Text(testShare)} must leave a sample to train on, but X has only {Require.Count(samples, "column")}.", shareName);
        }
    }

    private static ((Matrix<T> X, Matrix<T> Y) Train, (Matrix<T> X, Matrix<T> Y) Test) Parts<T>(
        Matrix<T> X, Matrix<T> Y, ReadOnlySpan<int> train, ReadOnlySpan<int> test)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (X, Y) = (ColumnMajor.Of(X), ColumnMajor.Of(Y));
        return (
            (ColumnMajor.Columns(X, train), ColumnMajor.Columns(Y, train)),
            (ColumnMajor.Columns(X, test), ColumnMajor.Columns(Y, test)));
    }

    /// <summary>The samples to train on, and those to test on, chosen at random.</summary>
    internal static (int[] Train, int[] Test) Indices(int samples, double testShare, int seed, string shareName = "testShare")
    {
        int test = TestCount(samples, testShare, shareName);
        CheckTrainCount(samples - test, samples, testShare, shareName);
        int[] order = new NumPyRandom(seed).Permutation(samples);
        return (order[test..], order[..test]);
    }
}
