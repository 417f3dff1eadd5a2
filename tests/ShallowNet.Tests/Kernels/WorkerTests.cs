using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet.Tests;

[Collection(typeof(Alone))]
public sealed class WorkerTests
{
    [Fact]
    public void Run_ManyJobsOneAfterTheOther_DoesEveryPartOnce()
    {
        Counting job = new(new int[3]);
        for (int i = 1; i <= 20_000; i++)
        {
            Workers.Run(job, 3);
            Array.TrueForAll(job.Done, count => count == i).Should().BeTrue("each of the parts of {0} jobs was done once", i);
        }
    }

    [Fact]
    public void Run_WhereThereAreNoThreads_DoesEveryPartOnceOnOneThread()
    {
        Counting job = new(new int[3]);
        Workers.Run(job, 3, hasThreads: false);
        job.Done.Should().Equal(1, 1, 1);
        job.Threads.Should().Be(1);
    }

    [Fact]
    public void Run_AThreadThatFails_ThrowsItsExceptionAndServesTheNextJob()
    {
        for (int i = 0; i < 100; i++)
        {
            FluentActions.Invoking(() => Workers.Run(new FailsElsewhere(), 2)).Should().Throw<NotSupportedException>().WithMessage("part 1");
        }

        Counting job = new(new int[2]);
        Workers.Run(job, 2);
        job.Done.Should().Equal(1, 1);
    }

    [Fact]
    public void Run_AJobWithinAJob_DoesEveryPartOfBothOnce()
    {
        for (int i = 0; i < 1000; i++)
        {
            Nesting job = new();
            Workers.Run(job, 3);
            job.Done.Should().Equal(1, 1, 1);
            job.Inner.Select(inner => inner.Done).Should().OnlyContain(done => done.All(count => count == 1));
            job.InnerThreads.Should().OnlyContain(count => count == 1, "the threads are busy with the outer job");
        }
    }

    [Fact]
    public void Run_TheCallersPartFails_ThrowsItsExceptionWhenTheOtherHasEnded()
    {
        for (int i = 0; i < 100; i++)
        {
            FailsAtHome job = new();
            FluentActions.Invoking(() => Workers.Run(job, 2)).Should().Throw<NotSupportedException>().WithMessage("part 0");
            job.Ended.Should().BeTrue();
        }
    }

    [Fact]
    public void Run_AfterSeveralPartsFailed_UnrelatedJobsEndWithoutAnException()
    {
        for (int i = 0; i < 200; i++)
        {
            FluentActions.Invoking(() => Workers.Run(new Meeting(fails: true), Meeting.Threads)).Should().Throw<NotSupportedException>().WithMessage("part 0");
            for (int parts = 2; parts <= 5; parts++)
            {
                Counting clean = new(new int[parts]);
                Workers.Run(clean, parts);
                clean.Done.Should().OnlyContain(count => count == 1);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_AfterAJobHasEnded_NothingKeepsTheJobOrItsContextAlive(bool fails)
    {
        // Several times, as a thread that has just been woken may keep what one that spins does not.
        for (int i = 0; i < 5; i++)
        {
            WeakReference[] remains = RunAndForget(fails);
            SpinWait.SpinUntil(() => Workers.AreAsleep, TimeSpan.FromSeconds(i % 2 * 10));
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            remains.Select(reference => reference.IsAlive).Should().Equal(false, false);
        }
    }

    [Fact]
    public void Run_TheCallerIsInterrupted_EndsWhenAllPartsHaveAndThenTheInterruptionIsSeen()
    {
        Interrupted job = new();
        bool isSeenLater = false, hasEnded = false;
        Thread caller = new(() =>
        {
            Workers.Run(job, 2);
            hasEnded = job.Ended;
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
                isSeenLater = true;
            }
        });
        caller.Start();
        caller.Join();
        (hasEnded, isSeenLater).Should().Be((true, true));
    }

    [Fact]
    public void Run_OnItsThreads_KeepsNoProcessAlive()
    {
        FailsElsewhere job = new();
        FluentActions.Invoking(() => Workers.Run(job, 2)).Should().Throw<NotSupportedException>();
        job.Thread.Should().NotBeSameAs(Thread.CurrentThread);
        (job.Thread!.IsBackground, job.Thread.Name).Should().Be((true, "ShallowNet worker"));
    }

    [Theory]
    [InlineData(0, 4, 1)]
    [InlineData(19_999, 4, 1)]
    [InlineData(40_000, 4, 2)]
    [InlineData(79_999, 4, 3)]
    [InlineData(1e12, 4, 4)]
    [InlineData(1e12, 1, 1)]
    public void Parts_OfSoMuchWork_AreWorthTheirThreads(double nanoseconds, int threads, int parts) =>
        Workers.Parts(nanoseconds, threads).Should().Be(parts);

    [Theory]
    [InlineData(7, 3)]
    [InlineData(2, 5)]
    [InlineData(int.MaxValue, 64)]
    public void Share_OfAllParts_IsEveryItemOnce(int items, int parts)
    {
        int next = 0;
        for (int part = 0; part < parts; part++)
        {
            (int first, int count) = Nesting.ShareOf(items, part, parts);
            first.Should().Be(next);
            count.Should().BeInRange(items / parts, items / parts + 1);
            next += count;
        }

        next.Should().Be(items);
    }

    /// <summary>Runs a job on four threads, in an execution context of its own, and returns what should be gone now: the job and the context's value.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] RunAndForget(bool fails)
    {
        AsyncLocal<object?> ambient = new() { Value = new object() };
        WeakReference value = new(ambient.Value);
        Meeting job = new(fails);
        if (fails)
        {
            FluentActions.Invoking(() => Workers.Run(job, Meeting.Threads)).Should().Throw<NotSupportedException>();
        }
        else
        {
            Workers.Run(job, Meeting.Threads);
        }

        ambient.Value = null;
        return [new(job), value];
    }

    private sealed class Nesting : Job
    {
        public int[] Done { get; } = new int[3];

        public Counting[] Inner { get; } = [new(new int[4]), new(new int[4]), new(new int[4])];

        public int[] InnerThreads { get; } = new int[3];

        public static (int First, int Count) ShareOf(int items, int part, int parts) => Share(items, part, parts);

        public override void Run(int part, int parts)
        {
            Workers.Run(Inner[part], 4);
            InnerThreads[part] = Inner[part].Threads;
            Interlocked.Increment(ref Done[part]);
        }
    }

    private sealed class Counting(int[] done) : Job
    {
        private readonly ConcurrentDictionary<int, bool> threads = [];

        public int[] Done => done;

        /// <summary>How many threads did the parts.</summary>
        public int Threads => threads.Count;

        public override void Run(int part, int parts)
        {
            threads[Environment.CurrentManagedThreadId] = true;
            Interlocked.Increment(ref done[part]);
        }
    }

    /// <summary>Part 0 ends when part 1 has begun: on another thread, since the caller is busy with part 0.</summary>
    private sealed class FailsElsewhere : Job
    {
        private int begun;

        public Thread? Thread { get; private set; }

        public override void Run(int part, int parts)
        {
            if (part == 1)
            {
                Thread = Thread.CurrentThread;
                Volatile.Write(ref begun, 1);
                throw new NotSupportedException("part 1");
            }

            SpinWait.SpinUntil(() => Volatile.Read(ref begun) == 1, TimeSpan.FromSeconds(10)).Should().BeTrue();
        }
    }

    /// <summary>Part 0 fails when part 1 has begun: on another thread, since the caller is busy with part 0.</summary>
    private sealed class FailsAtHome : Job
    {
        private int begun;
        private int ended;

        public bool Ended => Volatile.Read(ref ended) == 1;

        public override void Run(int part, int parts)
        {
            if (part == 1)
            {
                Volatile.Write(ref begun, 1);
                Thread.Sleep(1);
                Volatile.Write(ref ended, 1);
                return;
            }

            SpinWait.SpinUntil(() => Volatile.Read(ref begun) == 1, TimeSpan.FromSeconds(10)).Should().BeTrue();
            throw new NotSupportedException("part 0");
        }
    }

    /// <summary>No part ends before all have begun: each on a thread of its own. Then all fail, or none.</summary>
    private sealed class Meeting(bool fails) : Job
    {
        public const int Threads = 4;
        private int begun;

        public override void Run(int part, int parts)
        {
            Interlocked.Increment(ref begun);
            SpinWait.SpinUntil(() => Volatile.Read(ref begun) == Threads, TimeSpan.FromSeconds(10)).Should().BeTrue();
            if (fails)
            {
                throw new NotSupportedException($"part {part}");
            }
        }
    }

    /// <summary>Part 0 interrupts its thread, the caller, while part 1 goes on for some time.</summary>
    private sealed class Interrupted : Job
    {
        private int begun;
        private int ended;

        public bool Ended => Volatile.Read(ref ended) == 1;

        public override void Run(int part, int parts)
        {
            if (part == 1)
            {
                Volatile.Write(ref begun, 1);
                Thread.Sleep(50);
                Volatile.Write(ref ended, 1);
                return;
            }

            while (Volatile.Read(ref begun) == 0)
            {
                Thread.SpinWait(10);
            }

            Thread.CurrentThread.Interrupt();
        }
    }
}
