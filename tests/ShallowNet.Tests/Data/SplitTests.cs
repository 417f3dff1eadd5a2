using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class SplitTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(2, 57, (i, j) => 100 * i + j);
    private static readonly Matrix<double> Y = Matrix<double>.Build.Dense(1, 57, (_, j) => j);

    [Fact]
    public void TrainTest_AnySeed_TakesScikitLearnsSamples()
    {
        var (train, test) = Split.TrainTest(X, Y, testShare: 0.2, seed: 3);
        var expected = Golden.Read("datasets.json").GetProperty("split");
        train.Y.Row(0).Should().Equal(expected.GetProperty("train").Numbers());
        test.Y.Row(0).Should().Equal(expected.GetProperty("test").Numbers());
        (test.X.Row(1) - test.X.Row(0)).Should().OnlyContain(difference => difference == 100);
        test.X.Row(0).Should().Equal(test.Y.Row(0));
    }

    [Fact]
    public void TrainTest_SparseInput_IsTakenToo()
    {
        var (train, _) = Split.TrainTest(Matrix<double>.Build.SparseOfMatrix(X), Y, testShare: 0.5, seed: 3);
        train.X.Row(0).Should().Equal(train.Y.Row(0));
    }

    [Fact]
    public void Columns_AnyOrder_AreCopied()
    {
        Split.Columns(X, [3, 0, 3]).Should().Be(Matrix<double>.Build.DenseOfRows([[3, 0, 3], [103.0, 100, 103]]));
        Split.Columns(Matrix<double>.Build.SparseOfMatrix(X), [1]).Should().Be(X.SubMatrix(0, 2, 1, 1));
    }

    [Fact]
    public void Columns_BadInput_IsRefused()
    {
        Refused(() => Split.Columns<double>(null!, [1]), "X must not be null.*");
        Refused(() => Split.Columns(X, null!), "columns must not be null.*");
        Refused(() => Split.Columns(X, []), "columns must have at least one element, but is empty.*");
        Refused(() => Split.Columns(X, [0, 57]), "columns must lie within 0 and 56, but columns[1] is 57.*");
        Refused(() => Split.Columns(X, [-1]), "columns must lie within 0 and 56, but columns[0] is -1.*");
        FluentActions.Invoking(() => Split.Columns<Half>(null!, [1])).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void TrainTest_BadInput_IsRefused()
    {
        Refused(() => Split.TrainTest(X, Y.SubMatrix(0, 1, 0, 56)), "Y must have 57 columns (one for each sample, a column of X), but is 1 × 56.*");
        Refused(() => Split.TrainTest(X, Y, testShare: 0), "testShare must be greater than 0 and less than 1, but is 0.*");
        Refused(() => Split.TrainTest(X, Y, testShare: 1), "testShare must be greater than 0 and less than 1, but is 1.*");
        Refused(() => Split.TrainTest(X, Y, seed: -4), "seed must be at least 0, but is -4.*");
        Refused(
            () => Split.TrainTest(X.SubMatrix(0, 2, 0, 1), Y.SubMatrix(0, 1, 0, 1)),
            "A testShare of 0.2 must leave a sample to train on, but X has only 1 column.*");
        Refused(() => Split.TrainTest(null!, Y), "X must not be null.*");
        Refused(() => Split.TrainTest(X, null!), "Y must not be null.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void TrainTest_OfLabelsOfAnyType_ChoosesTheSamplesOfLabelsInAMatrix()
    {
        var (X, Y) = Datasets.Moons<double>(50, seed: 1);
        string[] names = [.. Y.Row(0).Select(y => y == 1 ? "upper" : "lower")];
        var (train, test) = Split.TrainTest(X, Y, 0.3, seed: 2);
        var (named, namedTest) = Split.TrainTest(X, names, 0.3, seed: 2);
        (named.X, namedTest.X).Should().Be((train.X, test.X));
        named.y.Should().Equal(train.Y.Row(0).Select(y => y == 1 ? "upper" : "lower")).And.HaveCount(35);
        namedTest.y.Should().Equal(test.Y.Row(0).Select(y => y == 1 ? "upper" : "lower"));

        // Numbers, as a list and as a vector of MathNet's.
        Split.TrainTest(X, Y.Row(0), 0.3, seed: 2).Test.y.Should().Equal(test.Y.Row(0));
        Split.TrainTest(X, (IReadOnlyList<int>)[.. Enumerable.Range(0, 50)], 0.3, seed: 2).Train.y.Select(j => X[0, j]).Should().Equal(train.X.Row(0));
    }

    [Fact]
    public void StratifiedTrainTest_OfLabelsOfAnyType_ChoosesTheSamplesOfLabelsInAMatrix()
    {
        var (X, Y) = Datasets.Blobs<double>(60, classes: 3, seed: 1);
        int[] classes = OneHot.Decode(Y);
        var (train, test) = Split.StratifiedTrainTest(X, Y, 0.25, seed: 3);

        // The names are in the order of the classes by the numbers of their characters, but neither in a language's order nor in that of appearance.
        Same(Split.StratifiedTrainTest(X, classes.Select(k => new[] { "B", "a", "ä" }[k]), 0.25, seed: 3), (string[])["B", "a", "ä"]);
        Same(Split.StratifiedTrainTest(X, classes.Select(k => k - 1.5), 0.25, seed: 3), [-1.5, -0.5, 0.5]);
        Same(Split.StratifiedTrainTest(X, classes, 0.25, seed: 3), [0, 1, 2]);
        Split.StratifiedTrainTest(X, classes.Select(k => new object[] { "x", 1, 2.5 }[k]), 0.25, seed: 3).Test.y.Should().HaveCount(15);

        void Same<TLabel>(((Matrix<double> X, TLabel[] y) Train, (Matrix<double> X, TLabel[] y) Test) parts, TLabel[] names)
        {
            (parts.Train.X, parts.Test.X).Should().Be((train.X, test.X));
            parts.Train.y.Should().Equal(OneHot.Decode(train.Y).Select(k => names[k]));
            parts.Test.y.Should().Equal(OneHot.Decode(test.Y).Select(k => names[k]));
        }
    }

    [Fact]
    public void TrainTest_OfLabelsThatDoNotFit_IsRefused()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(2, 3);
        FluentActions.Invoking(() => Split.TrainTest(X, (int[])[1, 2])).Should().Throw<ArgumentException>()
            .WithMessage("y must have 3 elements (one for each sample, a column of X), but has 2.*");
        FluentActions.Invoking(() => Split.StratifiedTrainTest(X, (string[])["a", null!, "b"])).Should().Throw<ArgumentException>()
            .WithMessage("y must have no null, but y[1] is null.*");
        FluentActions.Invoking(() => Split.TrainTest(X, (int[])null!)).Should().Throw<ArgumentNullException>().WithMessage("y must not be null.*");
        FluentActions.Invoking(() => Split.TrainTest(X, (int[])[1, 2, 3], 0.9)).Should().Throw<ArgumentException>()
            .WithMessage("A testShare of 0.9 must leave a sample to train on, but X has only 3 columns.*");
    }

    [Fact]
    public void Refusal_InAnotherCulture_HasNumbersAsInCSharp()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(2, 3);
        Message(() => Split.Columns(X, [-1])).Should().StartWith("columns must lie within 0 and 2, but columns[0] is -1.");
        Message(() => Datasets.Flower<double>(samples: -3, seed: 1)).Should().StartWith("samples must be at least 2, but is -3.");
        Message(() => OneHot.Encode<double>([0, -5], 2)).Should().StartWith("labels must lie within 0 and 1 (classes − 1), but labels[1] is -5.");
        Message(() => (object)Split.TrainTest(X, X, -0.5)).Should().StartWith("testShare must be greater than 0 and less than 1, but is -0.5.");

        static string Message(Func<object> function) => StrangeCulture.In(() => function.Should().Throw<ArgumentException>().Which.Message);
    }
}
