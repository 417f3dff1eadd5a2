namespace ShallowNet;

/// <summary>
/// Makes intervals around predicted numbers that hold the true one with a given probability, whatever the model: what it takes are predictions for samples that the
/// model was not trained on, and their true values (split conformal prediction; Papadopoulos et al., 2002).
/// </summary>
/// <remarks>
/// An interval of the level 0.9 holds the true value of a new sample with a probability of at least 0.9, over the choice of the calibration samples and the new one, where these are
/// exchangeable: drawn alike, in an order that does not matter. It says nothing of each region of samples by itself; see <see cref="ByGroup"/> and the scales.
/// <para>
/// What is predicted may be a number, or an interval between two quantiles, which is then made longer or shorter at both ends alike (conformalized quantile regression; Romano, Patterson and
/// Candès, 2019). Where a scale is given for each sample, such as a predicted standard deviation, intervals are as long as theirs.
/// </para>
/// </remarks>
public sealed class ConformalIntervals
{
    private readonly double[] below;
    private readonly double[] above;
    private readonly double[] both;

    /// <summary>Takes, for each sample, by how much the true value lies below and above what was predicted, divided by its scale.</summary>
    internal ConformalIntervals(double[] below, double[] above)
    {
        both = [.. below.Zip(above, Math.Max).Order()];
        this.below = [.. below.Order()];
        this.above = [.. above.Order()];
    }

    /// <summary>The number of calibration samples.</summary>
    public int Samples => both.Length;

    /// <summary>Measures how far predicted numbers are from the true ones.</summary>
    /// <param name="yHat">Predictions for samples that the model was not trained on.</param>
    /// <param name="y">Their true values.</param>
    /// <param name="scales">How far each prediction may be expected to miss, greater than 0, in any unit; null where all are the same.</param>
    /// <exception cref="ArgumentException">There is no sample, there are not as many numbers of each kind, one is not finite, or a scale is not greater than 0.</exception>
    public static ConformalIntervals Calibrate(IEnumerable<double> yHat, IEnumerable<double> y, IEnumerable<double>? scales = null)
    {
        double[] predicted = [.. Require.NotNull(yHat)];
        Require.Finite<double>(predicted, null, nameof(yHat));
        return Calibrate(predicted.Select(value => new Interval(value, value)), y, scales, nameof(yHat));
    }

    /// <summary>Measures how far true values are from predicted intervals, such as those between two quantiles.</summary>
    /// <param name="predicted">Intervals for samples that the model was not trained on.</param>
    /// <param name="y">Their true values.</param>
    /// <param name="scales">How far each interval may be expected to miss, greater than 0, in any unit; null where all are the same.</param>
    /// <exception cref="ArgumentException">There is no sample, there are not as many numbers of each kind, one is not finite, or a scale is not greater than 0.</exception>
    public static ConformalIntervals Calibrate(IEnumerable<Interval> predicted, IEnumerable<double> y, IEnumerable<double>? scales = null) =>
        Calibrate(Require.NotNull(predicted), y, scales, nameof(predicted));

    /// <summary>
    /// The same for each group of samples by itself, so that intervals hold the true value with the level's probability in every group (Mondrian conformal prediction;
    /// Vovk, Gammerman and Shafer, 2005).
    /// </summary>
    /// <typeparam name="TGroup">What the groups are called.</typeparam>
    /// <param name="predicted">Intervals for samples that the model was not trained on; for numbers, intervals of equal ends.</param>
    /// <param name="y">Their true values.</param>
    /// <param name="groups">The group of each sample, told by what is known before its true value.</param>
    /// <param name="scales">How far each interval may be expected to miss, greater than 0, in any unit; null where all are the same.</param>
    /// <exception cref="ArgumentException">There is no sample, there are not as many numbers of each kind, one is not finite, a scale is not greater than 0, or a group is null.</exception>
    public static IReadOnlyDictionary<TGroup, ConformalIntervals> ByGroup<TGroup>(
        IEnumerable<Interval> predicted, IEnumerable<double> y, IEnumerable<TGroup> groups, IEnumerable<double>? scales = null)
        where TGroup : notnull
    {
        (double[] below, double[] above) = Distances([.. Require.NotNull(predicted)], [.. Require.NotNull(y)], scales, nameof(predicted));
        TGroup[] names = [.. Require.NotNull(groups)];
        if (names.Length != below.Length || Array.Exists(names, name => name is null))
        {
            throw new ArgumentException(Invariant($"groups must have {Require.Count(below.Length, "element")} (one for each sample), none of them null, but has {names.Length}."), nameof(groups));
        }

        return Enumerable.Range(0, names.Length).GroupBy(j => names[j]).ToDictionary(
            group => group.Key, group => new ConformalIntervals([.. group.Select(j => below[j])], [.. group.Select(j => above[j])]));
    }

    /// <summary>The interval around a predicted number.</summary>
    /// <param name="yHat">The prediction for a new sample.</param>
    /// <param name="level">The probability that the interval holds the true value, above 0 and below 1.</param>
    /// <param name="scale">The sample's scale, greater than 0, in the unit of those it was calibrated with.</param>
    /// <param name="ends">Which ends are asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The prediction is not finite, the level is no share, or more than so many samples can give: 0.9 needs 9 of them, 0.95 needs 19, 0.99 needs 99; or the scale is not greater than 0.
    /// </exception>
    public Interval Around(double yHat, double level = 0.9, double scale = 1, IntervalEnds ends = IntervalEnds.Both) =>
        Around(new Interval(yHat, yHat), level, scale, ends);

    /// <summary>The interval that a predicted one becomes.</summary>
    /// <param name="predicted">The prediction for a new sample.</param>
    /// <param name="level">The probability that the interval holds the true value, above 0 and below 1.</param>
    /// <param name="scale">The sample's scale, greater than 0, in the unit of those it was calibrated with.</param>
    /// <param name="ends">Which ends are asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The prediction is not finite, the level is no share, or more than so many samples can give: 0.9 needs 9 of them, 0.95 needs 19, 0.99 needs 99; or the scale is not greater than 0.
    /// </exception>
    public Interval Around(Interval predicted, double level = 0.9, double scale = 1, IntervalEnds ends = IntervalEnds.Both)
    {
        if (!double.IsFinite(predicted.Lower) || !double.IsFinite(predicted.Upper))
        {
            throw new ArgumentOutOfRangeException(nameof(predicted), $"The prediction must be finite, but is {predicted}.");
        }

        Require.Positive(scale, nameof(scale));
        (double down, double up) = Distances(level, ends);
        return new Interval(predicted.Lower - scale * down, predicted.Upper + scale * up);
    }

    /// <summary>How far an interval reaches below and above what is predicted with the scale 1: ∞ for an end that is not asked for.</summary>
    internal (double Below, double Above) Distances(double level, IntervalEnds ends, string ofWhat = "")
    {
        double distance = ConformalQuantile.Of(Sorted(Require.Defined(ends, nameof(ends))), level, ofWhat);
        return (ends == IntervalEnds.Upper ? double.PositiveInfinity : distance, ends == IntervalEnds.Lower ? double.PositiveInfinity : distance);
    }

    /// <summary>By how much true values lie below what was predicted, or above it, or the larger of both, in ascending order.</summary>
    internal double[] Sorted(IntervalEnds ends) => ends switch { IntervalEnds.Lower => below, IntervalEnds.Upper => above, _ => both };

    private static ConformalIntervals Calibrate(IEnumerable<Interval> predicted, IEnumerable<double> y, IEnumerable<double>? scales, string name)
    {
        (double[] below, double[] above) = Distances([.. predicted], [.. Require.NotNull(y)], scales, name);
        return new ConformalIntervals(below, above);
    }

    private static (double[] Below, double[] Above) Distances(Interval[] predicted, double[] y, IEnumerable<double>? scales, string name)
    {
        double[]? unit = scales?.ToArray();
        if (predicted.Length == 0 || y.Length != predicted.Length || (unit is not null && unit.Length != y.Length))
        {
            throw new ArgumentException(
                Invariant($"{name}, y and scales must have the same number of elements, at least one, but have {predicted.Length}, {y.Length} and {unit?.Length ?? y.Length}."), name);
        }

        Require.Finite<double>(y, null, nameof(y));
        for (int j = 0; j < predicted.Length; j++)
        {
            if (!double.IsFinite(predicted[j].Lower) || !double.IsFinite(predicted[j].Upper))
            {
                throw new ArgumentException(Invariant($"{name} must be finite, but {name}[{j}] is {predicted[j]}."), name);
            }

            if (unit is not null && !(double.IsFinite(unit[j]) && unit[j] > 0))
            {
                throw new ArgumentException(Invariant($"scales must be finite and greater than 0, but scales[{j}] is {Require.Text(unit[j])}."), nameof(scales));
            }
        }

        return (
            [.. predicted.Select((interval, j) => (interval.Lower - y[j]) / (unit?[j] ?? 1))],
            [.. predicted.Select((interval, j) => (y[j] - interval.Upper) / (unit?[j] ?? 1))]);
    }
}
