using System.Collections.Concurrent;
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
            job.Done.Should().OnlyContain(count => count == i);
        }
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

    private sealed class Nesting : Job
    {
        public int[] Done { get; } = new int[3];

        public Counting[] Inner { get; } = [new(new int[4]), new(new int[4]), new(new int[4])];

        public int[] InnerThreads { get; } = new int[3];

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

        public override void Run(int part, int parts)
        {
            if (part == 1)
            {
                Volatile.Write(ref begun, 1);
                throw new NotSupportedException("part 1");
            }

            SpinWait.SpinUntil(() => Volatile.Read(ref begun) == 1, TimeSpan.FromSeconds(10)).Should().BeTrue();
        }
    }
}
