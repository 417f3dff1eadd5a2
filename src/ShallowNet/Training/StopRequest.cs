namespace ShallowNet;

/// <summary>Whether somebody has asked for an end, from whatever thread.</summary>
internal sealed class StopRequest
{
    private volatile bool isMade;

    public bool IsMade => isMade;

    public void Make() => isMade = true;
}
