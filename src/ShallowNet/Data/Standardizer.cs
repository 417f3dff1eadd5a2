using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Brings every feature (row) to mean 0 and standard deviation 1, as measured on the samples it was fitted to:
/// (x − mean)/standard deviation.
/// </summary>
/// <remarks>
/// scikit-learn's <c>StandardScaler</c>: the standard deviation divides by m, and a constant feature is only centred.
/// </remarks>
public sealed class Standardizer : Scaler
{
    private readonly double[] means;
    private readonly double[] deviations;

    /// <summary>A standardizer of known means and standard deviations, such as those of one that was fitted before.</summary>
    /// <param name="means">The mean of every feature, finite; at least one.</param>
    /// <param name="standardDeviations">As many standard deviations, finite and greater than 0.</param>
    /// <exception cref="ArgumentException">The numbers of elements differ or are 0, or an element is not allowed.</exception>
    public Standardizer(IEnumerable<double> means, IEnumerable<double> standardDeviations)
        : this(PerFeature(means, nameof(means)), PerFeature(standardDeviations, nameof(standardDeviations)))
    {
        CheckCounts(this.means, nameof(means), deviations, nameof(standardDeviations));
        int index = Array.FindIndex(deviations, deviation => deviation <= 0);
        if (index >= 0)
        {
            throw new ArgumentException(
                Invariant($"standardDeviations must be greater than 0, but standardDeviations[{index}] is {Require.Text(deviations[index])}."),
                nameof(standardDeviations));
        }
    }

    private Standardizer(double[] means, double[] deviations)
        : base(means, deviations, width: 1, lower: 0) => (this.means, this.deviations) = (means, deviations);

    /// <summary>The mean of every feature, in the feature's unit.</summary>
    public IReadOnlyList<double> Means => means;

    /// <summary>What every feature is divided by, in the feature's unit: its standard deviation, or 1 where that is 0.</summary>
    public IReadOnlyList<double> StandardDeviations => deviations;

    internal static ScalerRow CatalogRow { get; } = new StandardizerRow();

    internal override ScalerRow Row => CatalogRow;

    internal override ScalerNumbers Numbers => new(means, deviations);

    /// <summary>Measures mean and standard deviation of every feature.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X has no sample, an element that is not finite, or elements whose mean or variance is infinite; or a weight is not allowed.
    /// </exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Standardizer Fit<T>(Matrix<T> X, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        X = Require.Samples(X, null, null, nameof(X), "");
        int features = X.RowCount, m = X.ColumnCount;
        double[] w = Require.Weights(weights, m, nameof(weights));
        double total = w.Sum();
        ReadOnlySpan<T> elements = ColumnMajor.Span(X);
        double[] means = new double[features], deviations = new double[features];
        for (int i = 0; i < elements.Length; i++)
        {
            means[i % features] += w[i / features] * double.CreateTruncating(elements[i]) / total;
        }

        for (int i = 0; i < elements.Length; i++)
        {
            double difference = double.CreateTruncating(elements[i]) - means[i % features];
            deviations[i % features] += w[i / features] * (difference * difference) / total;
        }

        for (int i = 0; i < features; i++)
        {
            if (!double.IsFinite(means[i]) || !double.IsFinite(deviations[i]))
            {
                throw new ArgumentException(Invariant($"X must have features of a finite mean and variance, but row {i} is too large for that."), nameof(X));
            }

            // Equal values leave a variance of up to the square of the mean's rounding error.
            double rounding = m * Math.Abs(means[i]) * 2.220446049250313e-16;
            deviations[i] = deviations[i] <= rounding * rounding ? 1 : Math.Sqrt(deviations[i]);
        }

        return new Standardizer(means, deviations);
    }

    private sealed class StandardizerRow() : ScalerRow(Scaling.Standardize, "standardizer")
    {
        public override Scaler Fit<T>(Matrix<T> X, IEnumerable<double>? weights) => Standardizer.Fit(X, weights);

        public override Scaler Make(ScalerNumbers numbers) => new Standardizer(numbers.First, numbers.Second);
    }
}
