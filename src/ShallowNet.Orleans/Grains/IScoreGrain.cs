namespace ShallowNet;

/// <summary>One model of a search: a candidate that is fitted to all folds but one and judged by that one. Its key says which, and of what search.</summary>
[Alias("shallownet.IScoreGrain")]
internal interface IScoreGrain : IGrainWithStringKey
{
    /// <summary>The score; not ready where the model is still being trained, which the call has begun where nobody had.</summary>
    [Alias("score")]
    Task<ScoreReply> Score(ScoreRequest request);

    /// <summary>Gives the model up.</summary>
    [Alias("release")]
    Task Release();
}

/// <summary>Which model.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.score")]
internal sealed record ScoreRequest
{
    /// <summary>The name under which the silos have the search.</summary>
    [Id(0)]
    public required string Search { get; init; }

    /// <summary>What the search of the coordinator is made of; a silo's must be made of the same.</summary>
    [Id(1)]
    public required string Fingerprint { get; init; }

    /// <summary>The number of the candidate.</summary>
    [Id(2)]
    public required int Candidate { get; init; }

    /// <summary>The number of the fold.</summary>
    [Id(3)]
    public required int Fold { get; init; }

    /// <summary>k to train on a k-th of the samples.</summary>
    [Id(4)]
    public required int Divisor { get; init; }
}

/// <summary>What a silo answers.</summary>
[GenerateSerializer, Immutable, Alias("shallownet.scored")]
internal sealed record ScoreReply : IWorkReply
{
    /// <summary>Whether the model is judged.</summary>
    [Id(0)]
    public bool IsReady { get; init; }

    /// <summary>Why the silo refuses; null where it does not.</summary>
    [Id(1)]
    public string? Refusal { get; init; }

    /// <summary>The silo.</summary>
    [Id(2)]
    public string Silo { get; init; } = "";

    /// <summary>The score.</summary>
    [Id(3)]
    public double Score { get; init; }
}
