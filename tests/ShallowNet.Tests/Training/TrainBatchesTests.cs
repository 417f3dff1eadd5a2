using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class TrainBatchesInDouble : TrainBatchesTests<double>;

public sealed class TrainBatchesInFloat : TrainBatchesTests<float>;

/// <summary>Trainings on batches that come from elsewhere.</summary>
public abstract class TrainBatchesTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 50, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 50, seed: 1).Y;
    private readonly Network<T> network = Network.Create<T>(
        2, 1, new Dense(8, Activation.Tanh) { BatchNormalization = new(), Dropout = 0.2 }, new Dense(1, Activation.Sigmoid));

    public static TheoryData<Optimizer> Optimizers => [.. TrainingTools.Optimizers.Where(o => o is GradientOptimizer)];

    [Theory, MemberData(nameof(Optimizers))]
    public void TrainBatches_OfAnIterator_IsTrainingInOrderBitForBit(Optimizer optimizer)
    {
        Network<T> trained = network.Copy<T>();
        var (_, test) = Split.TrainTest(X, Y, 0.3);
        TrainingOptions options = new() { Optimizer = optimizer, Epochs = 4, BatchSize = 12, Shuffle = false, ClipValue = 0.05, Metrics = [Metric.Accuracy] };
        TrainingHistory history = new Trainer<T>(network, options).TrainBatches(TrainingTools.Batches(X, Y, 12), validation: test);
        TrainingHistory expected = trained.Train(X, Y, options, validation: test);
        TrainingTools.Equal(network, trained).Should().BeTrue();
        history.Epochs.Select(Values).Should().Equal(expected.Epochs.Select(Values));
        history.StopReason.Should().Be(StopReason.Epochs);
    }

    [Fact]
    public void TrainBatches_Twice_GoesOn()
    {
        Network<T> once = network.Copy<T>();
        TrainingOptions options = new() { Epochs = 3 };
        Trainer<T> trainer = new(network, options);
        trainer.TrainBatches(TrainingTools.Batches(X, Y, 12));
        trainer.TrainBatches(TrainingTools.Batches(X, Y, 12)).Epochs.Select(e => e.Epoch).Should().Equal(1, 2, 3, 4, 5, 6);
        new Trainer<T>(once, options with { Epochs = 6 }).TrainBatches([.. TrainingTools.Batches(X, Y, 12)]);
        TrainingTools.Equal(network, once).Should().BeTrue();
    }

    [Fact]
    public void TrainBatches_WithWeights_AreTheStepsWithThem()
    {
        Network<T> stepped = network.Copy<T>();
        double[] weights = [.. Enumerable.Range(0, 50).Select(j => 1.0 + j % 3)];
        TrainingHistory history = new Trainer<T>(network, new TrainingOptions { Epochs = 2, L2 = 0.5 }).TrainBatches([new Batch<T>(X, Y, weights)]);
        Trainer<T> trainer = new(stepped, new TrainingOptions { L2 = 0.5 });
        double[] costs = [trainer.TrainStep(X, Y, weights), trainer.TrainStep(X, Y, weights)];
        history.Costs.Should().Equal(costs, (actual, expected) => Math.Abs(actual - expected) <= 1e-14);
        TrainingTools.Equal(network, stepped).Should().BeTrue();
    }

    [Fact]
    public void TrainBatches_ThatDiverge_LeaveTheParametersFromTheStartOfTheEpoch()
    {
        Network<T> oneEpoch = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = new BreaksAtStep(7), Epochs = 3 };
        new Trainer<T>(network, options).Invoking(t => t.TrainBatches(TrainingTools.Batches(X, Y, 10)))
            .Should().Throw<TrainingDivergedException>().WithMessage("Training diverged in epoch 2: *those at the start of epoch 2, *");
        new Trainer<T>(oneEpoch, options with { Epochs = 1 }).TrainBatches(TrainingTools.Batches(X, Y, 10));
        TrainingTools.Equal(network, oneEpoch).Should().BeTrue();
    }

    [Fact]
    public void TrainBatches_EveryEpoch_EnumeratesAgain()
    {
        int epochs = 0, batches = 0;
        new Trainer<T>(network, new TrainingOptions { Epochs = 3 }).TrainBatches(Counted());
        (epochs, batches).Should().Be((3, 15));

        IEnumerable<Batch<T>> Counted()
        {
            epochs++;
            foreach (Batch<T> batch in TrainingTools.Batches(X, Y, 10))
            {
                batches++;
                yield return batch;
            }
        }
    }

    [Fact]
    public void TrainBatches_ThatCanBeEnumeratedOnce_AreRefusedInTheSecondEpoch()
    {
        Network<T> oneEpoch = network.Copy<T>();
        Queue<Batch<T>> queue = new(TrainingTools.Batches(X, Y, 10));
        Trainer<T> trainer = new(network, new TrainingOptions { Epochs = 3 });
        trainer.Invoking(t => t.TrainBatches(Once())).Should().Throw<InvalidOperationException>()
            .WithMessage("The batches must be enumerable in every epoch, and at least one each time, but there are none in epoch 2.");
        new Trainer<T>(oneEpoch, new TrainingOptions { Epochs = 1 }).TrainBatches(TrainingTools.Batches(X, Y, 10));
        TrainingTools.Equal(network, oneEpoch).Should().BeTrue();

        IEnumerable<Batch<T>> Once()
        {
            while (queue.TryDequeue(out Batch<T>? batch))
            {
                yield return batch;
            }
        }
    }

    [Fact]
    public void TrainBatches_BadInput_IsRefused()
    {
        T[][] before = TrainingTools.StateOf(network);
        Trainer<T> trainer = new(network);
        Refused(() => trainer.TrainBatches(null!), "batches must not be null.*");
        Refused(() => trainer.TrainBatches([null!]), "batches[0] must not be null.*");
        Refused(() => trainer.TrainBatches([(Y, Y)]), "X must have 2 rows (the network's inputs), but is 1 × 50.*");
        Refused(() => trainer.TrainBatches([(X, X)]), "Y must have 1 row (one for each output), but is 2 × 50.*");
        Refused(() => trainer.TrainBatches([(X, Y * T.NaN)]), "Y must be finite, but Y[0, 0] is NaN.*");
        Refused(() => trainer.TrainBatches([(X.SubMatrix(0, 2, 0, 1), Y.SubMatrix(0, 1, 0, 1))]), "X must have at least 2 columns for batch normalization, but has 1.*");
        Refused(() => trainer.TrainBatches([(X, Y)], validation: (Y, Y)), "validation.X must have 2 rows (the network's inputs), but is 1 × 50.*");
        Refused(() => trainer.TrainBatches([(X, Y)], validation: (X, X)), "validation.Y must have 1 row (one for each output), but is 2 × 50.*");
        Refused(() => trainer.TrainBatches([(X, Y)], validation: (X, Y * T.NaN)), "validation.Y must be finite, but validation.Y[0, 0] is NaN.*");
        Refused(() => trainer.TrainBatches([(X, Y)], validation: new Batch<T>(X, Y, [1])), "validation.Weights must have 50 elements (one for each sample), but has 1.*");
        Refused(
            () => new Trainer<T>(network, new TrainingOptions { Metrics = [Metric.Accuracy] }).TrainBatches([(X, Y)]),
            "Metrics of a training on batches need validation samples, but validation is null.*");
        Refused(
            () => new Trainer<T>(network, new TrainingOptions { EarlyStopping = new(metric: Metric.Accuracy) }).TrainBatches([(X, Y)]),
            "Metrics of a training on batches need validation samples, but validation is null.*");
        trainer.Invoking(t => t.TrainBatches([])).Should().Throw<InvalidOperationException>().WithMessage("*but there are none in epoch 1.");
        Refused(() => new Batch<T>(null!, Y), "X must not be null.*");
        Refused(() => new Batch<T>(X, null!), "Y must not be null.*");
        TrainingTools.Has(network, before).Should().BeTrue();
    }

    [Fact]
    public void TrainBatches_WithoutAnEnd_StopWhenTimeIsUp()
    {
        NumPyRandom random = new(1);
        Network<T> plain = Plain(), stepped = Plain();
        Trainer<T> trainer = new(plain, new TrainingOptions { TimeLimit = TimeSpan.FromMilliseconds(50) });
        TrainingHistory history = trainer.TrainBatches(Endless(random));
        (history.StopReason, history.Epochs.Count).Should().Be((StopReason.TimeLimit, 1));
        history.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(50));

        // What was learned and told until then is that of the steps that were taken.
        int steps = (int)trainer.CompletedSteps;
        steps.Should().BePositive();
        TrainingHistory expected = new Trainer<T>(stepped, new TrainingOptions { Epochs = 1 }).TrainBatches(Endless(new NumPyRandom(1)).Take(steps));
        TrainingTools.Equal(plain, stepped).Should().BeTrue();
        Values(history.Epochs[0]).Should().Be(Values(expected.Epochs[0]));
    }

    [Fact]
    public void TrainBatches_WithoutAnEnd_AreCancelledBetweenTwo()
    {
        using CancellationTokenSource source = new();
        Network<T> plain = Plain(), stepped = Plain();
        Trainer<T> trainer = new(plain);
        trainer.Invoking(t => t.TrainBatches(CancelsBefore(7), cancellationToken: source.Token))
            .Should().Throw<OperationCanceledException>().Which.CancellationToken.Should().Be(source.Token);
        trainer.CompletedSteps.Should().Be(7);
        new Trainer<T>(stepped, new TrainingOptions { Epochs = 1 }).TrainBatches(Endless(new NumPyRandom(1)).Take(7));
        TrainingTools.Equal(plain, stepped).Should().BeTrue();

        IEnumerable<Batch<T>> CancelsBefore(int batch)
        {
            foreach (Batch<T> next in Endless(new NumPyRandom(1)))
            {
                if (batch-- == 0)
                {
                    source.Cancel();
                }

                yield return next;
            }
        }
    }

    [Fact]
    public void TrainBatches_IteratorThatFails_ThrowsItsExceptionAndLeavesTheNetworkUsable()
    {
        Network<T> plain = Plain(), stepped = Plain();
        Trainer<T> trainer = new(plain);
        trainer.Invoking(t => t.TrainBatches(FailsAfter(4))).Should().Throw<InvalidDataException>().WithMessage("the file ends here");
        new Trainer<T>(stepped, new TrainingOptions { Epochs = 1 }).TrainBatches(Endless(new NumPyRandom(1)).Take(4));
        TrainingTools.Equal(plain, stepped).Should().BeTrue();
        double.IsFinite(trainer.TrainStep(X, Y)).Should().BeTrue();
    }

    [Fact]
    public void TrainBatches_IteratorThatFailsOnBrokenParameters_LeavesFiniteOnes()
    {
        Network<T> plain = Plain();
        T[][] before = TrainingTools.StateOf(plain);
        Trainer<T> trainer = new(plain, new TrainingOptions { Optimizer = new BreaksAtStep(1) });
        trainer.Invoking(t => t.TrainBatches(FailsAfter(1))).Should().Throw<InvalidDataException>();
        TrainingTools.Has(plain, before).Should().BeTrue();
    }

    [Fact]
    public void TrainBatches_OfUnequalSizes_WeighTheirSamplesEquallyInTheCost()
    {
        Network<T> plain = Plain();
        double[] costs = [.. ((int[])[10, 40]).Select((size, i) => plain.Cost(plain.Forward(X.SubMatrix(0, 2, 10 * i, size)), Y.SubMatrix(0, 1, 10 * i, size)))];
        TrainingHistory history = new Trainer<T>(plain, new TrainingOptions { Optimizer = new GradientDescent(LearningRate.Of(_ => 0)), Epochs = 1 })
            .TrainBatches([(X.SubMatrix(0, 2, 0, 10), Y.SubMatrix(0, 1, 0, 10)), (X.SubMatrix(0, 2, 10, 40), Y.SubMatrix(0, 1, 10, 40))]);
        history.FinalCost.Should().BeApproximately(0.2 * costs[0] + 0.8 * costs[1], 1e-12);
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private static (int, double, double, double, double, double) Values(TrainingEpoch e) =>
        (e.Epoch, e.Cost, e.ValidationCost, e.LearningRate, e.GradientNorm, e.Metrics.Count == 0 ? -1 : e.Metrics[0]);

    private static Network<T> Plain() => Network.Create<T>(2, 1, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    /// <summary>More data than there is memory for, made when it is asked for.</summary>
    private static IEnumerable<Batch<T>> Endless(NumPyRandom random)
    {
        while (true)
        {
            Matrix<T> X = random.Randn<T>(2, 20);
            yield return (X, Matrix<T>.Build.Dense(1, 20, (_, j) => X[0, j] > X[1, j] ? T.One : T.Zero));
        }
    }

    private static IEnumerable<Batch<T>> FailsAfter(int batches)
    {
        foreach (Batch<T> batch in Endless(new NumPyRandom(1)))
        {
            yield return batches-- > 0 ? batch : throw new InvalidDataException("the file ends here");
        }
    }
}
