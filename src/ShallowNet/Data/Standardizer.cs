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
        : this((PerFeature(means, nameof(means)), UnitPerFeature(standardDeviations, nameof(standardDeviations)))) =>
        CheckCounts(this.means, nameof(means), deviations, nameof(standardDeviations));

    /// <summary>One of numbers that are known to be allowed; a tuple, so that arrays are not taken for such.</summary>
    private Standardizer((double[] Means, double[] Deviations) numbers)
        : base(numbers.Means, numbers.Deviations, width: 1, lower: 0) => (means, deviations) = numbers;

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
    /// <exception cref="ArgumentException">X has no sample, or an element that is not finite; or a weight is not allowed.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Standardizer Fit<T>(Matrix<T> X, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        X = Require.Samples(X, null, null, nameof(X), "");
        FeatureMoments<T> moments = new(X, Require.Weights(weights, X.ColumnCount, nameof(weights)));
        double[] means = moments.Means();
        return new Standardizer((means, [.. moments.Deviations(means).Select(deviation => deviation == 0 ? 1 : deviation)]));
    }

    private sealed class StandardizerRow() : ScalerRow(Scaling.Standardize, "standardizer")
    {
        public override Scaler Fit<T>(Matrix<T> X, IEnumerable<double>? weights) => Standardizer.Fit(X, weights);

        /// <summary>Divides by the standard deviation.</summary>
        public override Scaler? FitWithin<T>(Matrix<T> X, IEnumerable<double>? weights, (double Lower, double Upper) range)
        {
            FeatureMoments<T> moments = new(X, Require.Weights(weights, X.ColumnCount, nameof(weights)));
            double[] zeros = new double[X.RowCount], deviations = moments.Deviations(moments.Means()), sizes = moments.Deviations(zeros);
            return HasTwoEnds(range) ? null : new Standardizer(zeros, [.. deviations.Select((deviation, i) => UnitWithin(range, X.Row(i), deviation, sizes[i]))]);
        }

        public override Scaler Make(ScalerNumbers numbers) => new Standardizer(numbers.First, numbers.Second);
    }
}
