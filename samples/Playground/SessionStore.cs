using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Playground;

/// <summary>The sessions, at most so many; those that are idle for too long, or too old, are ended.</summary>
internal sealed class SessionStore(Limits limits) : BackgroundService
{
    private readonly ConcurrentDictionary<string, Session> sessions = new();
    private readonly Lock adding = new();
    private readonly SemaphoreSlim slices = new(Environment.ProcessorCount);

    /// <summary>Of which one is taken by each contest, so that few run at once.</summary>
    public SemaphoreSlim Contests { get; } = new(Math.Max(1, Environment.ProcessorCount / 2));

    public int Count => sessions.Count;

    /// <summary>A new session; where there are too many, the one that is idle for longest makes room.</summary>
    /// <exception cref="Refusal">There are too many, and each is watched.</exception>
    public Session Add(Lab lab)
    {
        lock (adding)
        {
            if (sessions.Count >= limits.Sessions)
            {
                Session longest = sessions.Values.MaxBy(session => session.Idle)!;
                if (longest.Idle == TimeSpan.Zero)
                {
                    throw new Refusal(
                        StatusCodes.Status503ServiceUnavailable,
                        FormattableString.Invariant($"There are at most {limits.Sessions} sessions, and each has an open page. Close one, or start the playground with more --sessions."));
                }

                End(longest.Id);
            }

            Session session = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), lab, slices);
            sessions[session.Id] = session;
            return session;
        }
    }

    /// <summary>The session of that name.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public Session Find(string id) => sessions.TryGetValue(id, out Session? session)
        ? session
        : throw new Refusal(StatusCodes.Status404NotFound, "There is no such session, or it has ended.");

    /// <summary>Ends a session; nothing where there is none.</summary>
    public void End(string id)
    {
        if (sessions.TryRemove(id, out Session? session))
        {
            session.Dispose();
        }
    }

    /// <summary>Ends the sessions whose time is over.</summary>
    public void EndOld()
    {
        foreach (Session session in sessions.Values)
        {
            if (session.Idle > limits.Idle || session.Age > limits.Time)
            {
                End(session.Id);
            }
        }
    }

    public override void Dispose()
    {
        foreach (string id in sessions.Keys)
        {
            End(id);
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan pause = TimeSpan.FromSeconds(Math.Min(2, Math.Min(limits.Idle.TotalSeconds, limits.Time.TotalSeconds) / 2));
        using PeriodicTimer timer = new(pause);
        // Pages that watch must not keep the program from ending.
        using CancellationTokenRegistration stop = stoppingToken.Register(() => sessions.Keys.ToList().ForEach(End));
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully && tick.Result, TaskScheduler.Default))
        {
            EndOld();
        }
    }
}
