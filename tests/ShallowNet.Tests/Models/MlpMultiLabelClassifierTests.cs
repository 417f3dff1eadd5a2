using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MlpMultiLabelClassifierTests
{
    private static readonly MlpOptions Quick = new() { Training = new() { Epochs = 3 } };
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 60);
    private static readonly string[][] Labels = [.. X.EnumerateColumns().Select(x => (string[])[.. x[0] > 0 ? ["right"] : (string[])[], .. x[1] > 0 ? ["above"] : (string[])[]])];

    [Fact]
    public void Fit_Quadrants_TellsBothSides()
    {
        MlpMultiLabelClassifier<double, string> model = MlpMultiLabelClassifier.Fit(X, Labels);
        model.Classes.Should().Equal("above", "right");
        (model.Network.Outputs, model.Network.Loss).Should().Be((2, Loss.CrossEntropy));
        Matrix<double> corners = Matrix<double>.Build.DenseOfColumnArrays([2, 2], [-2, 2], [2, -2], [-2, -2]);
        model.Predict(corners).Should().BeEquivalentTo((string[][])[["above", "right"], ["above"], ["right"], []], options => options.WithStrictOrdering());
        model.Predict([-2.0, 2]).Should().Equal("above");
        model.Score(X, Labels).Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Fit_SetsOfAnyKind_GiveTheSameBits()
    {
        MlpMultiLabelClassifier<double, string> expected = MlpMultiLabelClassifier.Fit(X, Labels, Quick);
        List<HashSet<string>> sets = [.. Labels.Select(set => new HashSet<string>(set))];
        MlpMultiLabelClassifier.Fit(X, sets, Quick).Network.W.Should().Equal(expected.Network.W);
        string[][] twice = Array.ConvertAll(Labels, set => (string[])[.. set, .. set]);
        MlpMultiLabelClassifier.Fit(X, twice, Quick).Network.W.Should().Equal(expected.Network.W);
    }

    [Fact]
    public void Score_OneClassOfTwoRight_CountsAsWrong()
    {
        MlpMultiLabelClassifier<double, string> model = MlpMultiLabelClassifier.Fit(X, Labels);
        Matrix<double> corners = Matrix<double>.Build.DenseOfColumnArrays([2, 2], [-2, 2], [2, -2], [-2, -2]);
        string[][] labels = [["right"], ["above"], ["above"], []];
        model.Score(corners, labels).Should().Be(0.5);
        model.Score(corners, labels, null, [1, 3, 0, 0]).Should().Be(0.75);
    }

    [Fact]
    public void Fit_BadLabels_AreRefused()
    {
        Refused(() => MlpMultiLabelClassifier.Fit(X, With(3, null!)), "labels must be neither null nor NaN, but labels[3] is null.*");
        Refused(() => MlpMultiLabelClassifier.Fit(X, With(3, ["right", null!])), "labels[3] must be neither null nor NaN, but labels[3][1] is null.*");
        Refused(() => MlpMultiLabelClassifier.Fit(X, Array.ConvertAll(Labels, _ => Array.Empty<string>())), "labels must have at least two classes, but have none.*");
        Refused(() => MlpMultiLabelClassifier.Fit(X, Array.ConvertAll(Labels, _ => (int[])[7])), "labels must have at least two classes, but have only \"7\".*");
        Refused(() => MlpMultiLabelClassifier.Fit(X, Labels[1..]), "labels must have 60 elements (one for each sample, a column of X), but has 59.*");
        MlpMultiLabelClassifier<double, string> model = MlpMultiLabelClassifier.Fit(X, Labels, Quick);
        Refused(() => model.Score(X, With(9, ["left"])), "targets must be classes that the model knows, but targets[9] is \"left\", not one of \"above\", \"right\".*");
        Refused(() => model.PartialFit(X, With(9, ["right", null!])), "targets[9] must be neither null nor NaN, but targets[9][1] is null.*");
        Refused(() => model.PredictProbability([1, 2], new double[3]), "probabilities must have 2 elements (one for each class), but has 3.*");
        Refused(
            () => MlpMultiLabelClassifier.Fit(X, Labels, new MlpOptions { Training = new() { ClassWeights = ClassWeights.Balanced } }),
            "ClassWeights must not be given for an MlpMultiLabelClassifier, but are balanced: they need one class for each sample; use weights.*");
        Refused(
            () => MlpMultiLabelClassifier.Fit(X, Array.ConvertAll(Labels, set => set.Length == 1 ? set : ["right"]), new MlpOptions { Training = new() { ClassWeights = ClassWeights.Given(1, 2) } }),
            "ClassWeights must not be given for an MlpMultiLabelClassifier, but are 1, 2: *");
    }

    [Fact]
    public void Fit_ManyClasses_NeedTwoSamplesEachOnAverage()
    {
        const string Message = "labels must have two samples of a class on average where there are more than 50 classes, but have ";
        Refused(() => MlpMultiLabelClassifier.Fit(X, Tags(1)), Message + "60 classes of 60 samples: *");
        Refused(() => MlpMultiLabelClassifier.Fit(X, [[0], .. Tags(2)[1..]]), Message + "60 classes of 60 samples with 119 labels in all: *");
        MlpMultiLabelClassifier.Fit(X, Tags(2), Quick).Classes.Should().HaveCount(60, "each is the class of two samples");

        static int[][] Tags(int each) => [.. Enumerable.Range(0, 60).Select(j => Enumerable.Range(j, each).Select(tag => tag % 60).ToArray())];
    }

    private static string[][] With(int index, string[] labels) => [.. Labels[..index], labels, .. Labels[(index + 1)..]];

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
