using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class EarlyStoppingInDouble : EarlyStoppingTests<double>;

public sealed class EarlyStoppingInFloat : EarlyStoppingTests<float>;

/// <summary>Training that stops when it no longer improves, and goes back to its best epoch.</summary>
public abstract class EarlyStoppingTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Epochs = 60;
    private static readonly TrainingOptions Options = new() { Optimizer = new Adam(0.05), Epochs = Epochs, BatchSize = 16, ValidationShare = 0.3 };
    private readonly Matrix<T> X = TrainingTools.NoisyMoons<T>(120).X;
    private readonly Matrix<T> Y = TrainingTools.NoisyMoons<T>(120).Y;
    private readonly Network<T> network = TrainingTools.LargeNetwork<T>();

    public static TheoryData<EarlyStopping> Stoppings =>
    [
        new EarlyStopping(patience: 1), new EarlyStopping(patience: 3), new EarlyStopping(), new EarlyStopping(patience: 5, minimumImprovement: 0.02), new EarlyStopping(patience: 4, metric: Metric.Accuracy),
        new EarlyStopping(patience: 4, metric: Metric.RocAuc, minimumImprovement: 0.005), new EarlyStopping(patience: 4, metric: Metric.MeanSquaredError), new EarlyStopping(patience: Epochs),
    ];

    [Theory, MemberData(nameof(Stoppings))]
    public void Train_WithPatience_StopsWhereTheWatchedNumbersSayAndRestoresTheBestEpoch(EarlyStopping stopping)
    {
        // What is watched, of a training that does not stop; and the rule, spelled out.
        IReadOnlyList<Metric> metrics = stopping.Metric is { } metric ? [metric] : [];
        TrainingHistory all = network.Copy<T>().Train(X, Y, Options with { Metrics = metrics });
        double[] watched = [.. all.Epochs.Select(e => stopping.Metric is null ? -e.ValidationCost : stopping.Metric.HigherIsBetter ? e.Metrics[0] : -e.Metrics[0])];
        int bestEpoch = 1, lastEpoch = 1;
        for (; lastEpoch < Epochs && lastEpoch - bestEpoch < stopping.Patience; lastEpoch++)
        {
            if (watched[lastEpoch] > watched[bestEpoch - 1] + stopping.MinimumImprovement)
            {
                bestEpoch = lastEpoch + 1;
            }
        }

        Network<T> best = network.Copy<T>();
        TrainingHistory history = network.Train(X, Y, Options with { EarlyStopping = stopping });
        (history.BestEpoch, history.Epochs.Count).Should().Be((bestEpoch, lastEpoch));
        history.ToString().Should().StartWith($"{lastEpoch} epochs ({history.StopReason}), cost ").And.EndWith($", best epoch {bestEpoch}");
        history.StopReason.Should().Be(stopping.Patience < Epochs ? StopReason.EarlyStopping : StopReason.Epochs);
        history.ValidationCosts.Should().Equal(all.ValidationCosts.Take(lastEpoch));
        bestEpoch.Should().BeLessThan(lastEpoch);

        best.Train(X, Y, Options with { Epochs = bestEpoch });
        TrainingTools.Equal(network, best).Should().BeTrue();
    }

    [Fact]
    public void Train_WithBatchNormalization_RestoresTheRunningAveragesToo()
    {
        Network<T> normalized = Normalized(), best = normalized.Copy<T>();
        TrainingHistory history = normalized.Train(X, Y, Options with { EarlyStopping = new(patience: 5) });
        history.BestEpoch.Should().BeInRange(1, history.Epochs.Count - 1);
        best.Train(X, Y, Options with { Epochs = history.BestEpoch!.Value });
        TrainingTools.Equal(normalized, best).Should().BeTrue();

        static Network<T> Normalized() => Network.Create<T>(
            2, 3, new Dense(30, Activation.Tanh) { BatchNormalization = new() }, new Dense(1, Activation.Sigmoid));
    }

    [Fact]
    public void Train_WithoutValidation_WatchesTheTrainingCost()
    {
        // A rate so high that the cost goes up and down.
        TrainingOptions options = new() { Optimizer = new GradientDescent(12), Epochs = 100, BatchSize = 10, EarlyStopping = new(patience: 3) };
        TrainingHistory history = network.Train(X, Y, options);
        history.StopReason.Should().Be(StopReason.EarlyStopping);
        history.Costs[history.BestEpoch!.Value - 1].Should().Be(history.Costs.Min());
        history.Epochs.Count.Should().Be(history.BestEpoch.Value + 3);
    }

    [Fact]
    public void Train_WithoutValidation_WatchesAMetricOfTheTrainingSamples()
    {
        TrainingHistory history = network.Train(X, Y, Options with { ValidationShare = 0, Metrics = [Metric.Accuracy], EarlyStopping = new(4, metric: Metric.Accuracy) });
        double best = history.Epochs.Max(e => e.Metrics[0]);
        history.BestEpoch.Should().Be(history.Epochs.First(e => e.Metrics[0] == best).Epoch);
        Metrics.Accuracy(network.Predict(X), Y).Should().Be(best);
    }

    [Fact]
    public void Train_ThatNeverImproves_StopsAfterItsPatienceWithTheFirstEpochsParameters()
    {
        Network<T> first = network.Copy<T>();
        TrainingHistory history = network.Train(X, Y, Options with { EarlyStopping = new(patience: 4, metric: new Told(_ => 1)) });
        (history.BestEpoch, history.Epochs.Count, history.StopReason).Should().Be((1, 5, StopReason.EarlyStopping));
        first.Train(X, Y, Options with { Epochs = 1 });
        TrainingTools.Equal(network, first).Should().BeTrue();
    }

    [Fact]
    public void Train_WithTheLastOfEquals_GoesBackToTheLastOfThem()
    {
        // The epochs 2, 4 and 5 are equally good, and 6 is worse.
        EarlyStopping stopping = new(patience: 4, metric: new Told(call => call switch { 2 or 4 or 5 => 7, _ => 6 - call })) { LastOfEquals = true };
        Network<T> last = network.Copy<T>(), first = network.Copy<T>();
        TrainingHistory history = network.Train(X, Y, Options with { EarlyStopping = stopping });
        (history.BestEpoch, history.Epochs.Count).Should().Be((5, 9));
        last.Train(X, Y, Options with { Epochs = 5 });
        TrainingTools.Equal(network, last).Should().BeTrue();
        first.Train(X, Y, Options with { EarlyStopping = stopping with { LastOfEquals = false, Metric = new Told(call => call switch { 2 or 4 or 5 => 7, _ => 6 - call }) } })
            .BestEpoch.Should().Be(2);

        // What is better by less than the minimum neither counts nor takes the place of the best.
        network.Train(X, Y, Options with { EarlyStopping = new(patience: Epochs, minimumImprovement: 10, metric: new Told(call => call)) { LastOfEquals = true } })
            .BestEpoch.Should().Be(Epochs / 11 * 11 + 1);
    }

    [Fact]
    public void Train_WatchingNaN_StopsAfterItsPatienceWithTheLastParameters()
    {
        Network<T> last = network.Copy<T>();
        TrainingHistory history = network.Train(X, Y, Options with { EarlyStopping = new(patience: 4, metric: new Told(_ => double.NaN)) });
        (history.BestEpoch, history.Epochs.Count, history.StopReason).Should().Be((null, 4, StopReason.EarlyStopping));
        last.Train(X, Y, Options with { Epochs = 4 });
        TrainingTools.Equal(network, last).Should().BeTrue();
    }

    [Fact]
    public void Train_WatchingNaNAtFirst_BeginsWithTheFirstNumber()
    {
        // The metric is asked once before training; call 3 is that after epoch 3.
        TrainingHistory history = network.Train(X, Y, Options with { EarlyStopping = new(patience: 4, metric: new Told(call => call < 3 ? double.NaN : -call)) });
        (history.BestEpoch, history.Epochs.Count).Should().Be((3, 7));
    }

    [Fact]
    public void Train_ImprovementsOfExactlyTheMinimum_DoNotCount()
    {
        TrainingHistory history = network.Train(X, Y, Options with { EarlyStopping = new(patience: 4, minimumImprovement: 1, metric: new Told(call => call)) });
        history.BestEpoch.Should().Be(Epochs - (Epochs - 1) % 2, "every second epoch is better by 2 than the best so far");
        history.StopReason.Should().Be(StopReason.Epochs);
    }

    [Fact]
    public void Train_ASecondTime_WatchesThatCallsEpochs()
    {
        Trainer<T> trainer = new(network, Options with { Epochs = 3, EarlyStopping = new(patience: 10, metric: new Told(call => -call)) });
        trainer.Train(X, Y).BestEpoch.Should().Be(1);
        TrainingHistory second = trainer.Train(X, Y);
        (second.BestEpoch, second.Epochs.Count).Should().Be((4, 6));
    }

    [Fact]
    public void BestEpoch_WithoutEarlyStopping_IsNull() => network.Train(X, Y, Options with { Epochs = 2 }).BestEpoch.Should().BeNull();

    [Fact]
    public void Train_CutByTargetCost_StillGoesBackToTheBestEpoch()
    {
        Network<T> best = network.Copy<T>();
        double target = network.Copy<T>().Train(X, Y, Options).Costs[39];
        TrainingHistory history = network.Train(X, Y, Options with { TargetCost = target, EarlyStopping = new(patience: 100) });
        history.StopReason.Should().Be(StopReason.TargetCost);
        history.BestEpoch.Should().BeLessThan(history.Epochs.Count);
        best.Train(X, Y, Options with { Epochs = history.BestEpoch!.Value });
        TrainingTools.Equal(network, best).Should().BeTrue();
    }

    [Fact]
    public void EarlyStopping_OutOfRange_IsRefused()
    {
        Refused(() => new EarlyStopping(patience: 0), "Patience must be at least 1, but is 0.*");
        Refused(() => new EarlyStopping(minimumImprovement: -1), "MinimumImprovement must be finite and at least 0, but is -1.*");
        Refused(() => new EarlyStopping(minimumImprovement: double.NaN), "MinimumImprovement must be finite and at least 0, but is NaN.*");
        new EarlyStopping().Should().Be(new EarlyStopping(patience: 10, minimumImprovement: 0, metric: null));
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    /// <summary>Says what it is told, by the number of its call; the one before training is number 0.</summary>
    private sealed record Told(Func<int, double> Value) : Metric
    {
        private int calls;

        public override string Name => "told";

        public override double Of<TY>(Matrix<TY> YHat, Matrix<TY> Y, IReadOnlyList<double>? weights = null) => Value(calls++);
    }
}
