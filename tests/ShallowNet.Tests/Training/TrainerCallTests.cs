using System.Collections;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Calls of one trainer: within each other, and thousands of them one after the other.</summary>
public sealed class TrainerCallTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Rand<double>(2, 8), Y = X.SubMatrix(0, 1, 0, 8);
    private static readonly TrainingOptions OneEpoch = new() { Epochs = 1, BatchSize = TrainingOptions.FullBatch };

    public static TheoryData<int> Calls => [.. Enumerable.Range(1, 20)];

    [Theory]
    [InlineData("Train")]
    [InlineData("TrainBatches")]
    [InlineData("TrainStep")]
    public void Train_WithinItsOwnProgressReport_IsRefusedAndChangesNothing(string call)
    {
        Trainer<double> trainer = new(Linear(), OneEpoch with { Epochs = 5 }), undisturbed = new(Linear(), OneEpoch with { Epochs = 5 });
        int reports = 0;
        TrainingHistory history = trainer.Train(X, Y, progress: new Reporter(_ =>
        {
            reports++;
            FluentActions.Invoking(() => Again(trainer, call)).Should().Throw<InvalidOperationException>()
                .WithMessage("A trainer must have ended one call before the next, but is in the middle of a training: *");
        }));
        reports.Should().Be(5);
        history.Costs.Should().Equal(undisturbed.Train(X, Y).Costs);
        TrainingTools.Equal(trainer.Network, undisturbed.Network).Should().BeTrue();
        trainer.Train(X, Y).Epochs.Should().HaveCount(10, "the refusals left nothing behind");
    }

    [Fact]
    public void Train_AfterACallThatFailed_GoesOn()
    {
        Trainer<double> trainer = new(Linear(), OneEpoch);
        trainer.Invoking(t => t.Train(X, Y, progress: new Reporter(_ => throw new NotSupportedException()))).Should().Throw<NotSupportedException>();
        trainer.Train(X, Y).Epochs.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("Train", 1)]
    [InlineData("Train", 2)]
    [InlineData("Train in batches", 1)]
    [InlineData("Train cancelled", 1)]
    [InlineData("TrainBatches refused", 1)]
    [InlineData("TrainBatches", 1)]
    [InlineData("TrainBatches", 2)]
    [InlineData("TrainStep", 1)]
    [InlineData("TrainStep", 2)]
    public void Trainer_AfterACall_DoesNotKeepTheCallersMatricesAlive(string call, int threads)
    {
        Trainer<double> trainer = new(
            Network.Create<double>(2, 0, new Dense(16, Activation.Tanh), new Dense(1, Activation.Identity)),
            new TrainingOptions { Epochs = 2, MaxThreads = threads, BatchSize = call == "Train in batches" ? 100 : TrainingOptions.FullBatch });
        WeakReference[] given = Called(trainer, call);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        given.Select(reference => reference.IsAlive).Should().OnlyContain(isAlive => !isAlive);
        Called(trainer, call);
        trainer.CompletedSteps.Should().Be(call switch { "Train in batches" => 164, "TrainBatches" => 8, "Train cancelled" or "TrainBatches refused" => 2, _ => 4 }, "the trainer goes on");
    }

    [Fact]
    public void TrainBatches_ThatCannotBeginAnEpoch_DisposeEachEnumeratorOnce()
    {
        CountingBatches batches = new(epochs: 1);
        new Trainer<double>(Linear(), OneEpoch with { Epochs = 3 }).Invoking(trainer => trainer.TrainBatches(batches)).Should().Throw<NotSupportedException>();
        batches.Disposed.Should().Be(1);
    }

    [Fact]
    public void Train_ThousandsOfCalls_AllocatesNoMoreThanAtFirst()
    {
        Trainer<double> trainer = new(Linear(), OneEpoch);
        long Allocated(int calls)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < calls; i++)
            {
                trainer.Train(X, Y);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(100);
        long first = Allocated(1000);
        Allocated(3000);

        // The list of epochs doubles now and then; a copy of it in each call would make it many times as much.
        Allocated(1000).Should().BeLessThan(2 * first);
        trainer.CompletedEpochs.Should().Be(5100);
    }

    [Fact]
    public void History_OfAnEarlierCall_StaysAsItWas()
    {
        Trainer<double> trainer = new(Linear(), OneEpoch with { Epochs = 2 });
        TrainingHistory first = trainer.Train(X, Y);
        TrainingEpoch[] then = [.. first.Epochs];
        TrainingHistory second = trainer.Train(X, Y);
        first.Epochs.Should().Equal(then).And.HaveCount(2);
        second.Epochs.Take(2).Should().Equal(then);
        second.Epochs.Should().HaveCount(4);
        first.Invoking(history => history.Epochs[2]).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Lbfgs_CancelledWhereverItIs_CountsWholeIterationsAndCanBeSavedAndGoneOnWith(int call)
    {
        var (moons, labels) = Datasets.Moons<double>(samples: 60, noise: 0.2, seed: 1);
        using CancellationTokenSource source = new();
        Dense[] layers = [new(8, Activation.Tanh), new(8, new ActsAtCall(call, source.Cancel)), new(1, Activation.Sigmoid)];
        TrainingOptions options = new() { Optimizer = new Lbfgs(), Epochs = 30 };
        Trainer<double> trainer = new(Network.Create<double>(inputs: 2, seed: 1, layers), options);
        trainer.Invoking(t => t.Train(moons, labels, cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
        trainer.CompletedSteps.Should().Be(trainer.CompletedEpochs).And.BeLessThan(30);
        using MemoryStream file = new();
        trainer.Save(file);
        file.Position = 0;
        Trainer<double> loaded = Trainer.Load<double>(file, options, new LoadOptions { Activations = [new ActsAtCall(0, () => { })] });
        loaded.CompletedSteps.Should().Be(trainer.CompletedSteps);
        loaded.Train(moons, labels).Epochs.Count.Should().BeGreaterThan(trainer.CompletedEpochs);
    }

    [Fact]
    public void Divergence_FoundAfterTheLastEpoch_NamesThatEpochTwice()
    {
        Trainer<double> trainer = new(Linear(), OneEpoch with { Optimizer = new BreaksAtStep(3), Epochs = 3 });
        trainer.Invoking(t => t.Train(X, Y)).Should().Throw<TrainingDivergedException>().WithMessage("Training diverged in epoch 3: a parameter is no longer finite.*")
            .Which.Epoch.Should().Be(3);
    }

    /// <summary>Calls a trainer with matrices of its own, and returns all that should be gone now.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Called(Trainer<double> trainer, string call)
    {
        Matrix<double> inputs = new NumPyRandom(1).Rand<double>(2, 4100), labels = inputs.SubMatrix(0, 1, 0, 4100);
        Batch<double> batch = new(inputs, labels, new double[4100].Select(_ => 2.0)), smaller = new(inputs.SubMatrix(0, 2, 0, 50), labels.SubMatrix(0, 1, 0, 50));
        CancellationTokenSource source = new();
        switch (call)
        {
            case "TrainStep":
                trainer.TrainStep(batch.X, batch.Y, batch.Weights);
                trainer.TrainStep(smaller.X, smaller.Y);
                break;
            case "TrainBatches":
                trainer.TrainBatches([batch, smaller], cancellationToken: source.Token);
                break;
            case "TrainBatches refused":
                trainer.Invoking(t => t.TrainBatches([batch, (smaller.X, labels)])).Should().Throw<ArgumentException>();
                break;
            case "Train cancelled":
                trainer.Invoking(t => t.Train(inputs, labels, progress: new Reporter(_ => source.Cancel()), cancellationToken: source.Token))
                    .Should().Throw<OperationCanceledException>();
                break;
            default:
                trainer.Train(inputs, labels, batch.Weights, cancellationToken: source.Token);
                break;
        }

        return [new(source), .. new[] { inputs, labels, smaller.X, smaller.Y }.SelectMany(matrix => (WeakReference[])[new(matrix), new(matrix.AsColumnMajorArray())])];
    }

    private static Network<double> Linear() => Network.Create<double>(inputs: 2, seed: 1, new Dense(1, Activation.Identity));

    private static void Again(Trainer<double> trainer, string call)
    {
        if (call == "TrainStep")
        {
            trainer.TrainStep(X, Y);
        }
        else if (call == "TrainBatches")
        {
            trainer.TrainBatches([(X, Y)]);
        }
        else
        {
            trainer.Train(X, Y);
        }
    }

    /// <summary>The samples as the only batch of so many epochs, after which no other can be begun; counts how many were ended.</summary>
    private sealed class CountingBatches(int epochs) : IEnumerable<Batch<double>>
    {
        private int begun;

        public int Disposed { get; private set; }

        public IEnumerator<Batch<double>> GetEnumerator() => begun++ < epochs ? new Enumerator(this) : throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private sealed class Enumerator(CountingBatches batches) : IEnumerator<Batch<double>>
        {
            private bool isOver;

            public Batch<double> Current => (X, Y);

            object IEnumerator.Current => Current;

            public bool MoveNext() => !isOver && (isOver = true);

            public void Reset() => throw new NotSupportedException();

            public void Dispose() => batches.Disposed++;
        }
    }
}
