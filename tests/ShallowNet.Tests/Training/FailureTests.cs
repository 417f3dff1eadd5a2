using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class FailuresInDouble : FailureTests<double>;

public sealed class FailuresInFloat : FailureTests<float>;

/// <summary>What training leaves behind when it diverges, is cancelled or fails, with all that it can do.</summary>
public abstract class FailureTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X = TrainingTools.NoisyMoons<T>(120).X;
    private readonly Matrix<T> Y = TrainingTools.NoisyMoons<T>(120).Y;

    [Fact]
    public void Divergence_WithEarlyStopping_RestoresTheBestEpochAndSaysSo()
    {
        // The metric is best after epoch 2, and the step of epoch 5 breaks everything.
        Network<T> network = Linear(), best = network.Copy<T>();
        TrainingOptions options = new()
        {
            Optimizer = new BreaksAtStep(5), BatchSize = TrainingOptions.FullBatch, Epochs = 20, EarlyStopping = new(metric: new Peak(2)), Metrics = [Metric.MeanSquaredError],
        };
        TrainingDivergedException exception = network.Invoking(n => n.Train(X, Y, options)).Should().Throw<TrainingDivergedException>().Which;
        exception.Message.Should().StartWith("Training diverged in epoch 6: the cost is no longer finite. The parameters are those after epoch 2, the best. Try a smaller learning rate (it was 0.01), ");
        (exception.History.BestEpoch, exception.History.Epochs.Count, exception.History.StopReason).Should().Be((2, 5, StopReason.Diverged));
        double.IsNaN(exception.History.Epochs[4].Metrics[0]).Should().BeTrue("metrics of what is not finite are not a number");
        best.Train(X, Y, options with { Epochs = 2, EarlyStopping = null, Metrics = [] });
        TrainingTools.Equal(network, best).Should().BeTrue();
    }

    [Fact]
    public void Divergence_OfWhatTheOptimizerRemembers_DoesNotSpoilLaterSteps()
    {
        // The loss of the first batch is finite, but not its gradient: Adam's averages are no longer numbers.
        Network<T> network = Network.Create<T>(1, 1, new Dense(1, Activation.Identity));
        bool isFloat = typeof(T) == typeof(float);
        network.W[1][0, 0] = T.CreateTruncating(isFloat ? 1e-15 : 1e-50);
        Matrix<T> huge = Matrix<T>.Build.Dense(1, 1, T.CreateTruncating(isFloat ? 1e30 : 1e200)), zero = huge * T.Zero, one = zero.Map(_ => T.One);
        Trainer<T> trainer = new(network, new TrainingOptions { Optimizer = new Adam(0.1) });
        trainer.TrainStep(huge, zero).Should().BeGreaterThan(1e20);
        trainer.Invoking(t => t.TrainStep(one, one)).Should().Throw<TrainingDivergedException>();
        for (int i = 0; i < 500; i++)
        {
            trainer.TrainStep(one, one);
        }

        trainer.TrainStep(one, one).Should().BeLessThan(0.01);
    }

    [Fact]
    public void Divergence_ThatADeadUnitHides_LeavesFiniteParameters()
    {
        // The first step makes the hidden unit's parameters −∞. Its ReLU is 0 ever after, and so is the cost.
        (Network<T> network, Network<T> before, double α) = OneStepFromADeadUnit();
        network.Invoking(n => n.Train(One, One * T.Zero, new TrainingOptions { Optimizer = new GradientDescent(α), Epochs = 5 }))
            .Should().Throw<TrainingDivergedException>()
            .WithMessage("Training diverged in epoch 5: a parameter is no longer finite. The parameters are those at the start of epoch 1, *");
        TrainingTools.Equal(network, before).Should().BeTrue();
    }

    [Fact]
    public void TrainStep_WhoseScheduleFailsAfterADeadUnit_LeavesFiniteParameters()
    {
        (Network<T> network, Network<T> before, double α) = OneStepFromADeadUnit();
        Trainer<T> trainer = new(network, new TrainingOptions { Optimizer = new GradientDescent(LearningRate.Of(p => p.CompletedSteps == 0 ? α : -1)) });
        trainer.TrainStep(One, One * T.Zero);
        TrainingTools.Equal(network, before).Should().BeFalse();
        trainer.Invoking(t => t.TrainStep(One, One * T.Zero)).Should().Throw<InvalidOperationException>().WithMessage("The learning rate must be finite *");
        TrainingTools.Equal(network, before).Should().BeTrue();
    }

    [Fact]
    public void Divergence_OfTheParametersAlone_KeepsWhatTheOptimizerRemembers()
    {
        Network<T> network = Linear();
        Trainer<T> trainer = new(network, new TrainingOptions { Optimizer = new Adam(0.1) });
        trainer.TrainStep(X, Y);
        T[] remembered = trainer.Minimizer.Memory.First().Elements;
        remembered.Should().NotContain(T.Zero);
        network.W[1][0, 0] = T.NaN;
        trainer.Invoking(t => t.TrainStep(X, Y)).Should().Throw<TrainingDivergedException>();
        trainer.Minimizer.Memory.First().Elements.Should().Equal(remembered);
    }

    [Fact]
    public void Divergence_InTheLastEpochWithEarlyStopping_ReturnsTheBestEpoch()
    {
        Network<T> network = Linear(), best = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = new BreaksAtStep(5), BatchSize = TrainingOptions.FullBatch, Epochs = 5, EarlyStopping = new() };
        TrainingHistory history = network.Train(X, Y, options);
        (history.BestEpoch, history.StopReason).Should().Be((4, StopReason.Epochs));
        best.Train(X, Y, options with { Epochs = 4 });
        TrainingTools.Equal(network, best).Should().BeTrue();
    }

    [Fact]
    public void Divergence_WithBatchNormalization_RestoresTheRunningAverages()
    {
        Network<T> network = Normalized(), oneEpoch = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = new BreaksAtStep(13), BatchSize = 12, Epochs = 3 };
        network.Invoking(n => n.Train(X, Y, options)).Should().Throw<TrainingDivergedException>()
            .WithMessage("Training diverged in epoch 2: *those at the start of epoch 2, *");

        // Ten of the steps are of the first epoch.
        oneEpoch.Train(X, Y, options with { Epochs = 1 });
        TrainingTools.Equal(network, oneEpoch).Should().BeTrue();
    }

    [Fact]
    public void Divergence_ThenTraining_GoesOn()
    {
        Network<T> network = Linear();
        Trainer<T> trainer = new(network, new TrainingOptions { Optimizer = new BreaksAtStep(3), BatchSize = TrainingOptions.FullBatch, Epochs = 5 });
        trainer.Invoking(t => t.Train(X, Y)).Should().Throw<TrainingDivergedException>();
        TrainingHistory history = trainer.Train(X, Y);
        history.Epochs.Select(e => e.Epoch).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
        history.Costs.Should().OnlyContain(cost => double.IsFinite(cost));
    }

    [Fact]
    public void Divergence_OfThePenalty_IsNoticed()
    {
        // tanh of anything is finite, but the square of such weights is not.
        Network<T> network = Network.Create<T>(2, 1, new Dense(1, Activation.Tanh));
        network.W[1][0, 0] = T.BitDecrement(T.PositiveInfinity);
        TrainingOptions options = new() { L2 = 1e300 };
        const string Message = "Training diverged in * 1: the cost is no longer finite. The parameters are as they were before training.*";
        network.Invoking(n => n.Train(X, Y, options)).Should().Throw<TrainingDivergedException>().WithMessage(Message);
        new Trainer<T>(network, options).Invoking(t => t.TrainStep(X, Y)).Should().Throw<TrainingDivergedException>().WithMessage(Message);
        new Trainer<T>(network, options).Invoking(t => t.TrainBatches([(X, Y)])).Should().Throw<TrainingDivergedException>().WithMessage(Message);
    }

    [Fact]
    public void Divergence_WhereAScheduleFails_IsStillToldAsSuch()
    {
        // The schedule is not asked once more for the sake of the message.
        TrainingOptions options = new()
        {
            Optimizer = new BreaksAtStep(2) { LearningRate = LearningRate.Of(p => p.CompletedSteps < 2 ? 0.25 : throw new NotSupportedException()) },
            BatchSize = TrainingOptions.FullBatch,
        };
        Linear().Invoking(n => n.Train(X, Y, options)).Should().Throw<TrainingDivergedException>().WithMessage("*smaller learning rate (it was 0.25), *");
    }

    [Fact]
    public void Divergence_OfValidationPredictionsAlone_IsNoFailure()
    {
        // Finite parameters, but predictions beyond what the precision holds.
        Network<T> network = Linear();
        Matrix<T> far = Matrix<T>.Build.Dense(2, 3, T.BitDecrement(T.PositiveInfinity));
        network.W[1][0, 0] = network.W[1][0, 1] = T.CreateTruncating(3);
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Epochs = 2, Metrics = [Metric.R2] }, validation: (far, Matrix<T>.Build.Dense(1, 3, (_, j) => T.CreateTruncating(j))));
        history.Epochs.Should().OnlyContain(e => double.IsNaN(e.Metrics[0]) && !double.IsFinite(e.ValidationCost) && double.IsFinite(e.Cost));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cancellation_WithValidation_LeavesTheLastStepOrTheBestEpoch(bool stopsEarly)
    {
        using CancellationTokenSource source = new();
        Network<T> network = Normalized(), expected = network.Copy<T>();
        TrainingOptions options = new() { Epochs = 20, BatchSize = 16, ValidationShare = 0.3, EarlyStopping = stopsEarly ? new(metric: new Peak(3)) : null };
        network.Invoking(n => n.Train(X, Y, options, progress: new Reporter(r => { if (r.Epoch == 6) { source.Cancel(); } }), cancellationToken: source.Token))
            .Should().Throw<OperationCanceledException>();
        expected.Train(X, Y, options with { Epochs = stopsEarly ? 3 : 6, EarlyStopping = null }, cancellationToken: CancellationToken.None);
        TrainingTools.Equal(network, expected).Should().BeTrue();
    }

    [Fact]
    public void Cancellation_ThenTraining_GoesOnFromTheStepsTaken()
    {
        using CancellationTokenSource source = new();
        Network<T> network = Normalized(), expected = network.Copy<T>();
        TrainingOptions options = new() { Epochs = 4, BatchSize = 16 };
        Trainer<T> trainer = new(network, options);
        trainer.Invoking(t => t.Train(X, Y, progress: new Reporter(r => { if (r.Epoch == 3) { source.Cancel(); } }), cancellationToken: source.Token))
            .Should().Throw<OperationCanceledException>();
        trainer.CompletedEpochs.Should().Be(3);
        trainer.Train(X, Y, cancellationToken: CancellationToken.None).Epochs.Should().HaveCount(7);
        expected.Train(X, Y, options with { Epochs = 7 }, cancellationToken: CancellationToken.None);
        TrainingTools.Equal(network, expected).Should().BeTrue();
    }

    [Fact]
    public void Progress_ThatFails_LeavesTheParametersOfTheLastStep()
    {
        Network<T> network = Normalized(), expected = network.Copy<T>();
        TrainingOptions options = new() { Epochs = 5, BatchSize = 16 };
        network.Invoking(n => n.Train(X, Y, options, progress: new Reporter(r => { if (r.Epoch == 2) { throw new NotSupportedException("enough"); } })))
            .Should().Throw<NotSupportedException>().WithMessage("enough");
        expected.Train(X, Y, options with { Epochs = 2 });
        TrainingTools.Equal(network, expected).Should().BeTrue();
    }

    [Fact]
    public void Progress_ThatFailsOnBrokenParameters_LeavesFiniteOnes()
    {
        Network<T> network = Linear(), expected = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = new BreaksAtStep(2), BatchSize = TrainingOptions.FullBatch, Epochs = 5 };
        network.Invoking(n => n.Train(X, Y, options, progress: new Reporter(r => { if (r.Epoch == 2) { throw new NotSupportedException(); } })))
            .Should().Throw<NotSupportedException>();
        expected.Train(X, Y, options with { Epochs = 1 });
        TrainingTools.Equal(network, expected).Should().BeTrue();
    }

    [Fact]
    public void Metric_ThatFails_LeavesTheParametersOfTheLastStep()
    {
        Network<T> network = Linear(), expected = network.Copy<T>();
        network.Invoking(n => n.Train(X, Y, new TrainingOptions { Metrics = [new Peak(-1)] })).Should().Throw<NotSupportedException>();
        expected.Train(X, Y, new TrainingOptions { Epochs = 1 });
        TrainingTools.Equal(network, expected).Should().BeTrue();
    }

    private static Matrix<T> One => Matrix<T>.Build.Dense(1, 1, T.One);

    /// <summary>A network whose hidden unit the next step for (1, 0) kills, with such a learning rate.</summary>
    private static (Network<T> Network, Network<T> Copy, double LearningRate) OneStepFromADeadUnit()
    {
        Network<T> network = Network.Create<T>(1, 1, new Dense(1, Activation.ReLU), new Dense(1, Activation.Sigmoid));
        (network.W[1][0, 0], network.W[2][0, 0], network.b[2][0, 0]) = (T.CreateTruncating(0.001), T.CreateTruncating(100), T.CreateTruncating(-0.1));
        return (network, network.Copy<T>(), typeof(T) == typeof(float) ? 1e38 : 1e308);
    }

    private static Network<T> Linear() => Network.Create<T>(2, 1, new Dense(1, Activation.Identity));

    private static Network<T> Normalized() => Network.Create<T>(
        2, 1, new Dense(8, Activation.Tanh) { BatchNormalization = new() }, new Dense(1, Activation.Identity));

    /// <summary>A number that is highest at one of its calls, of which number 0 is before training; fails at the second if that is −1.</summary>
    private sealed record Peak(int Call) : Metric
    {
        private int calls;

        public override string Name => "peak";

        public override double Of<TY>(Matrix<TY> YHat, Matrix<TY> Y, IReadOnlyList<double>? weights = null) =>
            Call < 0 && calls > 0 ? throw new NotSupportedException() : -Math.Abs(calls++ - Call);
    }
}
