using Orleans.Concurrency;

namespace ShallowNet;

/// <summary>A shard of the samples of a training. Its key is the training's name, a slash, and its number.</summary>
[Alias("shallownet.IShardGrain")]
internal interface IShardGrain : IGrainWithStringKey
{
    /// <summary>Reads the shard's samples.</summary>
    [Alias("prepare")]
    Task<ShardReply> Prepare(ShardPlan plan);

    /// <summary>Losses, and sums of their derivatives, of some chunks. Nothing is remembered: asked again, the answer is the same.</summary>
    [Alias("sum")]
    Task<ShardReply> Sum(SumsRequest request);

    /// <summary>Samples for a chunk that another shard computes.</summary>
    [AlwaysInterleave]
    [Alias("columns")]
    Task<ShardReply> Columns(ColumnsRequest request);

    /// <summary>The classes of the shard's samples.</summary>
    [AlwaysInterleave]
    [Alias("classes")]
    Task<ShardReply> Classes(Guid run);

    /// <summary>Forgets the samples: the training has ended.</summary>
    [Alias("release")]
    Task Release();
}
