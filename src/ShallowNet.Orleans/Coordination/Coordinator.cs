using System.Numerics;
using System.Runtime.InteropServices;

namespace ShallowNet;

/// <summary>A training on a cluster, from the side that moves the parameters.</summary>
internal sealed class Coordinator<T>(IGrainFactory cluster, Network<T> network, ClusterRun<T> how, string data, string name, int samples)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How often the grain is asked whether somebody has cancelled.</summary>
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(0.5);

    private readonly Guid run = Guid.NewGuid();
    private readonly double[]? weights = how.Weights is { } own ? Require.Weights(own, samples, nameof(how.Weights)) : null;
    private readonly Patience patience = new(how.Shards);
    private readonly ITrainingGrain grain = cluster.GetGrain<ITrainingGrain>(name);

    /// <summary>Trains, or goes on.</summary>
    public TrainingHistory Run(CancellationToken cancellationToken)
    {
        using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken), over = new();
        Trainer<T> trainer = Begin(cancelled.Token);
        Shards shards = new(cluster, Plan(trainer.Network), how.Shards);
        Task watching = Watch(cancelled, over.Token);
        TrainingHistory history;
        try
        {
            shards.PrepareAll(cancelled.Token).GetAwaiter().GetResult();
            ClusterBatches<T> batches = new(trainer, shards, samples, Weights(shards, cancelled.Token));
            history = trainer.TrainFrom(batches, how.Validation, new Reporter(this, shards), cancelled.Token);
        }
        finally
        {
            over.Cancel();
            watching.ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
            shards.ReleaseAll().GetAwaiter().GetResult();
            FiniteState<T>.CopyState(trainer.Network.State, network.State);
        }

        if (history.StopReason != StopReason.Cancelled)
        {
            Wait(grain => grain.Complete(run), CancellationToken.None);
        }

        return history;
    }

    private Trainer<T> Begin(CancellationToken cancellationToken)
    {
        TrainingOptions options = how.Options with { Checkpoints = new GrainCheckpoints(name, how.Shards.CheckpointEveryEpochs, Keep) };
        TrainingStart start = Wait(grain => grain.Begin(run, options.Epochs), cancellationToken);
        if (start.Checkpoint is null)
        {
            return new Trainer<T>(network, options);
        }

        using MemoryStream stream = new(start.Checkpoint);
        Trainer<T> trainer = SafetensorsExtensions.Load<T>(stream, options, new LoadOptions());
        return trainer.Network.Layout.Fits(network.Layout) ? trainer
            : throw new ClusterException($"The training \"{name}\" must be gone on with the network that it began with, but the network has other layers.");
    }

    /// <summary>What each sample counts, its class included; null where all count the same.</summary>
    private double[]? Weights(Shards shards, CancellationToken cancellationToken) => how.Options.ClassWeights is { } classes
        ? SampleWeights.Of(weights, classes, shards.Classes(cancellationToken).GetAwaiter().GetResult(), network.Outputs, nameof(how.Weights)) : weights;

    private ShardPlan Plan(Network<T> trained)
    {
        using MemoryStream stream = new();
        trained.Save(stream);
        return new ShardPlan
        {
            Run = run,
            Name = name,
            Data = data,
            Network = stream.ToArray(),
            BytesOfNumber = Marshal.SizeOf<T>(),
            First = 0,
            Count = samples,
            Samples = samples,
            SamplesPerShard = how.Shards.SamplesPerShard,
            LabelSmoothing = how.Options.LabelSmoothing,
            NeedsClasses = how.Options.ClassWeights is not null,
        };
    }

    private void Keep(byte[] checkpoint)
    {
        if (!Wait(grain => grain.Keep(run, checkpoint), CancellationToken.None))
        {
            throw TakenOver("or its checkpoint is larger than silos accept");
        }
    }

    private async Task Watch(CancellationTokenSource cancelled, CancellationToken over)
    {
        using PeriodicTimer timer = new(Watching);
        while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
        {
            if (await patience.Call(() => grain.Report(run, null), over).ConfigureAwait(false) == true)
            {
                await cancelled.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private void Report(TrainingProgress progress, Shards shards)
    {
        ProgressMessage now = new()
        {
            Epoch = progress.Epoch, Epochs = progress.Epochs, Cost = progress.Cost, ValidationCost = progress.ValidationCost, Silos = [.. shards.Speeds.All()],
        };
        if (Wait(grain => grain.Report(run, now), CancellationToken.None) is null)
        {
            throw TakenOver("with a call of the same name");
        }

        how.Progress?.Report(progress);
    }

    private ClusterException TakenOver(string how) => new($"The training \"{name}\" must have one coordinator, but another one has taken it over {how}.");

    private TResult Wait<TResult>(Func<ITrainingGrain, Task<TResult>> call, CancellationToken cancellationToken) =>
        patience.Call(() => call(grain), cancellationToken).GetAwaiter().GetResult();

    private sealed class Reporter(Coordinator<T> of, Shards shards) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => of.Report(value, shards);
    }
}
