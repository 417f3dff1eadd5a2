namespace ShallowNet;

/// <summary>How bad it is what a diagnosis found.</summary>
public enum FindingSeverity
{
    /// <summary>The model works; it could be simpler, or be trained by cleaner samples.</summary>
    Note,

    /// <summary>The model is worse than it need be.</summary>
    Warning,

    /// <summary>The model, or what is thought of it, is wrong.</summary>
    Severe,
}
