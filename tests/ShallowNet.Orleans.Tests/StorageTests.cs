using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace ShallowNet.Orleans.Tests;

/// <summary>What happens where the storage of checkpoints fails for a while.</summary>
public sealed class StorageTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 6, BatchSize = 200 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Train_WithAStorageThatFailsNowAndThen_GoesOnWithTheSameBits()
    {
        Moody storage = new(fails: access => access % 2 == 0);
        Network<double> here = Samples.NewNetwork<double>(), there = Samples.NewNetwork<double>();
        here.Train(Samples.Doubles.X, Samples.Doubles.Y, Options);
        await using RunningCluster cluster = await Start(storage);

        await cluster.Grains.TrainAsync("doubles", Samples.Count, there, "moody", new ClusterRun<double> { Options = Options }, Token);

        Samples.Bits(there).Should().Equal(Samples.Bits(here));

        // A beginning, a checkpoint after each epoch but the last, and an end: each of them twice, since every other one fails.
        storage.Accesses.Should().BeGreaterThanOrEqualTo(12);
        storage.Kept.Should().Be(0);
    }

    [Fact]
    public async Task Train_WithAStorageThatFailsForEver_GivesUp()
    {
        await using RunningCluster cluster = await Start(new Moody(fails: _ => true));
        ShardOptions shards = new() { GiveUpAfter = TimeSpan.FromSeconds(1) };

        Func<Task> train = () => cluster.Grains.TrainAsync("doubles", Samples.Count, Samples.NewNetwork<double>(), "broken", new ClusterRun<double> { Shards = shards }, Token);

        await train.Should().ThrowAsync<ClusterException>().WithMessage("The cluster must answer, but has not for 00:00:01: *No disk.*");
    }

    private static Task<RunningCluster> Start(Moody storage) => RunningCluster.Start(1, silo =>
    {
        Samples.AddTo(silo);
        silo.Services.AddKeyedSingleton<IGrainStorage>(SiloExtensions.StorageName, storage);
    });

    private sealed class Moody(Func<int, bool> fails) : IGrainStorage
    {
        private readonly Dictionary<GrainId, object> states = [];
        private int accesses;

        public int Accesses => accesses;

        public int Kept => states.Count;

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            grainState.RecordExists = states.TryGetValue(grainId, out object? state);
            grainState.State = (T)(state ?? new TrainingState());
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Fail();
            states[grainId] = (TrainingState)(object)grainState.State! with { };
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Fail();
            states.Remove(grainId);
            grainState.State = (T)(object)new TrainingState();
            return Task.CompletedTask;
        }

        private void Fail()
        {
            if (fails(Interlocked.Increment(ref accesses)))
            {
                throw new NoDisk();
            }
        }
    }

    /// <summary>An error that Orleans does not send, as those of databases.</summary>
    private sealed class NoDisk() : DbException("No disk.");
}
