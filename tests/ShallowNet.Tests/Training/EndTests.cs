using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class EndsInDouble : EndTests<double>;

public sealed class EndsInFloat : EndTests<float>;

/// <summary>Trainings that the program ends before they would end by themselves: stopped, or cancelled and kept.</summary>
public abstract class EndTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly TrainingOptions Options = new() { Optimizer = new Adam(0.05), Epochs = 20, BatchSize = 16 };
    private readonly Matrix<T> X = TrainingTools.NoisyMoons<T>(80).X;
    private readonly Matrix<T> Y = TrainingTools.NoisyMoons<T>(80).Y;
    private readonly Network<T> network = TrainingTools.LargeNetwork<T>();

    public static TheoryData<Optimizer> Optimizers => [.. TrainingTools.Optimizers];

    [Theory, MemberData(nameof(Optimizers))]
    public void Stop_WithinAReport_EndsTheTrainingWithThatEpoch(Optimizer optimizer)
    {
        Network<T> expected = network.Copy<T>();
        TrainingHistory history = network.Train(X, Y, Options with { Optimizer = optimizer }, progress: new Reporter(StopAt(7)));
        (history.StopReason, history.Epochs.Count, history.BestEpoch).Should().Be((StopReason.Stopped, 7, null));
        expected.Train(X, Y, Options with { Optimizer = optimizer, LastEpoch = 7 });
        TrainingTools.Equal(network, expected).Should().BeTrue();
        history.ToString().Should().StartWith("7 epochs (Stopped), cost ");
    }

    [Fact]
    public void Stop_WithEarlyStopping_KeepsTheBestEpoch()
    {
        TrainingOptions options = Options with { Optimizer = new Adam(0.5), Epochs = 60, ValidationShare = 0.3 };
        Network<T> expected = network.Copy<T>();
        double[] costs = [.. network.Copy<T>().Train(X, Y, options with { Epochs = 30 }).ValidationCosts];
        int best = 1 + Array.IndexOf(costs, costs.Min());
        TrainingHistory history = network.Train(X, Y, options with { EarlyStopping = new(patience: 60) }, progress: new Reporter(StopAt(30)));
        (history.StopReason, history.Epochs.Count, history.BestEpoch).Should().Be((StopReason.Stopped, 30, best));
        best.Should().BeLessThan(30);
        expected.Train(X, Y, options with { Epochs = best });
        TrainingTools.Equal(network, expected).Should().BeTrue();
    }

    [Fact]
    public void Stop_OfAReportThatIsKept_EndsTheTrainingFromAnotherThread()
    {
        TrainingProgress? kept = null;
        TrainingHistory history = network.Train(X, Y, Options, progress: new Reporter(progress =>
        {
            kept ??= progress;
            if (progress.Epoch == 4)
            {
                Thread other = new(() => kept.Value.Stop());
                other.Start();
                other.Join();
            }
        }));
        (history.StopReason, history.Epochs.Count).Should().Be((StopReason.Stopped, 4));
        kept!.Value.Stop();
        network.Train(X, Y, Options with { Epochs = 3 }).StopReason.Should().Be(StopReason.Epochs, "a training that is over asks no more, and another is not meant");
    }

    [Fact]
    public void Stop_InTheLastEpoch_LeavesTheReasonThatThereWas()
    {
        Trainer<T> trainer = new(network, Options with { Epochs = 2 });
        trainer.Train(X, Y, progress: new Reporter(StopAt(2))).StopReason.Should().Be(StopReason.Epochs);
        trainer.Train(X, Y, progress: new Reporter(StopAt(3))).StopReason.Should().Be(StopReason.Stopped);
        trainer.Train(X, Y).Epochs.Should().HaveCount(5, "a stop is of one call");
        Trainer<T> batches = new(network, Options);
        batches.TrainBatches(TrainingTools.Batches(X, Y, 20).ToArray(), progress: new Reporter(StopAt(3))).Epochs.Should().HaveCount(3);
    }

    [Fact]
    public void Stop_OfAReportThatNoTrainingHasMade_DoesNothing()
    {
        default(TrainingProgress).Stop();
        new TrainingProgress(new TrainingEpoch { Epoch = 3 }, 5).Stop();
    }

    [Fact]
    public void Report_OfTwoTrainings_IsEqualWhereItSaysTheSame()
    {
        List<TrainingProgress> reports = [];
        network.Train(X, Y, Options with { Epochs = 2 }, progress: new Reporter(reports.Add));
        TrainingProgress same = new(reports[1].Last, 2) { IsLast = true };
        same.Should().Be(reports[1]).And.NotBe(reports[0]).And.NotBe(same with { IsLast = false }).And.NotBe(same with { Epochs = 3 });
        same.GetHashCode().Should().Be(reports[1].GetHashCode());
        same.ToString().Should().StartWith("TrainingProgress { Last = TrainingEpoch { Epoch = 2, ").And.EndWith("IsLast = True }").And.NotContain("Request");
    }

    [Fact]
    public void IsLast_OfTheReports_IsTrueOfTheLastAlone()
    {
        Reports(Options with { Epochs = 5 }).Should().Equal(false, false, false, false, true);
        Reports(Options with { TargetCost = double.PositiveInfinity }).Should().Equal(true);
        Reports(Options with { TimeLimit = TimeSpan.FromTicks(1) }).Should().Equal(true);
        Reports(Options with { Optimizer = new Adam(3), Epochs = 400, EarlyStopping = new(patience: 2) }).Should().EndWith([false, false, true]);
        Reports(Options with { Optimizer = new Lbfgs(costTolerance: 0.001), Epochs = 60 }).Should().EndWith([false, true]).And.HaveCountLessThan(60);

        bool[] Reports(TrainingOptions options)
        {
            List<bool> reports = [];
            TrainingHistory history = network.Copy<T>().Train(X, Y, options, progress: new Reporter(progress => reports.Add(progress.IsLast)));
            reports.Should().HaveCount(history.Epochs.Count);
            return [.. reports];
        }
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void Cancellation_WithKeepBetweenTwoEpochs_ReturnsThose(Optimizer optimizer)
    {
        using CancellationTokenSource source = new();
        Network<T> expected = network.Copy<T>();
        TrainingOptions options = Options with { Optimizer = optimizer, KeepWhenCancelled = true };
        TrainingHistory history = network.Train(X, Y, options, progress: new Reporter(progress => CancelAt(source, progress, 7)), cancellationToken: source.Token);
        (history.StopReason, history.Epochs.Count, history.BestEpoch).Should().Be((StopReason.Cancelled, 7, null));
        expected.Train(X, Y, options with { LastEpoch = 7 }, cancellationToken: CancellationToken.None);
        TrainingTools.Equal(network, expected).Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(14)]
    public void Cancellation_WithKeepWithinAnEpoch_GoesBackToTheEndOfTheOneBefore(int call)
    {
        // Batch normalization, so that running averages must go back, too; five batches an epoch.
        using CancellationTokenSource source = new();
        Dense[] Layers(Activation activation) => [new(6, Activation.Tanh) { BatchNormalization = new() }, new(6, activation), new(1, Activation.Sigmoid)];
        Network<T> cancelled = Network.Create<T>(2, 3, Layers(new ActsAtCall(call, source.Cancel))), expected = Network.Create<T>(2, 3, Layers(Activation.Identity));
        TrainingOptions options = Options with { KeepWhenCancelled = true };
        TrainingHistory history = cancelled.Train(X, Y, options, cancellationToken: source.Token);
        int complete = call / 5;
        (history.StopReason, history.Epochs.Count).Should().Be((StopReason.Cancelled, complete));
        if (complete > 0)
        {
            expected.Train(X, Y, options with { LastEpoch = complete }, cancellationToken: CancellationToken.None);
        }

        TrainingTools.Equal(cancelled, expected).Should().BeTrue();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void Cancellation_WithKeepWithinALineSearch_GoesBackToTheIterationBefore(int call)
    {
        using CancellationTokenSource source = new();
        Dense[] Layers(Activation activation) => [new(6, Activation.Tanh), new(6, activation), new(1, Activation.Sigmoid)];
        Network<T> cancelled = Network.Create<T>(2, 3, Layers(new ActsAtCall(call, source.Cancel))), expected = Network.Create<T>(2, 3, Layers(Activation.Identity));
        TrainingOptions options = new() { Optimizer = new Lbfgs(tolerance: 0, costTolerance: 0), Epochs = 100, KeepWhenCancelled = true };
        TrainingHistory history = cancelled.Train(X, Y, options, cancellationToken: source.Token);
        history.StopReason.Should().Be(StopReason.Cancelled);
        history.Epochs.Count.Should().BeLessThan(call);
        if (history.Epochs.Count > 0)
        {
            expected.Train(X, Y, options with { LastEpoch = history.Epochs.Count }, cancellationToken: CancellationToken.None);
        }

        TrainingTools.Equal(cancelled, expected).Should().BeTrue();
    }

    [Fact]
    public void Cancellation_WithKeepAndEarlyStopping_KeepsTheBestEpoch()
    {
        using CancellationTokenSource source = new();
        TrainingOptions options = Options with { Optimizer = new Adam(0.5), Epochs = 60, ValidationShare = 0.3 };
        Network<T> expected = network.Copy<T>();
        double[] costs = [.. network.Copy<T>().Train(X, Y, options with { Epochs = 30 }, cancellationToken: CancellationToken.None).ValidationCosts];
        int best = 1 + Array.IndexOf(costs, costs.Min());
        TrainingHistory history = network.Train(
            X, Y, options with { EarlyStopping = new(patience: 60), KeepWhenCancelled = true }, progress: new Reporter(progress => CancelAt(source, progress, 30)), cancellationToken: source.Token);
        (history.StopReason, history.Epochs.Count, history.BestEpoch).Should().Be((StopReason.Cancelled, 30, best));
        expected.Train(X, Y, options with { Epochs = best }, cancellationToken: CancellationToken.None);
        TrainingTools.Equal(network, expected).Should().BeTrue();
    }

    [Fact]
    public void Cancellation_WithKeepBeforeTheFirstBatch_ChangesNothing()
    {
        T[][] before = TrainingTools.StateOf(network);
        TrainingHistory history = network.Train(X, Y, Options with { KeepWhenCancelled = true }, cancellationToken: new CancellationToken(canceled: true));
        (history.StopReason, history.Epochs.Count, history.ToString()).Should().Be((StopReason.Cancelled, 0, "0 epochs (Cancelled)"));
        TrainingTools.Has(network, before).Should().BeTrue();
    }

    [Fact]
    public void Cancellation_WithKeepOfParametersThatAreNotFinite_IsADivergence()
    {
        using CancellationTokenSource source = new();
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        T[][] before = TrainingTools.StateOf(linear);
        TrainingOptions options = new() { Optimizer = new BreaksAtStep(1), BatchSize = TrainingOptions.FullBatch, KeepWhenCancelled = true };
        linear.Invoking(n => n.Train(X, Y, options, progress: new Reporter(_ => source.Cancel()), cancellationToken: source.Token))
            .Should().Throw<TrainingDivergedException>().WithMessage("Training diverged in epoch 1: a parameter is no longer finite.*");
        TrainingTools.Has(linear, before).Should().BeTrue();
    }

    [Fact]
    public void Cancellation_OfAnotherToken_IsAnExceptionWhateverTheOptions()
    {
        Network<T> failing = Network.Create<T>(2, 3, new Dense(6, new ActsAtCall(3, () => throw new OperationCanceledException("another"))), new Dense(1, Activation.Sigmoid));
        failing.Invoking(n => n.Train(X, Y, Options with { KeepWhenCancelled = true })).Should().Throw<OperationCanceledException>().WithMessage("another");
    }

    [Fact]
    public void Cancellation_WithKeep_LeavesTheCheckpointThatGoesOnWithTheSameBits()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "checkpoint.safetensors");
        using CancellationTokenSource source = new();
        Network<T> uninterrupted = network.Copy<T>();
        TrainingOptions options = Options with { KeepWhenCancelled = true, ValidationShare = 0.3, EarlyStopping = new(patience: 30), Checkpoints = Checkpoints.Every(path, 5) };
        network.Train(X, Y, options, progress: new Reporter(progress => CancelAt(source, progress, 10)), cancellationToken: source.Token).StopReason.Should().Be(StopReason.Cancelled);
        Trainer<T> trainer = Trainer.Load<T>(path, options with { Checkpoints = null });
        trainer.CompletedEpochs.Should().Be(10);
        trainer.Train(X, Y, cancellationToken: CancellationToken.None).Epochs.Should().HaveCount(20);
        uninterrupted.Train(X, Y, options with { Checkpoints = null }, cancellationToken: CancellationToken.None);
        TrainingTools.Equal(trainer.Network, uninterrupted).Should().BeTrue();
    }

    [Fact]
    public void KeepWhenCancelled_InOptions_IsPrintedAndCompared()
    {
        TrainingOptions keeps = Options with { KeepWhenCancelled = true };
        keeps.Should().NotBe(Options).And.Be(Options with { KeepWhenCancelled = true });
        keeps.ToString().Should().Contain("KeepWhenCancelled = True");
        new MlpOptions { Training = new() { KeepWhenCancelled = true } }.ToString().Should().Be("MlpOptions { Training = { KeepWhenCancelled = True } }");
    }

    [Fact]
    public void Fit_Stopped_IsTheBestSoFarWithoutATrainingOnAllSamples()
    {
        MlpOptions options = new() { Refit = true, Training = new() { L2 = 1 } };
        string[] labels = [.. Y.Row(0).Select(y => y == T.One ? "yes" : "no")];
        MlpClassifier<T, string> model = MlpClassifier.Fit(X, labels, options, progress: new Reporter(StopAt(6)));
        (model.History.StopReason, model.History.Epochs.Count).Should().Be((StopReason.Stopped, 6));
        MlpClassifier<T, string> expected = MlpClassifier.Fit(X, labels, (options with { Refit = false }).WithTraining(t => t with { Epochs = 6 }));
        TrainingTools.Equal(model.Network, expected.Network).Should().BeTrue();
        MlpRegressor.Fit(X, Y, progress: new Reporter(StopAt(2))).History.StopReason.Should().Be(StopReason.Stopped);
    }

    [Fact]
    public void Fit_Cancelled_IsTheBestSoFarWhereThatIsWanted()
    {
        using CancellationTokenSource source = new();
        MlpOptions options = new() { Refit = true, Training = new() { KeepWhenCancelled = true, L2 = 1 } };
        MlpRegressor<T> model = MlpRegressor.Fit(X, Y, options, progress: new Reporter(progress => CancelAt(source, progress, 6)), cancellationToken: source.Token);
        (model.History.StopReason, model.History.Epochs.Count).Should().Be((StopReason.Cancelled, 6));
        MlpRegressor<T> expected = MlpRegressor.Fit(
            X, Y, new MlpOptions { Refit = false, Training = new() { Epochs = 6, L2 = 1 } }, cancellationToken: CancellationToken.None);
        TrainingTools.Equal(model.Network, expected.Network).Should().BeTrue();
        FluentActions.Invoking(() => MlpRegressor.Fit(X, Y, options, cancellationToken: source.Token))
            .Should().Throw<OperationCanceledException>("no epoch is complete, and so there is no model").Which.CancellationToken.Should().Be(source.Token);
    }

    [Fact]
    public void Fit_CancelledInTheTrainingOnAllSamples_IsTheModelFromBefore()
    {
        using CancellationTokenSource source = new();
        MlpOptions options = new() { Refit = true, Training = new() { KeepWhenCancelled = true, L2 = 1 } };

        // The report of the last epoch cancels: the next that asks is the training on all samples.
        MlpRegressor<T> model = MlpRegressor.Fit(X, Y, options, progress: new Reporter(CancelAtTheLast), cancellationToken: source.Token);
        MlpRegressor<T> expected = MlpRegressor.Fit(X, Y, options with { Refit = false }, cancellationToken: CancellationToken.None);
        TrainingTools.Equal(model.Network, expected.Network).Should().BeTrue();
        (model.History.StopReason, model.History.BestEpoch).Should().Be((StopReason.Cancelled, expected.History.BestEpoch));
        expected.History.StopReason.Should().NotBe(StopReason.Cancelled);

        void CancelAtTheLast(TrainingProgress progress)
        {
            if (progress.IsLast)
            {
                source.Cancel();
            }
        }
    }

    private static Action<TrainingProgress> StopAt(int epoch) => progress =>
    {
        if (progress.Epoch == epoch)
        {
            progress.Stop();
        }
    };

    private static void CancelAt(CancellationTokenSource source, TrainingProgress progress, int epoch)
    {
        if (progress.Epoch == epoch)
        {
            source.Cancel();
        }
    }
}
