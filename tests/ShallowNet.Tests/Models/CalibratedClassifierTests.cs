using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Classifiers whose probabilities are made what they say: as scikit-learn does it, part of the network where that is possible, and else of the model.</summary>
[Collection(typeof(Alone))]
public sealed class CalibratedClassifierTests
{
    private static readonly JsonElement Expected = Golden.Read("certainty.json").GetProperty("classifiers");
    private static readonly MlpOptions Linear = new() { HiddenLayers = [] };

    public static TheoryData<CalibrationMethod, int> MethodsAndClasses =>
        [.. from method in Enum.GetValues<CalibrationMethod>() from classes in (int[])[2, 3] select new TheoryDataRow<CalibrationMethod, int>(method, classes)];

    [Theory]
    [InlineData(0, CalibrationMethod.Platt, "sigmoid"), InlineData(1, CalibrationMethod.Platt, "sigmoid")]
    [InlineData(0, CalibrationMethod.Isotonic, "isotonic"), InlineData(1, CalibrationMethod.Isotonic, "isotonic")]
    public void Curves_OfProbabilities_AreThoseOfScikitLearn(int number, CalibrationMethod method, string name)
    {
        (double[] p, int[] labels, double[] weights) = Case(number);
        ProbabilityCurves curves = ProbabilityCurves.Fit(p, labels, weights, method);
        curves.Apply<double>(p);
        double[] expected = [.. Expected[number].GetProperty(name).EnumerateArray().SelectMany(row => p.Length == labels.Length ? [row[1].GetDouble()] : row.Numbers())];

        // scikit-learn stops where the slope of Platt's curve is below 1e-5.
        p.Should().Equal(expected, (one, other) => Math.Abs(one - other) < (method == CalibrationMethod.Platt ? 3e-5 : 1e-12));
    }

    [Theory, InlineData(0), InlineData(1)]
    public void Temperature_OfAnswers_IsTheOneOfSciPy(int number)
    {
        (double[] p, int[] labels, double[] weights) = Case(number);
        int outputs = p.Length / labels.Length;
        double[] Y = [.. labels.SelectMany(label => outputs == 1 ? [label] : Enumerable.Range(0, outputs).Select(k => label == k ? 1.0 : 0))];
        foreach ((string name, double[]? w) in (ReadOnlySpan<(string, double[]?)>)[("plain", null), ("weighted", weights)])
        {
            double expected = Expected[number].GetProperty(name).GetProperty("temperature").GetDouble();
            double found = new TemperatureFit(p, Y, w, outputs, isSoftmax: outputs > 1).Choose(mustBeClear: false)!.Value;
            Math.Abs(Math.Log(found / expected)).Should().BeLessThan(0.03, "temperatures are tried 0.05 apart");
        }
    }

    [Fact]
    public void Temperature_ThatChanceCouldHaveMade_IsNotTaken()
    {
        int taken = Enumerable.Range(0, 100).Count(seed =>
        {
            NumPyRandom random = new(seed);
            double[] p = [.. Enumerable.Range(0, 200).Select(_ => random.Rand())], y = [.. p.Select(probability => random.Rand() < probability ? 1.0 : 0)];
            return new TemperatureFit(p, y, null, 1, isSoftmax: false).Choose(mustBeClear: true) is not null;
        });
        taken.Should().BeLessThan(15);
        new TemperatureFit([0.9, 0.9], [0, 0], null, 1, isSoftmax: false).Choose(mustBeClear: false).Should().BeApproximately(Math.Exp(1.5), 1e-12, "it is the highest that is tried");
    }

    [Theory, MemberData(nameof(MethodsAndClasses))]
    public void Fit_WithAMethod_AnswersByIt(CalibrationMethod method, int classes)
    {
        (Matrix<double> X, int[] labels) = Samples(300, classes);
        MlpClassifier<double, int> plain = MlpClassifier.Fit(X, labels, Linear with { Calibration = CalibrationMethod.None }), model = MlpClassifier.Fit(X, labels, Linear with { Calibration = method });
        Matrix<double> before = plain.PredictProbability(X), after = model.PredictProbability(X);
        after.ColumnSums().Should().OnlyContain(sum => Math.Abs(sum - 1) < 1e-12);
        double[] one = new double[classes];
        model.PredictProbability(X.Column(7).ToArray(), one);
        one.Should().Equal(after.Column(7), (a, b) => Math.Abs(a - b) < 1e-12);
        (model.Curves is not null).Should().Be(method == CalibrationMethod.Isotonic || (method == CalibrationMethod.Platt && classes > 2));
        model.CalibrationSamples.Should().Be(300);
        model.PredictSet(X, 0.8).Should().OnlyContain(set => set.Count >= 1);
        if (method is CalibrationMethod.Automatic or CalibrationMethod.Temperature)
        {
            double factor = model.Network.W[1][0, 0] / plain.Network.W[1][0, 0];
            Golden.ErrorOf(plain.Network.W[1] * factor, model.Network.W[1]).Should().BeLessThan(1e-12);
            Golden.ErrorOf(plain.Network.b[1] * factor, model.Network.b[1]).Should().BeLessThan(1e-12);
            (Math.Round(Math.Log(1 / factor) / 0.05) * 0.05).Should().BeApproximately(Math.Log(1 / factor), 1e-9);
        }
        else if (method == CalibrationMethod.None)
        {
            after.Should().Be(before);
        }
        else if (classes == 2)
        {
            int[] order = [.. Enumerable.Range(0, 300).OrderBy(j => before[1, j])];
            order.Zip(order.Skip(1)).Should().OnlyContain(pair => after[1, pair.First] <= after[1, pair.Second] + 1e-12);
        }
    }

    [Theory, InlineData(CalibrationMethod.Platt), InlineData(CalibrationMethod.Isotonic)]
    public void Fit_WithCurves_CalibratesTheAnswersOfTheFolds(CalibrationMethod method)
    {
        (Matrix<double> X, int[] labels) = Samples(300, 3);
        MlpClassifier<double, int> plain = MlpClassifier.Fit(X, labels, Linear with { Calibration = CalibrationMethod.None }), model = MlpClassifier.Fit(X, labels, Linear with { Calibration = method });
        model.Network.W[1].Should().Be(plain.Network.W[1]);
        double LossOf(MlpClassifier<double, int> of) => -of.Calibration!.Rows[Calibration.ProbabilityRow].Average(p => Math.Log(Math.Max(p, 1e-6)));
        LossOf(model).Should().BeLessThan(LossOf(plain) + 0.01);
        model.Calibration!.Rows[Calibration.CumulatedRow].Should().OnlyContain(sum => sum <= 1.0000001);
        double[] x = X.Column(3).ToArray(), probabilities = new double[3];
        Allocations.Measure(() => model.PredictProbability(x, probabilities)).Should().Be(0);
    }

    [Theory, InlineData(CalibrationMethod.Platt, 2), InlineData(CalibrationMethod.Platt, 3), InlineData(CalibrationMethod.Isotonic, 2), InlineData(CalibrationMethod.Isotonic, 3)]
    public void Save_OfAModelWithAMethod_KeepsItsProbabilities(CalibrationMethod method, int classes)
    {
        (Matrix<double> X, int[] labels) = Samples(200, classes);
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, labels, Linear with { Calibration = method });
        using MemoryStream stream = new();
        model.Save(stream);
        stream.Position = 0;
        MlpClassifier<double, int> loaded = MlpClassifier.Load<double, int>(stream);
        loaded.PredictProbability(X).Should().Be(model.PredictProbability(X));
        loaded.PredictSet(X, 0.8, SetScore.Cumulated).Should().BeEquivalentTo(model.PredictSet(X, 0.8, SetScore.Cumulated));
        if (model.Curves is null)
        {
            model.ExportCSharp("Model").Should().Contain("class Model");
            return;
        }

        FluentActions.Invoking(() => model.ExportCSharp("Model")).Should().Throw<NotSupportedException>().WithMessage(
            $"A class must have a model whose probabilities are its network's, but the MlpClassifier has curves for them (MlpOptions.Calibration = {method}): fit it with Temperature, or export model.Network, which gives probabilities as they were.");
        FluentActions.Invoking(() => model.ExportOnnx(Stream.Null)).Should().Throw<NotSupportedException>().WithMessage("An ONNX file must have a model whose probabilities are its network's*");
        model.PartialFit(X, labels);
        model.Curves.Should().BeNull("they were of another network");
    }

    [Fact]
    public void Load_OfCurvesThatCannotBe_IsRefused()
    {
        (Matrix<double> X, int[] labels) = Samples(200, 2);
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, labels, Linear with { Calibration = CalibrationMethod.Isotonic });
        foreach (ProbabilityCurves wrong in (ProbabilityCurves[])[new([new([0, 1], [0.5, 0.4], 0, 0)]), new([new([1, 0], [0.4, 0.5], 0, 0)]), new([new([0], [1.5], 0, 0)]), new([new([], [], 1, 0), new([], [], 1, 0)])])
        {
            model.RestoreCurves(wrong);
            MemoryStream stream = new();
            model.Save(stream);
            stream.Position = 0;
            FluentActions.Invoking(() => MlpClassifier.Load<double, int>(stream)).Should().Throw<ModelFileException>()
                .WithMessage("Tensor \"model.probabilities\" must have a rising curve of probabilities for each output of a classifier, but has something else.");
        }
    }

    [Fact]
    public void Fit_WhereFoldsRankTheClassesTheWrongWayAround_IsNotTurnedAround()
    {
        // Where inputs are constant, answers are the share of the training samples, which is low in folds where the share of the others is high.
        NumPyRandom random = new(1);
        Matrix<double> X = Matrix<double>.Build.Dense(2, 200, 1);
        bool[] labels = [.. Enumerable.Range(0, 200).Select(j => random.Rand() < 0.1 + 0.2 * (j / 40))];
        Fold[] folds = [.. Enumerable.Range(0, 5).Select(k => new Fold([.. Enumerable.Range(0, 200).Where(j => j / 40 != k)], [.. Enumerable.Range(40 * k, 40)]))];
        MlpOptions options = new() { Monotone = [MonotoneInput.Rising(0)], Folds = folds, Calibration = CalibrationMethod.Platt };
        MlpClassifier<double, bool> model = MlpClassifier.Fit(X, labels, options);
        model.PredictProbability(X).Should().Be(MlpClassifier.Fit(X, labels, options with { Calibration = CalibrationMethod.Automatic }).PredictProbability(X));

        // A file whose weights have other signs than the direction would be refused.
        MemoryStream stream = new();
        model.Save(stream);
        stream.Position = 0;
        MlpClassifier.Load<double, bool>(stream).PredictProbability(X).Should().Be(model.PredictProbability(X));
    }

    [Theory, InlineData(CalibrationMethod.Platt), InlineData(CalibrationMethod.Isotonic)]
    public void Fit_WhereAClassCountsNothing_IsNotCalibrated(CalibrationMethod method)
    {
        (Matrix<double> X, int[] labels) = Samples(90, 3);
        double[] weights = [.. labels.Select(label => label == 2 ? 0.0 : 1)];
        MlpOptions options = new() { Calibration = method };
        MlpClassifier.Fit(X, labels, options, weights).PredictProbability(X).Should().Be(MlpClassifier.Fit(X, labels, options with { Calibration = CalibrationMethod.None }, weights).PredictProbability(X));
    }

    [Fact]
    public void Fit_WithAMethodThatCannotBe_IsRefused()
    {
        (Matrix<double> X, int[] labels) = Samples(60, 2);
        MlpOptions platt = new() { Calibration = CalibrationMethod.Platt };
        const string HeldBack = "Calibration must be Automatic or None where no samples are held back to calibrate by, but is Platt: ";
        Refused<ArgumentException>(() => MlpClassifier.Fit(X, labels, platt with { Training = new() { Epochs = 5 } }), HeldBack + "the options say how to train.*");
        Refused<ArgumentException>(
            () => MlpClassifier.Fit(X, Array.ConvertAll(labels, label => label > 0), platt with { Monotone = [MonotoneInput.Rising(0)], HiddenLayers = [new Dense(4, Activation.ReLU)] }),
            HeldBack + "folds do not choose the model, for what its options say or for so many samples.*");
        Refused<ArgumentException>(() => MlpClassifier.Fit(X.SubMatrix(0, 2, 0, 30), labels[..30], platt), HeldBack + "there are 30 samples, fewer than 40.*");
        Refused<ArgumentException>(() => MlpClassifier.Fit([TableModels.Rows(20)], "plan", platt), HeldBack + "the table comes in pieces.*");
        Refused<ArgumentException>(() => MlpRegressor.Fit(X, labels.Select(label => (double)label), platt), "Calibration must be Automatic or None for an MlpRegressor, but is Platt.*");
        Refused<ArgumentException>(
            () => MlpMultiLabelClassifier.Fit(X, [.. labels.Select(label => new[] { label })], platt), "Calibration must be Automatic, None or Temperature for an MlpMultiLabelClassifier, but is Platt.*");
        Refused<ArgumentOutOfRangeException>(() => new MlpOptions { Calibration = (CalibrationMethod)9 }, "Calibration must be Automatic, None, Temperature, Platt or Isotonic, but is 9.*");
        MlpClassifier<double, int> pieces = new([0, 1], platt);
        Refused<InvalidOperationException>(() => { pieces.PartialFit(X, labels); return 0; }, "*cannot use Calibration = Platt*");

        static void Refused<TException>(Func<object> call, string message)
            where TException : Exception => call.Should().Throw<TException>().WithMessage(message);
    }

    [Fact]
    public void Report_OfAClassifierAndARegressor_SaysHowSureTheyAre()
    {
        (Matrix<double> X, int[] labels) = Samples(300, 3);
        MlpClassifier<double, int> classifier = MlpClassifier.Fit(X, labels, Linear);
        ModelReport report = classifier.Report(X, labels);
        Matrix<double> YHat = classifier.PredictProbability(X), Y = OneHot.Encode<double>(labels, 3);
        report.Certainty!.BrierScore.Should().Be(Metrics.BrierScore(YHat, Y));
        report.Certainty.CalibrationError.Should().Be(Metrics.ExpectedCalibrationError(YHat, Y));
        report.ToString().Should().MatchRegex(@"\nProbabilities differ from what happened by \d+\.\d % on average \(10 bins\); their Brier score is 0\.\d{4}\.");
        (Matrix<double> lines, double[] y) = NoisyLines.Samples("normal", 100, 1);
        MlpRegressor<double> regressor = MlpRegressor.Fit(lines, y, Linear);
        ReportedCertainty certainty = regressor.Report(lines, y).Certainty!;
        (Matrix<double> lower, Matrix<double> upper) = regressor.PredictInterval(lines);
        certainty.Coverage.Should().Be(Metrics.Coverage(lower, upper, Matrix<double>.Build.DenseOfRowArrays(y)));
        certainty.Width.Should().BeApproximately(Metrics.MeanWidth(lower, upper), 1e-9);
        regressor.Report(lines, y).ToString().Should().MatchRegex(@"\nIntervals of 90 % hold 9\d\.0 % of the targets; they are 3\.\d+ wide\.");
        MlpRegressor.Fit(lines, y, Linear with { Training = new() { Epochs = 5 } }).Report(lines, y).Certainty.Should().BeNull();
    }

    private static (double[] P, int[] Labels, double[] Weights) Case(int number) =>
        ([.. Expected[number].GetProperty("p").EnumerateArray().SelectMany(row => row.Numbers())], Expected[number].GetProperty("labels").Integers(), Expected[number].GetProperty("weights").Numbers());

    private static (Matrix<double> X, int[] Labels) Samples(int count, int classes)
    {
        NumPyRandom random = new(classes);
        Matrix<double> X = random.Randn<double>(2, count);
        return (X, [.. Enumerable.Range(0, count).Select(j => (int)Math.Clamp(Math.Floor(classes * (0.5 + 0.3 * X[0, j] - 0.2 * X[1, j] + 0.25 * random.Randn())), 0, classes - 1))]);
    }
}
