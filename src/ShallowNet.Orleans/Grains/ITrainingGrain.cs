namespace ShallowNet;

/// <summary>A training by its name: where it stands, and the checkpoint from which another coordinator can go on.</summary>
[Alias("shallownet.ITrainingGrain")]
internal interface ITrainingGrain : IGrainWithStringKey
{
    /// <summary>A coordinator begins, or goes on; whoever did before is refused from now on.</summary>
    [Alias("begin")]
    Task<TrainingStart> Begin(Guid run, int epochs);

    /// <summary>Takes a checkpoint.</summary>
    [Alias("keep")]
    Task<bool> Keep(Guid run, byte[] checkpoint);

    /// <summary>Takes note of an epoch; null where another coordinator has taken over.</summary>
    [Alias("report")]
    Task<bool?> Report(Guid run, ProgressMessage? progress);

    /// <summary>The training is over: its checkpoint is deleted.</summary>
    [Alias("complete")]
    Task<bool> Complete(Guid run);

    /// <summary>Asks for the training to end.</summary>
    [Alias("cancel")]
    Task<bool> Cancel();

    /// <summary>Where it stands; null where there is none of the name.</summary>
    [Alias("progress")]
    Task<ProgressMessage?> Progress();
}

/// <summary>What a coordinator begins with.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.start")]
internal sealed record TrainingStart
{
    /// <summary>The last checkpoint; null where the training begins.</summary>
    [Id(0)]
    public byte[]? Checkpoint { get; init; }
}

/// <summary>What the storage provider keeps of a training.</summary>
[GenerateSerializer, Alias("shallownet.state")]
internal sealed record TrainingState
{
    /// <summary>The last checkpoint.</summary>
    [Id(0)]
    public byte[]? Checkpoint { get; set; }

    /// <summary>The run that has it.</summary>
    [Id(1)]
    public Guid Run { get; set; }
}

/// <summary>Where a training stands, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.progress")]
internal sealed record ProgressMessage
{
    /// <inheritdoc cref="ClusterProgress.Epoch"/>
    [Id(0)]
    public int Epoch { get; init; }

    /// <inheritdoc cref="ClusterProgress.Epochs"/>
    [Id(1)]
    public int Epochs { get; init; }

    /// <inheritdoc cref="ClusterProgress.Cost"/>
    [Id(2)]
    public double Cost { get; init; } = double.NaN;

    /// <inheritdoc cref="ClusterProgress.ValidationCost"/>
    [Id(3)]
    public double ValidationCost { get; init; } = double.NaN;

    /// <inheritdoc cref="ClusterProgress.Silos"/>
    [Id(4)]
    public SiloSpeed[] Silos { get; init; } = [];
}
