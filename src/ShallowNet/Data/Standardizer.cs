using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Brings every feature (row) to mean 0 and standard deviation 1, as measured on the samples it was fitted to.
/// </summary>
/// <remarks>
/// scikit-learn's <c>StandardScaler</c>: the standard deviation divides by m, and a constant feature is only centred.
/// Fit it to the training samples, and transform every other sample with it.
/// </remarks>
public sealed class Standardizer
{
    private readonly double[] means;
    private readonly double[] deviations;

    private Standardizer(double[] means, double[] deviations)
    {
        this.means = means;
        this.deviations = deviations;
    }

    /// <summary>The mean of every feature, in the feature's unit.</summary>
    public IReadOnlyList<double> Means => means;

    /// <summary>What every feature is divided by, in the feature's unit: its standard deviation, or 1 where that is 0.</summary>
    public IReadOnlyList<double> StandardDeviations => deviations;

    /// <summary>Measures mean and standard deviation of every feature.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <exception cref="ArgumentException">X has no sample or an element that is not finite.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Standardizer Fit<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        X = Require.Samples(X, null, null, nameof(X), "");
        int features = X.RowCount, m = X.ColumnCount;
        ReadOnlySpan<T> elements = ColumnMajor.Span(X);
        double[] means = new double[features], deviations = new double[features];
        for (int i = 0; i < elements.Length; i++)
        {
            means[i % features] += double.CreateTruncating(elements[i]) / m;
        }

        for (int i = 0; i < elements.Length; i++)
        {
            double difference = double.CreateTruncating(elements[i]) - means[i % features];
            deviations[i % features] += difference * difference / m;
        }

        for (int i = 0; i < features; i++)
        {
            // Equal values leave a variance of up to the square of the mean's rounding error.
            double rounding = m * Math.Abs(means[i]) * 2.220446049250313e-16;
            deviations[i] = deviations[i] <= rounding * rounding ? 1 : Math.Sqrt(deviations[i]);
        }

        return new Standardizer(means, deviations);
    }

    /// <summary>(x − mean)/standard deviation, feature by feature.</summary>
    /// <param name="X">Samples, with as many rows as those it was fitted to.</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    public Matrix<T> Transform<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map(X, nameof(X), (x, i) => (x - means[i]) / deviations[i]);

    /// <summary>x·standard deviation + mean: what <see cref="Transform"/> did, undone.</summary>
    /// <param name="X">Standardized samples, with as many rows as those it was fitted to.</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    public Matrix<T> Inverse<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map(X, nameof(X), (x, i) => x * deviations[i] + means[i]);

    private Matrix<T> Map<T>(Matrix<T> X, string name, Func<double, int, double> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        X = Require.Samples(X, means.Length, null, name, "the features it was fitted to");
        Matrix<T> result = ColumnMajor.Create<T>(X.RowCount, X.ColumnCount);
        ReadOnlySpan<T> from = ColumnMajor.Span(X);
        Span<T> to = ColumnMajor.Span(result);
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = T.CreateTruncating(f(double.CreateTruncating(from[i]), i % means.Length));
        }

        return result;
    }
}
