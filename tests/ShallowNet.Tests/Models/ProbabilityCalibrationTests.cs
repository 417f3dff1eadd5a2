using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Platt's sigmoid and the isotonic curve are those of scikit-learn, and thresholds are the best there are.</summary>
public sealed class ProbabilityCalibrationTests
{
    private static readonly JsonElement Expected = Golden.Read("certainty.json").GetProperty("calibration");
    private static readonly double[] Scores = Expected.GetProperty("scores").Numbers(), At = Expected.GetProperty("at").Numbers();
    private static readonly bool[] Labels = Array.ConvertAll(Expected.GetProperty("y").Integers(), label => label == 1);

    [Theory, InlineData(0), InlineData(1)]
    public void Of_AScore_IsScikitLearnsProbability(int number)
    {
        JsonElement expected = Expected.GetProperty("cases")[number];
        double[]? weights = expected.GetProperty("weights").ValueKind == JsonValueKind.Null ? null : expected.GetProperty("weights").Numbers();
        ProbabilityCalibration platt = ProbabilityCalibration.Platt(Scores, Labels, weights), isotonic = ProbabilityCalibration.Isotonic(Scores, Labels, weights);

        // scikit-learn stops where the slope is below 1e-5.
        At.Select(platt.Of).Should().Equal(expected.GetProperty("platt").Numbers(), (one, other) => Math.Abs(one - other) < 1e-5);
        At.Select(isotonic.Of).Should().Equal(expected.GetProperty("isotonic").Numbers(), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void Platt_OfAnyUnit_IsTheSameCurve()
    {
        ProbabilityCalibration small = ProbabilityCalibration.Platt(Scores, Labels), large = ProbabilityCalibration.Platt(Scores.Select(score => 1e6 * score + 3e7), Labels);
        small.Of(1.5).Should().BeApproximately(large.Of(1.5e6 + 3e7), 1e-8);
        small.ToString().Should().MatchRegex(@"^σ\(0\.\d+·s [+−] \d\.\d+\)$");
    }

    [Fact]
    public void Platt_OfScoresThatTellNothingOrAll_IsNotTooSure()
    {
        ProbabilityCalibration.Platt([1, 1, 1, 1], [true, false, true, false]).Of(1).Should().BeApproximately(0.5, 1e-6);
        ProbabilityCalibration.Platt([0, 0, 1, 1], [false, false, true, true]).Of(1).Should().BeApproximately(0.75, 1e-6, "the target is (2 + 1)/(2 + 2)");
        ProbabilityCalibration.Platt([0, 0, 1, 1], [false, false, true, true]).Of(0).Should().BeApproximately(0.25, 1e-6);
    }

    [Fact]
    public void Isotonic_OfNeighboursInTheWrongOrder_PoolsThem()
    {
        ProbabilityCalibration curve = ProbabilityCalibration.Isotonic([1, 2, 3, 4], [false, true, false, true]);
        new[] { 0, 1, 1.5, 2, 3, 3.5, 4, 9 }.Select(curve.Of).Should().Equal(0, 0, 0.25, 0.5, 0.5, 0.75, 1, 1);
        curve.ToString().Should().Be("isotonic curve through 4 points");
    }

    [Fact]
    public void Calibration_OfWhatCannotBe_IsRefused()
    {
        foreach (Func<double[], bool[], double[]?, ProbabilityCalibration> make in (Func<double[], bool[], double[]?, ProbabilityCalibration>[])[ProbabilityCalibration.Platt, ProbabilityCalibration.Isotonic])
        {
            Refused(() => make([], [], null), "scores and labels must have the same number of elements, at least one, but have 0 and 0.*");
            Refused(() => make([1], [true, false], null), "scores and labels must have the same number of elements, at least one, but have 1 and 2.*");
            Refused(() => make([1, double.NaN], [true, false], null), "scores must be finite, but scores[1] is NaN.*");
            Refused(() => make([1, 2], [true, true], null), "labels must have samples of both classes, of a weight greater than 0, but all are true.*");
            Refused(() => make([1, 2], [true, false], [0, 1]), "labels must have samples of both classes, of a weight greater than 0, but all are false.*");
            Refused(() => make([1, 2], [true, false], [1]), "weights must have 2 elements*");
            Refused(() => make(null!, [true], null), "scores must not be null.*");
            Refused(() => make([1], null!, null), "labels must not be null.*");
        }

        Refused(() => ProbabilityCalibration.Platt(Scores, Labels).Of(double.NaN), "score must be finite, but is NaN.*");
    }

    [Fact]
    public void DecisionThreshold_ByF1_IsTheBestOfAll()
    {
        double[] p = [.. Scores.Select(ProbabilityCalibration.Platt(Scores, Labels).Of)];
        DecisionThreshold chosen = DecisionThreshold.ByValue(p, Labels, outcome => outcome.F1);
        chosen.Outcome.F1.Should().BeApproximately(p.Distinct().Max(threshold => F1(p, threshold)), 1e-15).And.BeApproximately(F1(p, chosen.Threshold), 1e-15);
        chosen.IsClassOne(chosen.Threshold).Should().BeTrue();
        chosen.IsClassOne(chosen.Threshold - 1e-9).Should().BeFalse();

        static double F1(double[] p, double threshold)
        {
            Matrix<double> YHat = Matrix<double>.Build.Dense(1, p.Length, (_, j) => p[j] >= threshold ? 1 : 0), Y = Matrix<double>.Build.Dense(1, p.Length, (_, j) => Labels[j] ? 1 : 0);
            return Metrics.F1(YHat, Y);
        }
    }

    [Fact]
    public void DecisionThreshold_ByCostsAndPrecision_IsTheOneByHand()
    {
        double[] p = [0.1, 0.3, 0.4, 0.6, 0.9];
        bool[] labels = [false, true, false, false, true];
        DecisionThreshold.ByCosts(p, labels, 1, 1).Should().Be(new DecisionThreshold(0.9, new ThresholdOutcome(1, 0, 3, 1)) { FalsePositiveCost = 1, FalseNegativeCost = 1 });
        DecisionThreshold.ByCosts(p, labels, 1, 5).Should().Be(new DecisionThreshold(0.3, new ThresholdOutcome(2, 2, 1, 0)) { FalsePositiveCost = 1, FalseNegativeCost = 5 });
        DecisionThreshold.ByCosts(p, labels, 5, 0).Threshold.Should().BeGreaterThan(1);
        DecisionThreshold.ByValue(p, labels, outcome => outcome.RecallAtPrecision(0.5)).Threshold.Should().Be(0.3);
        DecisionThreshold.ByValue(p, labels, outcome => outcome.RecallAtPrecision(0.6)).Threshold.Should().Be(0.9);
        DecisionThreshold.ByValue(p, labels, outcome => outcome.Accuracy, [1, 9, 1, 1, 1]).Outcome.Should().Be(new ThresholdOutcome(10, 2, 1, 0));
    }

    [Fact]
    public void DecisionThreshold_OfWhatCannotBe_IsRefused()
    {
        Refused(() => DecisionThreshold.ByValue([0.1, 1.5], [true, false], outcome => outcome.F1), "probabilities must lie within [0, 1], but probabilities[1] is 1.5.*");
        Refused(() => DecisionThreshold.ByValue([0.1, 0.5], [true, false], _ => double.NaN), "value must be a number for the outcome of at least one threshold*");
        Refused(() => DecisionThreshold.ByValue([0.1, 0.5], [true, false], null!), "value must not be null.*");
        Refused(() => DecisionThreshold.ByValue(null!, [true, false], outcome => outcome.F1), "probabilities must not be null.*");
        Refused(() => DecisionThreshold.ByCosts([0.1, 0.5], [true, false], -1, 1), "falsePositive must be finite and at least 0, but is -1.*");
        Refused(() => DecisionThreshold.ByCosts([0.1, 0.5], [true, false], 1, double.NaN), "falseNegative must be finite and at least 0, but is NaN.*");
    }

    [Fact]
    public void ChooseThreshold_OfAClassifier_IsByTheFoldsThatChoseIt()
    {
        NumPyRandom random = new(1);
        Matrix<double> X = random.Randn<double>(2, 120);
        string[] labels = [.. Enumerable.Range(0, 120).Select(j => X[0, j] + random.Randn() > 1 ? "yes" : "no")];
        MlpClassifier<double, string> model = MlpClassifier.Fit(X, labels, new MlpOptions { HiddenLayers = [] });
        double f1 = model.ChooseThreshold(outcome => outcome.F1).Threshold;
        f1.Should().BeInRange(0.15, 0.5);
        model.ChooseThreshold(1, 20).Threshold.Should().BeLessThan(f1);
        DecisionThreshold equal = model.ChooseThreshold(1, 1);
        (equal.Outcome.TruePositives + equal.Outcome.FalseNegatives).Should().Be(labels.Count(label => label == "yes"));
        MlpClassifier<double, int> three = MlpClassifier.Fit(X, [.. Enumerable.Range(0, 120).Select(j => j % 3)], new MlpOptions { HiddenLayers = [] });
        FluentActions.Invoking(() => three.ChooseThreshold(1, 1)).Should().Throw<InvalidOperationException>().WithMessage("The MlpClassifier must have two classes for a threshold, but has 3.");
        MlpClassifier<double, string> given = MlpClassifier.Fit(X, labels, new MlpOptions { Training = new() { Epochs = 3 } });
        FluentActions.Invoking(() => given.ChooseThreshold(outcome => outcome.F1)).Should().Throw<InvalidOperationException>().WithMessage("The MlpClassifier has no answers*");
    }

    private static void Refused(Func<object> call, string message) => call.Should().Throw<ArgumentException>().WithMessage(message);
}
