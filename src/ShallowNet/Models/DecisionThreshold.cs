using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>The probability of class 1 from which on a sample is called one of it, where 0.5 is not what the use wants.</summary>
/// <remarks>
/// It is chosen among the probabilities of samples that the model was not trained on, each of which is tried as the threshold; of thresholds that are equally good, the highest is taken. A classifier of
/// two classes that was chosen by folds has such samples by itself: <see cref="MlpClassifier{T, TLabel}.ChooseThreshold(Func{ThresholdOutcome, double}, string)"/>. Such a classifier predicts by the threshold
/// that it is given as <see cref="MlpClassifier{T, TLabel}.Threshold"/>.
/// </remarks>
/// <param name="Threshold">A sample is called one of class 1 where its probability is at least this, finite and at least 0; above 1 where none should be.</param>
/// <param name="Outcome">What it brings on the samples it was chosen by, which is better than on others by a little; all 0 where it was given without samples.</param>
public sealed record DecisionThreshold(double Threshold, ThresholdOutcome Outcome)
{
    /// <summary>Why a threshold was chosen is told in at most so many characters.</summary>
    internal const int LongestReason = 100;

    /// <summary>Above every probability.</summary>
    private const double Never = 1.0000000000000002;

    /// <summary>The threshold.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Threshold { get; init => field = Require.NotNegative(value, nameof(Threshold)); } = Require.NotNegative(Threshold, nameof(Threshold));

    /// <summary>What it brings on the samples it was chosen by.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public ThresholdOutcome Outcome { get; init => field = Require.NotNull(value, nameof(Outcome)); } = Require.NotNull(Outcome, nameof(Outcome));

    /// <summary>What it was taken to cost to call a sample of class 0 one of class 1; null where it was not chosen by costs.</summary>
    public double? FalsePositiveCost { get; internal init; }

    /// <summary>What it was taken to cost to call a sample of class 1 one of class 0; null where it was not chosen by costs.</summary>
    public double? FalseNegativeCost { get; internal init; }

    /// <summary>What it was chosen to be best for, such as "F1"; null where it was not chosen by such a value.</summary>
    public string? BestFor { get; internal init; }

    /// <summary>A threshold that nothing was asked about.</summary>
    /// <param name="threshold">A sample is called one of class 1 where its probability is at least this, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0 or more than 1.</exception>
    public static DecisionThreshold Given(double threshold) => new(Require.Within(0.0, 1.0, threshold, nameof(threshold)), new ThresholdOutcome(0, 0, 0, 0));

    /// <summary>The threshold with the highest value.</summary>
    /// <param name="probabilities">The probability of class 1 for each sample that the model was not trained on.</param>
    /// <param name="labels">Whether each sample is of class 1.</param>
    /// <param name="value">How good an outcome is, the higher, the better; NaN where it must not be, such as <c>outcome => outcome.F1</c>.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <param name="bestFor">What the value is called; as the function is written unless given.</param>
    /// <exception cref="ArgumentException">
    /// There is no sample, the labels or weights are not one for each, a probability does not lie within [0, 1], a weight is not allowed, all samples are of one class, or no outcome is allowed.
    /// </exception>
    public static DecisionThreshold ByValue(
        IEnumerable<double> probabilities, IEnumerable<bool> labels, Func<ThresholdOutcome, double> value, IEnumerable<double>? weights = null,
        [CallerArgumentExpression(nameof(value))] string bestFor = "") =>
        Best(probabilities, labels, Require.NotNull(value), weights) with { BestFor = MemberName.OfValue(Require.NotNull(bestFor), LongestReason) is { Length: > 0 } name ? name : null };

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
        return Best(probabilities, labels, outcome => -(falsePositive * outcome.FalsePositives + falseNegative * outcome.FalseNegatives), weights) with
        {
            FalsePositiveCost = falsePositive,
            FalseNegativeCost = falseNegative,
        };
    }

    /// <summary>Whether a sample of such a probability is called one of class 1.</summary>
    public bool IsClassOne(double probability) => probability >= Threshold;

    /// <summary>The threshold, why it was chosen, and what it brings on the samples it was chosen by.</summary>
    public override string ToString() => $"threshold {(Threshold > 1 ? "above 1" : Text(Threshold))}{Reason}{(Outcome.IsEmpty ? "" : $": {Outcome.InWords("of class 0", "of class 1")}")}";

    /// <summary>Why it was chosen, with what the classes are called.</summary>
    internal string ReasonWith(string first, string second) => this switch
    {
        { FalsePositiveCost: { } falsePositive, FalseNegativeCost: { } falseNegative } =>
            $"chosen for the lowest cost of mistakes, {Text(falsePositive)} for each {first} that is called {second} and {Text(falseNegative)} for each {second} that is called {first}",
        { BestFor: { } best } => $"chosen for the highest {best}",
        _ => "given",
    };

    /// <summary>1 for each sample that is called one of class 1, and 0 for the others.</summary>
    /// <param name="YHat">The probabilities of class 1, 1 × m.</param>
    internal Matrix<T> Decide<T>(Matrix<T> YHat)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ColumnMajor.Create(1, YHat.ColumnCount, Array.ConvertAll(ColumnMajor.Array(YHat), p => IsClassOne(double.CreateTruncating(p)) ? T.One : T.Zero));

    /// <summary>The greatest float that is less: what is above it as float reaches the threshold.</summary>
    internal float Below => Least<float>() is > 0 and var least ? float.BitDecrement(least) : -1;

    /// <summary>The least number of another precision that is not less.</summary>
    internal T Least<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T nearest = T.CreateTruncating(Threshold);
        return double.CreateTruncating(nearest) < Threshold ? T.BitIncrement(nearest) : nearest;
    }

    /// <summary>What it brings on samples.</summary>
    internal ThresholdOutcome OutcomeOn(double[] probabilities, bool[] labels, IReadOnlyList<double>? weights = null)
    {
        double[] counts = new double[4];
        for (int j = 0; j < labels.Length; j++)
        {
            counts[(labels[j] ? 2 : 0) + (IsClassOne(probabilities[j]) ? 1 : 0)] += weights?[j] ?? 1;
        }

        return new ThresholdOutcome(counts[3], counts[1], counts[0], counts[2]);
    }

    private string Reason => this switch
    {
        { FalsePositiveCost: { } falsePositive, FalseNegativeCost: { } falseNegative } => $", the cheapest where a false positive costs {Text(falsePositive)} and a false negative {Text(falseNegative)}",
        { BestFor: { } best } => $", the best for {best}",
        _ => "",
    };

    private static string Text(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    private static DecisionThreshold Best(IEnumerable<double> probabilities, IEnumerable<bool> labels, Func<ThresholdOutcome, double> value, IEnumerable<double>? weights)
    {
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
}
