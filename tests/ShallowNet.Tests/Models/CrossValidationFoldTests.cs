using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Cross-validation by folds of one's own, of groups, and in the order of time.</summary>
public sealed class CrossValidationFoldTests
{
    private static readonly (Matrix<double> X, int[] Labels) Iris = RealData.Read<double>("iris.csv", header: true);
    private static readonly MlpOptions Quick = new() { HiddenLayers = [new Dense(4, Activation.Tanh)], Training = new() { Epochs = 15 } };
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 40);
    private static readonly Matrix<double> Y = X.SubMatrix(1, 1, 0, 40).PointwiseTanh();

    [Fact]
    public void OwnFolds_AnyTurns_AreScoredInTheirOrder()
    {
        // A bootstrap, with samples twice and in no order, and a part that is tested twice.
        Fold[] own = [new([1, 5, 9, 9, 30, 22, 17, 3, 12, 35], [0, 39]), new([.. Enumerable.Range(10, 30)], [9, 0, 1])];
        CrossValidation.OfRegressor(X, Y, Quick, new CrossValidationOptions { OwnFolds = own }).Scores.Should().Equal(ScoresOf(own, 0));
        CrossValidationResult twice = CrossValidation.OfRegressor(X, Y, Quick, new CrossValidationOptions { OwnFolds = own, Repeats = 2, Seed = 7 });
        twice.Scores.Should().Equal(ScoresOf(own, 0).Concat(ScoresOf(own, 1)), "the folds are the same, and the models have other seeds");
        Search.Regressor(X, Y, [new("", Quick), new("", Quick with { Seed = 1 })], new CrossValidationOptions { OwnFolds = own })
            .Candidates.Select(candidate => candidate.Result.Scores).Should().BeEquivalentTo([ScoresOf(own, 0), ScoresOf(own, 1)]);
    }

    [Fact]
    public void OwnFolds_OnlyOne_HasNoDeviation()
    {
        CrossValidationResult result = CrossValidation.OfRegressor(X, Y, Quick, new CrossValidationOptions { OwnFolds = [Split.KFold(40, 5)[2]] });
        result.Scores.Should().Equal(ScoresOf([Split.KFold(40, 5)[2]], 0));
        result.StandardDeviation.Should().Be(double.NaN);
        result.ToString().Should().MatchRegex(@"^0\.\d{4}$");
    }

    [Fact]
    public void TimeOrdered_EachFold_IsTestedByModelsOfWhatWasBefore()
    {
        CrossValidation.OfRegressor(X, Y, Quick, new CrossValidationOptions { TimeOrdered = true, Folds = 3 }).Scores.Should().Equal(ScoresOf(Split.TimeSeries(40, 3), 0));
        int[] labels = [.. Y.Row(0).Select(y => y > 0 ? 1 : 0)];
        CrossValidation.OfClassifier(X, labels, Quick, new CrossValidationOptions { TimeOrdered = true, Folds = 3 }).Scores.Should().HaveCount(3);
    }

    [Fact]
    public void Groups_OfRegression_AreInOneFoldEach()
    {
        string[] groups = [.. Enumerable.Range(0, 40).Select(j => $"patient {j * j % 11}")];
        CrossValidation.OfRegressor(X, Y, Quick, new CrossValidationOptions { Groups = groups, Folds = 3 }).Scores.Should().Equal(ScoresOf(Split.GroupKFold(groups, 3), 0));
        int[] numbers = [.. Enumerable.Range(0, 40).Select(j => j * j % 11)];
        CrossValidation.OfRegressor(X, Y, Quick, new CrossValidationOptions { Groups = [.. numbers], Folds = 3 }).Scores.Should().Equal(ScoresOf(Split.GroupKFold(numbers, 3), 0));
    }

    [Fact]
    public void Groups_OfClasses_HaveTheirShareOfEach()
    {
        int[] groups = [.. Enumerable.Range(0, 150).Select(j => j / 5)];
        IReadOnlyList<Fold> folds = Split.StratifiedGroupKFold(Iris.Labels, groups, 5);
        CrossValidation.OfClassifier(Iris.X, Iris.Labels, Quick, new CrossValidationOptions { Groups = [.. groups] }).Scores.Should().Equal(folds.Select(fold => MlpClassifier
            .Fit(Split.Columns(Iris.X, fold.Train), [.. fold.Train.Select(j => Iris.Labels[j])], Quick)
            .Score(Split.Columns(Iris.X, fold.Test), [.. fold.Test.Select(j => Iris.Labels[j])])));
    }

    [Fact]
    public void Options_WithOwnFoldsOrGroups_AreEqualByValue()
    {
        CrossValidationOptions own = new() { OwnFolds = [new Fold([1], [2])] }, groups = new() { Groups = ["a", 2] };
        own.Should().Be(new CrossValidationOptions { OwnFolds = [new Fold([1], [2])] }).And.NotBe(new CrossValidationOptions { OwnFolds = [new Fold([2], [1])] });
        groups.Should().Be(new CrossValidationOptions { Groups = ["a", 2] }).And.NotBe(new CrossValidationOptions { Groups = ["a", 3] });
        own.ToString().Should().Contain("OwnFolds = [Fold { Train = [1], Test = [2] }]").And.Contain("TimeOrdered = False");
        groups.ToString().Should().Contain("Groups = [a, 2]");
    }

    [Fact]
    public void BadDivision_IsRefusedBeforeAnyTraining()
    {
        Fold good = new([0, 1, 2, 3], [4, 5]);
        Refused(new() { OwnFolds = [good, new([0, 1], [])] }, "fold 2 of 2 must have samples to train on and samples to test on, but has 2 and 0.*");
        Refused(new() { OwnFolds = [new([], [1]), good] }, "fold 1 of 2 must have samples to train on and samples to test on, but has 0 and 1.*");
        Refused(new() { OwnFolds = [good, good, new([0, 1], [40])], Repeats = 2 }, "The columns of fold 3 of 3 must lie within 0 and 39, but one is 40.*");
        Refused(new() { OwnFolds = [new([0, -1], [3])] }, "The columns of fold 1 of 1 must lie within 0 and 39, but one is -1.*");
        Refused(new() { OwnFolds = [good, new([0, 1, 2], [3, 2])] }, "fold 2 of 2 must not train and test on the same sample, but does on 2.*");
        Refused(new() { OwnFolds = [good], TimeOrdered = true }, "Samples must be divided in one way, OwnFolds, Groups or TimeOrdered, but OwnFolds and TimeOrdered are given.*");
        Refused(new() { OwnFolds = [good], Groups = ["a"], TimeOrdered = true }, "*, but OwnFolds and Groups and TimeOrdered are given.*");
        Refused(new() { Groups = ["a", "b"] }, "Groups must have 40 elements (one for each sample), but has 2.*");
        Refused(new() { Groups = [.. Enumerable.Range(0, 40).Select(j => (object)(j % 3))] }, "folds must be at most the number of groups, 3, but is 5.*");
        Refused(new() { TimeOrdered = true, Folds = 40 }, "samples must be at least 41 (40 folds of 1 to test on, a gap of 0 and 1 to train on), but is 40.*");
        Refused(new() { OwnFolds = [good, new([6, 7], [0, 1])], Weights = [.. Enumerable.Range(0, 40).Select(j => j < 6 ? 1.0 : 0)] }, "Weights must not be 0 *, but are for fold 2 of 2.*");
        Refused(
            new() { OwnFolds = [new([6, 7], [0, 1])], Weights = [.. Enumerable.Range(0, 40).Select(j => j < 6 ? 1.0 : 1e-310)] },
            "Weights must have a mean of at least * of what fold 1 of 1 trains on, but it is 1E-310: multiply all by the same number.*");
        FluentActions.Invoking(() => new CrossValidationOptions { OwnFolds = [] }).Should().Throw<ArgumentException>().WithMessage("OwnFolds must have at least one fold, but is empty.*");
        FluentActions.Invoking(() => new CrossValidationOptions { OwnFolds = [null!] }).Should().Throw<ArgumentNullException>().WithMessage("OwnFolds must not be null.*");
        FluentActions.Invoking(() => new CrossValidationOptions { Groups = ["a", null!] }).Should().Throw<ArgumentNullException>().WithMessage("Groups must not be null.*");

        static void Refused(CrossValidationOptions how, string message)
        {
            List<SearchProgress> reports = [];
            FluentActions.Invoking(() => CrossValidation.OfRegressor(X, Y, Quick, how, new Progress(reports))).Should().Throw<ArgumentException>().WithMessage(message);
            reports.Should().BeEmpty();
        }
    }

    [Fact]
    public void OwnFold_WithoutAClassThatTheMetricNeeds_IsNamed()
    {
        string[] labels = [.. Enumerable.Range(0, 40).Select(j => j < 20 ? "early" : "late")];
        FluentActions.Invoking(() => CrossValidation.OfClassifier(
            X, labels, Quick, new CrossValidationOptions { Metric = Metric.RocAuc, OwnFolds = [new Fold([0, 39, 3], [1, 2])] })).Should().Throw<ArgumentException>()
            .WithMessage("fold 1 of 1 has no sample of \"late\", which area under the ROC curve needs; there are 20 in all.*");
    }

    private static double[] ScoresOf(IReadOnlyList<Fold> folds, int seed) => [.. folds.Select(fold => MlpRegressor
        .Fit(Split.Columns(X, fold.Train), Split.Columns(Y, fold.Train), Quick with { Seed = seed }).Score(Split.Columns(X, fold.Test), Split.Columns(Y, fold.Test)))];

    private sealed class Progress(List<SearchProgress> reports) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => reports.Add(value);
    }
}
