using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class LimitsInDouble : LimitTests<double>;

public sealed class LimitsInFloat : LimitTests<float>;

/// <summary>What ends a training, and what its history holds.</summary>
public abstract class LimitTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 50, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 50, seed: 1).Y;
    private readonly Network<T> network = Network.Create<T>(2, 2, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    public static TheoryData<Optimizer> Optimizers => [.. TrainingTools.Optimizers];

    [Fact]
    public void TargetCost_Reached_EndsTrainingWithThatEpoch()
    {
        TrainingOptions options = new() { Optimizer = new Adam(0.05), Epochs = 50 };
        Network<T> expected = network.Copy<T>(), exact = network.Copy<T>();
        IReadOnlyList<double> costs = network.Copy<T>().Train(X, Y, options).Costs;
        double target = (costs[20] + costs[30]) / 2;
        int epoch = 1 + Enumerable.Range(0, 50).First(i => costs[i] <= target);
        TrainingHistory history = network.Train(X, Y, options with { TargetCost = target });
        (history.StopReason, history.Epochs.Count).Should().Be((StopReason.TargetCost, epoch));
        expected.Train(X, Y, options with { Epochs = epoch });
        TrainingTools.Equal(network, expected).Should().BeTrue();
        exact.Train(X, Y, options with { TargetCost = history.FinalCost, Epochs = epoch }).StopReason
            .Should().Be(StopReason.TargetCost, "the target may be reached exactly, too, and in the last epoch");
    }

    [Fact]
    public void TargetCost_NotReached_LetsAllEpochsPass()
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Epochs = 3, TargetCost = 0, TimeLimit = TimeSpan.FromHours(1) });
        (history.StopReason, history.Epochs.Count).Should().Be((StopReason.Epochs, 3));
        history.ToString().Should().Be(string.Create(CultureInfo.InvariantCulture, $"3 epochs (Epochs), cost {history.Costs[0]:0.0000} to {history.Costs[2]:0.0000}"));
    }

    [Fact]
    public void ToString_NoEpoch_TellsOnlyWhyTrainingEnded() =>
        new TrainingHistory([], [], StopReason.Epochs, bestEpoch: null).ToString().Should().Be("0 epochs (Epochs)");

    [Fact]
    public void TimeLimit_WithinALongEpoch_EndsItWithTheBatchAtHand()
    {
        // W and b of two layers: each step takes at least 8 ms, and the epoch of 50 steps 400.
        TrainingOptions options = new() { Optimizer = new Slow(TimeSpan.FromMilliseconds(2)), BatchSize = 1, Shuffle = false, ClipNorm = 0.01 };
        Network<T> stepped = network.Copy<T>();
        Trainer<T> trainer = new(network, options with { TimeLimit = TimeSpan.FromMilliseconds(40) });
        TrainingHistory history = trainer.Train(X, Y);
        (history.StopReason, trainer.CompletedEpochs).Should().Be((StopReason.TimeLimit, 1));
        trainer.CompletedSteps.Should().BeInRange(1, 5);

        TrainingEpoch expected = new Trainer<T>(stepped, options with { Optimizer = new Slow(TimeSpan.Zero), Epochs = 1 })
            .TrainBatches(TrainingTools.Batches(X, Y, 1).Take((int)trainer.CompletedSteps)).Epochs[0];
        TrainingTools.Equal(network, stepped).Should().BeTrue();
        (history.Epochs[0].Cost, history.Epochs[0].GradientNorm).Should().Be((expected.Cost, expected.GradientNorm));
        expected.GradientNorm.Should().BePositive();
    }

    [Fact]
    public void TimeLimit_BetweenEpochs_BeginsNoOther()
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(50);
        TrainingHistory history = network.Train(
            X, Y, new TrainingOptions { Optimizer = new Slow(TimeSpan.FromMilliseconds(5)), BatchSize = TrainingOptions.FullBatch, TimeLimit = limit, Epochs = 1000 });
        history.StopReason.Should().Be(StopReason.TimeLimit);
        history.Epochs.SkipLast(1).All(e => e.Elapsed < limit).Should().BeTrue();
        history.Epochs.Count.Should().BeInRange(1, 3);
    }

    [Fact]
    public void TimeLimit_AlreadyOver_StillTakesOneBatch()
    {
        Trainer<T> trainer = new(network, new TrainingOptions { TimeLimit = TimeSpan.FromTicks(1), BatchSize = 5 });
        trainer.Train(X, Y).StopReason.Should().Be(StopReason.TimeLimit);
        (trainer.CompletedSteps, trainer.CompletedEpochs).Should().Be((1, 1));
    }

    [Fact]
    public void TimeLimit_OverInTheLastEpochsEnd_LeavesItComplete()
    {
        TrainingOptions options = new() { Optimizer = new Slow(TimeSpan.FromMilliseconds(2)), BatchSize = 50, Epochs = 1, TimeLimit = TimeSpan.FromMilliseconds(1) };
        network.Train(X, Y, options).StopReason.Should().Be(StopReason.Epochs);
    }

    [Fact]
    public void TimeLimit_WithLbfgs_EndsTraining()
    {
        TrainingOptions options = new() { Optimizer = new Lbfgs(tolerance: 0, costTolerance: 0), TimeLimit = TimeSpan.FromTicks(1) };
        TrainingHistory history = network.Train(X, Y, options);
        (history.StopReason, history.Epochs.Count).Should().Be((StopReason.TimeLimit, 1));
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void History_OfEveryOptimizer_HoldsFiniteNumbers(Optimizer optimizer)
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = optimizer, Epochs = 5, BatchSize = 10, Metrics = [Metric.Accuracy, Metric.LogLoss] }, validation: (X, Y));
        history.Epochs.Should().HaveCount(5);
        history.Epochs.SelectMany(e => (double[])[e.Cost, e.ValidationCost, e.LearningRate, e.GradientNorm, .. e.Metrics])
            .Should().HaveCount(30).And.OnlyContain(x => double.IsFinite(x) && x > 0);
        history.MetricNames.Should().Equal("accuracy", "log loss");
        history.FinalCost.Should().BeLessThan(history.Costs[0]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.3)]
    public void GradientNorm_OfAFullBatch_IsThatOfBackward(double l1, double l2)
    {
        Network<T> student = network.Copy<T>();
        TrainingOptions options = new()
        {
            Optimizer = new GradientDescent(0.5), BatchSize = TrainingOptions.FullBatch, Epochs = 3, L1 = l1, L2 = l2, ClipNorm = 0.1, ClipValue = 0.05,
        };
        Trainer<T> trainer = new(student, options with { Epochs = 1 });
        foreach (TrainingEpoch epoch in network.Train(X, Y, options).Epochs)
        {
            Gradients<T> gradients = student.Backward(student.Forward(X), Y);
            double squares = gradients.db.Sum(db => db.Enumerate().Sum(Square));
            for (int l = 1; l <= 2; l++)
            {
                squares += gradients.dW[l].Enumerate().Zip(student.W[l].Enumerate()).Sum(pair =>
                    Math.Pow(double.CreateTruncating(pair.First) + (l2 * double.CreateTruncating(pair.Second) + l1 * Math.Sign(double.CreateTruncating(pair.Second))) / 50, 2));
            }

            epoch.GradientNorm.Should().BeApproximately(Math.Sqrt(squares), typeof(T) == typeof(double) ? 1e-13 : 1e-6);
            trainer.Train(X, Y);
        }

        static double Square(T x) => double.CreateTruncating(x) * double.CreateTruncating(x);
    }

    [Fact]
    public void GradientNorm_OfMiniBatches_IsThatOfTheLast()
    {
        TrainingOptions options = new() { Optimizer = new GradientDescent(0.5), BatchSize = 40, Shuffle = false, Epochs = 1, ClipNorm = 0.01 };
        Trainer<T> trainer = new(network.Copy<T>(), options);
        trainer.TrainStep(X.SubMatrix(0, 2, 0, 40), Y.SubMatrix(0, 1, 0, 40));
        double last = trainer.TrainBatches([(X.SubMatrix(0, 2, 40, 10), Y.SubMatrix(0, 1, 40, 10))]).Epochs[0].GradientNorm;
        network.Train(X, Y, options).Epochs[0].GradientNorm.Should().Be(last).And.BeGreaterThan(0.01);
    }

    [Fact]
    public void Metrics_OfTheTrainingSamples_AreThoseOfPredictions()
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Epochs = 3, Metrics = [Metric.MeanAbsoluteError, Metric.Accuracy] }, [.. Enumerable.Range(0, 50).Select(j => 1.0 + j % 2)]);
        Matrix<T> yHat = network.Predict(X);
        double[] weights = [.. Enumerable.Range(0, 50).Select(j => 1.0 + j % 2)];
        history.Epochs[2].Metrics.Should().Equal(Metrics.MeanAbsoluteError(yHat, Y, weights), Metrics.Accuracy(yHat, Y, weights));
        history.MetricNames.Should().Equal("mean absolute error", "accuracy");
        network.Train(X, Y, new TrainingOptions { Epochs = 1 }).Epochs[0].Metrics.Should().BeEmpty();
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Refused(() => new TrainingOptions { TargetCost = double.NaN }, "TargetCost must be a number, but is NaN.*");
        Refused(() => new TrainingOptions { TimeLimit = TimeSpan.Zero }, "TimeLimit must be greater than 0, but is 00:00:00.*");
        Refused(() => new TrainingOptions { TimeLimit = TimeSpan.FromSeconds(-1) }, "TimeLimit must be greater than 0, but is -00:00:01.*");
        Refused(() => new TrainingOptions { Metrics = null! }, "Metrics must not be null.*");
        Refused(() => new TrainingOptions { Metrics = [Metric.Accuracy, null!] }, "Metrics must not be null.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
