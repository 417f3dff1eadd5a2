using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>How good predicted intervals, quantiles and distributions of numbers are; several outputs count the same.</content>
public static partial class Metrics
{
    /// <summary>The share of the true values that lie within their intervals, ends included, between 0 and 1.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="lower">The lower ends, n_y × m; −∞ where there is none.</param>
    /// <param name="upper">The upper ends, n_y × m; ∞ where there is none.</param>
    /// <param name="Y">The true values, n_y × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an end is NaN, a true value is not finite, or a weight is not allowed.</exception>
    public static double Coverage<T>(Matrix<T> lower, Matrix<T> upper, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Y = Require.Samples(Y, null, null, nameof(Y), "");
        CheckEnds(lower, Y, nameof(lower));
        CheckEnds(upper, Y, nameof(upper));
        double[] w = Require.Weights(weights, Y.ColumnCount, nameof(weights));
        return Enumerable.Range(0, Y.RowCount).Average(i => Mean([.. Enumerable.Range(0, w.Length).Select(j => Y[i, j] >= lower[i, j] && Y[i, j] <= upper[i, j] ? 1.0 : 0)], w));
    }

    /// <summary>The mean of upper − lower, in the outputs' unit: of intervals that cover alike, shorter ones tell more.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="lower">The lower ends, n_y × m, finite.</param>
    /// <param name="upper">The upper ends, n_y × m, finite.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an end is not finite, or a weight is not allowed.</exception>
    public static double MeanWidth<T>(Matrix<T> lower, Matrix<T> upper, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(lower, null, null, nameof(lower), "");
        upper = Require.Samples(upper, lower.RowCount, lower.ColumnCount, nameof(upper), "as lower", "as lower");
        return Outputs(upper, Require.Samples(lower, null, null, nameof(lower), ""), weights, (high, low, w) => Mean([.. high.Zip(low, (u, l) => u - l)], w)).Average();
    }

    /// <summary>
    /// The mean of upper − lower, and of 2/(1 − level) times how far true values lie outside: the lower, the better, and lowest for the true quantiles (Winkler, 1972; Gneiting and Raftery,
    /// 2007), in the outputs' unit.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="lower">The lower ends, n_y × m, finite.</param>
    /// <param name="upper">The upper ends, n_y × m, finite.</param>
    /// <param name="Y">The true values, n_y × m.</param>
    /// <param name="level">The probability that an interval should hold the true value, above 0 and below 1.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite, or a weight is not allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is no share.</exception>
    public static double IntervalScore<T>(Matrix<T> lower, Matrix<T> upper, Matrix<T> Y, double level = 0.9, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Share(level, nameof(level));
        double width = MeanWidth(lower, upper, weights);
        double[] below = Outputs(lower, Y, weights, (low, y, w) => Mean([.. low.Zip(y, (l, value) => Math.Max(l - value, 0))], w));
        double[] above = Outputs(upper, Y, weights, (high, y, w) => Mean([.. high.Zip(y, (u, value) => Math.Max(value - u, 0))], w));
        return width + 2 / (1 - level) * (below.Average() + above.Average());
    }

    /// <summary>The mean of τ(y − q) where y is above the predicted quantile q, and of (1 − τ)(q − y) where it is below: the lower, the better; in the outputs' unit.</summary>
    /// <remarks>scikit-learn's <c>mean_pinball_loss</c>; what <see cref="Loss.Quantile"/> minimizes.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The predicted quantiles, n_y × m.</param>
    /// <param name="Y">The true values, n_y × m.</param>
    /// <param name="quantile">τ, the share of the true values that should lie below the quantile, above 0 and below 1.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite, or a weight is not allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">τ is no share.</exception>
    public static double PinballLoss<T>(Matrix<T> YHat, Matrix<T> Y, double quantile = 0.5, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Share(quantile, nameof(quantile));
        return Outputs(YHat, Y, weights, (q, y, w) => Mean([.. q.Zip(y, (predicted, actual) => Pinball(actual - predicted, quantile))], w)).Average();
    }

    /// <summary>
    /// The continuous ranked probability score of normal distributions, ∫ (F(x) − [x ≥ y])² dx: the absolute error where there is no deviation; the lower, the better, in the outputs' unit.
    /// </summary>
    /// <remarks>σ(z(2Φ(z) − 1) + 2φ(z) − 1/√π) with z = (y − μ)/σ (Gneiting and Raftery, 2007).</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="mean">The predicted means μ, n_y × m.</param>
    /// <param name="deviation">The predicted standard deviations σ, n_y × m, greater than 0.</param>
    /// <param name="Y">The true values, n_y × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite, a deviation is not greater than 0, or a weight is not allowed.</exception>
    public static double CrpsOfNormal<T>(Matrix<T> mean, Matrix<T> deviation, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (mean, Y) = Pair(mean, Y, nameof(mean));
        (deviation, _) = Pair(deviation, Y, nameof(deviation));
        double[] w = Require.Weights(weights, Y.ColumnCount, nameof(weights));
        double[] sigma = Array.ConvertAll(ColumnMajor.Array(deviation), double.CreateTruncating);
        int index = Array.FindIndex(sigma, value => value <= 0);
        if (index >= 0)
        {
            throw new ArgumentException($"deviation must be greater than 0, but deviation{Require.Place(index, Y.RowCount)} is {Require.Text(sigma[index])}.", nameof(deviation));
        }

        return Enumerable.Range(0, Y.RowCount).Average(i => Mean([.. Row(mean, i).Zip(Row(deviation, i), Row(Y, i)).Select(of => CrpsOfNormal((of.Third - of.First) / of.Second, of.Second))], w));
    }

    /// <summary>
    /// The continuous ranked probability score of distributions that are given by samples: the mean of |x − y|, less half the mean of |x − x′|; the lower, the better, in the output's unit
    /// (Gneiting and Raftery, 2007).
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="samples">As many numbers x as there are, in any order, for each true value: k × m.</param>
    /// <param name="Y">The true values y, 1 × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The columns differ, Y has several rows, there is no sample, an element is not finite, or a weight is not allowed.</exception>
    public static double CrpsOfSamples<T>(Matrix<T> samples, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double[][] columns, double[] y, double[] w) = Distributions(samples, Y, null, weights);
        return Mean([.. columns.Zip(y, (x, value) =>
        {
            double[] sorted = [.. x.Order()];
            double k = sorted.Length, distances = 0, spread = 0;
            for (int i = 0; i < sorted.Length; i++)
            {
                distances += Math.Abs(sorted[i] - value) / k;
                spread += (2 * i + 1 - k) * sorted[i] / (k * k);
            }

            return distances - spread;
        })], w);
    }

    /// <summary>
    /// The continuous ranked probability score of distributions that are given by quantiles: twice the mean of the pinball losses, which comes closer to the score the more quantiles there
    /// are, evenly spread, such as those of 0.05, 0.15, …, 0.95; the lower, the better, in the output's unit (Gneiting and Ranjan, 2011).
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="quantiles">A row for each quantile: k × m.</param>
    /// <param name="levels">Which quantiles they are, k numbers above 0 and below 1.</param>
    /// <param name="Y">The true values, 1 × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The columns differ, Y has several rows, the levels are not one for each row, there is no sample, an element is not finite, or a weight is not allowed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A level is no share.</exception>
    public static double CrpsOfQuantiles<T>(Matrix<T> quantiles, IReadOnlyList<double> levels, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNull(levels);
        (double[][] columns, double[] y, double[] w) = Distributions(quantiles, Y, levels.Count, weights);
        foreach (double level in levels)
        {
            Require.Share(level, nameof(levels));
        }

        return Mean([.. columns.Zip(y, (q, value) => 2 * q.Zip(levels, (quantile, level) => Pinball(value - quantile, level)).Average())], w);
    }

    private static double Pinball(double error, double quantile) => Math.Max(quantile * error, (quantile - 1) * error);

    private static double CrpsOfNormal(double z, double sigma)
    {
        double below = GaussianIntegral.Phi(Slim<double>.Broadcast(z), out Slim<double> exponential).Value[0], density = exponential.Value[0] / Math.Sqrt(2 * Math.PI);
        return sigma * (z * (2 * below - 1) + 2 * density - 1 / Math.Sqrt(Math.PI));
    }

    private static (double[][] Columns, double[] Y, double[] Weights) Distributions<T>(Matrix<T> of, Matrix<T> Y, int? rows, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Y = Require.Samples(Y, 1, null, nameof(Y), "one true value for each sample");
        of = Require.Samples(of, rows, Y.ColumnCount, rows is null ? "samples" : "quantiles", "one for each of levels", "as Y");
        return (
            [.. of.EnumerateColumns().Select(column => Array.ConvertAll(column.ToArray(), double.CreateTruncating))],
            Row(Y, 0),
            Require.Weights(weights, Y.ColumnCount, nameof(weights)));
    }

    private static void CheckEnds<T>(Matrix<T> ends, Matrix<T> Y, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Shape(ends, Y.RowCount, Y.ColumnCount, name, "as Y", "as Y");
        if (ends.Exists(T.IsNaN))
        {
            throw new ArgumentException($"{name} must not be NaN, but is.", name);
        }
    }
}
