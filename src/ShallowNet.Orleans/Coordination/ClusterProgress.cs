namespace ShallowNet;

/// <summary>Where a training on a cluster stands, as anyone who reaches the cluster can ask.</summary>
public sealed record ClusterProgress
{
    /// <summary>The epochs that are done.</summary>
    public int Epoch { get; init; }

    /// <summary>The epochs that the training may take.</summary>
    public int Epochs { get; init; }

    /// <summary>The mean cost of the last epoch; NaN before the first.</summary>
    public double Cost { get; init; } = double.NaN;

    /// <summary>The cost of the validation samples after the last epoch; NaN where there are none.</summary>
    public double ValidationCost { get; init; } = double.NaN;

    /// <summary>The silos that computed, by their names, and how fast they are.</summary>
    /// <exception cref="ArgumentNullException">The list, or an element, is null.</exception>
    public IReadOnlyList<SiloSpeed> Silos { get; init => field = ValueList.OfNotNull(value, nameof(Silos)); } = ValueList<SiloSpeed>.Empty;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ClusterProgress), PrintMembers);
}

/// <summary>How fast a silo computes.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.speed")]
public sealed record SiloSpeed
{
    /// <summary>Its name, and its address in brackets.</summary>
    [Id(0)]
    public required string Silo { get; init; }

    /// <summary>The requests it has answered in this training.</summary>
    [Id(1)]
    public required long Requests { get; init; }

    /// <summary>The microseconds that it computes for a sample: a mean in which each request counts a tenth of what is new.</summary>
    [Id(2)]
    public required double MicrosecondsPerSample { get; init; }

    /// <summary>Whether it takes more than <see cref="ShardOptions.SlowFactor"/> times as long as the silo in the middle.</summary>
    [Id(3)]
    public bool IsSlow { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(SiloSpeed), PrintMembers);
}
