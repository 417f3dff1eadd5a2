using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Prediction sets of classifiers: those by the formulas, as often right as they say, refused where nothing is known.</summary>
public sealed class PredictSetTests
{
    private static readonly JsonElement Expected = Golden.Read("certainty.json").GetProperty("sets");
    private static readonly MlpOptions Linear = new() { HiddenLayers = [] };

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7)]
    public void PredictSet_OfKnownProbabilities_IsTheOneByTheFormula(int number)
    {
        JsonElement expected = Expected.GetProperty("cases")[number];
        MlpClassifier<double, int> model = Softmax();
        Matrix<double> logits = Expected.GetProperty("p").Matrix().PointwiseLog();
        model.Calibrate(logits, Expected.GetProperty("labels").Integers());
        SetScore score = Enum.Parse<SetScore>(expected.GetProperty("score").GetString()!);
        double level = expected.GetProperty("level").GetDouble();
        bool byClass = expected.GetProperty("byClass").GetBoolean();
        IReadOnlyList<int>[] sets = model.PredictSet(logits, level, score, byClass);
        foreach ((int j, JsonElement set) in expected.GetProperty("sets").EnumerateArray().Index())
        {
            sets[j].Should().Equal(set.Integers());
            model.PredictSet(logits.Column(j).ToArray(), level, score, byClass).Should().Equal(sets[j]);
        }
    }

    [Theory]
    [InlineData(SetScore.Probability, false), InlineData(SetScore.Probability, true), InlineData(SetScore.Cumulated, false), InlineData(SetScore.Cumulated, true)]
    public void PredictSet_OfRandomSplits_HoldsTheRightClassAsOftenAsItSays(SetScore score, bool byClass)
    {
        const double Level = 0.8;
        const int Splits = 200;
        MlpClassifier<double, int> model = MlpClassifier.Fit(Samples(100, 5_000).X, Samples(100, 5_000).Labels, Linear);
        double[] coverages = [.. Enumerable.Range(0, Splits).Select(seed =>
        {
            (Matrix<double> X, int[] labels) = Samples(60, seed);
            model.Calibrate(X, labels);
            (Matrix<double> others, int[] right) = Samples(200, seed + 10_000);
            IReadOnlyList<int>[] sets = model.PredictSet(others, Level, score, byClass);
            return right.Zip(sets).Average(pair => pair.Second.Contains(pair.First) ? 1.0 : 0);
        })];
        double mean = coverages.Average(), error = Math.Sqrt(coverages.Sum(coverage => (coverage - mean) * (coverage - mean)) / (Splits - 1) / Splits);

        // Each class has about 20 samples; the most probable class is in every set, whatever its score.
        mean.Should().BeInRange(Level - 2 * error, Level + 1.0 / 17 + (score == SetScore.Cumulated ? 0.1 : 0) + 2 * error, "the standard error is {0}", error);
    }

    [Fact]
    public void PredictSet_OfAModelChosenByFolds_NeedsNoOtherSamples()
    {
        (Matrix<double> X, int[] labels) = Samples(90, 1);
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, labels, Linear);
        model.CalibrationSamples.Should().Be(90);
        (Matrix<double> others, int[] right) = Samples(2_000, 2);
        right.Zip(model.PredictSet(others)).Average(pair => pair.Second.Contains(pair.First) ? 1.0 : 0).Should().BeInRange(0.84, 0.96);
        MlpClassifier.Fit(X, [.. labels.Select(label => label > 0)]).PredictSet(others).Should().OnlyContain(set => set.Count == 1 || set.Count == 2);
    }

    [Fact]
    public void PredictSet_OfATable_IsThatOfItsRows()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit<double, string>(TableModels.Rows(80), "plan", Linear);
        IReadOnlyList<string>[] sets = model.PredictSet(TableModels.Rows(10, seed: 2), 0.5);
        sets.Select(set => set[0]).Should().Equal(model.Predict(TableModels.Rows(10, seed: 2)));
        model.Calibrate(TableModels.Rows(40, seed: 3));
        model.CalibrationSamples.Should().Be(40);
    }

    [Fact]
    public void PredictSet_OfWhatCannotBe_IsRefused()
    {
        (Matrix<double> X, int[] labels) = Samples(60, 3);
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, labels, new MlpOptions { Training = new() { Epochs = 5 } });
        Refused<InvalidOperationException>(() => model.PredictSet(X), "The MlpClassifier has no answers to samples that it was not trained on*Call Calibrate*");
        model.Calibrate(X, labels);
        Refused<ArgumentOutOfRangeException>(() => model.PredictSet(X, 0.99), "99 % needs 99 calibration samples, but there are 60.*");
        Refused<ArgumentOutOfRangeException>(() => model.PredictSet(X, 0.97, byClass: true), "97 % needs 33 calibration samples of class \"0\", but there are *");
        Refused<ArgumentOutOfRangeException>(() => model.PredictSet(X, 0), "level must be greater than 0 and less than 1, but is 0.*");
        Refused<ArgumentOutOfRangeException>(() => model.PredictSet(X, score: (SetScore)3), "score must be Probability or Cumulated, but is 3.*");
        FluentActions.Invoking(() => model.Calibrate(X, labels[..3])).Should().Throw<ArgumentException>().WithMessage("labels must have 60 elements*");
        FluentActions.Invoking(() => model.Calibrate(TableModels.Rows(5))).Should().Throw<InvalidOperationException>().WithMessage("The MlpClassifier must be fitted to a table*");
        model.CalibrationSamples.Should().Be(60);

        void Refused<TException>(Func<object> call, string message)
            where TException : Exception => call.Should().Throw<TException>().WithMessage(message);
    }

    /// <summary>A classifier whose probabilities are the softmax of its features.</summary>
    private static MlpClassifier<double, int> Softmax()
    {
        NumPyRandom random = new(1);
        MlpClassifier<double, int> model = MlpClassifier.Fit(
            random.Randn<double>(4, 40), [.. Enumerable.Range(0, 40).Select(j => j % 4)], new MlpOptions { HiddenLayers = [], InputScaling = Scaling.None, Training = new() { Epochs = 1 } });
        Matrix<double>.Build.DenseIdentity(4).CopyTo(model.Network.W[1]);
        model.Network.b[1].Clear();
        return model;
    }

    private static (Matrix<double> X, int[] Labels) Samples(int count, int seed)
    {
        NumPyRandom random = new(seed);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => (int)(3 * random.Rand()))];
        Matrix<double> X = random.Randn<double>(2, count);
        for (int j = 0; j < count; j++)
        {
            X[0, j] += labels[j] == 1 ? 1.5 : 0;
            X[1, j] += labels[j] == 2 ? 1.5 : 0;
        }

        return (X, labels);
    }
}
