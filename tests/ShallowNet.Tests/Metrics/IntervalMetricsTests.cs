using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Coverage, widths and scores of intervals, quantiles and distributions.</summary>
public sealed class IntervalMetricsTests
{
    private static readonly JsonElement Expected = Golden.Read("certainty.json").GetProperty("metrics");
    private static readonly Matrix<double> Y = Of("y"), Lower = Of("low"), Upper = Of("high"), Middle = Of("middle"), Sigma = Of("sigma");

    [Theory, InlineData(0), InlineData(1)]
    public void Metrics_OfIntervals_AreThoseByTheFormulas(int number)
    {
        JsonElement expected = Expected.GetProperty("cases")[number];
        double[]? weights = expected.GetProperty("weights").ValueKind == JsonValueKind.Null ? null : expected.GetProperty("weights").Numbers();
        Close(Metrics.Coverage(Lower, Upper, Y, weights), expected, "coverage");
        Close(Metrics.MeanWidth(Lower, Upper, weights), expected, "width");
        Close(Metrics.IntervalScore(Lower, Upper, Y, 0.8, weights), expected, "intervalScore");
        Close(Metrics.PinballLoss(Middle, Y, 0.3, weights), expected, "pinball");
        Close(Metrics.CrpsOfNormal(Middle, Sigma, Y, weights), expected, "crpsOfNormal", 1e-9);
        Close(Metrics.CrpsOfSamples(Of("samples"), Y.SubMatrix(0, 1, 0, Y.ColumnCount), weights), expected, "crpsOfSamples");
        Close(Metrics.CrpsOfQuantiles(Of("quantiles"), Expected.GetProperty("levels").Numbers(), Y.SubMatrix(0, 1, 0, Y.ColumnCount), weights), expected, "crpsOfQuantiles");
    }

    [Fact]
    public void Metrics_OfIntervals_WorkInFloat() =>
        Metrics.IntervalScore(Lower.As<float>(), Upper.As<float>(), Y.As<float>(), 0.8).Should().BeApproximately(Metrics.IntervalScore(Lower, Upper, Y, 0.8), 1e-5);

    [Fact]
    public void Coverage_OfIntervalsWithoutAnEnd_CountsTheOther()
    {
        Matrix<double> y = Row(1, 2, 3, 4), none = Row(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        Metrics.Coverage(Row(2, 2, 2, 2), none, y).Should().Be(0.75);
        Metrics.Coverage(-none, Row(2, 2, 2, 2), y, [1, 0, 0, 1]).Should().Be(0.5);
    }

    [Fact]
    public void CrpsOfSamples_OfOneSample_IsTheAbsoluteError() =>
        Metrics.CrpsOfSamples(Row(1, 5), Row(3, 4)).Should().Be(Metrics.MeanAbsoluteError(Row(1, 5), Row(3, 4)));

    [Fact]
    public void Metrics_OfWhatIsNoInterval_AreRefused()
    {
        Matrix<double> one = Row(1), nan = Row(double.NaN), infinite = Row(double.PositiveInfinity);
        Refused(() => Metrics.Coverage(nan, one, one), "lower must not be NaN, but is.*");
        Refused(() => Metrics.Coverage(one, nan, one), "upper must not be NaN, but is.*");
        Refused(() => Metrics.Coverage(Row(1, 2), one, one), "lower must have 1 column (as Y), but is 1 × 2.*");
        Refused(() => Metrics.Coverage(one, one, nan), "Y must be finite, but Y[0, 0] is NaN.*");
        Refused(() => Metrics.MeanWidth(one, infinite), "upper must be finite, but upper[0, 0] is Infinity.*");
        Refused(() => Metrics.MeanWidth(infinite, one), "lower must be finite, but lower[0, 0] is Infinity.*");
        Refused(() => Metrics.MeanWidth(one, Row(1, 2)), "upper must have 1 column (as lower), but is 1 × 2.*");
        Refused(() => Metrics.IntervalScore(one, one, one, 1), "level must be greater than 0 and less than 1, but is 1.*");
        Refused(() => Metrics.PinballLoss(one, one, 0), "quantile must be greater than 0 and less than 1, but is 0.*");
        Refused(() => Metrics.CrpsOfNormal(one, Row(0), one), "deviation must be greater than 0, but deviation[0, 0] is 0.*");
        Refused(() => Metrics.CrpsOfNormal(one, Row(1, 2), one), "deviation must have 1 column (as Y), but is 1 × 2.*");
        Refused(() => Metrics.CrpsOfSamples(one, Row(1, 2)), "samples must have 2 columns (as Y), but is 1 × 1.*");
        Refused(() => Metrics.CrpsOfSamples(one, Y), "Y must have 1 row (one true value for each sample), but is 2 × 30.*");
        Refused(() => Metrics.CrpsOfQuantiles(one, [0.1, 0.9], one), "quantiles must have 2 rows (one for each of levels), but is 1 × 1.*");
        Refused(() => Metrics.CrpsOfQuantiles(one, [1], one), "levels must be greater than 0 and less than 1, but is 1.*");
        Refused(() => Metrics.CrpsOfQuantiles(one, null!, one), "levels must not be null.*");
    }

    private static void Refused(Func<double> metric, string message) => metric.Should().Throw<ArgumentException>().WithMessage(message);

    private static Matrix<double> Row(params double[] elements) => Matrix<double>.Build.DenseOfRowArrays(elements);

    private static Matrix<double> Of(string name) => Expected.GetProperty(name).Matrix();

    private static void Close(double actual, JsonElement expected, string name, double tolerance = 1e-13) =>
        actual.Should().BeApproximately(expected.GetProperty(name).GetDouble(), tolerance, name);
}
