namespace ShallowNet;

/// <summary>The shards of a training as its coordinator sees them: asked for sums, prepared where they are not, asked again where no answer comes.</summary>
internal sealed class Shards(IGrainFactory cluster, ShardPlan all, ShardOptions options)
{
    private readonly Patience patience = new(options);

    /// <summary>How fast the silos are.</summary>
    public SiloSpeeds Speeds { get; } = new(options.SlowFactor);

    /// <summary>How many there are.</summary>
    public int Count => (all.Samples + all.SamplesPerShard - 1) / all.SamplesPerShard;

    /// <inheritdoc cref="ShardPlan.Run"/>
    public Guid Run => all.Run;

    /// <inheritdoc cref="ShardPlan.SamplesPerShard"/>
    public int SamplesPerShard => all.SamplesPerShard;

    /// <inheritdoc cref="ShardOptions.RequestsAtOnce"/>
    public int RequestsAtOnce => options.RequestsAtOnce;

    /// <summary>Has a shard compute.</summary>
    /// <exception cref="ClusterException">A silo refuses it, or none answers.</exception>
    public async Task<ShardReply> Sum(int shard, SumsRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            ShardReply reply = await patience.Call(() => Grain(shard).Sum(request), cancellationToken).ConfigureAwait(false);
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
        0, Count, new ParallelOptions { MaxDegreeOfParallelism = options.RequestsAtOnce, CancellationToken = cancellationToken },
        async (shard, token) => await Prepare(shard, token).ConfigureAwait(false));

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

    private async Task Prepare(int shard, CancellationToken cancellationToken)
    {
        int first = shard * all.SamplesPerShard;
        ShardPlan plan = all with { First = first, Count = Math.Min(all.SamplesPerShard, all.Samples - first) };
        Checked(await patience.Call(() => Grain(shard).Prepare(plan), cancellationToken).ConfigureAwait(false));
    }

    private static ShardReply Checked(ShardReply reply) =>
        reply.Refusal is null ? reply : throw new ClusterException($"The silo {reply.Silo} refuses: {reply.Refusal}");

    private IShardGrain Grain(int shard) => cluster.GetGrain<IShardGrain>(ShardWorker.Key(all.Name, shard));
}
