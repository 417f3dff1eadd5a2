using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class TrainStepInDouble : TrainStepTests<double>;

public sealed class TrainStepInFloat : TrainStepTests<float>;

/// <summary>Single steps are those of a training in the samples' order.</summary>
public abstract class TrainStepTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 50, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 50, seed: 1).Y;
    private readonly Network<T> network = Network.Create<T>(2, 2, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    public static TheoryData<Optimizer> Optimizers => [.. TrainingTools.Optimizers.Where(o => o is GradientOptimizer { LearningRate.ChangesWithinEpoch: false })];

    [Theory, MemberData(nameof(Optimizers))]
    public void TrainStep_OverAllBatches_IsOneEpochInOrderBitForBit(Optimizer optimizer)
    {
        Network<T> stepped = Normalized(), trained = Normalized();
        TrainingOptions options = new() { Optimizer = optimizer, BatchSize = 12, Shuffle = false, Seed = 3, ClipNorm = 0.5, Epochs = 1 };
        Trainer<T> trainer = new(stepped, options);
        double cost = 0;
        foreach (Batch<T> batch in TrainingTools.Batches(X, Y, 12))
        {
            cost += trainer.TrainStep(batch.X, batch.Y) * batch.X.ColumnCount;
        }

        TrainingHistory history = trained.Train(X, Y, options);
        TrainingTools.Equal(stepped, trained).Should().BeTrue();
        (cost / 50).Should().BeApproximately(history.FinalCost, 1e-12);
        (trainer.CompletedSteps, trainer.CompletedEpochs).Should().Be((5, 0));
    }

    [Fact]
    public void TrainStep_ForSeveralEpochs_IsTrainingInOrderBitForBit()
    {
        Network<T> stepped = Normalized(), trained = Normalized();
        TrainingOptions options = new() { BatchSize = 12, Shuffle = false, Epochs = 4 };
        Trainer<T> trainer = new(stepped, options);
        for (int epoch = 0; epoch < 4; epoch++)
        {
            foreach (Batch<T> batch in TrainingTools.Batches(X, Y, 12))
            {
                trainer.TrainStep(batch.X, batch.Y);
            }
        }

        trained.Train(X, Y, options);
        TrainingTools.Equal(stepped, trained).Should().BeTrue();
    }

    [Fact]
    public void TrainStep_OnAllSamplesWithWeightsAndPenalties_IsAFullBatch()
    {
        Network<T> trained = network.Copy<T>();
        double[] weights = [.. Enumerable.Range(0, 50).Select(j => 1.0 + j % 3)];
        TrainingOptions options = new()
        {
            BatchSize = TrainingOptions.FullBatch, Epochs = 3, L1 = 0.2, L2 = 0.3, ClassWeights = ClassWeights.Given(1, 2),
        };
        Trainer<T> trainer = new(network, options);
        double[] costs = [.. Enumerable.Range(0, 3).Select(_ => trainer.TrainStep(X, Y, weights))];
        trained.Train(X, Y, options, weights).Costs.Zip(costs).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-14);
        TrainingTools.Equal(network, trained).Should().BeTrue();
    }

    [Fact]
    public void TrainStep_ReturnsJBeforeTheStepWithItsPenalties()
    {
        double loss = network.Cost(network.Forward(X), Y);
        double[] elements = [.. network.W.SelectMany(W => W.Enumerate()).Select(w => double.CreateTruncating(w))];
        double J = new Trainer<T>(network, new TrainingOptions { L1 = 2, L2 = 3 }).TrainStep(X, Y);
        J.Should().BeApproximately(loss + (2 * elements.Sum(Math.Abs) + 1.5 * elements.Sum(w => w * w)) / 50, 1e-12);
    }

    [Fact]
    public void TrainStep_BetweenTrainings_GoesOnWithTheSameOptimizer()
    {
        Network<T> expected = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = new Adam(0.01), Epochs = 2, BatchSize = TrainingOptions.FullBatch };
        Trainer<T> trainer = new(network, options);
        trainer.Train(X, Y);
        trainer.TrainStep(X, Y);
        trainer.Train(X, Y);
        expected.Train(X, Y, options with { Epochs = 5 });
        TrainingTools.Equal(network, expected).Should().BeTrue();
        (trainer.CompletedEpochs, trainer.CompletedSteps).Should().Be((4, 5));
    }

    [Fact]
    public void TrainStep_Schedule_IsToldThatAllStepsAreOfOneEpoch()
    {
        List<TrainingPosition> positions = [];
        Trainer<T> trainer = new(network, new TrainingOptions { Optimizer = new GradientDescent(LearningRate.Of(p => { positions.Add(p); return 0.1; })) });
        trainer.TrainStep(X, Y);
        trainer.TrainStep(X, Y);
        positions.Select(p => (p.CompletedEpochs, p.CompletedSteps, p.StepsPerEpoch)).Should().Equal((0, 0, 0), (0, 1, 0));
    }

    [Fact]
    public void TrainStep_OptionsThatNeedAllSamples_AreRefused()
    {
        const string AtOnce = " must have all samples at once: use Train(X, Y).";
        NeedsAll(new TrainingOptions { Optimizer = new Lbfgs() }, "L-BFGS" + AtOnce);
        NeedsAll(new TrainingOptions { ValidationShare = 0.1 }, "A ValidationShare" + AtOnce);
        NeedsAll(new TrainingOptions { ClassWeights = ClassWeights.Balanced }, "ClassWeights.Balanced" + AtOnce);

        void NeedsAll(TrainingOptions options, string message)
        {
            Trainer<T> trainer = new(network, options);
            trainer.Invoking(t => t.TrainStep(X, Y)).Should().Throw<InvalidOperationException>().WithMessage(message);
            trainer.Invoking(t => t.TrainBatches([(X, Y)])).Should().Throw<InvalidOperationException>().WithMessage(message);
        }
    }

    [Fact]
    public void TrainStep_BadInput_IsRefusedBeforeAnythingChanges()
    {
        T[][] before = TrainingTools.StateOf(network);
        Trainer<T> trainer = new(network);
        Matrix<T> infinite = X.Clone();
        infinite[1, 3] = T.NegativeInfinity;
        Refused(() => trainer.TrainStep(null!, Y), "X must not be null.*");
        Refused(() => trainer.TrainStep(X, null!), "Y must not be null.*");
        Refused(() => trainer.TrainStep(Y, Y), "X must have 2 rows (the network's inputs), but is 1 × 50.*");
        Refused(() => trainer.TrainStep(X, Y.SubMatrix(0, 1, 0, 4)), "Y must have 50 columns (one for each sample), but is 1 × 4.*");
        Refused(() => trainer.TrainStep(infinite, Y), "X must be finite, but X[1, 3] is -Infinity.*");
        Refused(() => trainer.TrainStep(X, Y * T.CreateTruncating(2)), "Y must lie within [0, 1] for cross-entropy*");
        Refused(() => trainer.TrainStep(X, Y, [1, 2]), "weights must have 50 elements (one for each sample), but has 2.*");
        Refused(() => trainer.TrainStep(X, Y, new double[50]), "weights must have a sum that is finite and greater than 0, but it is 0.*");
        Refused(
            () => new Trainer<T>(Normalized()).TrainStep(X.SubMatrix(0, 2, 0, 1), Y.SubMatrix(0, 1, 0, 1)),
            "X must have at least 2 columns for batch normalization, but has 1.*");
        TrainingTools.Has(network, before).Should().BeTrue();
        trainer.CompletedSteps.Should().Be(0);
    }

    [Fact]
    public void TrainStep_ThatDiverges_RestoresTheParametersThatGaveAFiniteCost()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity)), expected = linear.Copy<T>();
        Trainer<T> trainer = new(linear, new TrainingOptions { Optimizer = new BreaksAtStep(3) });
        for (int i = 0; i < 3; i++)
        {
            trainer.TrainStep(X, Y);
        }

        TrainingDivergedException exception = trainer.Invoking(t => t.TrainStep(X, Y)).Should().Throw<TrainingDivergedException>().Which;
        exception.Message.Should().Be(
            "Training diverged in step 4: the cost is no longer finite. The parameters are those before step 3, the last that began with a finite cost. " +
            "Try a smaller learning rate (it was 0.01), standardized inputs (Standardizer), clipped gradients (ClipNorm), or another initialization.");
        (exception.Epoch, exception.History.Epochs.Count, exception.History.StopReason).Should().Be((1, 0, StopReason.Diverged));
        Trainer<T> two = new(expected, new TrainingOptions { Optimizer = new BreaksAtStep(3) });
        two.TrainStep(X, Y);
        two.TrainStep(X, Y);
        TrainingTools.Equal(linear, expected).Should().BeTrue();
        double.IsFinite(trainer.TrainStep(X, Y)).Should().BeTrue("training can go on");
    }

    [Fact]
    public void TrainStep_ThatDivergesAtOnce_LeavesTheParametersAsTheyWere()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        linear.W[1][0, 0] = T.BitDecrement(T.PositiveInfinity);
        T[][] before = TrainingTools.StateOf(linear);
        new Trainer<T>(linear).Invoking(t => t.TrainStep(X, Y)).Should().Throw<TrainingDivergedException>()
            .WithMessage("Training diverged in step 1: the cost is no longer finite. The parameters are as they were before training. Try a smaller learning rate, standardized*");
        TrainingTools.Has(linear, before).Should().BeTrue();
    }

    [Fact]
    public void TrainStep_ThatDivergesAfterATraining_KeepsWhatThatReached()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        Trainer<T> trainer = new(linear, new TrainingOptions { Optimizer = new GradientDescent(0.1), Epochs = 3 });
        trainer.TrainStep(X, Y);
        trainer.Train(X, Y);
        T[][] reached = TrainingTools.StateOf(linear);
        trainer.Invoking(t => t.TrainStep(Matrix<T>.Build.Dense(2, 1, T.BitDecrement(T.PositiveInfinity)), Matrix<T>.Build.Dense(1, 1))).Should().Throw<TrainingDivergedException>();
        TrainingTools.Has(linear, reached).Should().BeTrue();
    }

    [Fact]
    public void TrainStep_RateThatIsNotFinite_IsRefused() =>
        new Trainer<T>(network, new TrainingOptions { Optimizer = new Adam(LearningRate.Of(_ => double.NaN)) }).Invoking(t => t.TrainStep(X, Y))
            .Should().Throw<InvalidOperationException>().WithMessage("The learning rate must be finite and at least 0, but * gave NaN in epoch 1.");

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private static Network<T> Normalized() => Network.Create<T>(
        2, 1, new Dense(8, Activation.Tanh) { BatchNormalization = new(), Dropout = 0.2 }, new Dense(1, Activation.Sigmoid));
}
