using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Brings every feature (row) into the same range, from its minimum to its maximum in the samples it was fitted to:
/// lower + (x − minimum)/(maximum − minimum)·(upper − lower). Other samples may lie outside.
/// </summary>
/// <remarks>
/// MATLAB's <c>mapminmax</c>, whose range is [−1, 1], and scikit-learn's <c>MinMaxScaler(feature_range=(lower, upper))</c>. A constant
/// feature becomes the lower end, as in scikit-learn; its distance from there is taken in the feature's own unit where another
/// sample has another value.
/// </remarks>
public sealed class MinMaxScaler : Scaler
{
    private readonly double[] minimums;
    private readonly double[] maximums;

    /// <summary>A scaler of known minimums and maximums, such as 0 and 255 for pixels, or those of one that was fitted before.</summary>
    /// <param name="minimums">The minimum of every feature, finite; at least one.</param>
    /// <param name="maximums">As many maximums, finite, none below its minimum.</param>
    /// <param name="lower">What a minimum becomes; finite.</param>
    /// <param name="upper">What a maximum becomes; finite and greater than the lower end.</param>
    /// <exception cref="ArgumentException">
    /// The numbers of elements differ or are 0, an element is not allowed, or the ends are not finite and in order.
    /// </exception>
    public MinMaxScaler(IEnumerable<double> minimums, IEnumerable<double> maximums, double lower = -1, double upper = 1)
        : this((PerFeature(minimums, nameof(minimums)), PerFeature(maximums, nameof(maximums))), lower, upper)
    {
        CheckRange(lower, upper);
        CheckCounts(this.minimums, nameof(minimums), this.maximums, nameof(maximums));
        for (int i = 0; i < Features; i++)
        {
            if (this.maximums[i] < this.minimums[i] || !double.IsFinite(this.maximums[i] - this.minimums[i]))
            {
                throw new ArgumentException(
                    Invariant($"maximums must not be less than minimums, nor at an infinite distance, but maximums[{i}] is {Require.Text(this.maximums[i])} and minimums[{i}] is {Require.Text(this.minimums[i])}."),
                    nameof(maximums));
            }
        }
    }

    /// <summary>One of numbers that are known to be allowed; a tuple, so that arrays are not taken for such.</summary>
    private MinMaxScaler((double[] Minimums, double[] Maximums) numbers, double lower, double upper)
        : base(numbers.Minimums, [.. numbers.Minimums.Zip(numbers.Maximums, (low, high) => high == low ? 1 : high - low)], upper - lower, lower) =>
        ((minimums, maximums), Lower, Upper) = (numbers, lower, upper);

    /// <summary>The minimum of every feature, in the feature's unit.</summary>
    public IReadOnlyList<double> Minimums => minimums;

    /// <summary>The maximum of every feature, in the feature's unit.</summary>
    public IReadOnlyList<double> Maximums => maximums;

    /// <summary>What a minimum becomes.</summary>
    public double Lower { get; }

    /// <summary>What a maximum becomes.</summary>
    public double Upper { get; }

    internal static ScalerRow CatalogRow { get; } = new MinMaxRow();

    internal override ScalerRow Row => CatalogRow;

    internal override ScalerNumbers Numbers => new(minimums, maximums, Lower, Upper);

    /// <summary>Measures minimum and maximum of every feature.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="lower">What a minimum becomes; finite.</param>
    /// <param name="upper">What a maximum becomes; finite and greater than the lower end.</param>
    /// <exception cref="ArgumentException">
    /// X has no sample, an element that is not finite, or a feature of infinite range; or the ends are not finite and in order.
    /// </exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MinMaxScaler Fit<T>(Matrix<T> X, double lower = -1, double upper = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        X = Require.Samples(X, null, null, nameof(X), "");
        CheckRange(lower, upper);
        int features = X.RowCount;
        ReadOnlySpan<T> elements = ColumnMajor.Span(X);
        double[] minimums = new double[features], maximums = new double[features];
        for (int i = 0; i < elements.Length; i++)
        {
            double x = double.CreateTruncating(elements[i]);
            minimums[i % features] = i < features ? x : Math.Min(minimums[i % features], x);
            maximums[i % features] = i < features ? x : Math.Max(maximums[i % features], x);
        }

        for (int i = 0; i < features; i++)
        {
            if (!double.IsFinite(maximums[i] - minimums[i]))
            {
                throw new ArgumentException(Invariant($"X must have features of a finite range, but that of row {i} is too large."), nameof(X));
            }
        }

        return new MinMaxScaler((minimums, maximums), lower, upper);
    }

    private static void CheckRange(double lower, double upper)
    {
        if (!double.IsFinite(lower) || !double.IsFinite(upper - lower) || lower >= upper)
        {
            throw new ArgumentException(
                $"lower and upper must be finite, and lower less than upper, but are {Require.Text(lower)} and {Require.Text(upper)}.", nameof(lower));
        }
    }

    private sealed class MinMaxRow() : ScalerRow(Scaling.MinMax, "minMax")
    {
        public override Scaler Fit<T>(Matrix<T> X, IEnumerable<double>? weights) => MinMaxScaler.Fit(X);

        /// <summary>From one end to the other; from a single end to a distance of 1 from there.</summary>
        public override Scaler FitWithin<T>(Matrix<T> X, IEnumerable<double>? weights, (double Lower, double Upper) range) =>
            (double.IsFinite(range.Lower), double.IsFinite(range.Upper)) switch
            {
                (true, true) => MinMaxScaler.Fit(X, range.Lower, range.Upper),
                (true, false) => MinMaxScaler.Fit(X, range.Lower, range.Lower + 1),
                (false, true) => MinMaxScaler.Fit(X, range.Upper - 1, range.Upper),
                (false, false) => MinMaxScaler.Fit(X),
            };

        public override Scaler Make(ScalerNumbers numbers) => numbers is { Lower: { } lower, Upper: { } upper }
            ? new MinMaxScaler(numbers.First, numbers.Second, lower, upper)
            : throw new ArgumentException(
                $"A scaler of the kind {FileName} must have lower and upper, but has no {(numbers.Lower is not null ? "upper" : numbers.Upper is not null ? "lower" : "lower and no upper")}.");
    }
}
