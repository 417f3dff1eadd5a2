using System.Globalization;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

// RS0027 warns of an optional parameter beside a method of as many, because a call could fit both. Here none can: a function is no number.
#pragma warning disable RS0027

/// <content>The probability from which on a sample is called one of the second class.</content>
public sealed partial class MlpClassifier<T, TLabel>
{
    /// <summary>From which probability on a sample is predicted to be of the second of two classes; null, and where it is the more probable one, unless it is set.</summary>
    /// <remarks>
    /// Every <c>Predict</c> and <c>ConfusionMatrix</c> goes by it, and what judges classes: the accuracy of <c>Score</c> and <c>Report</c>, where the linear model and the same answer go by it, too,
    /// balanced accuracy, precision, recall and F1. Probabilities, the metrics that judge these (a metric of your own among them), and <c>PredictSet</c> are what they were. It is part of the model's file, its ONNX and its C#, and stays
    /// when the model is trained further. It must not be set while others use the model.
    /// </remarks>
    /// <exception cref="InvalidOperationException">There are more than two classes.</exception>
    public DecisionThreshold? Threshold
    {
        get => Decision;
        set
        {
            if (value is not null)
            {
                CheckTwoClasses();
            }

            RestoreDecision(value);
        }
    }

    /// <summary>The threshold with the highest value for samples that the classifier was not trained on, for two classes.</summary>
    /// <param name="value">How good an outcome is, the higher, the better; NaN where it must not be: <c>outcome => outcome.F1</c>, or <c>outcome => outcome.RecallAtPrecision(0.9)</c>.</param>
    /// <param name="bestFor">What the value is called in reports; as the function is written unless given.</param>
    /// <exception cref="ArgumentException">The samples are all of one class, or no outcome is allowed, or the value or its name is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are more than two classes, or the classifier has seen no data yet, or no answers to samples that it was not trained on: call <c>Calibrate</c>.
    /// </exception>
    public DecisionThreshold ChooseThreshold(Func<ThresholdOutcome, double> value, [CallerArgumentExpression(nameof(value))] string bestFor = "")
    {
        (double[] probabilities, bool[] labels) = OfTwoClasses();
        return DecisionThreshold.ByValue(probabilities, labels, value, weights: null, bestFor);
    }

    /// <summary>The threshold with the lowest cost of mistakes for samples that the classifier was not trained on, for two classes.</summary>
    /// <param name="falsePositive">What it costs to take a sample of the first class for one of the second, at least 0.</param>
    /// <param name="falseNegative">What it costs to take a sample of the second class for one of the first, at least 0.</param>
    /// <exception cref="ArgumentException">The samples are all of one class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are more than two classes, or the classifier has seen no data yet, or no answers to samples that it was not trained on: call <c>Calibrate</c>.
    /// </exception>
    public DecisionThreshold ChooseThreshold(double falsePositive, double falseNegative)
    {
        (double[] probabilities, bool[] labels) = OfTwoClasses();
        return DecisionThreshold.ByCosts(probabilities, labels, falsePositive, falseNegative);
    }

    private protected override ReportedDecision? DecisionOn(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights)
    {
        if (Decision is not { } threshold)
        {
            return null;
        }

        (string first, string second) = ($"\"{classes.Names[0]}\"", $"\"{classes.Names[1]}\"");
        ThresholdOutcome here = threshold.OutcomeOn([.. YHat.Enumerate().Select(double.CreateTruncating)], [.. Y.Enumerate().Select(y => y == T.One)], weights);
        ThresholdOutcome? others = !threshold.Outcome.IsEmpty ? threshold.Outcome : Calibration is { } known ? OutcomeOn(threshold, known) : null;
        string from = threshold.Threshold > 1 ? "from no probability on" : $"from a probability of {threshold.Threshold.ToString("G4", CultureInfo.InvariantCulture)} on";
        string before = others is null ? "" : $"\n  Of the samples {(threshold.Outcome.IsEmpty ? "that were not trained on" : "it was chosen by")}, {others.InWords(first, second)}.";
        return new ReportedDecision(threshold, here, $"Predicted as {second} {from}: {threshold.ReasonWith(first, second)}.{before}\n  Of the samples of this report, {here.InWords(first, second)}.");
    }

    private static ThresholdOutcome OutcomeOn(DecisionThreshold threshold, Calibration known)
    {
        (double[] probabilities, bool[] labels) = OfTwoClasses(known.Rows);
        return threshold.OutcomeOn(probabilities, labels);
    }

    /// <summary>The number of the class of each sample.</summary>
    private int[] Numbers(Matrix<T> YHat) => OneHot.Decode(Decision?.Decide(YHat) ?? YHat);

    /// <summary>The number of the class of a sample.</summary>
    private int Number(ReadOnlySpan<T> probabilities) => Decision is { } threshold
        ? threshold.IsClassOne(double.CreateTruncating(probabilities[1])) ? 1 : 0 : MostProbable(probabilities);

    private void CheckTwoClasses()
    {
        if (classes.Count != 2)
        {
            throw new InvalidOperationException(Invariant($"The {nameof(MlpClassifier)} must have two classes for a threshold, but has {classes.Count}."));
        }
    }

    /// <summary>The probability of the second class for each calibration sample, and whether it is of that.</summary>
    private (double[] Probabilities, bool[] Labels) OfTwoClasses()
    {
        CheckTwoClasses();
        return OfTwoClasses(RequireCalibration().Rows);
    }

    private static (double[] Probabilities, bool[] Labels) OfTwoClasses(IReadOnlyList<double[]> rows)
    {
        bool[] labels = Array.ConvertAll(rows[Calibration.ClassRow], label => label == 1);
        return ([.. rows[Calibration.ProbabilityRow].Zip(labels, (probability, isSecond) => isSecond ? probability : 1 - probability)], labels);
    }
}
