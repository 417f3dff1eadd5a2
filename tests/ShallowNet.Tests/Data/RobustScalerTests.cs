using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class RobustScalerTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.DenseOfRows([[1, 2, 3, 6, 1e6], [0.1, 0.1, 0.1, 0.1, 0.1], [-0.3, 0.1, 0.7, 0.2, 0.4]]);

    [Fact]
    public void Fit_Samples_MeasuresMedianAndInterquartileRange()
    {
        RobustScaler scaler = RobustScaler.Fit(X);
        scaler.Medians.Should().Equal(3, 0.1, 0.2);
        scaler.InterquartileRanges.Take(2).Should().Equal(4, 1);
        scaler.InterquartileRanges[2].Should().BeApproximately(0.3, 1e-15);
        (scaler.Features, scaler.Limit).Should().Be((3, double.PositiveInfinity));
    }

    [Fact]
    public void Fit_WithAndWithoutWeights_IsScikitLearns()
    {
        JsonElement expected = Golden.Read("evaluation.json").GetProperty("scalers");
        Matrix<double> other = expected.GetProperty("other").Matrix();
        foreach (JsonElement robust in expected.GetProperty("robust").EnumerateArray())
        {
            Matrix<double> samples = robust.GetProperty("X").Matrix();
            double[] weights = robust.GetProperty("weights").Numbers();
            Check(RobustScaler.Fit(samples, weights));
            if (Array.TrueForAll(weights, weight => weight == 1))
            {
                Check(RobustScaler.Fit(samples));
            }

            void Check(RobustScaler scaler)
            {
                scaler.Medians.Zip(robust.GetProperty("medians").Numbers(), Golden.ErrorOf).Should().OnlyContain(error => error < 1e-14);
                scaler.InterquartileRanges.Zip(robust.GetProperty("ranges").Numbers(), Golden.ErrorOf).Should().OnlyContain(error => error < 1e-12);
                Golden.ErrorOf(scaler.Transform(other), robust.GetProperty("transformed").Matrix()).Should().BeLessThan(1e-12);
            }
        }
    }

    [Fact]
    public void Fit_WeightsBelowOne_CountRelativeToTheirMean()
    {
        double[] weights = [0.5, 1, 2, 0.75, 0.75];
        RobustScaler scaler = RobustScaler.Fit(X, weights), less = RobustScaler.Fit(X, [.. weights.Select(weight => weight / 1024)]);
        less.Medians.Should().Equal(scaler.Medians);
        less.InterquartileRanges.Should().Equal(scaler.InterquartileRanges);
        RobustScaler without = RobustScaler.Fit(X, [1, 1, 1, 1, 0]), withLittle = RobustScaler.Fit(X, [1, 1, 1, 1, 1e-9]);
        without.Medians.Should().Equal(2.5, 0.1, 0.15000000000000002);
        withLittle.Medians[0].Should().BeApproximately(2.5, 1e-6);
    }

    [Fact]
    public void Fit_FeatureThatIsMostlyOneValue_TakesTheDistanceOfTheOthers()
    {
        double[] mostly = [.. Enumerable.Repeat(5.0, 15), 7, 8, 11, 1e9, 4], ones = [.. Enumerable.Repeat(0.0, 15), 1, 1, 1, 1, 1];
        RobustScaler scaler = RobustScaler.Fit(Matrix<double>.Build.DenseOfRowArrays(mostly, ones));
        scaler.Medians.Should().Equal(5, 0);
        scaler.InterquartileRanges.Should().Equal(3, 0.25);

        // Quartiles of a weight that is not whole can lie anywhere between 0 and 1.
        Range(1.9).Should().BeApproximately(0.175, 1e-12);
        Range(1.7).Should().Be(1, "a range of 0.025 says little of values that are 0 or 1");

        double Range(double weight) =>
            RobustScaler.Fit(Matrix<double>.Build.DenseOfRowArrays(ones[..^1]), [.. Enumerable.Repeat(1.0, 18), weight]).InterquartileRanges[0];
    }

    [Fact]
    public void Transform_ConstantFeature_IsExactlyZero()
    {
        RobustScaler.Fit(X, [0.3, 0.1, 0.7, 0.9, 1.1]).Transform(X).Row(1).Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void Limit_OfFarAwaySamples_BringsThemThere()
    {
        RobustScaler scaler = RobustScaler.Fit(X, limit: 2.5);
        scaler.Limit.Should().Be(2.5);
        Matrix<double> scaled = scaler.Transform(Matrix<double>.Build.DenseOfColumnArrays([1e6, -5, 0.2], [-8, double.MaxValue, 0.5]));
        scaled.Column(0).Should().Equal(2.5, -2.5, 0);
        scaled.Column(1).Take(2).Should().Equal(-2.5, 2.5);
        scaled[2, 1].Should().BeApproximately(1, 1e-15);
        scaler.Inverse(scaled).Row(0).Should().Equal(13, -7);
        scaler.Transform(Matrix<float>.Build.Dense(3, 1, float.MaxValue)).Enumerate().Should().OnlyContain(value => value == 2.5f);
        RobustScaler.Fit(X).Transform(X)[0, 4].Should().Be((1e6 - 3) / 4);
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(1000)]
    public void Fit_FeaturesOfAnySize_AreScaled(int exponent)
    {
        Matrix<double> whole = Matrix<double>.Build.DenseOfRows([[1, 2, 3, 6, 8, 4]]);
        RobustScaler.Fit(whole.Map(x => Math.ScaleB(x, exponent))).InterquartileRanges[0].Should().Be(Math.ScaleB(RobustScaler.Fit(whole).InterquartileRanges[0], exponent));
    }

    [Fact]
    public void Constructor_NumbersOfAnother_GivesItsBits()
    {
        RobustScaler fitted = RobustScaler.Fit(X, limit: 3);
        RobustScaler again = new(fitted.Medians, fitted.InterquartileRanges, fitted.Limit);
        again.Transform(X).Should().Be(fitted.Transform(X));
        double[] medians = [1], ranges = [2];
        RobustScaler scaler = new(medians, ranges);
        (medians[0], ranges[0]) = (10, 20);
        scaler.Transform(Matrix<float>.Build.Dense(1, 1, 5f))[0, 0].Should().Be(2);
    }

    [Fact]
    public void RobustScaler_BadInput_IsRefused()
    {
        Refused(() => RobustScaler.Fit<double>(null!), "X must not be null.*");
        Refused(() => RobustScaler.Fit(X * double.NaN), "X must be finite, but X[0, 0] is NaN.*");
        Refused(() => RobustScaler.Fit(X, [1, 1, 1]), "weights must have 5 elements (one for each sample), but has 3.*");
        Refused(() => RobustScaler.Fit(X, [0, 0, 0, 0, 0]), "weights must have a sum that is finite and greater than 0, but it is 0.*");
        Refused(() => RobustScaler.Fit(X, limit: 0), "limit must be greater than 0, but is 0.*");
        Refused(() => RobustScaler.Fit(X, limit: double.NaN), "limit must be greater than 0, but is NaN.*");
        Refused(
            () => RobustScaler.Fit(Matrix<double>.Build.DenseOfRows([[0, 1, 2, 3], [-1.7e308, -1.7e308, 1.7e308, 1.7e308]])),
            "X must have features of a finite interquartile range, but that of row 1 is too large.*");
        FluentActions.Invoking(() => RobustScaler.Fit<Half>(null!)).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void Constructor_BadNumbers_AreRefused()
    {
        Refused(() => _ = new RobustScaler(null!, [1]), "medians must not be null.*");
        Refused(() => _ = new RobustScaler([1], null!), "interquartileRanges must not be null.*");
        Refused(() => _ = new RobustScaler([], []), "medians must have at least one element (a feature), but is empty.*");
        Refused(() => _ = new RobustScaler([1, 2], [1]), "interquartileRanges must have 2 elements (as medians), but has 1.*");
        Refused(() => _ = new RobustScaler([1, double.NaN], [1, 1]), "medians must be finite, but medians[1] is NaN.*");
        Refused(() => _ = new RobustScaler([1], [0]), "interquartileRanges must be greater than 0, but interquartileRanges[0] is 0.*");
        Refused(() => _ = new RobustScaler([1], [1], -2), "limit must be greater than 0, but is -2.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
