using System.Runtime.InteropServices;

namespace ShallowNet;

/// <summary>The shards of a training as its coordinator sees them: asked for sums, prepared where they are not, asked again where no answer comes.</summary>
internal sealed class Shards(IGrainFactory cluster, ShardPlan plan, ShardOptions options)
{
    private readonly Patience patience = new(options);

    /// <summary>How fast the silos are.</summary>
    public SiloSpeeds Speeds { get; } = new(options.SlowFactor);

    /// <summary>How many there are.</summary>
    public int Count => (plan.Samples + plan.SamplesPerShard - 1) / plan.SamplesPerShard;

    /// <inheritdoc cref="ShardPlan.Run"/>
    public Guid Run => plan.Run;

    /// <inheritdoc cref="ShardPlan.SamplesPerShard"/>
    public int SamplesPerShard => plan.SamplesPerShard;

    /// <inheritdoc cref="ShardOptions.RequestsAtOnce"/>
    public int RequestsAtOnce => options.RequestsAtOnce;

    /// <summary>Has a shard compute.</summary>
    /// <exception cref="ClusterException">A silo refuses it, or none answers.</exception>
    public Task<ShardReply> Sum(int shard, SumsRequest request, CancellationToken cancellationToken) => Ask(shard, grain => grain.Sum(request), cancellationToken);

    /// <summary>The classes of all samples.</summary>
    /// <exception cref="ClusterException">A silo refuses to say them, or none answers.</exception>
    public async Task<int[]> Classes(CancellationToken cancellationToken)
    {
        int[] all = new int[plan.Samples];
        await Parallel.ForAsync(0, Count, Options(cancellationToken), async (shard, token) =>
        {
            ShardReply reply = await Ask(shard, grain => grain.Classes(Run), token).ConfigureAwait(false);
            int first = shard * SamplesPerShard, count = Math.Min(SamplesPerShard, all.Length - first);
            if (reply.Second.Length != count * sizeof(int))
            {
                throw new ClusterException($"The silo {reply.Silo} must answer with the classes of its samples, but has answered with others.");
            }

            MemoryMarshal.Cast<byte, int>(reply.Second.AsSpan()).CopyTo(all.AsSpan(first));
        }).ConfigureAwait(false);
        return all;
    }

    private async Task<ShardReply> Ask(int shard, Func<IShardGrain, Task<ShardReply>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            ShardReply reply = await patience.Call(() => call(Grain(shard)), cancellationToken).ConfigureAwait(false);
            if (Checked(reply).IsReady)
            {
                return reply;
            }

            int[] missing = reply.Missing.Length > 0 ? reply.Missing : [shard];
            await Task.WhenAll(missing.Select(one => Prepare(one, cancellationToken))).ConfigureAwait(false);
        }
    }

    /// <summary>Has all shards read their samples, so that the first step does not wait for one after the other.</summary>
    public Task PrepareAll(CancellationToken cancellationToken) => Parallel.ForAsync(
        0, Count, Options(cancellationToken), async (shard, token) => await Prepare(shard, token).ConfigureAwait(false));

    /// <summary>Has all shards forget their samples. Where a silo is lost meanwhile, they are forgotten with it.</summary>
    public async Task ReleaseAll()
    {
        await Parallel.ForAsync(0, Count, async (shard, token) =>
        {
            try
            {
                await Grain(shard).Release().WaitAsync(options.AnswerWithin, token).ConfigureAwait(false);
            }
            catch (Exception exception) when (Patience.IsLoss(exception))
            {
                // Its silo gives it up by itself when nobody has asked for some minutes.
            }
        }).ConfigureAwait(false);
    }

    private ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = options.RequestsAtOnce, CancellationToken = cancellationToken };

    private async Task Prepare(int shard, CancellationToken cancellationToken)
    {
        int first = shard * plan.SamplesPerShard;
        ShardPlan own = plan with { First = first, Count = Math.Min(plan.SamplesPerShard, plan.Samples - first) };
        Checked(await patience.Call(() => Grain(shard).Prepare(own), cancellationToken).ConfigureAwait(false));
    }

    private static ShardReply Checked(ShardReply reply) =>
        reply.Refusal is null ? reply : throw new ClusterException($"The silo {reply.Silo} refuses: {reply.Refusal}");

    private IShardGrain Grain(int shard) => cluster.GetGrain<IShardGrain>(ShardWorker.Key(plan.Name, shard));
}
