using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>How well predictions fit the labels.</summary>
/// <remarks>
/// The values are those of scikit-learn's functions of the same names, also where a value is a convention: a precision without
/// predictions is 0. A sample of weight 2 counts as two samples, one of weight 0 as none; without weights, each counts once.
/// Labels of classes are 0 and 1 in one row, or in several rows columns that sum to 1, usually one-hot; others, such as those of samples
/// that can be of several classes at a time, are refused.
/// </remarks>
public static partial class Metrics
{
    /// <summary>The share of the samples whose class was predicted, between 0 and 1.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite, or a label is no class.</exception>
    public static double Accuracy<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Accuracy(YHat, Y, null);

    /// <summary>The share of the samples, by weight, whose class was predicted, between 0 and 1.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, a label is no class, or a weight is not allowed.
    /// </exception>
    public static double Accuracy<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int[] predicted, int[] actual) = Classes(YHat, Y);
        return Accuracy(predicted, actual, weights);
    }

    /// <summary>The share of the samples whose class was predicted, between 0 and 1.</summary>
    /// <param name="predicted">m predicted classes.</param>
    /// <param name="actual">m actual classes.</param>
    /// <exception cref="ArgumentException">The numbers differ, or there is no sample.</exception>
    public static double Accuracy(IReadOnlyList<int> predicted, IReadOnlyList<int> actual) => Accuracy(predicted, actual, null);

    /// <summary>The share of the samples, by weight, whose class was predicted, between 0 and 1.</summary>
    /// <param name="predicted">m predicted classes.</param>
    /// <param name="actual">m actual classes.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The numbers differ, there is no sample, or a weight is not allowed.</exception>
    public static double Accuracy(IReadOnlyList<int> predicted, IReadOnlyList<int> actual, IEnumerable<double>? weights)
    {
        ShallowNet.ConfusionMatrix.CheckPairs(predicted, actual);
        double[] w = Require.Weights(weights, actual.Count, nameof(weights));
        double right = 0, wrong = 0;
        for (int j = 0; j < w.Length; j++)
        {
            (right, wrong) = predicted[j] == actual[j] ? (right + w[j], wrong) : (right, wrong + w[j]);
        }

        return right / (right + wrong);
    }

    /// <summary>The mean, over the classes that have samples, of the share of their samples whose class was predicted; between 0 and 1.</summary>
    /// <remarks>scikit-learn's <c>balanced_accuracy_score</c>.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, a label is no class, or a weight is not allowed.
    /// </exception>
    public static double BalancedAccuracy<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ConfusionMatrix(YHat, Y, null, weights).BalancedAccuracy;

    /// <summary>The share of the samples predicted to be of a class that are of it, between 0 and 1.</summary>
    /// <remarks>scikit-learn's <c>precision_score</c>. A class that was never predicted has 0.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <param name="averaging">How the classes' numbers become one; binary for two classes only.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, a label is no class, a weight is not allowed, or the
    /// averaging is binary for more than two classes.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public static double Precision<T>(
        Matrix<T> YHat, Matrix<T> Y, Averaging averaging = Averaging.Binary, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ConfusionMatrix(YHat, Y, null, weights).Precision(averaging);

    /// <summary>The share of the samples of a class that were predicted to be of it, between 0 and 1.</summary>
    /// <remarks>scikit-learn's <c>recall_score</c>. A class without samples has 0.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <param name="averaging">How the classes' numbers become one; binary for two classes only.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, a label is no class, a weight is not allowed, or the
    /// averaging is binary for more than two classes.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public static double Recall<T>(
        Matrix<T> YHat, Matrix<T> Y, Averaging averaging = Averaging.Binary, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ConfusionMatrix(YHat, Y, null, weights).Recall(averaging);

    /// <summary>The harmonic mean of precision and recall, between 0 and 1.</summary>
    /// <remarks>scikit-learn's <c>f1_score</c>. A class with neither samples nor predictions has 0.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <param name="averaging">How the classes' numbers become one; binary for two classes only.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, a label is no class, a weight is not allowed, or the
    /// averaging is binary for more than two classes.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public static double F1<T>(
        Matrix<T> YHat, Matrix<T> Y, Averaging averaging = Averaging.Binary, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ConfusionMatrix(YHat, Y, null, weights).F1(averaging);

    /// <summary>How often each class was predicted for each class, the classes being named by their numbers.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite, or a label is no class.</exception>
    public static ConfusionMatrix ConfusionMatrix<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ConfusionMatrix(YHat, Y, null, null);

    /// <summary>How often each class was predicted for each class.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <param name="classNames">A name for each class; null for their numbers.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, a label is no class, or there are too few or too many
    /// names.
    /// </exception>
    public static ConfusionMatrix ConfusionMatrix<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<string>? classNames)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ConfusionMatrix(YHat, Y, classNames, null);

    /// <summary>How often, by weight, each class was predicted for each class.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <param name="classNames">A name for each class; null for their numbers.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, a label is no class, there are too few or too many
    /// names, or a weight is not allowed.
    /// </exception>
    public static ConfusionMatrix ConfusionMatrix<T>(
        Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<string>? classNames, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int[] predicted, int[] actual) = Classes(YHat, Y);
        int classes = Math.Max(2, Y.RowCount);
        return new ConfusionMatrix(predicted, actual, classNames ?? [.. Enumerable.Range(0, classes).Select(i => Invariant($"{i}"))], classes, weights);
    }

    /// <summary>How often each class was predicted for each class.</summary>
    /// <param name="predicted">m predicted classes, from 0 to one less than there are names.</param>
    /// <param name="actual">m actual classes, in the same range.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <exception cref="ArgumentException">The numbers differ, there is no sample, or a class is out of range.</exception>
    public static ConfusionMatrix ConfusionMatrix(
        IReadOnlyList<int> predicted, IReadOnlyList<int> actual, IReadOnlyList<string> classNames) =>
        ConfusionMatrix(predicted, actual, classNames, null);

    /// <summary>How often, by weight, each class was predicted for each class.</summary>
    /// <param name="predicted">m predicted classes, from 0 to one less than there are names.</param>
    /// <param name="actual">m actual classes, in the same range.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The numbers differ, there is no sample, a class is out of range, or a weight is not allowed.
    /// </exception>
    public static ConfusionMatrix ConfusionMatrix(
        IReadOnlyList<int> predicted, IReadOnlyList<int> actual, IReadOnlyList<string> classNames, IEnumerable<double>? weights) =>
        new(predicted, actual, classNames, Require.NotNull(classNames).Count, weights);

    private static (int[] Predicted, int[] Actual) Classes<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (YHat, Y) = Pair(YHat, Y);
        return (OneHot.Decode(YHat), OneHot.Labels(Y, nameof(Y)));
    }

    /// <summary>Dense views of outputs and labels of the same shape, finite.</summary>
    private static (Matrix<T> YHat, Matrix<T> Y) Pair<T>(Matrix<T> YHat, Matrix<T> Y, string name = "YHat")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(Y, null, null, nameof(Y), "");
        return (
            Require.Samples(YHat, Y.RowCount, Y.ColumnCount, name, "as Y", "as Y"),
            Require.Samples(Y, null, null, nameof(Y), ""));
    }
}
