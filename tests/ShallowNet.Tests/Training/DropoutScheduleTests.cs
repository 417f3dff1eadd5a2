using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Dropout whose probability changes as training goes on.</summary>
public sealed class DropoutScheduleTests
{
    private static readonly Matrix<float> X = new NumPyRandom(1).Randn<float>(3, 40);
    private static readonly Matrix<float> Y = OneHot.Encode<float>([.. Enumerable.Range(0, 40).Select(j => j % 3)], 3);

    [Fact]
    public void Train_WithAFactor_IsThatOfTheSmallerProbability()
    {
        Network<float> scheduled = Create(0.5), expected = Create(0.25), without = Create(0), off = Create(0.5);
        TrainingOptions options = new() { Epochs = 4, BatchSize = 16 };
        scheduled.Train(X, Y, options with { DropoutSchedule = 0.5 });
        expected.Train(X, Y, options);
        scheduled.W.Should().Equal(expected.W);

        // With a factor of 0, none is left out; the order of the samples is another, since masks are drawn all the same.
        options = options with { Shuffle = false };
        off.Train(X, Y, options with { DropoutSchedule = LearningRate.Of(_ => 0) });
        without.Train(X, Y, options);
        off.W.Should().Equal(without.W);
    }

    [Fact]
    public void Train_WithASchedule_AsksItInEveryStep()
    {
        List<double> factors = [];
        LearningRate flat = LearningRate.FlatCosine(1);
        LearningRate told = LearningRate.Of(position =>
        {
            factors.Add(flat.At(position));
            return factors[^1];
        });
        Create(0.5).Train(X, Y, new TrainingOptions { Epochs = 4, BatchSize = 10, DropoutSchedule = told });
        factors.Should().HaveCount(16);
        factors.Take(9).Should().AllBeEquivalentTo(1.0);
        factors.Skip(8).Should().BeInDescendingOrder();
        factors[12].Should().BeApproximately(0.5, 1e-15);
    }

    [Fact]
    public void Train_StepsAlone_AskItToo()
    {
        Network<float> scheduled = Create(0.5), expected = Create(0.25);
        Trainer<float> trainer = new(scheduled, new TrainingOptions { DropoutSchedule = 0.5 }), plain = new(expected);
        for (int i = 0; i < 3; i++)
        {
            trainer.TrainStep(X, Y).Should().Be(plain.TrainStep(X, Y));
        }
    }

    [Theory]
    [InlineData(1.5, "1.5")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(double.NaN, "NaN")]
    public void Train_WithAFactorThatIsNone_IsRefused(double bad, string text) =>
        FluentActions.Invoking(() => Create(0.5).Train(X, Y, new TrainingOptions { DropoutSchedule = LearningRate.Of(_ => bad) })).Should().Throw<InvalidOperationException>()
            .WithMessage($"The factor of dropout must be at least 0 and at most 1, but Of(a function) gave {text} in epoch 1.");

    private static Network<float> Create(double dropout) =>
        Network.Create<float>(3, 1, new Dense(20, Activation.Tanh) { Dropout = dropout }, new Dense(3, Activation.Softmax));
}
