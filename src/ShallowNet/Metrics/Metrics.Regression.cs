using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>How far predicted numbers are from the true ones; several outputs count the same.</content>
public static partial class Metrics
{
    /// <summary>The mean of (ŷ − y)², in the outputs' unit squared.</summary>
    /// <remarks>scikit-learn's <c>mean_squared_error</c>. The loss <see cref="Loss.SquaredError"/> is half its sum over the outputs.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m.</param>
    /// <param name="Y">The true values, n_y × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, or a weight is not allowed.
    /// </exception>
    public static double MeanSquaredError<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Outputs(YHat, Y, weights, MeanSquare).Average();

    /// <summary>The root of the mean of (ŷ − y)², in the outputs' unit; for several outputs, the mean of their roots.</summary>
    /// <remarks>scikit-learn's <c>mean_squared_error(squared=False)</c>.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m.</param>
    /// <param name="Y">The true values, n_y × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, or a weight is not allowed.
    /// </exception>
    public static double RootMeanSquaredError<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Outputs(YHat, Y, weights, (yHat, y, w) => Math.Sqrt(MeanSquare(yHat, y, w))).Average();

    /// <summary>The mean of |ŷ − y|, in the outputs' unit.</summary>
    /// <remarks>scikit-learn's <c>mean_absolute_error</c>.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m.</param>
    /// <param name="Y">The true values, n_y × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, or a weight is not allowed.
    /// </exception>
    public static double MeanAbsoluteError<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Outputs(YHat, Y, weights, (yHat, y, w) => Mean([.. yHat.Zip(y, (predicted, actual) => Math.Abs(predicted - actual))], w)).Average();

    /// <summary>
    /// The coefficient of determination, 1 − Σ (ŷ − y)²/Σ (y − mean y)²: 1 is perfect, 0 as good as always predicting the mean. For several
    /// outputs, their mean.
    /// </summary>
    /// <remarks>
    /// scikit-learn's <c>r2_score</c>: an output whose true values are all equal has 1 if it was predicted perfectly, otherwise 0. Where
    /// that gives NaN, for a single sample, this refuses.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m.</param>
    /// <param name="Y">The true values, n_y × m with at least 2 samples.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there are fewer than 2 samples, an element is not finite, or a weight is not allowed.
    /// </exception>
    public static double R2<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] scores = Outputs(YHat, Y, weights, Determination);
        return Y.ColumnCount > 1
            ? scores.Average()
            : throw new ArgumentException($"Y must have at least 2 columns (samples) for R², but is {Require.Size(Y)}.", nameof(Y));
    }

    /// <summary>A number for each output, from its predicted values, its true values, and the weights.</summary>
    private static double[] Outputs<T>(
        Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights, Func<double[], double[], double[], double> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (YHat, Y) = Pair(YHat, Y);
        double[] w = Require.Weights(weights, Y.ColumnCount, nameof(weights));
        return [.. Enumerable.Range(0, Y.RowCount).Select(i => of(Row(YHat, i), Row(Y, i), w))];
    }

    private static double[] Row<T>(Matrix<T> matrix, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(matrix.Row(row).ToArray(), double.CreateTruncating);

    private static double MeanSquare(double[] yHat, double[] y, double[] w) =>
        Mean([.. yHat.Zip(y, (predicted, actual) => (predicted - actual) * (predicted - actual))], w);

    private static double Determination(double[] yHat, double[] y, double[] w)
    {
        double mean = Mean(y, w), unexplained = MeanSquare(yHat, y, w);
        double variance = MeanSquare([.. Enumerable.Repeat(mean, y.Length)], y, w);

        // The mean of equal values may miss them by a rounding, which is no variance.
        bool constant = y.Where((_, j) => w[j] > 0).Distinct().Count() == 1;
        return constant || variance == 0 ? unexplained == 0 ? 1 : 0 : 1 - unexplained / variance;
    }
}
