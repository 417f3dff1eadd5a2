namespace ShallowNet;

/// <summary>
/// Turns scores, or probabilities that are too sure or too unsure, of two classes into probabilities that are what they say, by samples that the model was not trained on.
/// </summary>
/// <remarks>
/// <see cref="Platt"/> is a smooth curve of two numbers, for some hundred samples; <see cref="Isotonic"/> any curve that rises, for thousands. The models in one call calibrate
/// themselves by the folds that chose them (<see cref="MlpOptions.Calibration"/>). Either can be judged by <see cref="Metrics.ExpectedCalibrationError"/> on further samples.
/// </remarks>
public sealed class ProbabilityCalibration
{
    private const int MostSteps = 100;

    /// <summary>The curve is at its best when the slope of the mean loss is below this.</summary>
    private const double SmallSlope = 1e-12;

    /// <summary>Points of a curve between which it is straight; none of Platt's.</summary>
    private readonly double[] points;
    private readonly double[] values;
    private readonly double slope;
    private readonly double offset;

    internal ProbabilityCalibration(double[] points, double[] values, double slope, double offset) => (this.points, this.values, this.slope, this.offset) = (points, values, slope, offset);

    /// <summary>Whether it is a sigmoid, and not a curve between points.</summary>
    internal bool IsSmooth => points.Length == 0;

    /// <summary>a of the sigmoid σ(a·s + b).</summary>
    internal double Slope => slope;

    /// <summary>b of the sigmoid.</summary>
    internal double Offset => offset;

    /// <summary>The scores between which the curve is straight, in ascending order, and its values there.</summary>
    internal IEnumerable<(double Score, double Value)> Points => points.Zip(values);

    /// <summary>The sigmoid σ(a·s + b) of a score s that fits best by cross-entropy (Platt, 1999).</summary>
    /// <remarks>
    /// The targets are (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) instead of 1 and 0, so that few samples do not make it too sure. scikit-learn's <c>CalibratedClassifierCV(method="sigmoid")</c>. Give scores of any size,
    /// such as the logarithm of the odds, or the probabilities themselves.
    /// </remarks>
    /// <param name="scores">A score for each sample that the model was not trained on: the higher, the likelier class 1.</param>
    /// <param name="labels">Whether each sample is of class 1.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">There is no sample, the labels or weights are not one for each, a score is not finite, a weight is not allowed, or all samples are of one class.</exception>
    public static ProbabilityCalibration Platt(IEnumerable<double> scores, IEnumerable<bool> labels, IEnumerable<double>? weights = null)
    {
        (double[] s, bool[] isOne, double[] w) = Samples(scores, labels, weights);
        double positives = Enumerable.Range(0, s.Length).Sum(j => isOne[j] ? w[j] : 0), negatives = w.Sum() - positives;
        double[] targets = Array.ConvertAll(isOne, one => one ? (positives + 1) / (positives + 2) : 1 / (negatives + 2));

        // In units of the scores, so that the steps are alike for all.
        double mean = s.Average(), unit = Math.Max(s.Max(score => Math.Abs(score - mean)), double.Epsilon);
        double[] z = Array.ConvertAll(s, score => unit > double.Epsilon ? (score - mean) / unit : 0);
        (double a, double b) = new LogisticCurve(z, targets, w).Fit(Odds((positives + 1) / (positives + negatives + 2)), MostSteps, SmallSlope);
        return new ProbabilityCalibration([], [], a / unit, b - a * mean / unit);
    }

    /// <summary>The curve that rises, or stays, and fits best by squared errors, found by pooling neighbours that are in the wrong order (Ayer et al., 1955).</summary>
    /// <remarks>scikit-learn's <c>IsotonicRegression(out_of_bounds="clip")</c>: straight between the scores of the samples, and level outside.</remarks>
    /// <param name="scores">A score for each sample that the model was not trained on: the higher, the likelier class 1.</param>
    /// <param name="labels">Whether each sample is of class 1.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">There is no sample, the labels or weights are not one for each, a score is not finite, a weight is not allowed, or all samples are of one class.</exception>
    public static ProbabilityCalibration Isotonic(IEnumerable<double> scores, IEnumerable<bool> labels, IEnumerable<double>? weights = null)
    {
        (double[] s, bool[] isOne, double[] w) = Samples(scores, labels, weights);
        List<(double Sum, double Weight, int Points)> pools = [];
        List<double> points = [];
        foreach (IGrouping<double, int> equals in Enumerable.Range(0, s.Length).Where(j => w[j] > 0).GroupBy(j => s[j]).OrderBy(group => group.Key))
        {
            points.Add(equals.Key);
            (double Sum, double Weight, int Points) pool = (equals.Sum(j => isOne[j] ? w[j] : 0), equals.Sum(j => w[j]), 1);
            while (pools.Count > 0 && pools[^1].Sum * pool.Weight >= pool.Sum * pools[^1].Weight)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Weight + pools[^1].Weight, pool.Points + pools[^1].Points);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        return new ProbabilityCalibration([.. points], [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Sum / pool.Weight, pool.Points))], 0, 0);
    }

    /// <summary>The probability of class 1 for a score of the kind it was made from.</summary>
    /// <param name="score">The score, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The score is not finite.</exception>
    public double Of(double score)
    {
        if (!double.IsFinite(score))
        {
            throw new ArgumentOutOfRangeException(nameof(score), $"score must be finite, but is {Require.Text(score)}.");
        }

        if (points.Length == 0)
        {
            return LogisticCurve.Sigmoid(slope * score + offset);
        }

        int index = Array.BinarySearch(points, score), next = index >= 0 ? index : ~index;
        return index >= 0 ? values[index] : next == 0 ? values[0] : next == points.Length ? values[^1]
            : values[next - 1] + (values[next] - values[next - 1]) * ((score - points[next - 1]) / (points[next] - points[next - 1]));
    }

    /// <summary>What it is, in one line.</summary>
    public override string ToString() => points.Length == 0
        ? Invariant($"σ({slope:G4}·s {(offset < 0 ? "−" : "+")} {Math.Abs(offset):G4})") : Invariant($"isotonic curve through {points.Length} points");

    internal static (double[] Scores, bool[] IsOne, double[] Weights) Samples(IEnumerable<double> scores, IEnumerable<bool> labels, IEnumerable<double>? weights)
    {
        double[] s = [.. Require.NotNull(scores)];
        bool[] isOne = [.. Require.NotNull(labels)];
        if (s.Length == 0 || isOne.Length != s.Length)
        {
            throw new ArgumentException(Invariant($"scores and labels must have the same number of elements, at least one, but have {s.Length} and {isOne.Length}."), nameof(scores));
        }

        Require.Finite<double>(s, null, nameof(scores));
        double[] w = Require.Weights(weights, s.Length, nameof(weights));
        bool[] counted = [.. isOne.Where((_, j) => w[j] > 0)];
        return counted.Distinct().Count() == 2 ? (s, isOne, w) : throw new ArgumentException($"labels must have samples of both classes, of a weight greater than 0, but all are {(counted[0] ? "true" : "false")}.", nameof(labels));
    }

    private static double Odds(double probability) => ScalarFunctions.Log(probability / (1 - probability));
}
