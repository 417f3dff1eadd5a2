namespace ShallowNet;

/// <summary>One member of an ensemble, which is trained as a whole. Its key says which, and of what ensemble.</summary>
[Alias("shallownet.IMemberGrain")]
internal interface IMemberGrain : IGrainWithStringKey
{
    /// <summary>The parameters of the member; not ready where it is still being trained, which the call has begun where nobody had.</summary>
    [Alias("train")]
    Task<MemberReply> Train(MemberRequest request);

    /// <summary>Gives the member up.</summary>
    [Alias("release")]
    Task Release();
}

/// <summary>Which member.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.member")]
internal sealed record MemberRequest
{
    /// <summary>The name under which the silos have the ensemble.</summary>
    [Id(0)]
    public required string Ensemble { get; init; }

    /// <summary>What the member's parameters follow from, as the coordinator has it; a silo must have the same.</summary>
    [Id(1)]
    public required string Fingerprint { get; init; }

    /// <summary>The number of the member.</summary>
    [Id(2)]
    public required int Member { get; init; }
}

/// <summary>What a silo answers.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.trained")]
internal sealed record MemberReply : IWorkReply
{
    /// <summary>Whether the member is trained.</summary>
    [Id(0)]
    public bool IsReady { get; init; }

    /// <summary>Why the silo refuses; null where it does not.</summary>
    [Id(1)]
    public string? Refusal { get; init; }

    /// <summary>The silo.</summary>
    [Id(2)]
    public string Silo { get; init; } = "";

    /// <summary>All parameters and running averages, one array after the other, as bytes.</summary>
    [Id(3)]
    public byte[] State { get; init; } = [];

    /// <inheritdoc cref="EnsembleMember.Epochs"/>
    [Id(4)]
    public int Epochs { get; init; }

    /// <inheritdoc cref="EnsembleMember.KeptEpoch"/>
    [Id(5)]
    public int KeptEpoch { get; init; }

    /// <inheritdoc cref="EnsembleMember.Cost"/>
    [Id(6)]
    public double Cost { get; init; }

    /// <inheritdoc cref="EnsembleMember.ValidationCost"/>
    [Id(7)]
    public double ValidationCost { get; init; }

    /// <summary>The number of <see cref="EnsembleMember.StopReason"/>.</summary>
    [Id(8)]
    public int StopReason { get; init; }
}
