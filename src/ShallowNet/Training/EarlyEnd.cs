using System.Runtime.ExceptionServices;

namespace ShallowNet;

/// <summary>What ends a call that trains several models before all of them are trained: its time, somebody who asks for it, an error, or the caller's token.</summary>
internal sealed class EarlyEnd : IDisposable
{
    private readonly Lock oneAtATime = new();
    private readonly CancellationTokenSource made = new();
    private readonly CancellationTokenSource either;
    private ExceptionDispatchInfo? failure;
    private bool isOver;

    /// <summary>Nothing has ended the call yet.</summary>
    /// <param name="cancellationToken">The caller's token.</param>
    public EarlyEnd(CancellationToken cancellationToken)
    {
        either = CancellationTokenSource.CreateLinkedTokenSource(made.Token, cancellationToken);
        Token = either.Token;
        Request = new StopRequest(Make);
    }

    /// <summary>Cancelled when the call is to end, whatever ends it.</summary>
    public CancellationToken Token { get; }

    /// <summary>Ends the call, from whatever thread, and also when it is over.</summary>
    public StopRequest Request { get; }

    /// <summary>Whether something else than the caller's token has ended the call.</summary>
    public bool IsMade => made.IsCancellationRequested;

    /// <summary>Whether there was an error.</summary>
    public bool HasFailed => failure is not null;

    /// <summary>Ends the call after some time; null for never.</summary>
    public void MakeAfter(TimeSpan? limit)
    {
        // A timer takes no more than this; nobody waits so long.
        if (limit?.TotalMilliseconds < uint.MaxValue - 1)
        {
            made.CancelAfter(limit.Value);
        }
    }

    /// <summary>Ends the call with an error, the first of them.</summary>
    public void Fail(Exception exception)
    {
        lock (oneAtATime)
        {
            failure ??= ExceptionDispatchInfo.Capture(exception);
        }

        Make();
    }

    /// <summary>Throws the error, where there was one.</summary>
    public void ThrowIfFailed() => failure?.Throw();

    /// <summary>From now on, nobody can end the call.</summary>
    public void Dispose()
    {
        lock (oneAtATime)
        {
            isOver = true;
            either.Dispose();
            made.Dispose();
        }
    }

    private void Make()
    {
        lock (oneAtATime)
        {
            if (!isOver)
            {
                made.Cancel();
            }
        }
    }
}
