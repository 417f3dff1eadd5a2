namespace ShallowNet;

/// <summary>What a silo must know to hold a shard. Everything in a message is a number, a text, or bytes: no type is made from a name.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.plan")]
internal sealed record ShardPlan
{
    /// <summary>Which run of a training it belongs to; another run of the same name has another.</summary>
    [Id(0)]
    public required Guid Run { get; init; }

    /// <summary>The name under which the silos have the samples.</summary>
    [Id(1)]
    public required string Data { get; init; }

    /// <summary>The network, as a safetensors file.</summary>
    [Id(2)]
    public required byte[] Network { get; init; }

    /// <summary>4 for float, 8 for double.</summary>
    [Id(3)]
    public required int BytesOfNumber { get; init; }

    /// <summary>The shard's first sample.</summary>
    [Id(4)]
    public required int First { get; init; }

    /// <summary>The shard's samples.</summary>
    [Id(5)]
    public required int Count { get; init; }

    /// <summary>All samples, as the coordinator knows them.</summary>
    [Id(6)]
    public required int Samples { get; init; }

    /// <summary>The samples of each shard but the last.</summary>
    [Id(7)]
    public required int SamplesPerShard { get; init; }

    /// <summary>s of label smoothing.</summary>
    [Id(8)]
    public required double LabelSmoothing { get; init; }

    /// <summary>The name of the training, of which the grains' keys are made.</summary>
    [Id(9)]
    public required string Name { get; init; }

    /// <summary>Whether the classes of the samples will be asked for.</summary>
    [Id(10)]
    public bool NeedsClasses { get; init; }
}

/// <summary>Some samples whose derivatives are summed as one chunk.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.chunk")]
internal sealed record ChunkRequest
{
    /// <summary>The place of its first sample in the batch.</summary>
    [Id(0)]
    public required int FirstOfBatch { get; init; }

    /// <summary>The first sample, where they follow one another.</summary>
    [Id(1)]
    public required int First { get; init; }

    /// <summary>How many there are.</summary>
    [Id(2)]
    public required int Count { get; init; }

    /// <summary>The samples, where they do not follow one another.</summary>
    [Id(3)]
    public int[]? Samples { get; init; }

    /// <summary>What each sample counts, in the network's precision, as bytes; null where all count the same.</summary>
    [Id(4)]
    public byte[]? Weights { get; init; }
}

/// <summary>Parameters, and the chunks whose sums are wanted.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.sums")]
internal sealed record SumsRequest
{
    /// <inheritdoc cref="ShardPlan.Run"/>
    [Id(0)]
    public required Guid Run { get; init; }

    /// <summary>All parameters, one array after the other, as bytes.</summary>
    [Id(1)]
    public required byte[] Parameters { get; init; }

    /// <summary>What dropout masks follow from.</summary>
    [Id(2)]
    public ulong MaskKey { get; init; }

    /// <summary>What the probabilities of dropout are multiplied by.</summary>
    [Id(3)]
    public double DropoutFactor { get; init; }

    /// <summary>The chunks, in their order.</summary>
    [Id(4)]
    public required ChunkRequest[] Chunks { get; init; }

    /// <summary>
    /// The lower triangle of the Gauss–Newton matrix of the samples before these, column after column, in double, as bytes, to which the chunks are
    /// to be added: their losses and derivatives are not asked for then. Null where they are.
    /// </summary>
    [Id(5)]
    public byte[]? Curvature { get; init; }
}

/// <summary>Samples that another shard needs for a chunk.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.columns")]
internal sealed record ColumnsRequest
{
    /// <inheritdoc cref="ShardPlan.Run"/>
    [Id(0)]
    public required Guid Run { get; init; }

    /// <summary>The samples, counted from the first of all.</summary>
    [Id(1)]
    public required int[] Samples { get; init; }
}

/// <summary>What a shard answers.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.reply")]
internal sealed record ShardReply
{
    /// <summary>Whether the shard has its samples; otherwise, it must be prepared first.</summary>
    [Id(0)]
    public bool IsReady { get; init; }

    /// <summary>Why the silo refuses what it was asked for; null where it does not.</summary>
    [Id(1)]
    public string? Refusal { get; init; }

    /// <summary>The silo.</summary>
    [Id(2)]
    public string Silo { get; init; } = "";

    /// <summary>How long it computed.</summary>
    [Id(3)]
    public double Seconds { get; init; }

    /// <summary>The losses of the samples of all chunks, as bytes; or the inputs of the samples asked for.</summary>
    [Id(4)]
    public byte[] First { get; init; } = [];

    /// <summary>The sums of derivatives of each chunk, one after the other, as bytes; or the labels of the samples asked for, or their classes; or the Gauss–Newton matrix.</summary>
    [Id(5)]
    public byte[] Second { get; init; } = [];

    /// <summary>The shards that must be prepared, because samples of theirs are needed.</summary>
    [Id(6)]
    public int[] Missing { get; init; } = [];
}
