using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>How well predictions fit the labels.</summary>
public static class Metrics
{
    /// <summary>The share of the samples whose class was predicted, between 0 and 1.</summary>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite, or one row of labels is not 0 and 1.</exception>
    public static double Accuracy<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int[] predicted, int[] actual) = Classes(YHat, Y);
        return Accuracy(predicted, actual);
    }

    /// <summary>The share of the samples whose class was predicted, between 0 and 1.</summary>
    /// <param name="predicted">m predicted classes.</param>
    /// <param name="actual">m actual classes.</param>
    /// <exception cref="ArgumentException">The numbers differ, or there is no sample.</exception>
    public static double Accuracy(IReadOnlyList<int> predicted, IReadOnlyList<int> actual)
    {
        ShallowNet.ConfusionMatrix.CheckPairs(predicted, actual);
        return (double)predicted.Zip(actual).Count(pair => pair.First == pair.Second) / actual.Count;
    }

    /// <summary>How often each class was predicted for each class, the classes being named by their numbers.</summary>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, or an element is not finite.</exception>
    public static ConfusionMatrix ConfusionMatrix<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int[] predicted, int[] actual) = Classes(YHat, Y);
        return new ConfusionMatrix(predicted, actual, [.. Enumerable.Range(0, ClassCount(Y)).Select(i => $"{i}")], ClassCount(Y));
    }

    /// <summary>How often each class was predicted for each class.</summary>
    /// <param name="YHat">The network's outputs, n_y × m; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m, in the same form.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, or there are too few or too many names.
    /// </exception>
    public static ConfusionMatrix ConfusionMatrix<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<string> classNames)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int[] predicted, int[] actual) = Classes(YHat, Y);
        return new ConfusionMatrix(predicted, actual, Require.NotNull(classNames), ClassCount(Y));
    }

    /// <summary>How often each class was predicted for each class.</summary>
    /// <param name="predicted">m predicted classes, from 0 to one less than there are names.</param>
    /// <param name="actual">m actual classes, in the same range.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <exception cref="ArgumentException">The numbers differ, there is no sample, or a class is out of range.</exception>
    public static ConfusionMatrix ConfusionMatrix(
        IReadOnlyList<int> predicted, IReadOnlyList<int> actual, IReadOnlyList<string> classNames) =>
        new(predicted, actual, classNames, Require.NotNull(classNames).Count);

    private static int ClassCount<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Max(2, Y.RowCount);

    private static (int[] Predicted, int[] Actual) Classes<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(Y, null, null, nameof(Y), "");
        Require.Samples(YHat, Y.RowCount, Y.ColumnCount, nameof(YHat), "as Y", "as Y");
        Require.Finite(ColumnMajor.Of(Y), nameof(Y));
        if (Y.RowCount == 1)
        {
            for (int j = 0; j < Y.ColumnCount; j++)
            {
                if (Y[0, j] != T.Zero && Y[0, j] != T.One)
                {
                    throw new ArgumentException(
                        $"Y must hold 0 and 1 in its one row, or be one-hot (OneHot.Encode), but Y[0, {j}] is {Require.Text(double.CreateTruncating(Y[0, j]))}.", nameof(Y));
                }
            }
        }

        return (OneHot.Decode(YHat), OneHot.Decode(Y));
    }
}
