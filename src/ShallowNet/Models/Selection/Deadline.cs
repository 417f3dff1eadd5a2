using System.Diagnostics;

namespace ShallowNet;

/// <summary>The end of a call whose time is limited.</summary>
/// <param name="Start">When the call began, by <see cref="Stopwatch"/>.</param>
/// <param name="Limit">How long it may take; null for as long as it takes.</param>
internal readonly record struct Deadline(long Start, TimeSpan? Limit)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    public bool IsOver => Limit - Stopwatch.GetElapsedTime(Start) <= TimeSpan.Zero;

    /// <summary>What is left, at least a moment, since no training can be given less; null where there is no limit.</summary>
    public TimeSpan? Left => Limit - Stopwatch.GetElapsedTime(Start) is not { } left ? null : left > Moment ? left : Moment;
}
