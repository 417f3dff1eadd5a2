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
}
