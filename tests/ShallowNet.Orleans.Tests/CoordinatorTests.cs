using System.Diagnostics.Metrics;

namespace ShallowNet.Orleans.Tests;

/// <summary>Progress, cancellation, checkpoints, and who may go on.</summary>
[Collection(nameof(TwoSilos))]
public sealed class CoordinatorTests(TwoSilos silos)
{
    private static readonly TrainingOptions Options = new() { Epochs = 12, BatchSize = 200 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Train_AtItsEnd_LeavesNoGrainAndNoCheckpoint()
    {
        await using RunningCluster cluster = await RunningCluster.Start(2, Samples.AddTo);
        int files = 0;
        await cluster.Grains.TrainAsync("doubles", Samples.Count, Samples.NewNetwork<double>(), "end", new ClusterRun<double>
        {
            Options = Options, Progress = new Each(_ => files = cluster.CheckpointFiles), Shards = new() { SamplesPerShard = 512 },
        }, Token);

        files.Should().Be(1);
        (await cluster.LastingGrains()).Should().Be(0);
        cluster.CheckpointFiles.Should().Be(0);
        (await cluster.Grains.TrainingProgressAsync("end")).Should().BeNull();
    }

    [Fact]
    public async Task Progress_WhileTraining_SaysEpochCostAndSilos()
    {
        ClusterProgress? seen = null;
        double cost = double.NaN;
        await Train(Samples.NewNetwork<double>(), "progress", new Each(progress =>
        {
            if (progress.Epoch == 5)
            {
                seen = silos.Grains.TrainingProgressAsync("progress").GetAwaiter().GetResult();
                cost = progress.Cost;
            }
        }));

        seen.Should().NotBeNull();
        (seen!.Epoch, seen.Epochs, seen.Cost).Should().Be((5, 12, cost));
        seen.Silos.Should().NotBeEmpty().And.OnlyContain(silo => silo.Silo.StartsWith("silo") && silo.Requests > 0 && silo.MicrosecondsPerSample > 0);
    }

    [Fact]
    public async Task Cancel_FromElsewhere_EndsTheTrainingWhichThenGoesOnWithTheSameBits()
    {
        Network<double> here = Samples.NewNetwork<double>(), there = Samples.NewNetwork<double>();
        here.Train(Samples.Doubles.X, Samples.Doubles.Y, Options);
        Func<Task> cancelled = () => Train(there, "cancel", new Each(progress =>
        {
            if (progress.Epoch == 4)
            {
                silos.Grains.CancelTrainingAsync("cancel").GetAwaiter().GetResult().Should().BeTrue();
                Thread.Sleep(1_500);
            }
        }));
        await cancelled.Should().ThrowAsync<OperationCanceledException>();

        // What the network was when it was lost does not matter: a checkpoint has it.
        TrainingHistory history = await Train(Samples.NewNetwork<double>(), "cancel", null, there = Samples.NewNetwork<double>());

        history.Epochs.Should().HaveCount(12);
        Samples.Bits(there).Should().Equal(Samples.Bits(here));
    }

    [Fact]
    public async Task Cancel_OfNoTraining_IsFalse() => (await silos.Grains.CancelTrainingAsync("none of this name")).Should().BeFalse();

    [Fact]
    public async Task Train_WithATokenThatIsCancelled_KeepsWhatThereIsWhereAsked()
    {
        using CancellationTokenSource source = new();
        TrainingHistory history = await silos.Grains.TrainAsync("doubles", Samples.Count, Samples.NewNetwork<double>(), "token", new ClusterRun<double>
        {
            Options = Options with { KeepWhenCancelled = true },
            Progress = new Each(progress =>
            {
                if (progress.Epoch == 3)
                {
                    source.Cancel();
                }
            }),
        }, source.Token);

        (history.StopReason, history.Epochs.Count).Should().Be((StopReason.Cancelled, 3));
    }

    [Fact]
    public async Task Train_WhereAnotherCoordinatorTakesOver_EndsWithAnErrorAndTheOtherWithTheSameBits()
    {
        Network<double> here = Samples.NewNetwork<double>(), there = Samples.NewNetwork<double>();
        here.Train(Samples.Doubles.X, Samples.Doubles.Y, Options);
        Task<TrainingHistory>? second = null;
        Func<Task> first = () => Train(Samples.NewNetwork<double>(), "two", new Each(progress =>
        {
            if (progress.Epoch == 3)
            {
                second = Train(there, "two", null);
                second.Wait(Token);
            }
        }));

        await first.Should().ThrowAsync<ClusterException>().WithMessage("The training \"two\" must have one coordinator, but another one has taken it over*");
        await second!;
        Samples.Bits(there).Should().Equal(Samples.Bits(here));
    }

    [Fact]
    public async Task Train_GoneOnWithAnotherNetwork_IsRefused()
    {
        using CancellationTokenSource source = new();
        Func<Task> lost = () => silos.Grains.TrainAsync("doubles", Samples.Count, Samples.NewNetwork<double>(), "other", new ClusterRun<double>
        {
            Options = Options, Progress = new Each(_ => source.CancelAfter(0)),
        }, source.Token);
        await lost.Should().ThrowAsync<OperationCanceledException>();
        Network<double> other = Network.Create<double>(inputs: 5, seed: 1, new Dense(4, Activation.Tanh), new Dense(3, Activation.Softmax));

        Func<Task> train = () => Train(other, "other", null);

        await train.Should().ThrowAsync<ClusterException>().WithMessage("The training \"other\" must be gone on with the network that it began with, but the network has other layers.");
    }

    [Fact]
    public async Task Train_WithAListener_IsMeasured()
    {
        Dictionary<string, int> counts = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "ShallowNet.Orleans")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Count(instrument.Name));
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => Count(instrument.Name));
        listener.Start();

        await Train(Samples.NewNetwork<double>(), "measured", null);

        // 12 epochs of 7 batches; others may train meanwhile.
        lock (counts)
        {
            counts.Should().ContainKeys("shallownet.cluster.evaluation.duration", "shallownet.cluster.shard.duration", "shallownet.cluster.shards.read");
            counts["shallownet.cluster.evaluation.duration"].Should().BeGreaterThanOrEqualTo(84);
        }

        void Count(string name)
        {
            lock (counts)
            {
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
        }
    }

    private Task<TrainingHistory> Train(Network<double> network, string name, IProgress<TrainingProgress>? progress, Network<double>? instead = null) => silos.Grains.TrainAsync(
        "doubles", Samples.Count, instead ?? network, name, new ClusterRun<double> { Options = Options, Progress = progress, Shards = new() { SamplesPerShard = 512 } }, Token);

    private sealed class Each(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
