using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Playground;

/// <summary>What one open page trains. Whatever asks or changes the training waits its turn.</summary>
/// <param name="id">The name that only its page knows.</param>
/// <param name="lab">The training to begin with.</param>
/// <param name="slices">Of which one is taken for each piece of training, so that many sessions do not train at once.</param>
internal sealed class Session(string id, Lab lab, SemaphoreSlim slices) : IDisposable
{
    /// <summary>How many pages may watch: the page itself, and what is left of it after a reload.</summary>
    private const int MostWatchers = 3;

    private static readonly TimeSpan PieceTime = TimeSpan.FromMilliseconds(40), FrameTime = TimeSpan.FromMilliseconds(66);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private readonly long start = Stopwatch.GetTimestamp();
    private Lab lab = lab;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long lastUse = Stopwatch.GetTimestamp();
    private int epochsPerFrame = int.MaxValue;
    private int watchers;
    private bool isRunning;
    private bool isLooping;
    private bool isInContest;

    public string Id => id;

    /// <summary>How long the session is there.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(start);

    /// <summary>For how long nobody has watched or asked.</summary>
    public TimeSpan Idle
    {
        get
        {
            lock (gate)
            {
                return watchers > 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(lastUse);
            }
        }
    }

    /// <summary>What a question about the training is answered.</summary>
    public T Ask<T>(Func<Lab, T> question)
    {
        lock (gate)
        {
            lastUse = Stopwatch.GetTimestamp();
            return question(lab);
        }
    }

    /// <summary>Takes another training in the place of this one, which runs on where this one ran.</summary>
    public void Replace(Lab other)
    {
        lock (gate)
        {
            lab = other;
            Tell();
        }
    }

    /// <summary>Begins anew, from the first weights.</summary>
    public void Restart() => Replace(new Lab(Ask(lab => lab.Setup)));

    /// <summary>Trains until <see cref="Pause"/>, as long as a page watches.</summary>
    /// <param name="epochs">The most epochs between two frames.</param>
    public void Run(int epochs)
    {
        lock (gate)
        {
            (isRunning, epochsPerFrame) = (true, epochs);
            Tell();
            Loop();
        }
    }

    public void Pause()
    {
        lock (gate)
        {
            isRunning = false;
            Tell();
        }
    }

    /// <summary>Pauses, and trains for one epoch.</summary>
    public void Step()
    {
        lock (gate)
        {
            isRunning = false;
            lab.TrainEpoch();
            Tell();
        }
    }

    /// <summary>Takes part in a contest, one at a time; what is returned ends it.</summary>
    /// <exception cref="Refusal">The session is in a contest already.</exception>
    public IDisposable EnterContest()
    {
        lock (gate)
        {
            if (isInContest)
            {
                throw new Refusal(StatusCodes.Status409Conflict, "A session has one race or training from many seeds at a time, and one is running.");
            }

            isInContest = true;
            return new Leaving(() =>
            {
                lock (gate)
                {
                    isInContest = false;
                }
            });
        }
    }

    /// <summary>Notes that a page watches; what is returned ends it.</summary>
    /// <exception cref="Refusal">Too many watch already.</exception>
    public IDisposable EnterWatch()
    {
        lock (gate)
        {
            if (watchers == MostWatchers)
            {
                throw new Refusal(StatusCodes.Status409Conflict, FormattableString.Invariant($"A session is watched by at most {MostWatchers} pages, and so many watch it."));
            }

            watchers++;
            Loop();
            return new Leaving(() =>
            {
                lock (gate)
                {
                    watchers--;
                    lastUse = Stopwatch.GetTimestamp();
                }
            });
        }
    }

    /// <summary>The setup, and a frame after each change; frames that nobody waits for are not made.</summary>
    /// <param name="watch">What <see cref="EnterWatch"/> gave; it ends with the frames.</param>
    /// <param name="cancellationToken">Cancelled when the page is gone.</param>
    public async IAsyncEnumerable<SseItem<object>> FramesAsync(IDisposable watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IDisposable watching = watch;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended.Token);
        Lab? known = null;
        while (!either.IsCancellationRequested)
        {
            Task change;
            object? setup = null, frame;
            lock (gate)
            {
                change = changed.Task;
                if (lab != known)
                {
                    (setup, known) = (Frame.OfSetup(lab), lab);
                }

                frame = Frame.Of(lab, isRunning);
            }

            if (setup is not null)
            {
                yield return new SseItem<object>(setup, "setup");
            }

            yield return new SseItem<object>(frame, "frame");
            await change.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            yield return new SseItem<object>(new { message = "The session has ended." }, "end");
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isRunning = false;
        }

        ended.Cancel();
    }

    private void Tell()
    {
        lastUse = Stopwatch.GetTimestamp();
        changed.SetResult();
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Trains in the background, unless that is done already, or nothing is to be done.</summary>
    private void Loop()
    {
        if (isRunning && watchers > 0 && !isLooping)
        {
            isLooping = true;
            _ = Task.Run(LoopAsync);
        }
    }

    private async Task LoopAsync()
    {
        while (true)
        {
            await slices.WaitAsync();
            long begin = Stopwatch.GetTimestamp();
            try
            {
                lock (gate)
                {
                    if (!isRunning || watchers == 0)
                    {
                        isLooping = false;
                        return;
                    }

                    for (int epoch = 0; isRunning && epoch < epochsPerFrame && Stopwatch.GetElapsedTime(begin) < PieceTime; epoch++)
                    {
                        isRunning = lab.TrainEpoch();
                    }

                    Tell();
                }
            }
            finally
            {
                slices.Release();
            }

            TimeSpan rest = FrameTime - Stopwatch.GetElapsedTime(begin);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.FromMilliseconds(1));
        }
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
