using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Schedules of the learning rate where they are used.</summary>
public sealed class ScheduleInTrainingTests
{
    private readonly Matrix<double> X = TrainingTools.NoisyMoons<double>(120).X;
    private readonly Matrix<double> Y = TrainingTools.NoisyMoons<double>(120).Y;
    private readonly Network<double> network = TrainingTools.LargeNetwork<double>();

    [Theory]
    [InlineData(0.3)]
    [InlineData(0)]
    public void ReduceOnPlateau_WhenTheWatchedCostStalls_LowersTheRate(double validationShare)
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions
        {
            Optimizer = new Adam(LearningRate.ReduceOnPlateau(0.1, factor: 0.5, patience: 3, minimumImprovement: 0)),
            Epochs = 60, BatchSize = 16, ValidationShare = validationShare,
        });

        // The rule, spelled out on the costs that the history tells of.
        IReadOnlyList<double> costs = validationShare > 0 ? history.ValidationCosts : history.Costs;
        double rate = 0.1, best = double.PositiveInfinity;
        int waited = 0;
        foreach (TrainingEpoch epoch in history.Epochs)
        {
            epoch.LearningRate.Should().Be(rate);
            waited = costs[epoch.Epoch - 1] < best ? 0 : waited + 1;
            best = Math.Min(best, costs[epoch.Epoch - 1]);
            if (waited > 3)
            {
                (rate, waited) = (rate / 2, 0);
            }
        }

        history.Epochs[^1].LearningRate.Should().BeLessThan(0.06);
    }

    [Fact]
    public void ReduceOnPlateau_WhileTheCostFalls_KeepsTheRate() =>
        network.Train(X, Y, new TrainingOptions
        {
            Optimizer = new GradientDescent(LearningRate.ReduceOnPlateau(0.1, patience: 0, minimumImprovement: 0)), Epochs = 50, BatchSize = TrainingOptions.FullBatch,
        }).Epochs.Should().OnlyContain(e => e.LearningRate == 0.1);

    [Fact]
    public void Cosine_OverATraining_FallsAlongHalfACosine()
    {
        // 8 batches an epoch: the last step of epoch e is number 8e − 1, counted from 0, of 80.
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Adam(LearningRate.Cosine(0.1, 0.01)), Epochs = 10, BatchSize = 16 });
        foreach (TrainingEpoch epoch in history.Epochs)
        {
            double t = (8 * epoch.Epoch - 1) / 80.0;
            epoch.LearningRate.Should().BeApproximately(0.01 + 0.045 * (1 + Math.Cos(Math.PI * t)), 1e-15);
        }
    }

    [Fact]
    public void OneCycle_OverATraining_RisesAndFallsToNearlyNothing()
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Adam(LearningRate.OneCycle(0.1)), Epochs = 20, BatchSize = 16 });
        double[] rates = [.. history.Epochs.Select(e => e.LearningRate)];
        rates[..6].Should().BeInAscendingOrder();
        rates[5].Should().BeApproximately(0.1, 1e-15, "0.3 · 160 steps are the first six epochs");
        rates[5..].Should().BeInDescendingOrder();
        rates[19].Should().BeApproximately(0.1 / 25 / 10_000, 1e-15);
    }

    [Fact]
    public void Cosine_OverBatchesOfAKnownNumber_IsThatOfATraining()
    {
        TrainingOptions options = new() { Optimizer = new Adam(LearningRate.Cosine(0.1, warmUpEpochs: 2)), Epochs = 6, BatchSize = 16, Shuffle = false };
        IEnumerable<double> rates = network.Copy<double>().Train(X, Y, options).Epochs.Select(e => e.LearningRate);
        Rates(TrainingTools.Batches(X, Y, 16).ToList()).Should().Equal(rates);

        // How many an iterator has is not known before the second epoch.
        double[] iterated = Rates(TrainingTools.Batches(X, Y, 16));
        iterated[0].Should().Be(0.1);
        iterated[1..].Should().Equal(rates.Skip(1));

        double[] Rates(IEnumerable<Batch<double>> batches) => [.. new Trainer<double>(network.Copy<double>(), options).TrainBatches(batches).Epochs.Select(e => e.LearningRate)];
    }

    [Fact]
    public void Schedule_ThatDoesNotChangeWithinAnEpoch_IsAskedOnceForEach()
    {
        Asked once = new(ChangesWithin: false), always = new(ChangesWithin: true);
        Trainer<double> trainer = new(network, new TrainingOptions { Optimizer = new GradientDescent(once), Epochs = 3, BatchSize = 16 });
        trainer.Train(X, Y).Epochs.Select(e => e.LearningRate).Should().Equal(1 / 1.0, 1 / 2.0, 1 / 3.0);
        once.Epochs.Should().Equal(0, 1, 2);
        trainer.TrainBatches(TrainingTools.Batches(X, Y, 16));
        once.Epochs.Should().Equal(0, 1, 2, 3, 4, 5);
        trainer.TrainStep(X, Y);
        trainer.TrainStep(X, Y);
        once.Epochs.Should().Equal(0, 1, 2, 3, 4, 5, 6);
        network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(always), Epochs = 3, BatchSize = 16 });
        always.Epochs.Should().HaveCount(24);
    }

    private sealed record Asked(bool ChangesWithin) : LearningRate
    {
        public List<int> Epochs { get; } = [];

        protected internal override bool ChangesWithinEpoch => ChangesWithin;

        public override double At(TrainingPosition position)
        {
            Epochs.Add(position.CompletedEpochs);
            return 1.0 / (1 + position.CompletedEpochs);
        }
    }
}
