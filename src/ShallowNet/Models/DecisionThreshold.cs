namespace ShallowNet;

/// <summary>The probability of class 1 from which on a sample is called one of it, where 0.5 is not what the use wants.</summary>
/// <remarks>
/// It is chosen among the probabilities of samples that the model was not trained on, each of which is tried as the threshold; of thresholds that are equally good, the highest is taken. A classifier of
/// two classes that was chosen by folds has such samples by itself: <see cref="MlpClassifier{T, TLabel}.ChooseThreshold(Func{ThresholdOutcome, double})"/>.
/// </remarks>
/// <param name="Threshold">A sample is called one of class 1 where its probability is at least this; above 1 where none should be.</param>
/// <param name="Outcome">What it brings on the samples it was chosen by, which is better than on others by a little.</param>
public sealed record DecisionThreshold(double Threshold, ThresholdOutcome Outcome)
{
    /// <summary>Above every probability.</summary>
    private const double Never = 1.0000000000000002;

    /// <summary>The threshold with the highest value.</summary>
    /// <param name="probabilities">The probability of class 1 for each sample that the model was not trained on.</param>
    /// <param name="labels">Whether each sample is of class 1.</param>
    /// <param name="value">How good an outcome is, the higher, the better; NaN where it must not be, such as <c>outcome => outcome.F1</c>.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// There is no sample, the labels or weights are not one for each, a probability does not lie within [0, 1], a weight is not allowed, all samples are of one class, or no outcome is allowed.
    /// </exception>
    public static DecisionThreshold ByValue(IEnumerable<double> probabilities, IEnumerable<bool> labels, Func<ThresholdOutcome, double> value, IEnumerable<double>? weights = null)
    {
        Require.NotNull(value);
        (double[] p, bool[] isOne, double[] w) = ProbabilityCalibration.Samples(Require.NotNull(probabilities), labels, weights);
        int strange = Array.FindIndex(p, probability => probability is < 0 or > 1);
        if (strange >= 0)
        {
            throw new ArgumentException(Invariant($"probabilities must lie within [0, 1], but probabilities[{strange}] is {Require.Text(p[strange])}."), nameof(probabilities));
        }

        double positives = Enumerable.Range(0, p.Length).Sum(j => isOne[j] ? w[j] : 0), negatives = Enumerable.Range(0, p.Length).Sum(j => isOne[j] ? 0 : w[j]), found = 0, wrong = 0, best = double.NegativeInfinity;
        DecisionThreshold? chosen = null;
        Try(Never);
        foreach (IGrouping<double, int> equals in Enumerable.Range(0, p.Length).GroupBy(j => p[j]).OrderByDescending(group => group.Key))
        {
            found += equals.Sum(j => isOne[j] ? w[j] : 0);
            wrong += equals.Sum(j => isOne[j] ? 0 : w[j]);
            Try(equals.Key);
        }

        return chosen ?? throw new ArgumentException("value must be a number for the outcome of at least one threshold, but is NaN, or −∞, for all.", nameof(value));

        void Try(double threshold)
        {
            ThresholdOutcome outcome = new(found, wrong, Math.Max(negatives - wrong, 0), Math.Max(positives - found, 0));
            if (value(outcome) > best)
            {
                (best, chosen) = (value(outcome), new DecisionThreshold(threshold, outcome));
            }
        }
    }

    /// <summary>The threshold with the lowest cost of mistakes.</summary>
    /// <param name="probabilities">The probability of class 1 for each sample that the model was not trained on.</param>
    /// <param name="labels">Whether each sample is of class 1.</param>
    /// <param name="falsePositive">What it costs to call a sample of class 0 one of class 1, at least 0.</param>
    /// <param name="falseNegative">What it costs to call a sample of class 1 one of class 0, at least 0.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// There is no sample, the labels or weights are not one for each, a probability does not lie within [0, 1], a weight is not allowed, or all samples are of one class.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative or not finite.</exception>
    public static DecisionThreshold ByCosts(IEnumerable<double> probabilities, IEnumerable<bool> labels, double falsePositive, double falseNegative, IEnumerable<double>? weights = null)
    {
        Require.NotNegative(falsePositive, nameof(falsePositive));
        Require.NotNegative(falseNegative, nameof(falseNegative));
        return ByValue(probabilities, labels, outcome => -(falsePositive * outcome.FalsePositives + falseNegative * outcome.FalseNegatives), weights);
    }

    /// <summary>Whether a sample of such a probability is called one of class 1.</summary>
    public bool IsClassOne(double probability) => probability >= Threshold;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(DecisionThreshold), PrintMembers);
}
