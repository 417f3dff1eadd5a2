using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Intervals whose width follows the sample: narrow where noise is small, wide where it is large, and right as often as they say.</summary>
public sealed class FollowedWidthTests
{
    private static readonly MlpOptions Linear = new() { HiddenLayers = [] };
    private static readonly IntervalOptions Followed = new() { Width = IntervalWidth.FollowsSample };

    public static TheoryData<string> Noises => [.. NoisyLines.Noises];

    [Fact]
    public void PredictInterval_OfNoiseWhoseWidthFollowsX_FollowsIt()
    {
        (Matrix<double> X, double[] y) = NoisyLines.Samples("width follows x", 600, 1);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, Linear);
        double At(double x) => model.PredictInterval([x, 0.0], Followed)[0].Width;
        (At(0.1) < 0.5 * At(1), At(1) < 0.8 * At(2), At(-1) > 2 * At(0)).Should().Be((true, true, true));
        (Matrix<double> others, double[] targets) = NoisyLines.Samples("width follows x", 4_000, 2);
        (Matrix<double> lower, Matrix<double> upper) = model.PredictInterval(others, Followed);
        foreach (bool isNarrow in (bool[])[true, false])
        {
            int[] some = [.. Enumerable.Range(0, 4_000).Where(j => Math.Abs(others[0, j]) < 0.4 == isNarrow)];
            some.Average(j => targets[j] >= lower[0, j] && targets[j] <= upper[0, j] ? 1.0 : 0).Should().BeInRange(0.85, 0.95);
        }

        (Matrix<double> Lower, Matrix<double> Upper) constant = model.PredictInterval(others);
        Matrix<double> Y = Matrix<double>.Build.DenseOfRowArrays(targets);
        Metrics.IntervalScore(lower, upper, Y, 0.9).Should().BeLessThan(0.9 * Metrics.IntervalScore(constant.Lower, constant.Upper, Y, 0.9));
    }

    [Fact]
    public void ErrorSize_OfErrorsOfOneSize_IsNone()
    {
        int found = Enumerable.Range(0, 40).Count(seed =>
        {
            NumPyRandom random = new(seed);
            return ErrorSizeFit.Fit(Normal(random, 300 * 4), Normal(random, 300)).Size is not null;
        });
        found.Should().BeLessThan(10);
        ErrorSizeFit.Fit(Normal(new(1), 49), Normal(new(2), 49)).Size.Should().BeNull("49 samples are few");
        ErrorSizeFit.Fit(new double[100], Normal(new(2), 100)).Size.Should().BeNull("no input differs");
        (ErrorSize? size, double[] scales) = ErrorSizeFit.Fit(Normal(new(1), 100), new double[100]);
        size.Should().BeNull("there is no error");
        scales.Should().OnlyContain(scale => scale == 1);
    }

    [Theory, InlineData(400, false), InlineData(4_000, false), InlineData(4_000, true)]
    public void ErrorSize_OfKnownSizes_IsNearThem(int count, bool hasHeavyTails)
    {
        NumPyRandom random = new(3);
        double[] inputs = Normal(random, 3 * count);
        double[] truth = [.. Enumerable.Range(0, count).Select(j => Math.Exp(0.8 * inputs[3 * j] - 0.5 * Math.Abs(inputs[3 * j + 1])))];
        double Noise() => hasHeavyTails ? random.Randn() / Math.Sqrt((Math.Pow(random.Randn(), 2) + Math.Pow(random.Randn(), 2) + Math.Pow(random.Randn(), 2)) / 3) : random.Randn();
        (ErrorSize? size, double[] scales) = ErrorSizeFit.Fit(inputs, [.. truth.Select(width => width * Noise())]);
        double[] logs = [.. Enumerable.Range(0, count).Select(j => size!.LogOf(inputs.AsSpan(3 * j, 3)) - Math.Log(truth[j]))];
        double mean = logs.Average();
        Math.Sqrt(logs.Average(log => (log - mean) * (log - mean))).Should().BeLessThan(0.35);
        scales.Zip(truth, (scale, width) => Math.Log(scale / width)).Select(log => (log - mean) * (log - mean)).Average().Should().BeLessThan(0.15);
        size!.Of([1e6, 0, 0]).Should().Be(size.Of([1e7, 0, 0]), "nothing is as wide as no sample was");
    }

    [Theory, MemberData(nameof(Noises))]
    public void PredictInterval_OfACalibratedModel_CoversAsOftenAsItSays(string noise)
    {
        (Matrix<double> X, double[] y) = NoisyLines.Samples(noise, 200, 5_000);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, Linear);
        NoisyLines.Covers(noise, seed =>
        {
            (Matrix<double> others, double[] targets) = NoisyLines.Samples(noise, 20, seed);
            model.Calibrate(others, targets);
            return model;
        }, samples: 20, Followed);
    }

    [Theory, MemberData(nameof(Noises)), Trait("Cost", "Expensive")]
    public void PredictInterval_OfAModelChosenByFolds_CoversAboutAsOftenAsItSays(string noise)
    {
        double[] coverages = [.. Enumerable.Range(0, 40).Select(seed =>
        {
            (Matrix<double> X, double[] y) = NoisyLines.Samples(noise, 150, seed);
            (Matrix<double> others, double[] targets) = NoisyLines.Samples(noise, 1_000, seed + 10_000);
            (Matrix<double> lower, Matrix<double> upper) = MlpRegressor.Fit(X, y, Linear).PredictInterval(others, Followed);
            return Metrics.Coverage(lower, upper, Matrix<double>.Build.DenseOfRowArrays(targets));
        })];
        coverages.Average().Should().BeInRange(0.88, 0.92);
    }

    [Fact]
    public void Calibrate_OfAModelThatKnowsNoErrors_TeachesTheirSize()
    {
        (Matrix<double> X, double[] y) = NoisyLines.Samples("width follows x", 300, 1);
        MlpRegressor<double> given = MlpRegressor.Fit(X, y, Linear with { Training = new() { Epochs = 20 } }), chosen = MlpRegressor.Fit(X, y, Linear);
        (Matrix<double> others, double[] targets) = NoisyLines.Samples("width follows x", 300, 2);
        given.Calibrate(others, targets);
        given.Calibration!.HasSizesOfTraining.Should().BeFalse();
        given.PredictInterval([2.0, 0], Followed)[0].Width.Should().BeGreaterThan(2 * given.PredictInterval([0.0, 0], Followed)[0].Width);
        ErrorSize size = chosen.Calibration!.Sizes[0]!;
        chosen.Calibrate(others, targets);
        chosen.Calibration!.Sizes[0].Should().BeSameAs(size, "samples to calibrate with have no part in it");
    }

    [Fact]
    public void PredictInterval_WhereErrorsAreOfOneSize_IsThatOfOneWidth()
    {
        (Matrix<double> X, double[] y) = NoisyLines.Samples("normal", 40, 1);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, Linear);
        model.PredictInterval(X, Followed).Should().Be(model.PredictInterval(X));
        model.PredictInterval(X, new IntervalOptions { Level = 0.8, Ends = IntervalEnds.Upper }).Should().Be(model.PredictInterval(X, 0.8, IntervalEnds.Upper));
        model.PredictInterval([0.5, 1], new IntervalOptions()).Should().Equal(model.PredictInterval([0.5, 1]));
    }

    [Fact]
    public void PredictInterval_OfWhatCannotBe_IsRefused()
    {
        (Matrix<double> X, double[] y) = NoisyLines.Samples("normal", 60, 1);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, Linear);
        Refused<ArgumentOutOfRangeException>(() => new IntervalOptions { Level = 1 }, "Level must be greater than 0 and less than 1, but is 1.*");
        Refused<ArgumentOutOfRangeException>(() => new IntervalOptions { Ends = (IntervalEnds)7 }, "Ends must be Both, Lower or Upper, but is 7.*");
        Refused<ArgumentOutOfRangeException>(() => new IntervalOptions { Width = (IntervalWidth)7 }, "Width must be Constant, FollowsSample, FollowsFolds or Bayesian, but is 7.*");
        Refused<ArgumentOutOfRangeException>(() => model.PredictInterval(X, Followed with { Level = 0.99 }), "99 % needs 99 calibration samples, but there are 60.*");
        Refused<ArgumentNullException>(() => model.PredictInterval(X, null!), "options must not be null.*");
        Refused<ArgumentException>(() => model.PredictInterval([1.0], Followed), "x must have 2 elements*");
        Refused<ArgumentException>(() => model.PredictInterval(X.SubMatrix(0, 1, 0, 60), Followed), "X must have 2 rows*");
        Refused<ArgumentException>(() => model.PredictInterval(X, Followed with { By = "plan" }), "By must not be given for a model of matrices, but is \"plan\": ConformalIntervals.ByGroup takes groups of one's own.*");
        Refused<InvalidOperationException>(
            () => model.PredictInterval(X, new IntervalOptions { Width = IntervalWidth.FollowsFolds }),
            "The MlpRegressor must be a mean of networks, as the data chose it, for intervals that follow its folds, but is another model, or was calibrated by other samples: let the width follow the sample.");
        Refused<InvalidOperationException>(() => new MlpRegressor<double>().PredictInterval(X, Followed), "The MlpRegressor must be fitted before it is used*");

        static void Refused<TException>(Func<object> call, string message)
            where TException : Exception => call.Should().Throw<TException>().WithMessage(message);
    }

    private static double[] Normal(NumPyRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Randn())];
}
