using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class TrainerInDouble : TrainerTests<double>;

public sealed class TrainerInFloat : TrainerTests<float>;

/// <summary>A trainer goes on where it stopped.</summary>
public abstract class TrainerTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 60, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 60, seed: 1).Y;
    private readonly double[] weights = [.. Enumerable.Range(0, 60).Select(j => 1.0 + j % 3)];

    public static TheoryData<Optimizer> Optimizers => [.. TrainingTools.Optimizers];

    [Theory, MemberData(nameof(Optimizers))]
    public void Train_TwiceTenEpochs_IsTwentyBitForBit(Optimizer optimizer)
    {
        Network<T> twice = Network(optimizer), once = Network(optimizer), other = Network(optimizer);
        TrainingOptions options = Options(optimizer) with { Epochs = 10 };
        Trainer<T> trainer = new(twice, options);
        TrainingHistory first = trainer.Train(X, Y, weights), second = trainer.Train(X, Y, weights);
        TrainingHistory all = once.Train(X, Y, options with { Epochs = 20 }, weights);
        TrainingTools.Equal(twice, once).Should().BeTrue();
        (first.Epochs.Count, second.Epochs.Count, trainer.CompletedEpochs).Should().Be((10, 20, 20));
        second.Epochs.Select(Values).Should().Equal(all.Epochs.Select(Values));
        first.Epochs.Should().Equal(second.Epochs.Take(10));
        second.Epochs.Select(e => e.Epoch).Should().Equal(Enumerable.Range(1, 20));
        second.Epochs.Select(e => e.Elapsed).Should().BeInAscendingOrder();

        // Beginning anew in between is something else for every rule that remembers something, or whose rate changes.
        other.Train(X, Y, options, weights);
        other.Train(X, Y, options, weights);
        TrainingTools.Equal(other, once).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void CompletedSteps_AfterTraining_AreTheOptimizersSteps(Optimizer optimizer)
    {
        Trainer<T> trainer = new(Network(optimizer), Options(optimizer) with { Epochs = 3 });
        (trainer.CompletedEpochs, trainer.CompletedSteps).Should().Be((0, 0));
        trainer.Train(X, Y);

        // 48 samples, 7 at a time.
        (trainer.CompletedEpochs, trainer.CompletedSteps).Should().Be((3, optimizer.NeedsAllSamples ? 3 : 21));
    }

    [Fact]
    public void Train_OneEpochAtATime_IsTheSameAsAllAtOnce()
    {
        Network<T> pieces = Network(new Adam()), once = Network(new Adam());
        Trainer<T> trainer = new(pieces, Options(new Adam()) with { Epochs = 1 });
        for (int i = 0; i < 8; i++)
        {
            trainer.Train(X, Y);
        }

        once.Train(X, Y, Options(new Adam()) with { Epochs = 8 });
        TrainingTools.Equal(pieces, once).Should().BeTrue();
    }

    [Fact]
    public void Train_OnTheNetwork_StartsAnew()
    {
        Network<T> network = Network(new Adam()), copy;
        network.Train(X, Y, Options(new Adam()));
        copy = network.Copy<T>();
        TrainingHistory history = network.Train(X, Y, Options(new Adam()) with { Epochs = 2 });
        new Trainer<T>(copy, Options(new Adam()) with { Epochs = 2 }).Train(X, Y);
        TrainingTools.Equal(network, copy).Should().BeTrue();
        history.Epochs.Select(e => e.Epoch).Should().Equal(1, 2);
    }

    [Fact]
    public void Progress_OfTheSecondCall_CountsOn()
    {
        List<(int Epoch, int Epochs)> reports = [];
        Trainer<T> trainer = new(Network(new Adam()), Options(new Adam()) with { Epochs = 2 });
        trainer.Train(X, Y);
        trainer.Train(X, Y, progress: new Reporter(r => reports.Add((r.Epoch, r.Epochs))));
        reports.Should().Equal((3, 4), (4, 4));
    }

    [Fact]
    public void Schedule_OfTheSecondCall_IsToldOfAllEpochsAndCosts()
    {
        List<TrainingPosition> positions = [];
        List<double> costs = [];
        TrainingOptions options = new()
        {
            Optimizer = new GradientDescent(LearningRate.Of(p =>
            {
                positions.Add(p);
                costs = [.. p.Costs];
                return 0.1;
            })),
            Epochs = 2, BatchSize = 30,
        };
        Trainer<T> trainer = new(Network(new Adam()), options);
        trainer.Train(X, Y);
        positions.Clear();
        TrainingHistory history = trainer.Train(X, Y);
        positions.Select(p => (p.CompletedEpochs, p.CompletedSteps, p.Epochs, p.StepsPerEpoch)).Should().Equal((2, 4, 4, 2), (2, 5, 4, 2), (3, 6, 4, 2), (3, 7, 4, 2));
        costs.Should().Equal(history.Costs.Take(3));
    }

    [Fact]
    public void Trainer_OfOptionsThatContradictTheNetwork_IsRefused()
    {
        Network<T> normalized = Network(new Adam());
        Refused(() => new Trainer<T>(null!), "network must not be null.*");
        Refused(() => new Trainer<T>(normalized, new TrainingOptions { BatchSize = 1 }), "BatchSize must be at least 2 for batch normalization, but is 1. (Parameter 'options')");
        FluentActions.Invoking(() => new Trainer<T>(normalized, new TrainingOptions { BatchSize = 2 })).Should().NotThrow();
        Refused(() => new Trainer<T>(normalized).Train(X.SubMatrix(0, 2, 0, 1), Y.SubMatrix(0, 1, 0, 1)), "X must have at least 2 columns for batch normalization, but has 1.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private static (int, double, double, double, double) Values(TrainingEpoch e) => (e.Epoch, e.Cost, e.ValidationCost, e.LearningRate, e.GradientNorm);

    private static TrainingOptions Options(Optimizer optimizer) => new() { Optimizer = optimizer, Epochs = 10, BatchSize = 7, Seed = 3, ValidationShare = 0.2, L2 = 0.1 };

    /// <summary>With batch normalization, and dropout where that is allowed.</summary>
    private static Network<T> Network(Optimizer optimizer) => ShallowNet.Network.Create<T>(
        2, 1,
        new Dense(8, Activation.Tanh) { BatchNormalization = optimizer.MostParametersForCurvature is null ? new() : null, Dropout = optimizer.NeedsSteadyCost ? 0 : 0.2 },
        new Dense(1, Activation.Sigmoid));
}
