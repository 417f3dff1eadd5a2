using System.Text.Json;

namespace ShallowNet.Tests;

/// <summary>Intervals from numbers that were predicted and true ones.</summary>
public sealed class ConformalIntervalsTests
{
    private static readonly JsonElement Expected = Golden.Read("certainty.json").GetProperty("intervals");
    private static readonly double[] YHat = Of("yHat"), Y = Of("y"), Scales = Of("scale");
    private static readonly Interval[] Quantiles = [.. Of("low").Zip(Of("high"), (low, high) => new Interval(low, high))];

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Around_APrediction_ReachesAsFarAsTheFormulaSays(int number)
    {
        JsonElement expected = Expected.GetProperty("cases")[number];
        double level = expected.GetProperty("level").GetDouble();
        ConformalIntervals plain = ConformalIntervals.Calibrate(YHat, Y);
        Close(plain.Around(0, level), -Number("plain"), Number("plain"));
        Close(plain.Around(0, level, ends: IntervalEnds.Lower), -Number("below"), double.PositiveInfinity);
        Close(plain.Around(0, level, ends: IntervalEnds.Upper), double.NegativeInfinity, Number("above"));
        Close(ConformalIntervals.Calibrate(YHat, Y, Scales).Around(1, level, 2), 1 - 2 * Number("scaled"), 1 + 2 * Number("scaled"));
        Close(ConformalIntervals.Calibrate(Quantiles, Y).Around(new Interval(-1, 2), level), -1 - Number("quantiles"), 2 + Number("quantiles"));

        double Number(string name) => expected.GetProperty(name).GetDouble();
    }

    [Fact]
    public void ByGroup_OfTwoGroups_IsWhatEachGivesByItself()
    {
        IReadOnlyDictionary<bool, ConformalIntervals> groups = ConformalIntervals.ByGroup(Quantiles, Y, Y.Select((_, j) => j < 20), Scales);
        groups[true].Samples.Should().Be(20);
        groups[true].Around(0.5).Should().Be(ConformalIntervals.Calibrate(Quantiles[..20], Y[..20], Scales[..20]).Around(0.5));
        groups[false].Around(0.5).Should().Be(ConformalIntervals.Calibrate(Quantiles[20..], Y[20..], Scales[20..]).Around(0.5));
    }

    [Theory]
    [InlineData(60, 0.99, "99 % needs 99 calibration samples, but there are 60.*"), InlineData(8, 0.9, "90 % needs 9 calibration samples, but there are 8.*")]
    [InlineData(18, 0.95, "95 % needs 19 calibration samples, but there are 18.*"), InlineData(1, 0.6, "60 % needs 2 calibration samples, but there is 1.*")]
    public void Around_ALevelThatSoManySamplesCannotGive_IsRefused(int samples, double level, string message) =>
        FluentActions.Invoking(() => ConformalIntervals.Calibrate(YHat[..samples], Y[..samples]).Around(0, level)).Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);

    [Theory, InlineData(9, 0.9), InlineData(19, 0.95), InlineData(1, 0.5), InlineData(3, 0.75)]
    public void Around_TheHighestLevelOfSoManySamples_IsTheFarthestMiss(int samples, double level) =>
        ConformalIntervals.Calibrate(YHat[..samples], Y[..samples]).Around(0, level).Upper.Should().Be(Enumerable.Range(0, samples).Max(j => Math.Abs(Y[j] - YHat[j])));

    [Fact]
    public void Calibrate_WhatCannotBe_IsRefused()
    {
        Refused(() => ConformalIntervals.Calibrate(Array.Empty<double>(), []), "yHat, y and scales must have the same number of elements, at least one, but have 0, 0 and 0.*");
        Refused(() => ConformalIntervals.Calibrate([1.0], [1, 2]), "yHat, y and scales must have the same number of elements, at least one, but have 1, 2 and 2.*");
        Refused(() => ConformalIntervals.Calibrate([1.0], [1], [1, 2]), "yHat, y and scales must have the same number of elements, at least one, but have 1, 1 and 2.*");
        Refused(() => ConformalIntervals.Calibrate([double.NaN], [1]), "yHat must be finite, but yHat[0] is NaN.*");
        Refused(() => ConformalIntervals.Calibrate([1.0], [double.NaN]), "y must be finite, but y[0] is NaN.*");
        Refused(() => ConformalIntervals.Calibrate([new Interval(0, double.PositiveInfinity)], [1]), "predicted must be finite, but predicted[0] is [0, Infinity].*");
        Refused(() => ConformalIntervals.Calibrate([1.0], [1], [0]), "scales must be finite and greater than 0, but scales[0] is 0.*");
        Refused(() => ConformalIntervals.Calibrate((double[])null!, [1]), "yHat must not be null.*");
        Refused(() => ConformalIntervals.Calibrate((Interval[])null!, [1]), "predicted must not be null.*");
        Refused(() => ConformalIntervals.Calibrate([1.0], null!), "y must not be null.*");
        Refused(() => ConformalIntervals.ByGroup(Quantiles, Y, ["a"]), "groups must have 60 elements (one for each sample), none of them null, but has 1.*");
        Refused(() => ConformalIntervals.ByGroup(Quantiles, Y, Y.Select(_ => (string)null!)), "groups must have 60 elements (one for each sample), none of them null, but has 60.*");
    }

    [Fact]
    public void Around_WhatCannotBe_IsRefused()
    {
        ConformalIntervals intervals = ConformalIntervals.Calibrate(YHat, Y);
        Refused(() => intervals.Around(double.NaN), "The prediction must be finite, but is [NaN, NaN].*");
        Refused(() => intervals.Around(0, 1), "level must be greater than 0 and less than 1, but is 1.*");
        Refused(() => intervals.Around(0, scale: 0), "scale must be finite and greater than 0, but is 0.*");
        Refused(() => intervals.Around(0, ends: (IntervalEnds)5), "ends must be Both, Lower or Upper, but is 5.*");
    }

    [Fact]
    public void Interval_HoldsItsEnds()
    {
        Interval interval = new(-1, 2.5);
        interval.Width.Should().Be(3.5);
        (interval.Contains(-1), interval.Contains(2.5), interval.Contains(2.6), interval.Contains(double.NaN)).Should().Be((true, true, false, false));
        interval.ToString().Should().Be("[-1, 2.5]");
    }

    private static void Refused(Func<object> call, string message) => call.Should().Throw<ArgumentException>().WithMessage(message);

    private static void Close(Interval actual, double lower, double upper)
    {
        (double.IsInfinity(lower) ? actual.Lower == lower : Math.Abs(actual.Lower - lower) < 1e-13).Should().BeTrue("{0} has {1}", actual, lower);
        (double.IsInfinity(upper) ? actual.Upper == upper : Math.Abs(actual.Upper - upper) < 1e-13).Should().BeTrue("{0} has {1}", actual, upper);
    }

    private static double[] Of(string name) => Expected.GetProperty(name).Numbers();
}
