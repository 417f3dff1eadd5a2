using System.Runtime.CompilerServices;

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
/// After a part a thread waits some microseconds for the next, because the phases of a training step follow each other closely, and then
/// sleeps. Starting a job allocates nothing, and when it has ended nothing here refers to it, nor to an exception of it.
/// In a browser there are none, and the caller does all parts.
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
    public static void Run(Job job, int parts) => Run(job, parts, hasThreads: !OperatingSystem.IsBrowser());

    /// <summary>Does all parts of a job, by its caller alone where the platform has no threads.</summary>
    public static void Run(Job job, int parts, bool hasThreads)
    {
        // The gate would let its own thread pass again.
        if (parts == 1 || !hasThreads || Gate.IsHeldByCurrentThread || !Gate.TryEnter())
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

            RunInParallel(job, parts);
        }
        finally
        {
            Gate.Exit();
        }
    }

    private static void RunInParallel(Job job, int parts)
    {
        // An interruption of the calling thread must not end the job while other threads work on it: it is put off to the end.
        bool isInterrupted = false;
        Volatile.Write(ref running, parts - 1);
        for (int part = 1; part < parts; part++)
        {
            isInterrupted |= !workers[part - 1].TryStart(job, part, parts);
        }

        Exception? failure = TryPart(job, 0, parts);

        // On a busy machine a thread may not have been given its turn yet: what nobody has begun, the caller does.
        for (int part = 1; part < parts; part++)
        {
            if (workers[part - 1].TryRevoke())
            {
                Exception? failureOfPart = TryPart(job, part, parts);
                failure ??= failureOfPart;
                Interlocked.Decrement(ref running);
            }
        }

        isInterrupted |= !TryWaitForOthers();

        // Every failure is collected, also those that are not thrown: none may be found there by a later job.
        for (int part = 1; part < parts; part++)
        {
            Exception? failureOfPart = workers[part - 1].CollectFailure();
            failure ??= failureOfPart;
        }

        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }

        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Waits until no thread is at work on a part; false if the calling thread was interrupted meanwhile, which ends no wait.</summary>
    private static bool TryWaitForOthers()
    {
        bool isInterrupted = false;
        SpinWait wait = default;
        while (Volatile.Read(ref running) > 0)
        {
            try
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        return !isInterrupted;
    }

    private static Exception? TryPart(Job job, int part, int parts)
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
        /// <summary>Some 100 µs, which is longer than it takes from one phase of a step to the next.</summary>
        private const int Spins = 2000;

        private readonly object wake = new();
        private Job? job;
        private int part;
        private int parts;
        private bool isSleeping;
        private Exception? failure;

        // Not Start, which would keep the context of the first caller, and what that refers to, as long as the thread lives.
        public Worker() => new Thread(Work) { IsBackground = true, Name = "ShallowNet worker" }.UnsafeStart();

        public bool IsAsleep => Volatile.Read(ref isSleeping);

        /// <summary>Hands the thread a part; false if the calling thread was interrupted, so that this one may not have been woken.</summary>
        public bool TryStart(Job next, int itsPart, int ofParts)
        {
            (part, parts) = (itsPart, ofParts);
            Volatile.Write(ref job, next);
            Interlocked.MemoryBarrier();
            if (!Volatile.Read(ref isSleeping))
            {
                return true;
            }

            try
            {
                lock (wake)
                {
                    Monitor.Pulse(wake);
                }

                return true;
            }
            catch (ThreadInterruptedException)
            {
                return false;
            }
        }

        /// <summary>Takes a part back that the thread has not begun; false if it has.</summary>
        public bool TryRevoke() => Interlocked.Exchange(ref job, null) is not null;

        /// <summary>The exception with which the thread's last part ended, or null; it is not kept any longer.</summary>
        public Exception? CollectFailure()
        {
            Exception? result = failure;
            failure = null;
            return result;
        }

        private void Work()
        {
            while (true)
            {
                WaitForJob();
                DoPart();
            }
        }

        /// <summary>Does the part that was handed over, unless it has been taken back.</summary>
        /// <remarks>
        /// A method by itself: the thread's other methods never hold the job, not even in a variable that is no longer used, because code that is
        /// not optimized keeps such variables, and with them all of a job's data, until the next job.
        /// </remarks>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private void DoPart()
        {
            if (Interlocked.Exchange(ref job, null) is { } begun)
            {
                failure = TryPart(begun, part, parts);
                Interlocked.Decrement(ref running);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private bool HasJob() => Volatile.Read(ref job) is not null;

        private void WaitForJob()
        {
            for (int i = 0; i < Spins; i++)
            {
                if (HasJob())
                {
                    return;
                }

                Thread.SpinWait(4);
            }

            lock (wake)
            {
                // Either the starter sees this, and wakes the thread, or this thread sees the job.
                Volatile.Write(ref isSleeping, true);
                Interlocked.MemoryBarrier();
                while (!HasJob())
                {
                    Monitor.Wait(wake);
                }

                Volatile.Write(ref isSleeping, false);
            }
        }
    }
}
