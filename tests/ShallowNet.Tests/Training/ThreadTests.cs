using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet.Tests;

[Collection(typeof(Alone))]
public sealed class ThreadsInDouble : ThreadTests<double>;

[Collection(typeof(Alone))]
public sealed class ThreadsInFloat : ThreadTests<float>;

/// <summary>Several threads: the same bits, nothing allocated, failures and competition survived.</summary>
public abstract class ThreadTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dense[] Layers = [new(150, Activation.ReLU), new(40, Activation.Tanh), new(10, Activation.Softmax)];
    private readonly Matrix<T> X = new NumPyRandom(1).Rand<T>(200, 1500);
    private readonly Matrix<T> Y = OneHot.Encode<T>([.. Enumerable.Range(0, 1500).Select(j => j * 7 % 10)], 10);

    public static TheoryData<Optimizer> OfAllSamples => [new Lbfgs(), new ScaledConjugateGradient()];

    [Theory]
    [InlineData(400)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1024)]
    [InlineData(TrainingOptions.FullBatch)]
    public void Train_AnyNumberOfThreads_GivesTheSameBits(int batchSize)
    {
        Network<T> one = Train(batchSize, threads: 1);
        foreach (int threads in (int[])[2, 3, 5])
        {
            Network<T> several = Train(batchSize, threads);
            several.W.Should().Equal(one.W);
            several.b.Should().Equal(one.b);
        }
    }

    /// <summary>Each thread makes its part of the masks; batch normalization needs the whole batch, and so one thread.</summary>
    [Theory]
    [InlineData(400, false)]
    [InlineData(TrainingOptions.FullBatch, false)]
    [InlineData(400, true)]
    [InlineData(TrainingOptions.FullBatch, true)]
    public void Train_LayerOptionsByThreads_GiveTheSameBits(int batchSize, bool normalized)
    {
        Dense hidden = new(150, Activation.ReLU) { Dropout = 0.3, BatchNormalization = normalized ? new() : null };
        Dense[] layers = [hidden, hidden with { Residual = true }, new(10, Activation.Softmax)];
        T[][][] states = Array.ConvertAll([1, 2, 3, 5], threads =>
        {
            Network<T> network = Network.Create<T>(200, 1, layers);
            network.Train(X, Y, new TrainingOptions { Epochs = 2, BatchSize = batchSize, MaxThreads = threads });
            return network.State;
        });
        foreach (T[][] several in states[1..])
        {
            several.Zip(states[0]).Should().OnlyContain(pair => pair.First.SequenceEqual(pair.Second));
        }
    }

    [Theory, MemberData(nameof(OfAllSamples))]
    public void Train_OnAllSamplesByAnyNumberOfThreads_GivesTheSameBits(Optimizer optimizer)
    {
        Network<T>[] networks = [.. Enumerable.Range(1, 3).Select(threads =>
        {
            Network<T> network = Network.Create<T>(200, 1, Layers);
            network.Train(X, Y, new TrainingOptions { Optimizer = optimizer, Epochs = 3, MaxThreads = threads });
            return network;
        })];
        networks[1].W.Should().Equal(networks[0].W);
        networks[2].W.Should().Equal(networks[0].W);
    }

    [Fact]
    public void Train_ByThreads_IsTheStudentsLoop()
    {
        Network<T> student = Network.Create<T>(200, 1, Layers), network = student.Copy<T>();
        for (int i = 0; i < 3; i++)
        {
            student.Update(student.Backward(student.Forward(X), Y), learningRate: 0.1);
        }

        network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(0.1), Epochs = 3, BatchSize = TrainingOptions.FullBatch, MaxThreads = 3 });
        network.W.Should().Equal(student.W);
    }

    // A process whose coverage is measured allocates for that on a thread of its own.
    [Theory, Trait("Counts", "AllocationOfTheProcess")]
    [InlineData(500)]
    [InlineData(TrainingOptions.FullBatch)]
    public void Train_WarmStepsByThreads_AllocateNothing(int batchSize)
    {
        Counter counter = new();
        Network.Create<T>(200, 1, Layers).Train(X, Y, new TrainingOptions { Epochs = 20, BatchSize = batchSize, MaxThreads = 2 }, progress: counter);
        counter.LeastOfAnEpoch.Should().Be(0);
    }

    [Fact, Trait("Counts", "AllocationOfTheProcess")]
    public void Predict_ManySamples_GivesTheSameBitsAndAllocatesNothing()
    {
        Network<T> network = Network.Create<T>(200, 1, Layers);
        Matrix<T> YHat = ColumnMajor.Create<T>(10, 1500);
        for (int i = 0; i < 20; i++)
        {
            network.Predict(X, YHat);
        }

        YHat.Should().Be(network.Forward(X).A[3]);
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            network.Predict(X, YHat);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        least.Should().Be(0);
    }

    [Fact]
    public async Task TrainingsAndPredictions_AtTheSameTime_DoNotDisturbEachOther()
    {
        Network<T> expected = Train(400, threads: 1);
        Matrix<T> YHat = expected.Predict(X);
        Task<bool>[] tasks = [.. Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            i % 2 == 0 ? Train(400, threads: 2).W[1].Equals(expected.W[1]) : expected.Predict(X).Equals(YHat)))];
        (await Task.WhenAll(tasks)).Should().OnlyContain(same => same);
    }

    [Fact]
    public void Train_APartThatFails_ThrowsItsExceptionAndLeavesTheThreadsUsable()
    {
        Network<T> failing = Network.Create<T>(200, 1, new Dense(300, new FailsAtTheSecondCall()), new Dense(10, Activation.Softmax));
        failing.Invoking(n => n.Train(X, Y, new TrainingOptions { Epochs = 1, BatchSize = TrainingOptions.FullBatch, MaxThreads = 2 }))
            .Should().Throw<NotSupportedException>().WithMessage("not twice");
        Train(400, threads: 2).W[1].Should().Be(Train(400, threads: 1).W[1]);
    }

    [Fact]
    public void Threads_AfterTraining_SleepAndDoNotSpin()
    {
        Train(500, threads: 3);
        SpinWait.SpinUntil(() => Workers.AreAsleep, TimeSpan.FromSeconds(10)).Should().BeTrue();
    }

    [Fact]
    public void Options_FewerThanOneThread_AreRefused() =>
        FluentActions.Invoking(() => new TrainingOptions { MaxThreads = 0 }).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("MaxThreads must be at least 1, but is 0.*");

    [Fact]
    public void Parts_OfLittleWork_AreOne()
    {
        Workers.Parts(1_000, threads: 8).Should().Be(1);
        Workers.Parts(1e9, threads: 8).Should().Be(8);
        Workers.Parts(1e9, threads: 1).Should().Be(1);
    }

    private Network<T> Train(int batchSize, int threads)
    {
        Network<T> network = Network.Create<T>(200, 1, Layers);
        network.Train(X, Y, new TrainingOptions { Epochs = 2, BatchSize = batchSize, MaxThreads = threads });
        return network;
    }

    /// <summary>
    /// Counts what all threads allocate from epoch to epoch. The least of it is what training itself allocates: the threads of the
    /// test's own framework allocate now and then, too.
    /// </summary>
    private sealed class Counter : IProgress<TrainingProgress>
    {
        private long last;

        public long LeastOfAnEpoch { get; private set; } = long.MaxValue;

        public void Report(TrainingProgress value)
        {
            long now = GC.GetTotalAllocatedBytes(precise: true);
            if (value.Epoch > 4)
            {
                LeastOfAnEpoch = Math.Min(LeastOfAnEpoch, now - last);
            }

            last = GC.GetTotalAllocatedBytes(precise: true);
        }
    }

    private sealed record FailsAtTheSecondCall : Activation
    {
        private int calls;

        public override string Name => "fails at the second call";

        public override void Forward<TZ>(ReadOnlySpan<TZ> Z, Span<TZ> A, int rows)
        {
            if (Interlocked.Increment(ref calls) == 2)
            {
                throw new NotSupportedException("not twice");
            }

            Z.CopyTo(A);
        }

        public override void Backward<TZ>(ReadOnlySpan<TZ> Z, ReadOnlySpan<TZ> A, Span<TZ> dZ, int rows)
        {
        }
    }
}
