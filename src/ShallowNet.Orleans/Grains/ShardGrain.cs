using System.Diagnostics;

namespace ShallowNet;

/// <inheritdoc cref="IShardGrain"/>
/// <remarks>The work is done outside the grain's turn, so that others can ask for samples meanwhile, and the silo answers that it is alive.</remarks>
[CollectionAgeLimit(Minutes = 10)]
internal sealed class ShardGrain(SiloData data, SiloLimits limits, ILocalSiloDetails silo) : Grain, IShardGrain
{
    private ShardWorker? worker;

    public async Task<ShardReply> Prepare(ShardPlan plan)
    {
        if (worker?.Run != plan.Run)
        {
            if (limits.Refuse(plan) is { } refusal)
            {
                return Refused(refusal);
            }

            try
            {
                worker = await Task.Run(() => Create(plan));
                ClusterMetrics.ShardsRead.Add(1);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                return Refused(exception.Message);
            }
        }

        return new ShardReply { IsReady = true, Silo = Name };
    }

    public async Task<ShardReply> Sum(SumsRequest request)
    {
        if (worker is not { } ready || ready.Run != request.Run)
        {
            return new ShardReply { Silo = Name };
        }

        if (ready.Refuse(request) is { } refusal)
        {
            return Refused(refusal);
        }

        (Dictionary<int, ColumnsOfShard> others, int[] missing) = await Gather(ready, request);
        return missing.Length > 0 ? new ShardReply { Silo = Name, Missing = missing } : await Task.Run(() =>
        {
            long start = Stopwatch.GetTimestamp();
            (byte[] losses, byte[] sums) = request.Curvature is null ? ready.Sum(request, others) : ([], ready.Curve(request, others));
            return new ShardReply { IsReady = true, Silo = Name, First = losses, Second = sums, Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds };
        });
    }

    public Task<ShardReply> Columns(ColumnsRequest request)
    {
        if (worker is not { } ready || ready.Run != request.Run)
        {
            return Task.FromResult(new ShardReply { Silo = Name });
        }

        if (!ready.Has(request.Samples))
        {
            return Task.FromResult(Refused("Samples must be those of the shard, but others were asked for."));
        }

        (byte[] X, byte[] Y) = ready.Columns(request.Samples);
        return Task.FromResult(new ShardReply { IsReady = true, Silo = Name, First = X, Second = Y });
    }

    public Task<ShardReply> Classes(Guid run) => Task.FromResult(
        worker is { } ready && ready.Run == run ? new ShardReply { IsReady = true, Silo = Name, Second = ready.Classes } : new ShardReply { Silo = Name });

    public Task Release()
    {
        worker = null;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private string Name => $"{silo.Name} ({silo.SiloAddress.Endpoint})";

    private ShardReply Refused(string why) => new() { Silo = Name, Refusal = why };

    private ShardWorker Create(ShardPlan plan) =>
        plan.BytesOfNumber == sizeof(float) ? new ShardWorker<float>(plan, data.Find<float>(plan), limits) : new ShardWorker<double>(plan, data.Find<double>(plan), limits);

    /// <summary>The samples of other shards, by their number, and the shards that must be prepared before they can give theirs.</summary>
    private async Task<(Dictionary<int, ColumnsOfShard> Others, int[] Missing)> Gather(ShardWorker ready, SumsRequest request)
    {
        Dictionary<int, int[]> wanted = ready.SamplesOfOthers(request);
        (int Shard, int[] Samples, Task<ShardReply> Reply)[] asked = [.. wanted.Select(pair => (pair.Key, pair.Value, GrainFactory
            .GetGrain<IShardGrain>(ready.KeyOf(pair.Key)).Columns(new ColumnsRequest { Run = request.Run, Samples = pair.Value })))];
        await Task.WhenAll(asked.Select(one => one.Reply));
        return (
            asked.ToDictionary(one => one.Shard, one => new ColumnsOfShard(one.Samples, one.Reply.Result.First, one.Reply.Result.Second)),
            [.. asked.Where(one => !one.Reply.Result.IsReady).Select(one => one.Shard)]);
    }
}

/// <summary>Samples that another shard gave.</summary>
/// <param name="Samples">Which, in ascending order.</param>
/// <param name="X">Their inputs.</param>
/// <param name="Y">Their labels.</param>
internal sealed record ColumnsOfShard(int[] Samples, byte[] X, byte[] Y);
