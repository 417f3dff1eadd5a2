namespace ShallowNet;

/// <summary>What a silo answers that was asked for a model that it trains as a whole.</summary>
internal interface IWorkReply
{
    /// <summary>Whether the model is done; otherwise, it must be asked for again.</summary>
    bool IsReady { get; }

    /// <summary>Why the silo refuses; null where it does not.</summary>
    string? Refusal { get; }

    /// <summary>The silo.</summary>
    string Silo { get; }
}
