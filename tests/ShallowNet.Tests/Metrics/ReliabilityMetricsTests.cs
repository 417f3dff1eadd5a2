using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Whether probabilities are what they say: scikit-learn's curve and Brier score, and what follows from them.</summary>
public sealed class ReliabilityMetricsTests
{
    private static readonly JsonElement Expected = Golden.Read("certainty.json").GetProperty("reliability");
    private static readonly Matrix<double> YHat = Row(Expected.GetProperty("p").Numbers()), Y = Row(Expected.GetProperty("y").Numbers());

    [Theory, InlineData(0), InlineData(1)]
    public void ReliabilityCurve_OfTwoClasses_IsScikitLearns(int number)
    {
        JsonElement expected = Expected.GetProperty("cases")[number];
        Binning binning = Enum.Parse<Binning>(expected.GetProperty("binning").GetString()!);
        IReadOnlyList<ReliabilityBin> curve = Metrics.ReliabilityCurve(YHat, Y, 8, binning);
        Close(curve.Select(bin => bin.Observed), expected.GetProperty("observed").Numbers());
        Close(curve.Select(bin => bin.Predicted), expected.GetProperty("predicted").Numbers());
        curve.Select(bin => bin.Weight).Should().Equal(expected.GetProperty("counts").Numbers());
        Metrics.ExpectedCalibrationError(YHat, Y, 8, binning).Should().BeApproximately(expected.GetProperty("error").GetDouble(), 1e-14);
        BrierDecomposition parts = Metrics.BrierDecomposition(YHat, Y, 8, binning);
        parts.Score.Should().Be(Metrics.BrierScore(YHat, Y));
        parts.Reliability.Should().BeApproximately(expected.GetProperty("reliability").GetDouble(), 1e-14);
        parts.Resolution.Should().BeApproximately(expected.GetProperty("resolution").GetDouble(), 1e-14);
        parts.Uncertainty.Should().BeApproximately(expected.GetProperty("uncertainty").GetDouble(), 1e-14);
    }

    [Fact]
    public void ReliabilityCurve_OfSeveralClasses_IsOfThePredictedOne()
    {
        JsonElement expected = Expected.GetProperty("several");
        Matrix<double> p = expected.GetProperty("p").Matrix(), labels = OneHot.Encode<double>(expected.GetProperty("labels").Integers(), 3);
        IReadOnlyList<ReliabilityBin> curve = Metrics.ReliabilityCurve(p, labels, 8);
        Close(curve.Select(bin => bin.Observed), expected.GetProperty("observed").Numbers());
        Close(curve.Select(bin => bin.Predicted), expected.GetProperty("predicted").Numbers());
        Metrics.BrierScore(p, labels).Should().BeApproximately(expected.GetProperty("brier").GetDouble(), 1e-14);
    }

    [Fact]
    public void BrierScore_WithAndWithoutWeights_IsScikitLearns()
    {
        Metrics.BrierScore(YHat, Y).Should().BeApproximately(Expected.GetProperty("brier").GetDouble(), 1e-14);
        Metrics.BrierScore(YHat, Y, Expected.GetProperty("weights").Numbers()).Should().BeApproximately(Expected.GetProperty("weightedBrier").GetDouble(), 1e-14);
    }

    [Fact]
    public void BrierDecomposition_OfEqualProbabilitiesInEachBin_LeavesNoRest()
    {
        Matrix<double> p = Row(0.1, 0.1, 0.4, 0.4, 0.4, 0.9, 0.9, 0.9), y = Row(0, 1, 0, 1, 0, 1, 1, 0);
        Metrics.BrierDecomposition(p, y).Rest.Should().BeApproximately(0, 1e-15);
        Metrics.BrierDecomposition(p, y, weights: [1, 2, 0, 3, 1, 1, 2, 0.5]).Rest.Should().BeApproximately(0, 1e-15);
        Metrics.BrierDecomposition(YHat, Y).Rest.Should().NotBe(0);
    }

    [Fact]
    public void ReliabilityCurve_OfWeights_IsThatOfSamplesRepeated()
    {
        Matrix<double> p = Row(0.15, 0.2, 0.7), y = Row(0, 1, 1);
        IReadOnlyList<ReliabilityBin> weighted = Metrics.ReliabilityCurve(p, y, 2, weights: [2, 1, 0]);
        weighted.Should().Equal(Metrics.ReliabilityCurve(Row(0.15, 0.15, 0.2), Row(0, 0, 1), 2));
    }

    [Fact]
    public void Reliability_OfWhatIsNoProbability_IsRefused()
    {
        Refused(() => Metrics.BrierScore(Row(1.5), Row(1)), "YHat must lie within [0, 1], but YHat[0, 0] is 1.5.*");
        Refused(() => Metrics.BrierScore(Row(0.5), Row(0.5)), "Y must hold 0 and 1 in its one row*");
        Refused(() => Metrics.ReliabilityCurve(Row(-0.5), Row(1)), "YHat must lie within [0, 1], but YHat[0, 0] is -0.5.*");
        Refused(() => Metrics.ReliabilityCurve(YHat, Y, 0), "bins must be at least 1, but is 0.*");
        Refused(() => Metrics.ExpectedCalibrationError(YHat, Y, 5, (Binning)7), "binning must be EqualWidths or EqualCounts, but is 7.*");
        Refused(() => Metrics.BrierDecomposition(YHat.Stack(YHat), Y.Stack(1 - Y)), "Y must have 1 row (0 and 1), but is 2 × 200.*");
    }

    private static void Refused(Func<object> metric, string message) => metric.Should().Throw<ArgumentException>().WithMessage(message);

    private static Matrix<double> Row(params double[] elements) => Matrix<double>.Build.DenseOfRowArrays(elements);

    private static void Close(IEnumerable<double> actual, double[] expected) => actual.Should().Equal(expected, (one, other) => Math.Abs(one - other) < 1e-14);
}
