using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Cross-validation, and searches over options.</summary>
public sealed class SearchTests
{
    private static readonly (Matrix<double> X, int[] Labels) Iris = RealData.Read<double>("iris.csv", header: true);
    private static readonly MlpOptions Quick = new() { HiddenLayers = [new Dense(4, Activation.Tanh)], Training = new() { Epochs = 15 } };

    [Fact]
    public void OfClassifier_EachFold_IsTheScoreOfAModelOfTheOthers()
    {
        CrossValidationResult result = CrossValidation.OfClassifier(Iris.X, Iris.Labels, Quick, new CrossValidationOptions { Folds = 4, Repeats = 2, Seed = 3 });
        List<double> expected = [];
        for (int repeat = 0; repeat < 2; repeat++)
        {
            foreach (Fold fold in Split.StratifiedKFold(Iris.Labels, 4, 3 + repeat))
            {
                MlpClassifier<double, int> model = MlpClassifier.Fit(Split.Columns(Iris.X, fold.Train), Labels(fold.Train), Quick with { Seed = repeat });
                expected.Add(model.Score(Split.Columns(Iris.X, fold.Test), Labels(fold.Test)));
            }
        }

        result.Scores.Should().Equal(expected);
        result.Mean.Should().BeApproximately(expected.Average(), 1e-15).And.BeGreaterThan(0.9);
        double squares = expected.Sum(score => Math.Pow(score - expected.Average(), 2));
        result.StandardDeviation.Should().BeApproximately(Math.Sqrt(squares / 7), 1e-15);
        result.ToString().Should().MatchRegex(@"^0\.9\d{3} ± 0\.0\d{3}$");
    }

    [Fact]
    public void OfClassifier_Repeats_HaveTheNextSeedsAndZeroAfterTheLargest()
    {
        MlpOptions options = new MlpOptions { HiddenLayers = Quick.HiddenLayers, Seed = int.MaxValue, Training = new() { Optimizer = new Adam(), Epochs = 3, Seed = int.MaxValue - 1 } };
        CrossValidationResult result = CrossValidation.OfClassifier(Iris.X, Iris.Labels, options, new CrossValidationOptions { Folds = 2, Repeats = 3, Seed = int.MaxValue - 1 });
        result.Scores.Should().Equal(
            from seeds in ((int Folds, int Model, int Training)[])[(int.MaxValue - 1, int.MaxValue, int.MaxValue - 1), (int.MaxValue, 0, int.MaxValue), (0, 1, 0)]
            from fold in Split.StratifiedKFold(Iris.Labels, 2, seeds.Folds)
            let its = (options with { Seed = seeds.Model }).WithTraining(training => training with { Seed = seeds.Training })
            select MlpClassifier.Fit(Split.Columns(Iris.X, fold.Train), Labels(fold.Train), its).Score(Split.Columns(Iris.X, fold.Test), Labels(fold.Test)));
        result.Scores.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void OfRegressor_EachFold_IsTheScoreOfAModelOfTheOthers()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 60), Y = X.SubMatrix(0, 2, 0, 60).PointwiseTanh() * 5;
        CrossValidationResult result = CrossValidation.OfRegressor(X, Y, Quick, new CrossValidationOptions { Folds = 3, Metric = Metric.MeanSquaredError });
        result.Scores.Should().Equal(Split.KFold(60, 3).Select(fold => MlpRegressor
            .Fit(Split.Columns(X, fold.Train), Split.Columns(Y, fold.Train), Quick)
            .Score(Split.Columns(X, fold.Test), Split.Columns(Y, fold.Test), Metric.MeanSquaredError)));
        result.Mean.Should().BeLessThan(1);
    }

    [Fact]
    public void OfRegressor_VectorOfOneOutput_IsARow()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 40), Y = X.SubMatrix(1, 1, 0, 40).PointwiseTanh();
        double[] y = Y.Row(0).ToArray();
        CrossValidationOptions how = new() { Folds = 2 };
        CrossValidation.OfRegressor(X, y, Quick, how).Scores.Should().Equal(CrossValidation.OfRegressor(X, Y, Quick, how).Scores);
        CrossValidation.OfRegressor(X, Vector<double>.Build.Dense(y), Quick, how).Scores.Should().Equal(CrossValidation.OfRegressor(X, Y, Quick, how).Scores);
        Search.Regressor(X, Vector<double>.Build.Dense(y), [new("", Quick)], how).Best.Result.Scores.Should().Equal(CrossValidation.OfRegressor(X, Y, Quick, how).Scores);
        CrossValidation.OfRegressor(X, y).Scores.Should().Equal(CrossValidation.OfRegressor(X, Y).Scores);
        Search.Regressor(X, y, [new("", Quick)], how).Best.Result.Scores.Should().Equal(CrossValidation.OfRegressor(X, Y, Quick, how).Scores);
        const string Message = "y must have 40 elements (one for each sample, a column of X), but has 39.*";
        FluentActions.Invoking(() => CrossValidation.OfRegressor(X, y[1..])).Should().Throw<ArgumentException>().WithMessage(Message);
        FluentActions.Invoking(() => CrossValidation.OfRegressor(X, y[1..], Quick, how)).Should().Throw<ArgumentException>().WithMessage(Message);
        FluentActions.Invoking(() => Search.Regressor(X, y[1..], [new("", Quick)], how)).Should().Throw<ArgumentException>().WithMessage(Message);
    }

    [Fact]
    public void OfMultiLabelClassifier_Defaults_LearnsTwoHalfPlanes()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 200);
        string[][] labels = [.. Enumerable.Range(0, 200).Select(j => Enumerable.Range(0, 2).Where(i => X[i, j] > 0).Select(i => $"{i}").ToArray())];
        CrossValidationResult result = CrossValidation.OfMultiLabelClassifier<double, string>(X, labels, Quick, new CrossValidationOptions { Folds = 3 });
        result.Scores.Should().HaveCount(3);
        result.Mean.Should().BeGreaterThan(0.85);
        CrossValidation.OfMultiLabelClassifier<double, string>(X, labels, Quick, new CrossValidationOptions { Folds = 3, Metric = Metric.MeanSquaredError }).Mean
            .Should().BeInRange(0.001, 0.1, "every metric that takes probabilities of several classes will do");
        FluentActions.Invoking(() => CrossValidation.OfMultiLabelClassifier<double, string>(X, labels, Quick, new CrossValidationOptions { Metric = Metric.Accuracy }))
            .Should().Throw<ArgumentException>().WithMessage("Every column of Y must sum to 1 (one-hot*");
    }

    [Fact]
    public void OfClassifier_AClassThatAFoldLacks_IsStillKnown()
    {
        // One sample of the third class: the fold that tests it trains without.
        int[] labels = [.. Iris.Labels.Take(100), 2];
        CrossValidationResult result = CrossValidation.OfClassifier(Split.Columns(Iris.X, [.. Enumerable.Range(0, 101)]), labels, Quick);
        result.Scores.Should().HaveCount(5).And.Contain(score => score < 1).And.OnlyContain(score => score > 0.9);
    }

    [Fact]
    public void OfClassifier_AFoldWithoutAClassThatTheMetricNeeds_IsRefusedBeforeAnyTraining()
    {
        string[] labels = [.. Enumerable.Range(0, 60).Select(j => j < 3 ? "fraud" : "fine")];
        Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 60);
        List<SearchProgress> reports = [];
        FluentActions.Invoking(() => CrossValidation.OfClassifier(
            X, labels, Quick, new CrossValidationOptions { Metric = Metric.RocAuc }, new Reporter(reports.Add))).Should().Throw<ArgumentException>()
            .WithMessage("fold * of 5 has no sample of \"fraud\", which area under the ROC curve needs; use at most 3 folds.*");
        reports.Should().BeEmpty();
        CrossValidation.OfClassifier(X, labels, Quick, new CrossValidationOptions { Metric = Metric.RocAuc, Folds = 3 }).Scores.Should().HaveCount(3);
    }

    [Fact]
    public void OfClassifier_AMetricThatRefusesForAnotherReason_IsNotBlamedOnAMissingClass()
    {
        // Of 60 samples two are of the second class: three of the five folds lack it, but the metric asks for something else.
        string[] labels = [.. Enumerable.Range(0, 60).Select(j => j < 2 ? "fraud" : "fine")];
        Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 60);
        List<SearchProgress> reports = [];
        Refused(20, "at least 20 cannot be taken of fold 1 of 5. There must be 20 samples, but are 12.*");
        Refused(100, "at least 100 cannot be taken of fold 1 of 5. There must be 100 samples, but are 12.*");
        reports.Should().BeEmpty();
        CrossValidation.OfClassifier(X, labels, Quick, new CrossValidationOptions { Metric = new AtLeast(12) }).Scores.Should().HaveCount(5);

        void Refused(int samples, string message) => FluentActions.Invoking(() => CrossValidation.OfClassifier(
            X, labels, Quick, new CrossValidationOptions { Metric = new AtLeast(samples) }, new Reporter(reports.Add))).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void OfClassifier_AFoldWithoutAClassOfWhichOneSampleWeighsNothing_IsRefused()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(j => j < 2 ? 1 : j < 4 ? 2 : 0)];
        double[] weights = [.. Enumerable.Range(0, 60).Select(j => j is 0 or 2 ? 0.0 : 1)];
        Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 60);
        CrossValidationOptions how = new() { Metric = Metric.RocAuc };
        foreach (CrossValidationOptions each in new[] { how, how with { Weights = weights } })
        {
            FluentActions.Invoking(() => CrossValidation.OfClassifier(X, labels, Quick, each)).Should().Throw<ArgumentException>()
                .WithMessage("fold 1 of 5 has no sample of \"2\", which area under the ROC curve needs; use at most 2 folds.*");
        }
    }

    [Fact]
    public void Classifier_OptionsOfAnotherNumberOfClassesOrFeatures_AreRefusedBeforeAnyTraining()
    {
        List<SearchProgress> reports = [];
        Refused(Quick.WithTraining(t => t with { ClassWeights = ClassWeights.Given(1, 2) }), "ClassWeights must have 3 weights (one for each class, in the order \"0\", \"1\", \"2\"), but have 2.*");
        Refused(Quick with { FeatureNames = ["one"] }, "FeatureNames must have 4 elements (one for each row of X), but has 1.*");
        reports.Should().BeEmpty();

        void Refused(MlpOptions options, string message) =>
            FluentActions.Invoking(() => Search.Classifier(Iris.X, Iris.Labels, [new("fits", Quick), new("does not", options)], progress: new Reporter(reports.Add)))
                .Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void OfClassifier_Weights_CountInTrainingAndScore()
    {
        double[] weights = [.. Enumerable.Range(0, 150).Select(j => 1.0 + j % 3)];
        CrossValidationResult result = CrossValidation.OfClassifier(Iris.X, Iris.Labels, Quick, new CrossValidationOptions { Folds = 3, Weights = weights });
        result.Scores.Should().Equal(Split.StratifiedKFold(Iris.Labels, 3).Select(fold => MlpClassifier
            .Fit(Split.Columns(Iris.X, fold.Train), Labels(fold.Train), Quick, Of(fold.Train))
            .Score(Split.Columns(Iris.X, fold.Test), Labels(fold.Test), null, Of(fold.Test))));
        (new CrossValidationOptions { Weights = weights } == new CrossValidationOptions { Weights = [.. weights] }).Should().BeTrue();
        Refused([1, 2], "Weights must have 150 elements (one for each sample), but has 2.*");
        Refused([1, .. new double[149]], "Weights must not be 0 for all samples to train or to test on, but are for fold 1 of 5.*");
        Fold third = Split.StratifiedKFold(Iris.Labels, 5)[2];
        Refused(WithTiny(third.Test), "Weights must have a mean of at least 2.2250738585072014E-308 in fold 3 of 5, but it is 1*E-310: multiply all by the same number.*");
        Refused(WithTiny(third.Train), "Weights must have a mean of at least 2.2250738585072014E-308 in fold 1 of 5, but it is 1*E-310: multiply all by the same number.*");

        double[] Of(IReadOnlyList<int> places) => [.. places.Select(place => weights[place])];

        static double[] WithTiny(IReadOnlyList<int> places) => [.. Enumerable.Range(0, 150).Select(j => places.Contains(j) ? 1e-310 : 1)];

        static void Refused(double[] weights, string message) =>
            FluentActions.Invoking(() => CrossValidation.OfClassifier(Iris.X, Iris.Labels, Quick, new CrossValidationOptions { Weights = weights }))
                .Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Classifier_AnyNumberOfThreads_GivesTheSameScores(int threads)
    {
        IReadOnlyList<SearchCandidate> candidates = Search.Grid(Quick, Units(2, 5), L2(0.1, 10));
        SearchResult result = Search.Classifier(Iris.X, Iris.Labels, candidates, new CrossValidationOptions { Folds = 3, MaxThreads = threads });
        SearchResult other = Search.Classifier(Iris.X, Iris.Labels, candidates, new CrossValidationOptions { Folds = 3, MaxThreads = 3 });
        result.ToString().Should().Be(other.ToString());
        result.Candidates.SelectMany(c => c.Result.Scores).Should().Equal(other.Candidates.SelectMany(c => c.Result.Scores));
    }

    [Fact]
    public void Classifier_Candidates_AreRankedByTheirMeans()
    {
        SearchCandidate[] candidates =
        [
            new("nothing learned", Quick.WithTraining(t => t with { Optimizer = new GradientDescent(1e-9), ValidationShare = 0, EarlyStopping = null, Epochs = 1 })),
            new("diverges", Quick.WithTraining(t => t with { Optimizer = new GradientDescent(1e300), Epochs = 5 })),
            new("learns", Quick),
        ];
        SearchResult byAccuracy = Search.Classifier(Iris.X, Iris.Labels, candidates);
        byAccuracy.Candidates.Select(c => c.Candidate.Description).Should().Equal("learns", "nothing learned", "diverges");
        byAccuracy.Best.Candidate.Should().BeSameAs(candidates[2]);
        byAccuracy.ToString().Should().MatchRegex(@"^0\.9\d+ ± 0\.\d+  learns\n0\.\d+ ± 0\.\d+  nothing learned\n   NaN ±    NaN  diverges$");
        SearchResult byLoss = Search.Classifier(Iris.X, Iris.Labels, candidates, new CrossValidationOptions { Metric = Metric.LogLoss });
        byLoss.Candidates.Select(c => c.Candidate.Description).Should().Equal("learns", "nothing learned", "diverges");
    }

    [Fact]
    public void Progress_EveryModel_IsReportedOnce()
    {
        List<SearchProgress> reports = [];
        Search.Classifier(Iris.X, Iris.Labels, Search.Grid(Quick, Units(2, 3)), new CrossValidationOptions { Folds = 3 }, new Reporter(reports.Add));
        reports.Select(r => r.Completed).Should().Equal(1, 2, 3, 4, 5, 6);
        reports.Should().OnlyContain(r => r.Total == 6 && r.Score > 0);
        reports.GroupBy(r => r.Candidate.Description).Should().HaveCount(2).And.OnlyContain(group => group.Count() == 3);
    }

    [Fact]
    public void Cancellation_InTheMiddle_EndsTheSearch()
    {
        using CancellationTokenSource source = new();
        int completed = 0;
        FluentActions.Invoking(() => Search.Classifier(
            Iris.X, Iris.Labels, Search.Grid(Quick, L2([.. Enumerable.Range(1, 50).Select(i => (double)i)])), progress: new Reporter(_ =>
            {
                completed++;
                source.Cancel();
            }), cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
        completed.Should().BeInRange(1, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Classifier_FoldsThatFail_ThrowTheFirstExceptionAsItWas(int threads)
    {
        // With several threads, several may fail before the search ends.
        CrossValidationOptions how = new() { Metric = new Failing(), MaxThreads = threads };
        FluentActions.Invoking(() => Search.Classifier(Iris.X, Iris.Labels, Search.Grid(Quick, Units(2, 3)), how)).Should().Throw<NotSupportedException>()
            .WithMessage("no score").Which.StackTrace.Should().Contain(nameof(Failing), "it tells where it began");
    }

    [Fact]
    public void Grid_Axes_GiveAllCombinationsInOrder()
    {
        IReadOnlyList<SearchCandidate> candidates = Search.Grid(Quick, Units(2, 3), L2(0.5, 1));
        candidates.Select(c => c.Description).Should().Equal("units = 2, L2 = 0.5", "units = 2, L2 = 1", "units = 3, L2 = 0.5", "units = 3, L2 = 1");
        candidates[3].Options.HiddenLayers![0].Units.Should().Be(3);
        TrainingOptions training = candidates[3].Options.Training;
        (training.L2, training.Epochs).Should().Be((1, 15), "a change to the training comes after those there are");
    }

    [Fact]
    public void Random_SameSeed_DrawsTheSameCandidatesWithinTheRanges()
    {
        SearchAxis[] axes = [Units(2, 3, 4), SearchAxis.LogUniform("L2", 1e-3, 1e3, WithL2), SearchAxis.Uniform("rate", 0.25, 0.5, (o, rate) => o.WithTraining(t => t with { Optimizer = new Adam(rate) }))];
        IReadOnlyList<SearchCandidate> candidates = Search.Random(Quick, 200, axes, seed: 4);
        Search.Random(Quick, 200, axes, seed: 4).Select(c => c.Description).Should().Equal(candidates.Select(c => c.Description));
        Search.Random(Quick, 200, axes, seed: 5).Select(c => c.Description).Should().NotEqual(candidates.Select(c => c.Description));
        double[] l2 = L2Of(candidates), uniform = L2Of(Search.Random(Quick, 200, [SearchAxis.Uniform("L2", 1e-3, 1e3, WithL2)], seed: 4));
        uniform.Count(value => value < 500).Should().BeInRange(70, 130, "one half of the range is as probable as the other");
        l2.Should().OnlyContain(value => value >= 1e-3 && value <= 1e3);
        l2.Count(value => value < 1).Should().BeInRange(70, 130, "every power of ten is as probable as the next");
        candidates.Select(c => c.Options.HiddenLayers![0].Units).Distinct().Should().BeEquivalentTo([2, 3, 4]);
        Search.Random(Quick, 50, [Units(2, 3)], seed: 1).Should().HaveCount(2, "what is drawn again is left out");

        static double[] L2Of(IReadOnlyList<SearchCandidate> candidates) => [.. candidates.Select(c => c.Options.Training.L2)];
    }

    [Fact]
    public void Random_ValuesOfTheSameText_AreStillTwo()
    {
        Alike[] values = [new(1), new(2), new(2)];
        IReadOnlyList<SearchCandidate> candidates = Search.Random(Quick, 50, [SearchAxis.Of("seed", values, (o, value) => o with { Seed = value.Seed })], seed: 1);
        candidates.Select(c => c.Description).Should().Equal("seed = alike", "seed = alike");
        candidates.Select(c => c.Options.Seed).Should().BeEquivalentTo([1, 2], "of equal values there is but one");
    }

    [Fact]
    public void Description_LayersAndNumbers_ReadAlikeInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture, withCommas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        withCommas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = withCommas;
        try
        {
            Dense[][] layers = [[], [new Dense(8, Activation.Tanh), new Dense(8, Activation.ELU(0.5)) { BatchNormalization = new(), Dropout = 0.25, Residual = true }]];
            IReadOnlyList<SearchCandidate> candidates = Search.Grid(
                Quick, SearchAxis.Of("layers", layers, (o, value) => o with { HiddenLayers = value }), SearchAxis.Of<double?>("x", [null, 0.5], (o, _) => o));
            candidates.Select(c => c.Description).Should().Equal(
                "layers = [], x = ", "layers = [], x = 0.5",
                "layers = [8 tanh, 8 ELU (0.5) + batch normalization + dropout 0.25 + residual], x = ",
                "layers = [8 tanh, 8 ELU (0.5) + batch normalization + dropout 0.25 + residual], x = 0.5");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void BadInput_IsRefusedWithItsReason()
    {
        Refused(() => Search.Grid(Quick), "axes must have at least one element, and none that is null, but is empty.*");
        Refused(() => Search.Grid(Quick, [null!]), "axes must have at least one element, and none that is null, but one is null.*");
        Refused(() => Search.Grid(Quick, SearchAxis.Uniform("rate", 0, 1, WithL2)), "The axes of a grid must be lists of values, but rate is a range: use Random.*");
        Refused(() => Search.Random(Quick, 1, []), "axes must have at least one element, and none that is null, but is empty.*");
        Refused(() => Search.Random(null!, 1, [Units(1)]), "start must not be null.*");
        Refused(() => Search.Random(Quick, 0, [Units(1)]), "count must be at least 1, but is 0.*");
        Refused(() => Search.Random(Quick, 1, [Units(1)], seed: -1), "seed must be at least 0, but is -1.*");
        Refused(() => Search.Random(Quick, 1, null!), "axes must not be null.*");
        Refused(() => Units(), "values must have at least one element, but is empty.*");
        Refused(() => SearchAxis.Uniform("rate", 1, 1, WithL2), "low and high must be finite and in order, but are 1 and 1.*");
        Refused(() => SearchAxis.LogUniform("rate", 0, 1, WithL2), "low must be finite and greater than 0, but is 0.*");
        Refused(() => Search.Classifier(Iris.X, Iris.Labels, []), "candidates must have at least one element, and none that is null, but is empty.*");
        Refused(() => Search.Classifier(Iris.X, Iris.Labels, null!), "candidates must not be null.*");
        Refused(() => Search.Classifier(Iris.X, Iris.Labels, [null!]), "candidates must have at least one element, and none that is null, but one is null.*");
        Refused(() => Search.Classifier(Iris.X, Iris.Labels[1..], [new("", Quick)]), "labels must have 150 elements (one for each sample, a column of X), but has 149.*");
        Refused(
            () => Search.MultiLabelClassifier(Iris.X, [.. Iris.Labels[1..].Select(label => new[] { label })], [new("", Quick)]),
            "labels must have 150 elements (one for each sample, a column of X), but has 149.*");
        Refused(() => Search.Regressor(Iris.X, Iris.X.SubMatrix(0, 1, 0, 9), [new("", Quick)]), "Y must have 150 columns (one for each sample, a column of X), but is 1 × 9.*");
        Refused(() => CrossValidation.OfRegressor(Iris.X * double.NaN, Iris.X), "X must be finite, but X[0, 0] is NaN.*");
        Refused(() => CrossValidation.OfClassifier(Iris.X, Iris.Labels, Quick.WithTraining(t => t with { Optimizer = new Lbfgs(), ClipNorm = 1 })), "L-BFGS must have the true gradient*");
        Refused(() => new CrossValidationOptions { Folds = 1 }, "Folds must be at least 2, but is 1.*");
        Refused(() => new CrossValidationOptions { Repeats = 0 }, "Repeats must be at least 1, but is 0.*");
        Refused(() => new CrossValidationOptions { MaxThreads = 0 }, "MaxThreads must be at least 1, but is 0.*");
        Refused(() => new CrossValidationOptions { Seed = -1 }, "Seed must be at least 0, but is -1.*");
        FluentActions.Invoking(() => Search.Grid(Quick, SearchAxis.Of("x", [1], (_, _) => null!))).Should().Throw<InvalidOperationException>()
            .WithMessage("The axis x must give options, but gave null for 1.");

        static void Refused(Func<object> action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
    }

    private static SearchAxis Units(params int[] values) =>
        SearchAxis.Of("units", values, (options, units) => options with { HiddenLayers = [new Dense(units, Activation.Tanh)] });

    private static SearchAxis L2(params double[] values) => SearchAxis.Of("L2", values, WithL2);

    private static MlpOptions WithL2(MlpOptions options, double value) => options.WithTraining(training => training with { L2 = value });

    private static int[] Labels(IReadOnlyList<int> places) => [.. places.Select(place => Iris.Labels[place])];

    private sealed class Reporter(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }

    /// <summary>Has no score of anything.</summary>
    private sealed record Failing : Metric
    {
        public override string Name => "failing";

        public override bool HigherIsBetter => true;

        public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) => throw new NotSupportedException("no score");
    }

    /// <summary>Is taken of so many samples or more, of whatever classes.</summary>
    private sealed record AtLeast(int Samples) : Metric
    {
        public override string Name => $"at least {Samples}";

        public override bool HigherIsBetter => true;

        public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
            Y.ColumnCount >= Samples ? 1 : throw new ArgumentException($"There must be {Samples} samples, but are {Y.ColumnCount}.");
    }

    private sealed record Alike(int Seed)
    {
        public override string ToString() => "alike";
    }
}
