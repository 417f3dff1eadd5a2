namespace ShallowNet;

/// <summary>Whether somebody has asked for an end, from whatever thread.</summary>
/// <param name="made">Called when it is asked for, each time; null for nothing.</param>
internal sealed class StopRequest(Action? made = null)
{
    private volatile bool isMade;

    public bool IsMade => isMade;

    public void Make()
    {
        isMade = true;
        made?.Invoke();
    }
}
