namespace ShallowNet.Kernels;

/// <summary>Work that is done in parts, each by a thread of its own.</summary>
internal abstract class Job
{
    /// <summary>Does one part.</summary>
    /// <param name="part">From 0 to one less than the parts.</param>
    /// <param name="parts">How many parts there are.</param>
    public abstract void Run(int part, int parts);

    /// <summary>The share of so many items that belongs to a part: first, and how many.</summary>
    public static (int First, int Count) Share(int items, int part, int parts)
    {
        int first = (int)((long)items * part / parts);
        return (first, (int)((long)items * (part + 1) / parts) - first);
    }
}

/// <summary>The threads that do the parts of a job beside the calling one.</summary>
/// <remarks>
/// They are made when first needed, and serve one job at a time; a job that comes while another runs, or from within one (a loss of a user's
/// own may ask another network), is done by its caller alone.
/// After a part a thread waits for the next for some microseconds, as the phases of a training step follow each other closely, and then
/// sleeps. Starting a job allocates nothing.
/// </remarks>
internal static class Workers
{
    /// <summary>Starting a thread's part and waiting for it takes a few microseconds; a part should be worth many times that.</summary>
    private const double NanosecondsWorthAThread = 20_000;

    private static readonly Lock Gate = new();
    private static Worker[] workers = [];
    private static int running;

    /// <summary>Whether every thread sleeps, and none waits for work by spinning.</summary>
    public static bool AreAsleep => Array.TrueForAll(workers, worker => worker.IsAsleep);

    /// <summary>Into how many parts work of so many nanoseconds is best divided.</summary>
    public static int Parts(double nanoseconds, int threads) =>
        Math.Max(1, (int)Math.Min(threads, nanoseconds / NanosecondsWorthAThread));

    /// <summary>Does all parts of a job. The exception of one is thrown when all that were begun have ended.</summary>
    public static void Run(Job job, int parts)
    {
        // The gate would let its own thread pass again.
        if (parts == 1 || Gate.IsHeldByCurrentThread || !Gate.TryEnter())
        {
            for (int part = 0; part < parts; part++)
            {
                job.Run(part, parts);
            }

            return;
        }

        try
        {
            while (workers.Length < parts - 1)
            {
                workers = [.. workers, new Worker()];
            }

            Volatile.Write(ref running, parts - 1);
            for (int part = 1; part < parts; part++)
            {
                workers[part - 1].Start(job, part, parts);
            }

            Exception? failure = Try(job, 0, parts);

            // On a busy machine a thread may not have been given its turn yet: what nobody has begun, the caller does.
            for (int part = 1; part < parts; part++)
            {
                if (workers[part - 1].TryTakeBack())
                {
                    failure ??= Try(job, part, parts);
                    Interlocked.Decrement(ref running);
                }
            }

            SpinWait wait = default;
            while (Volatile.Read(ref running) > 0)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            for (int part = 1; part < parts; part++)
            {
                failure ??= workers[part - 1].TakeFailure();
            }

            if (failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }
        finally
        {
            Gate.Exit();
        }
    }

    private static Exception? Try(Job job, int part, int parts)
    {
        try
        {
            job.Run(part, parts);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private sealed class Worker
    {
        /// <summary>Some 100 µs: longer than from one phase of a step to the next.</summary>
        private const int Spins = 2000;

        private readonly object wake = new();
        private Job? job;
        private int part;
        private int parts;
        private bool sleeping;
        private Exception? failure;

        public Worker() => new Thread(Work) { IsBackground = true, Name = "ShallowNet worker" }.Start();

        public bool IsAsleep => Volatile.Read(ref sleeping);

        public void Start(Job next, int itsPart, int ofParts)
        {
            (part, parts) = (itsPart, ofParts);
            Volatile.Write(ref job, next);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref sleeping))
            {
                lock (wake)
                {
                    Monitor.Pulse(wake);
                }
            }
        }

        /// <summary>Takes a part away that the thread has not begun.</summary>
        public bool TryTakeBack() => Interlocked.Exchange(ref job, null) is not null;

        public Exception? TakeFailure()
        {
            Exception? result = failure;
            failure = null;
            return result;
        }

        private void Work()
        {
            while (true)
            {
                Job next = Next();
                failure = Try(next, part, parts);
                Interlocked.Decrement(ref running);
            }
        }

        private Job Next()
        {
            for (int i = 0; i < Spins; i++)
            {
                if (Take() is { } next)
                {
                    return next;
                }

                Thread.SpinWait(4);
            }

            lock (wake)
            {
                // Either the starter sees this, and wakes the thread, or this thread sees the job.
                Volatile.Write(ref sleeping, true);
                Interlocked.MemoryBarrier();
                while (true)
                {
                    if (Take() is { } next)
                    {
                        Volatile.Write(ref sleeping, false);
                        return next;
                    }

                    Monitor.Wait(wake);
                }
            }
        }

        private Job? Take() => Volatile.Read(ref job) is null ? null : Interlocked.Exchange(ref job, null);
    }
}
