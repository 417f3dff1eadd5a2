using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Intervals of regressors: they hold as many targets as they say, are refused where nothing is known, and are saved.</summary>
public sealed class PredictIntervalTests
{
    private static readonly MlpOptions Linear = new() { HiddenLayers = [] };

    /// <summary>How noise is drawn at a place x.</summary>
    public static TheoryData<string> Noises => ["normal", "heavy tails", "width follows x"];

    [Theory, MemberData(nameof(Noises))]
    public void PredictInterval_OfAModelChosenByFolds_CoversAsOftenAsItSays(string noise) =>
        Covers(noise, seed =>
        {
            (Matrix<double> X, double[] y) = Samples(noise, 60, seed);
            MlpRegressor<double> model = MlpRegressor.Fit(X, y, Linear);
            model.CalibrationSamples.Should().Be(60);
            return model;
        }, samples: 60);

    [Theory, MemberData(nameof(Noises))]
    public void PredictInterval_OfAModelCalibratedByFewSamples_CoversAsOftenAsItSays(string noise)
    {
        (Matrix<double> X, double[] y) = Samples(noise, 60, 5_000);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, Linear);
        Covers(noise, seed =>
        {
            (Matrix<double> others, double[] targets) = Samples(noise, 20, seed);
            model.Calibrate(others, targets);
            return model;
        }, samples: 20);
    }

    [Fact]
    public void PredictInterval_OfOneEnd_CoversAsOftenAsItSays()
    {
        (Matrix<double> X, double[] y) = Samples("heavy tails", 60, 5_000);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, Linear);
        foreach (IntervalEnds ends in (IntervalEnds[])[IntervalEnds.Lower, IntervalEnds.Upper])
        {
            Covers("heavy tails", seed =>
            {
                (Matrix<double> others, double[] targets) = Samples("heavy tails", 20, seed);
                model.Calibrate(others, targets);
                return model;
            }, samples: 20, ends);
        }
    }

    [Fact]
    public void PredictInterval_OfAMeanOfNetworks_IsOfEverySample()
    {
        (Matrix<double> X, double[] y) = Steps(600);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y);
        model.Selection!.Chosen.Description.Should().StartWith("mean of");
        model.CalibrationSamples.Should().Be(600);
        (Matrix<double> lower, Matrix<double> upper) = model.PredictInterval(X);
        Metrics.Coverage(lower, upper, Matrix<double>.Build.DenseOfRowArrays(y)).Should().BeGreaterThan(0.88);
        Metrics.MeanWidth(lower, upper).Should().BeLessThan(2);
    }

    [Fact]
    public void PredictInterval_OfANetworkByEvidence_IsOfTheFoldsItWasJudgedBy()
    {
        (Matrix<double> X, double[] y) = Curve(300);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y);
        model.Selection!.Chosen.Description.Should().Contain("Bayesian");
        model.CalibrationSamples.Should().BeInRange(60, 300);
        (Matrix<double> lower, Matrix<double> upper) = model.PredictInterval(X);
        Metrics.Coverage(lower, upper, Matrix<double>.Build.DenseOfRowArrays(y)).Should().BeGreaterThan(0.88);
    }

    [Fact]
    public void PredictInterval_OfPenalizedNetworks_IsOfEverySample()
    {
        (Matrix<double> X, double[] y) = Samples("normal", 60, 1);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, new MlpOptions { Effort = Effort.Quick, Loss = Loss.AbsoluteError });
        model.Selection!.Chosen.Description.Should().Contain("L-BFGS");
        model.CalibrationSamples.Should().Be(60);
        Interval interval = model.PredictInterval([X[0, 0], X[1, 0]])[0];
        interval.Width.Should().BeInRange(1, 6);
        interval.Contains(model.Predict([X[0, 0], X[1, 0]])[0]).Should().BeTrue();
    }

    [Fact]
    public void PredictInterval_Twice_IsTheSame()
    {
        (Matrix<double> X, double[] y) = Samples("normal", 60, 3);
        (Matrix<double> lower, Matrix<double> upper) = MlpRegressor.Fit(X, y).PredictInterval(X);
        (Matrix<double> Lower, Matrix<double> Upper) again = MlpRegressor.Fit(X, y, new MlpOptions { Training = new() { MaxThreads = 1 } }).PredictInterval(X);
        again.Lower.Should().Be(lower);
        again.Upper.Should().Be(upper);
    }

    [Fact]
    public void PredictInterval_OfSeveralOutputs_HasEachItsOwn()
    {
        (Matrix<double> X, double[] y) = Samples("normal", 60, 4);
        Matrix<double> Y = Matrix<double>.Build.DenseOfRowArrays(y, [.. y.Select(value => 100 * value)]);
        MlpRegressor<double> model = MlpRegressor.Fit(X, Y, Linear);
        Interval[] intervals = model.PredictInterval([0.1, 0.2]);
        intervals[1].Width.Should().BeApproximately(100 * intervals[0].Width, 1e-6 * intervals[1].Width);
        (Matrix<double> lower, Matrix<double> upper) = model.PredictInterval(Matrix<double>.Build.DenseOfColumnArrays([0.1, 0.2]));
        (lower[1, 0], upper[1, 0]).Should().Be((intervals[1].Lower, intervals[1].Upper));
    }

    [Fact]
    public void PredictInterval_OfATable_IsThatOfItsRows()
    {
        Table table = TableModels.Rows(80);
        MlpRegressor<double> model = MlpRegressor.Fit<double>(table, "price", new MlpOptions { HiddenLayers = [] });
        Interval[] intervals = model.PredictInterval(table);
        intervals.Length.Should().Be(80);
        intervals.Zip(model.Predict(table)).Should().OnlyContain(pair => pair.First.Contains(pair.Second));
        int before = model.CalibrationSamples;
        model.Calibrate(TableModels.Rows(40, seed: 2));
        (before > 0, model.CalibrationSamples).Should().Be((true, 40));
        model.PredictInterval(table)[3].Should().NotBe(intervals[3]);
        Dictionary<string, object?> row = new() { };
        model.PredictInterval(row).Contains(model.Predict(row)).Should().BeTrue();
    }

    [Fact]
    public void PredictInterval_WhereNothingIsKnown_SaysWhatToDo()
    {
        (Matrix<double> X, double[] y) = Samples("normal", 60, 6);
        const string Message = "The MlpRegressor has no answers to samples that it was not trained on*Call Calibrate with samples that it was not fitted to.";
        MlpRegressor<double> given = MlpRegressor.Fit(X, y, new MlpOptions { Training = new() { Epochs = 5 } });
        given.CalibrationSamples.Should().Be(0);
        FluentActions.Invoking(() => given.PredictInterval(X)).Should().Throw<InvalidOperationException>().WithMessage(Message);
        FluentActions.Invoking(() => MlpRegressor.Fit(X.SubMatrix(0, 2, 0, 20), y[..20]).PredictInterval(X)).Should().Throw<InvalidOperationException>().WithMessage(Message);
        MlpRegressor<double> pieces = MlpRegressor.Fit(X, y, Linear);
        pieces.PartialFit(X, y);
        FluentActions.Invoking(() => pieces.PredictInterval(X)).Should().Throw<InvalidOperationException>().WithMessage(Message);
        FluentActions.Invoking(() => new MlpRegressor<double>().PredictInterval(X)).Should().Throw<InvalidOperationException>().WithMessage("The MlpRegressor must be fitted before it is used*");
        given.Calibrate(X, y);
        given.CalibrationSamples.Should().Be(60);
        FluentActions.Invoking(() => given.PredictInterval(X, 0.99)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("99 % needs 99 calibration samples, but there are 60.*");
    }

    [Fact]
    public void Calibrate_WhatDoesNotFit_IsRefusedAndChangesNothing()
    {
        (Matrix<double> X, double[] y) = Samples("normal", 60, 7);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, Linear);
        Interval before = model.PredictInterval([0.0, 0.0])[0];
        FluentActions.Invoking(() => model.Calibrate(X, y[..5])).Should().Throw<ArgumentException>().WithMessage("y must have 60 elements*");
        FluentActions.Invoking(() => model.Calibrate(X.SubMatrix(0, 1, 0, 60), y)).Should().Throw<ArgumentException>().WithMessage("X must have 2 rows*");
        FluentActions.Invoking(() => model.Calibrate(X, Matrix<double>.Build.Dense(2, 60))).Should().Throw<ArgumentException>().WithMessage("Y must have 1 row*");
        FluentActions.Invoking(() => model.Calibrate(TableModels.Rows(5))).Should().Throw<InvalidOperationException>().WithMessage("The MlpRegressor must be fitted to a table*");
        model.PredictInterval([0.0, 0.0])[0].Should().Be(before);
    }

    [Fact]
    public void Fit_OfGivenFolds_KnowsTheirTestSamples()
    {
        (Matrix<double> X, double[] y) = Samples("normal", 90, 8);
        MlpRegressor.Fit(X, y, Linear with { Folds = Split.TimeSeries(90, 2) }).CalibrationSamples.Should().Be(60);
        double[] weights = [.. Enumerable.Range(0, 90).Select(j => j < 10 ? 0.0 : 1)];
        MlpRegressor.Fit(X, y, Linear, weights).CalibrationSamples.Should().Be(80);
    }

    /// <summary>The mean coverage of 200 models, or calibrations, is the level, as far as the number of samples lets it, up to two standard errors.</summary>
    private static void Covers(string noise, Func<int, MlpRegressor<double>> make, int samples, IntervalEnds ends = IntervalEnds.Both)
    {
        const double Level = 0.9;
        const int Splits = 200;
        double[] coverages = [.. Enumerable.Range(0, Splits).Select(seed =>
        {
            (Matrix<double> lower, Matrix<double> upper) = make(seed).PredictInterval(Samples(noise, 200, seed + 10_000).X, Level, ends);
            return Metrics.Coverage(lower, upper, Matrix<double>.Build.DenseOfRowArrays(Samples(noise, 200, seed + 10_000).Y));
        })];
        double mean = coverages.Average(), error = Math.Sqrt(coverages.Sum(coverage => (coverage - mean) * (coverage - mean)) / (Splits - 1) / Splits);
        mean.Should().BeInRange(Level - 2 * error, Math.Ceiling((samples + 1) * Level) / (samples + 1) + 2 * error, "the standard error is {0}", error);
    }

    private static (Matrix<double> X, double[] Y) Samples(string noise, int count, int seed)
    {
        NumPyRandom random = new(seed);
        Matrix<double> X = random.Randn<double>(2, count);
        return (X, [.. Enumerable.Range(0, count).Select(j => X[0, j] - 2 * X[1, j] + noise switch
        {
            "normal" => random.Randn(),
            "width follows x" => (0.2 + Math.Abs(X[0, j])) * random.Randn(),
            _ => random.Randn() / Math.Sqrt(new double[3].Sum(_ => Square(random.Randn())) / 3),
        })]);
    }

    private static (Matrix<double> X, double[] Y) Curve(int count)
    {
        NumPyRandom random = new(1);
        Matrix<double> X = random.Randn<double>(4, count);
        return (X, [.. Enumerable.Range(0, count).Select(j => (X[0, j] > 0 ? 2 : 0) + (X[1, j] > 0.5 ? X[2, j] : 0) + 0.2 * random.Randn())]);
    }

    private static (Matrix<double> X, double[] Y) Steps(int count)
    {
        NumPyRandom random = new(1);
        Matrix<double> X = random.Randn<double>(4, count);
        return (X, [.. Enumerable.Range(0, count).Select(j => ((int)Math.Floor(3 * X[0, j]) & 1) + (X[1, j] > 0.5 ? 2 : 0) + 0.2 * random.Randn())]);
    }

    private static double Square(double x) => x * x;
}
