using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Parts and folds of samples whose order counts, such as that of time.</content>
public static partial class Split
{
    /// <summary>The first samples to train on, and the last ones to test on: for samples in the order of time.</summary>
    /// <remarks>
    /// The samples of scikit-learn's <c>train_test_split(shuffle=False, test_size=testShare)</c>. Models are to be judged by what they will be
    /// asked for, which is what comes later.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The inputs, n_x × m with at least 2 samples.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="testShare">The share of the samples to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <returns>Copies of the columns of X and Y.</returns>
    /// <exception cref="ArgumentException">The numbers of samples differ, or no sample is left to train on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public static ((Matrix<T> X, Matrix<T> Y) Train, (Matrix<T> X, Matrix<T> Y) Test) TrainTestInOrder<T>(
        Matrix<T> X, Matrix<T> Y, double testShare = 0.2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckSamples(X, Y);
        (int[] train, int[] test) = IndicesInOrder(X.ColumnCount, testShare);
        return Parts(X, Y, train, test);
    }

    /// <summary>The first samples to train on, and the last ones to test on, with labels of any type, numbers included.</summary>
    /// <remarks>The samples of scikit-learn's <c>train_test_split(shuffle=False, test_size=testShare)</c>.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What the labels are.</typeparam>
    /// <param name="X">The inputs, n_x × m with at least 2 samples.</param>
    /// <param name="y">m labels or numbers.</param>
    /// <param name="testShare">The share of the samples to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <returns>Copies of the columns of X, and their labels.</returns>
    /// <exception cref="ArgumentException">The numbers of samples differ, or no sample is left to train on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public static ((Matrix<T> X, TLabel[] y) Train, (Matrix<T> X, TLabel[] y) Test) TrainTestInOrder<T, TLabel>(
        Matrix<T> X, IEnumerable<TLabel> y, double testShare = 0.2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TLabel[] labels = LabelsOf(X, y);
        (int[] train, int[] test) = IndicesInOrder(X.ColumnCount, testShare);
        return ((Columns(X, train), labels[..train.Length]), (Columns(X, test), labels[train.Length..]));
    }

    /// <summary>Turns of a cross-validation of samples in the order of time: each test part comes after all that its models are trained on.</summary>
    /// <remarks>
    /// The folds of scikit-learn's <c>TimeSeriesSplit(folds, gap=gap, test_size=testSamples, max_train_size=mostTrainSamples)</c>: test parts of
    /// equal size follow one another up to the last sample, and each has all samples before it to train on. The first samples are in no test part.
    /// </remarks>
    /// <param name="samples">m, more than the gap and all test parts together.</param>
    /// <param name="folds">The number of turns, at least 1.</param>
    /// <param name="gap">The samples that are left out before each test part, because they would not be known in time; at least 0.</param>
    /// <param name="testSamples">The samples of a test part, at least 1; null for m/(folds + 1), rounded down.</param>
    /// <param name="mostTrainSamples">The most samples to train on, at least 1, the latest ones; null for all before.</param>
    /// <returns>As many folds, the earliest first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range, or there are too few samples.</exception>
    public static IReadOnlyList<Fold> TimeSeries(int samples, int folds = 5, int gap = 0, int? testSamples = null, int? mostTrainSamples = null)
    {
        Require.AtLeast(1, folds, nameof(folds));
        Require.AtLeast(0, gap, nameof(gap));
        int size = testSamples is { } given ? Require.AtLeast(1, given, nameof(testSamples)) : Math.Max(1, samples / (folds + 1));
        int most = mostTrainSamples is { } limit ? Require.AtLeast(1, limit, nameof(mostTrainSamples)) : int.MaxValue;
        long least = (long)folds * size + gap + 1;
        if (samples < least)
        {
            throw new ArgumentOutOfRangeException(
                nameof(samples),
                Invariant($"samples must be at least {least} ({Require.Count(folds, "fold")} of {size} to test on, a gap of {gap} and 1 to train on), but is {samples}."));
        }

        return [.. Enumerable.Range(0, folds).Select(fold =>
        {
            int test = samples - (folds - fold) * size, end = test - gap, start = Math.Max(0, end - most);
            return new Fold([.. Enumerable.Range(start, end - start)], [.. Enumerable.Range(test, size)]);
        })];
    }

    private static (int[] Train, int[] Test) IndicesInOrder(int samples, double testShare)
    {
        int train = samples - TestCount(samples, testShare, nameof(testShare));
        CheckTrainCount(train, samples, testShare, nameof(testShare));
        return ([.. Enumerable.Range(0, train)], [.. Enumerable.Range(train, samples - train)]);
    }
}
