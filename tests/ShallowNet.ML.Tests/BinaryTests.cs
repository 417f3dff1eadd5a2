using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

public sealed class BinaryTests
{
    private readonly MLContext context = new(seed: 5);

    [Fact]
    public void Fit_BreastCancer_AnswersAsTheModelItselfToTheBit()
    {
        IDataView view = Data.Cancer(context);
        ShallowNetTransformer<MlpClassifier<float, bool>> transformer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        (Matrix<float> X, bool[] labels) = Data.CancerSamples();
        MlpClassifier<float, bool> direct = MlpClassifier.Fit(X, labels, Data.Fast with { Seed = 5 });

        IDataView scored = transformer.Transform(view);
        scored.Values<float>("Probability").Should().Equal(direct.PredictProbability(X).Row(1));
        scored.Values<bool>("PredictedLabel").Should().Equal(direct.Predict(X));
        transformer.Model.Options.FeatureNames.Should().HaveCount(30).And.StartWith("mean radius");
        transformer.ToString().Should().StartWith("Features → PredictedLabel, Score, Probability: classifier of False, True: ");
    }

    [Fact]
    public void PredictedLabel_OfAModelWithAThreshold_IsByIt()
    {
        IDataView view = Data.Cancer(context);
        ShallowNetTransformer<MlpClassifier<float, bool>> transformer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        bool[] before = transformer.Transform(view).Values<bool>("PredictedLabel");
        transformer.Model.Threshold = DecisionThreshold.Given(0.02);
        IDataView scored = transformer.Transform(view);
        bool[] labels = scored.Values<bool>("PredictedLabel");
        labels.Should().Equal(scored.Values<float>("Probability").Select(p => p >= 0.02));
        labels.Count(label => label).Should().BeGreaterThan(before.Count(label => label));
        using MemoryStream file = new();
        context.Model.Save(transformer, view.Schema, file);
        file.Position = 0;
        context.Model.Load(file, out _).Transform(view).Values<bool>("PredictedLabel").Should().Equal(labels);
    }

    [Fact]
    public void Fit_WithDefaultsAndQuickEffort_AnswersAsTheModelItselfToTheBit()
    {
        IDataView view = Data.Cancer(context);
        ShallowNetOptions options = new() { Effort = Effort.Quick, Seed = 2, MaxThreads = 1 };
        (Matrix<float> X, bool[] labels) = Data.CancerSamples();
        float[] expected = [.. MlpClassifier.Fit(X, labels, new MlpOptions { Effort = Effort.Quick, Seed = 2 }).PredictProbability(X).Row(1)];
        context.BinaryClassification.Trainers.ShallowNet(options).Fit(view).Transform(view).Values<float>("Probability").Should().Equal(expected);
    }

    [Fact]
    public void Score_OfEveryRow_IsTheLogarithmOfTheOdds()
    {
        IDataView view = Data.Cancer(context);
        IDataView scored = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view).Transform(view);
        (float[] scores, float[] probabilities, bool[] labels) = (scored.Values<float>("Score"), scored.Values<float>("Probability"), scored.Values<bool>("PredictedLabel"));
        for (int i = 0; i < scores.Length; i++)
        {
            float.IsFinite(scores[i]).Should().BeTrue();
            (scores[i] > 0).Should().Be(labels[i]);
            (1 / (1 + Math.Exp(-scores[i]))).Should().BeApproximately(probabilities[i], 1e-6);
        }
    }

    [Fact]
    public void Evaluate_OfAFittedView_KnowsTheColumns()
    {
        IDataView view = Data.Cancer(context);
        CalibratedBinaryClassificationMetrics metrics = context.BinaryClassification.Evaluate(
            context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view).Transform(view));
        metrics.Accuracy.Should().BeGreaterThan(0.97);
        metrics.AreaUnderRocCurve.Should().BeGreaterThan(0.99);
        metrics.LogLoss.Should().BeLessThan(0.15);
    }

    [Fact]
    public void Fit_KeyOfTwoValues_PredictsAKeyOfTheSameValues()
    {
        IDataView view = Data.Cancer(context);
        IEstimator<ITransformer> toKey = context.Transforms.Conversion.MapValueToKey(
            [new InputOutputColumnPair("Label")], keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
        IDataView keys = toKey.Fit(view).Transform(view);
        IDataView scored = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(keys).Transform(keys);
        float[] expected = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view).Transform(view).Values<float>("Probability");
        scored.Values<float>("Probability").Should().Equal(expected);

        IDataView values = context.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored);
        values.Values<bool>("PredictedLabel").Should().Equal(expected.Select(probability => probability > 0.5f));
        context.BinaryClassification.Evaluate(scored).Accuracy.Should().BeGreaterThan(0.97);
    }

    [Fact]
    public void Fit_KeyOfThreeValues_IsRefused() =>
        ((Action)(() => context.BinaryClassification.Trainers.ShallowNet().Fit(Data.Iris(context)))).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Schema mismatch for label column 'Label': expected Boolean or a Key with two values, got Key<UInt32, 0-2>*");

    [Fact]
    public void Fit_Weights_AreThoseOfTheModelItself()
    {
        (Matrix<float> X, bool[] labels) = Data.CancerSamples();
        float[] weights = [.. Enumerable.Range(0, labels.Length).Select(i => i % 3 == 0 ? 0 : 1 + i % 2)];
        IDataView view = context.Data.LoadFromEnumerable(
            labels.Select((label, i) => new Case { Label = label, Features = X.Column(i).ToArray(), Weight = weights[i] }), Case.Definition(30));
        IDataView scored = context.BinaryClassification.Trainers.ShallowNet(exampleWeightColumnName: "Weight", options: Data.Fast).Fit(view).Transform(view);
        MlpClassifier<float, bool> direct = MlpClassifier.Fit(X, labels, Data.Fast with { Seed = 5 }, weights.Select(weight => (double)weight));
        scored.Values<float>("Probability").Should().Equal(direct.PredictProbability(X).Row(1));

        view = context.Data.LoadFromEnumerable(
            labels.Select((label, i) => new Case { Label = label, Features = X.Column(i).ToArray(), Weight = i == 7 ? -1 : 1 }), Case.Definition(30));
        ((Action)(() => context.BinaryClassification.Trainers.ShallowNet(exampleWeightColumnName: "Weight", options: Data.Fast).Fit(view)))
            .Should().Throw<ArgumentException>().WithMessage("*weights*-1*");
    }

    [Fact]
    public void Fit_RowsWithGaps_LeavesThemOutAndSaysSo()
    {
        (Matrix<float> X, bool[] labels) = Data.CancerSamples();
        Case[] cases = [.. labels.Select((label, i) => new Case { Label = label, Features = X.Column(i).ToArray() })];
        cases[3].Features[5] = float.NaN;
        cases[10].Features[0] = float.PositiveInfinity;
        cases[20].Weight = float.NaN;
        IDataView view = context.Data.LoadFromEnumerable(cases, Case.Definition(30));
        List<string> said = [];
        context.Log += (_, message) => said.Add(message.RawMessage);
        IDataView scored = context.BinaryClassification.Trainers.ShallowNet(exampleWeightColumnName: "Weight", options: Data.Fast).Fit(view).Transform(view);

        int[] kept = [.. Enumerable.Range(0, labels.Length).Except([3, 10, 20])];
        Matrix<float> keptX = Matrix<float>.Build.DenseOfColumnVectors(kept.Select(X.Column));
        MlpClassifier<float, bool> direct = MlpClassifier.Fit(keptX, kept.Select(i => labels[i]).ToList(), Data.Fast with { Seed = 5 }, kept.Select(_ => 1.0));
        float[] probabilities = scored.Values<float>("Probability");
        kept.Select(i => probabilities[i]).Should().Equal(direct.PredictProbability(keptX).Row(1));
        said.Should().Contain("Skipped 3 of 569 rows, whose label, weight or features are missing or not finite.");

        // Where the features have a gap, there is no answer.
        probabilities[3].Should().Be(float.NaN);
        scored.Values<float>("Score")[10].Should().Be(float.NaN);
        scored.Values<bool>("PredictedLabel")[3].Should().BeFalse();
        probabilities[20].Should().NotBe(float.NaN);
    }

    [Fact]
    public void Fit_OneClass_IsRefused()
    {
        IDataView view = context.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(i => new Case { Label = true, Features = [i, -i] }), Case.Definition(2));
        ((Action)(() => context.BinaryClassification.Trainers.ShallowNet().Fit(view))).Should().Throw<ArgumentException>()
            .WithMessage("Label column 'Label' must have at least two classes, but has only \"True\".*");
    }

    [Fact]
    public void Fit_EmptyView_IsRefused()
    {
        IDataView empty = context.Data.LoadFromEnumerable(Array.Empty<Case>(), Case.Definition(2));
        ((Action)(() => context.BinaryClassification.Trainers.ShallowNet().Fit(empty))).Should().Throw<InvalidOperationException>()
            .WithMessage("No valid training instances found: of 0 rows, none has a label and features that are finite.");
        IDataView gaps = context.Data.LoadFromEnumerable([new Case { Features = [float.NaN, 1] }], Case.Definition(2));
        ((Action)(() => context.BinaryClassification.Trainers.ShallowNet().Fit(gaps))).Should().Throw<InvalidOperationException>()
            .WithMessage("No valid training instances found: of 1 rows, none*");
    }

    [Fact]
    public void Transform_EmptyView_HasNoRows()
    {
        IDataView view = Data.Cancer(context);
        ITransformer transformer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        IDataView none = context.Data.LoadFromEnumerable(Array.Empty<Case>(), Case.Definition(30));
        transformer.Transform(none).Values<float>("Score").Should().BeEmpty();
    }

    [Fact]
    public void Fit_SparseFeatures_AreThoseOfDenseOnes()
    {
        float[][] rows = [.. Enumerable.Range(0, 60).Select(i => new float[] { i % 5, 0, i % 7 == 0 ? 1 : 0, 0 })];
        IDataView dense = context.Data.LoadFromEnumerable(rows.Select((x, i) => new Case { Label = i % 5 > 2, Features = x }), Case.Definition(4));
        SchemaDefinition definition = SchemaDefinition.Create(typeof(SparseCase));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 4);
        IDataView sparse = context.Data.LoadFromEnumerable(
            rows.Select((x, i) => new SparseCase { Label = i % 5 > 2, Features = new VBuffer<float>(4, 2, [x[0], x[2]], [0, 2]) }), definition);
        ShallowNetTrainer<MlpClassifier<float, bool>> trainer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast);
        trainer.Fit(sparse).Transform(sparse).Values<float>("Probability").Should().Equal(trainer.Fit(dense).Transform(dense).Values<float>("Probability"));
    }

    private sealed class SparseCase
    {
        public bool Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}

internal sealed class Case
{
    public bool Label { get; set; }

    public float[] Features { get; set; } = [];

    public float Weight { get; set; } = 1;

    public static SchemaDefinition Definition(int features)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Case));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return definition;
    }
}
