using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Brings every feature (row) to median 0 and interquartile range 1, as measured on the samples it was fitted to:
/// (x − median)/(q¾ − q¼). Outliers hardly change either; they stay as far away as they are, or come within a limit.
/// </summary>
/// <remarks>
/// scikit-learn's <c>RobustScaler</c>, whose quantiles are NumPy's by linear interpolation, but for features of which many samples have the median
/// itself, such as those that are mostly 0: their interquartile range is 0 or says little. Where it is less than a tenth of the median
/// distance from the median of the other samples, that distance takes its place (scikit-learn's is 1 where the range is 0, for others the
/// range). A constant feature is only centred.
/// </remarks>
public sealed class RobustScaler : Scaler
{
    /// <summary>How far away inputs of models may be: far enough for long tails, and not so far that a few samples decide how a network learns.</summary>
    internal const double LimitOfInputs = 10;

    private readonly double[] medians;
    private readonly double[] ranges;

    /// <summary>A scaler of known medians and interquartile ranges, such as those of one that was fitted before.</summary>
    /// <param name="medians">The median of every feature, finite; at least one.</param>
    /// <param name="interquartileRanges">As many interquartile ranges, finite and greater than 0.</param>
    /// <param name="limit">The largest magnitude of a scaled number, greater than 0: what is farther away is brought there.</param>
    /// <exception cref="ArgumentException">The numbers of elements differ or are 0, or an element is not allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not greater than 0.</exception>
    public RobustScaler(IEnumerable<double> medians, IEnumerable<double> interquartileRanges, double limit = double.PositiveInfinity)
        : this((PerFeature(medians, nameof(medians)), UnitPerFeature(interquartileRanges, nameof(interquartileRanges))), Checked(limit)) =>
        CheckCounts(this.medians, nameof(medians), ranges, nameof(interquartileRanges));

    /// <summary>One of numbers that are known to be allowed; a tuple, so that arrays are not taken for such.</summary>
    private RobustScaler((double[] Medians, double[] Ranges) numbers, double limit)
        : base(numbers.Medians, numbers.Ranges, width: 1, lower: 0, limit) => (medians, ranges) = numbers;

    /// <summary>The median of every feature, in the feature's unit.</summary>
    public IReadOnlyList<double> Medians => medians;

    /// <summary>
    /// What every feature is divided by, in the feature's unit: its interquartile range; where that is small, as above, the median distance of
    /// the samples that are not the median; 1 for a constant feature.
    /// </summary>
    public IReadOnlyList<double> InterquartileRanges => ranges;

    internal static ScalerRow CatalogRow { get; } = new RobustRow();

    internal override ScalerRow Row => CatalogRow;

    internal override ScalerNumbers Numbers => double.IsFinite(Limit) ? new(medians, ranges, -Limit, Limit) : new(medians, ranges);

    /// <summary>Measures median and interquartile range of every feature.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="weights">
    /// A weight for each sample, finite and at least 0, not all 0; null if all count the same. A sample of weight 2 is that sample twice;
    /// weights of a mean below 1 are taken relative to their mean.
    /// </param>
    /// <param name="limit">The largest magnitude of a scaled number, greater than 0: what is farther away is brought there.</param>
    /// <exception cref="ArgumentException">
    /// X has no sample, an element that is not finite, or a feature of infinite interquartile range; or a weight is not allowed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not greater than 0.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static RobustScaler Fit<T>(Matrix<T> X, IEnumerable<double>? weights = null, double limit = double.PositiveInfinity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        X = Require.Samples(X, null, null, nameof(X), "");
        Checked(limit);
        double[] medians = new double[X.RowCount], ranges = new double[X.RowCount];
        for (int i = 0; i < medians.Length; i++)
        {
            SortedSample feature = FeatureOf(X, i, weights);
            (medians[i], ranges[i]) = (feature.Quantile(0.5), RangeOf(feature));
            if (!double.IsFinite(medians[i]) || !double.IsFinite(ranges[i]))
            {
                throw new ArgumentException(Invariant($"X must have features of a finite interquartile range, but that of row {i} is too large."), nameof(X));
            }

            ranges[i] = ranges[i] == 0 ? 1 : ranges[i];
        }

        return new RobustScaler((medians, ranges), limit);
    }

    private static SortedSample FeatureOf<T>(Matrix<T> X, int i, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(X.Row(i).Select(double.CreateTruncating), Require.Weights(weights, X.ColumnCount, nameof(weights)));

    /// <summary>The interquartile range, or what takes its place; 0 for a constant feature.</summary>
    private static double RangeOf(SortedSample feature)
    {
        double range = feature.Quantile(0.75) - feature.Quantile(0.25), distance = feature.MedianDistanceFrom(feature.Quantile(0.5));
        return range < 0.1 * distance ? distance : range;
    }

    private static double Checked(double limit) =>
        limit > 0 ? limit : throw new ArgumentOutOfRangeException(nameof(limit), $"limit must be greater than 0, but is {Require.Text(limit)}.");

    private sealed class RobustRow() : ScalerRow(Scaling.Robust, "robust")
    {
        public override Scaler Fit<T>(Matrix<T> X, IEnumerable<double>? weights) => RobustScaler.Fit(X, weights);

        public override Scaler FitInputs<T>(Matrix<T> X, IEnumerable<double>? weights) => RobustScaler.Fit(X, weights, LimitOfInputs);

        /// <summary>Divides by the interquartile range.</summary>
        public override Scaler? FitWithin<T>(Matrix<T> X, IEnumerable<double>? weights, (double Lower, double Upper) range)
        {
            if (HasTwoEnds(range))
            {
                return null;
            }

            double[] units = new double[X.RowCount];
            for (int i = 0; i < units.Length; i++)
            {
                SortedSample feature = FeatureOf(X, i, weights);
                units[i] = UnitWithin(range, X.Row(i), RangeOf(feature), feature.MedianDistanceFrom(0));
            }

            return new RobustScaler(new double[units.Length], units);
        }

        public override Scaler Make(ScalerNumbers numbers) => numbers.Lower == -numbers.Upper
            ? new RobustScaler(numbers.First, numbers.Second, numbers.Upper ?? double.PositiveInfinity)
            : throw new ArgumentException($"A scaler of the kind {FileName} must have a limit, that is lower and upper of the same size, or neither.");
    }
}
