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
}
