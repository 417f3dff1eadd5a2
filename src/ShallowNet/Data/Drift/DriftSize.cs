namespace ShallowNet;

/// <summary>How far a column has moved from what it was in training.</summary>
public enum DriftSize
{
    /// <summary>No farther than chance moves it, or so little that it hardly matters.</summary>
    None,

    /// <summary>So far that it should be looked at.</summary>
    Moderate,

    /// <summary>So far that the model should be judged anew, and probably be fitted anew.</summary>
    Large,
}
