using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

public sealed class ConventionTests
{
    private readonly MLContext context = new(seed: 5);

    [Fact]
    public void PredictionEngine_OfAPipeline_AnswersAsTheView()
    {
        IDataView view = Datasets.Diabetes().ToDataView();
        ITransformer model = context.Transforms.Concatenate("Features", "age", "bmi", "bp").Append(context.Regression.Trainers.ShallowNet("progression", options: Data.Fast)).Fit(view);
        float[] scores = model.Transform(view).Values<float>("Score");
        Patient[] patients = [.. context.Data.CreateEnumerable<Patient>(view, reuseRowObject: false)];
        using PredictionEngine<Patient, Prediction> engine = context.Model.CreatePredictionEngine<Patient, Prediction>(model.SaveAndLoad(view.Schema, context));
        patients.Select(patient => engine.Predict(patient).Score).Should().Equal(scores);
    }

    [Fact]
    public void PredictionEngines_OfManyThreads_AnswerAsTheView()
    {
        // As a pool has them: one engine for each thread at a time, of one transformer.
        IDataView view = Datasets.Diabetes().ToDataView();
        ITransformer model = context.Transforms.Concatenate("Features", "age", "bmi", "bp").Append(context.Regression.Trainers.ShallowNet("progression", options: Data.Fast)).Fit(view);
        float[] scores = model.Transform(view).Values<float>("Score");
        Patient[] patients = [.. context.Data.CreateEnumerable<Patient>(view, reuseRowObject: false)];
        using ThreadLocal<PredictionEngine<Patient, Prediction>> engines = new(() => context.Model.CreatePredictionEngine<Patient, Prediction>(model));
        float[] answers = new float[patients.Length];
        Parallel.For(0, patients.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => answers[i] = engines.Value!.Predict(patients[i]).Score);
        answers.Should().Equal(scores);
    }

    [Fact]
    public void CrossValidate_EveryKind_JudgesEveryFold()
    {
        context.BinaryClassification.CrossValidate(Data.Cancer(context), context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast), numberOfFolds: 3)
            .Should().HaveCount(3).And.AllSatisfy(fold => fold.Metrics.Accuracy.Should().BeGreaterThan(0.93));
        context.MulticlassClassification.CrossValidate(Data.Iris(context), context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast), numberOfFolds: 3)
            .Should().HaveCount(3).And.AllSatisfy(fold => fold.Metrics.MicroAccuracy.Should().BeGreaterThan(0.9));
        context.Regression.CrossValidate(Data.Diabetes(context), context.Regression.Trainers.ShallowNet(options: Data.Fast), numberOfFolds: 3)
            .Should().HaveCount(3).And.AllSatisfy(fold => fold.Metrics.RSquared.Should().BeGreaterThan(0.3));
    }

    [Fact]
    public void PermutationFeatureImportance_OfATransformer_FindsWhatMatters()
    {
        IDataView view = Data.Diabetes(context);
        ShallowNetTransformer<MlpRegressor<float>> transformer = context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        ImmutableArray<RegressionMetricsStatistics> importance = context.Regression.PermutationFeatureImportance(transformer, view, permutationCount: 3);
        importance.Should().HaveCount(10);
        Enumerable.Range(0, 10).OrderBy(i => importance[i].RSquared.Mean).Take(2).Should().BeSubsetOf([2, 8, 4, 5], "body mass index and s5 matter most, and s1 and s2 where both are there");
    }

    [Fact]
    public void PermutationFeatureImportance_OfPipelines_FindsWhatMattersByName()
    {
        IDataView patients = Datasets.Diabetes().ToDataView();
        ITransformer model = context.Transforms.Concatenate("Features", "age", "bmi").Append(context.Regression.Trainers.ShallowNet("progression", options: Data.Fast)).Fit(patients);
        ImmutableDictionary<string, RegressionMetricsStatistics> numbers = context.Regression.PermutationFeatureImportance(model, model.Transform(patients), "progression");
        numbers["bmi"].RSquared.Mean.Should().BeLessThan(numbers["age"].RSquared.Mean);

        IDataView cases = Data.Cancer(context);
        ITransformer binary = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(cases);
        context.BinaryClassification.PermutationFeatureImportanceNonCalibrated(binary, cases).Should().HaveCount(30);
        IDataView flowers = Data.Iris(context);
        ITransformer multiclass = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(flowers);
        ImmutableDictionary<string, MulticlassClassificationMetricsStatistics> classes = context.MulticlassClassification.PermutationFeatureImportance(multiclass, flowers);
        classes["petal length (cm)"].MicroAccuracy.Mean.Should().BeLessThan(classes["sepal width (cm)"].MicroAccuracy.Mean);
    }

    [Fact]
    public void Fit_ByContextsOfDifferentSeeds_HasTheirBits()
    {
        IDataView view = Data.Diabetes(context);
        float[] ofContext = Scores(new MLContext(seed: 3), new ShallowNetOptions());
        Scores(new MLContext(seed: 3), new ShallowNetOptions()).Should().Equal(ofContext);
        Scores(new MLContext(seed: -3), new ShallowNetOptions { Seed = 3 }).Should().Equal(ofContext);
        Scores(new MLContext(), new ShallowNetOptions { Model = Data.Fast with { Seed = 3 } }).Should().Equal(ofContext);
        Scores(new MLContext(), new ShallowNetOptions()).Should().NotEqual(ofContext);
        Scores(new MLContext(), new ShallowNetOptions()).Should().Equal(Scores(new MLContext(), new ShallowNetOptions { Seed = 0 }));
        Scores(new MLContext(seed: int.MinValue), new ShallowNetOptions()).Should().Equal(Scores(new MLContext(), new ShallowNetOptions()));

        float[] Scores(MLContext its, ShallowNetOptions options) =>
            its.Regression.Trainers.ShallowNet(options with { Model = options.Model == new MlpOptions() ? Data.Fast : options.Model }).Fit(view).Transform(view).Values<float>("Score");
    }

    [Fact]
    public void Fit_WithProgressAndToken_TellsAndStops()
    {
        IDataView view = Data.Diabetes(context);
        List<int> epochs = [];
        CancellationTokenSource source = new();
        ShallowNetOptions options = new() { Model = Data.Fast, Progress = new Told(progress => epochs.Add(progress.Epoch)), CancellationToken = source.Token };
        context.Regression.Trainers.ShallowNet(options).Fit(view);
        epochs.Should().Contain(20);
        source.Cancel();
        ((Action)(() => context.Regression.Trainers.ShallowNet(options).Fit(view))).Should().Throw<OperationCanceledException>();
    }

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }

    private sealed class Patient
    {
        [ColumnName("age")]
        public float Age { get; set; }

        [ColumnName("bmi")]
        public float Bmi { get; set; }

        [ColumnName("bp")]
        public float Bp { get; set; }
    }

    private sealed class Prediction
    {
        public float Score { get; set; }
    }
}
