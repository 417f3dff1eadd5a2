namespace ShallowNet.Orleans.Tests;

/// <summary>A network that a cluster trains has the bits of one that this process trains.</summary>
[Collection(nameof(TwoSilos))]
public sealed class SameBitsTests(TwoSilos silos)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Trainings => [.. All.Keys];

    private static readonly Dictionary<string, TrainingOptions> All = new()
    {
        ["small batches in a new order each epoch"] = new() { Epochs = 3, BatchSize = 200 },
        ["batches of several chunks in a new order"] = new() { Epochs = 4, BatchSize = 1_100 },
        ["small batches in order, across shards"] = new() { Epochs = 3, BatchSize = 200, Shuffle = false },
        ["batches of several chunks in order, across shards"] = new() { Epochs = 3, BatchSize = 700, Shuffle = false },
        ["full batches"] = new() { Epochs = 6, BatchSize = TrainingOptions.FullBatch, Optimizer = new GradientDescent(0.5) },
        ["penalties, smoothed labels, clipped gradients"] = new() { Epochs = 4, BatchSize = 600, L1 = 0.1, L2 = 0.2, LabelSmoothing = 0.1, ClipNorm = 0.05, ClipValue = 0.01 },
        ["L-BFGS"] = new() { Epochs = 15, Optimizer = new Lbfgs(), L2 = 0.1 },
        ["scaled conjugate gradients"] = new() { Epochs = 10, Optimizer = new ScaledConjugateGradient() },
        ["class weights, mini-batches"] = new() { Epochs = 3, BatchSize = 200, ClassWeights = ClassWeights.Balanced, L2 = 0.1 },
        ["class weights, full batches"] = new() { Epochs = 10, Optimizer = new Lbfgs(), ClassWeights = ClassWeights.Given(1, 0.2, 3), LabelSmoothing = 0.1, L2 = 0.1 },
        ["Levenberg–Marquardt"] = new() { Epochs = 6, Optimizer = new LevenbergMarquardt() },
        ["Levenberg–Marquardt with a penalty and class weights"] = new() { Epochs = 6, Optimizer = new LevenbergMarquardt(), L2 = 0.1, ClassWeights = ClassWeights.Balanced },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public async Task Train_InDouble_SameBits(string what)
    {
        Network<double> here = Samples.NewNetwork<double>(), there = Samples.NewNetwork<double>();
        TrainingHistory expected = here.Train(Samples.Doubles.X, Samples.Doubles.Y, All[what]);

        TrainingHistory history = await silos.Grains.TrainAsync("doubles", Samples.Count, there, what, Run<double>(All[what]), Token);

        Samples.Bits(there).Should().Equal(Samples.Bits(here));
        history.Epochs.Select(epoch => epoch.Cost).Should().Equal(expected.Epochs.Select(epoch => epoch.Cost));
        history.StopReason.Should().Be(expected.StopReason);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public async Task Train_InFloat_SameBits(string what)
    {
        Network<float> here = Samples.NewNetwork<float>(), there = Samples.NewNetwork<float>();
        here.Train(Samples.Floats.X, Samples.Floats.Y, All[what]);

        await silos.Grains.TrainAsync("floats", Samples.Count, there, what + " of floats", Run<float>(All[what]), Token);

        Samples.Bits(there).Should().Equal(Samples.Bits(here));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Train_WithDropout_DrawsTheSameMasks(bool shuffle)
    {
        TrainingOptions options = new() { Epochs = 3, BatchSize = 1_100, Shuffle = shuffle, DropoutSchedule = LearningRate.FlatCosine(1) };
        Network<double> here = Samples.NewNetwork<double>(0.3), there = Samples.NewNetwork<double>(0.3);
        here.Train(Samples.Doubles.X, Samples.Doubles.Y, options);

        await silos.Grains.TrainAsync("doubles", Samples.Count, there, $"dropout {shuffle}", Run<double>(options), Token);

        Samples.Bits(there).Should().Equal(Samples.Bits(here));
    }

    [Fact]
    public async Task Train_WithValidationAndEarlyStopping_StopsAtTheSameEpochWithTheSameBits()
    {
        TrainingOptions options = new() { Epochs = 30, BatchSize = 200, Optimizer = new Adam(0.3), EarlyStopping = new EarlyStopping(2), Metrics = [Metric.Accuracy] };
        Batch<double> validation = new(Samples.Doubles.X, Samples.Doubles.Y);
        Network<double> here = Samples.NewNetwork<double>(), there = Samples.NewNetwork<double>();
        TrainingHistory expected = here.Train(Samples.Doubles.X, Samples.Doubles.Y, options, validation: validation);

        TrainingHistory history = await silos.Grains.TrainAsync(
            "doubles", Samples.Count, there, "validation", new ClusterRun<double> { Options = options, Validation = validation, Shards = new() { SamplesPerShard = 512 } }, Token);

        Samples.Bits(there).Should().Equal(Samples.Bits(here));
        history.BestEpoch.Should().Be(expected.BestEpoch);
        history.Epochs.Select(epoch => epoch.Metrics[0]).Should().Equal(expected.Epochs.Select(epoch => epoch.Metrics[0]));
    }

    [Theory]
    [InlineData(200, true, false)]
    [InlineData(700, false, false)]
    [InlineData(1_100, true, true)]
    [InlineData(TrainingOptions.FullBatch, false, true)]
    public async Task Train_WithWeightsOfSamples_SameBits(int batchSize, bool shuffle, bool areOfClasses)
    {
        double[] weights = [.. Enumerable.Range(0, Samples.Count).Select(j => j % 7 * 0.3)];
        TrainingOptions options = new() { Epochs = 4, BatchSize = batchSize, Shuffle = shuffle, L2 = 0.1, ClassWeights = areOfClasses ? ClassWeights.Balanced : null };
        Network<double> here = Samples.NewNetwork<double>(), there = Samples.NewNetwork<double>();
        TrainingHistory expected = here.Train(Samples.Doubles.X, Samples.Doubles.Y, options, weights: weights);

        ClusterRun<double> how = new() { Options = options, Weights = weights, Shards = new() { SamplesPerShard = 512 } };
        TrainingHistory history = await silos.Grains.TrainAsync("doubles", Samples.Count, there, $"weights {batchSize}", how, Token);

        Samples.Bits(there).Should().Equal(Samples.Bits(here));
        history.Epochs.Select(epoch => epoch.Cost).Should().Equal(expected.Epochs.Select(epoch => epoch.Cost));
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(512, true)]
    [InlineData(2_048, false)]
    public async Task Train_ByBayesianRegularization_SameBits(int samplesPerShard, bool hasWeights)
    {
        TrainingOptions options = new() { Epochs = 8, Optimizer = new BayesianRegularization() };
        double[]? weights = hasWeights ? [.. Enumerable.Range(0, Samples.Count).Select(j => 1 + j % 3)] : null;
        Network<double> here = New(), there = New();
        TrainingHistory expected = here.Train(Samples.Doubles.X, Samples.Doubles.Y, options, weights: weights);

        ClusterRun<double> how = new() { Options = options, Weights = weights, Shards = new() { SamplesPerShard = samplesPerShard } };
        TrainingHistory history = await silos.Grains.TrainAsync("doubles", Samples.Count, there, $"bayesian {samplesPerShard} {hasWeights}", how, Token);

        Samples.Bits(there).Should().Equal(Samples.Bits(here));
        history.Epochs.Select(epoch => epoch.Cost).Should().Equal(expected.Epochs.Select(epoch => epoch.Cost));
        expected.FinalCost.Should().BeLessThan(expected.Epochs[0].Cost);

        static Network<double> New() => Network.Create<double>(inputs: 5, seed: 3, new Dense(7, Activation.Tanh), new Dense(3, Activation.Identity));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Train_OnAnyNumberOfSilos_SameBits(int count)
    {
        TrainingOptions options = new() { Epochs = 2, BatchSize = 600 };
        Network<double> here = Samples.NewNetwork<double>(), there = Samples.NewNetwork<double>();
        here.Train(Samples.Doubles.X, Samples.Doubles.Y, options);
        await using RunningCluster cluster = await RunningCluster.Start(count, Samples.AddTo);

        await cluster.Grains.TrainAsync("doubles", Samples.Count, there, "any", Run<double>(options), Token);

        Samples.Bits(there).Should().Equal(Samples.Bits(here));
    }

    private static ClusterRun<T> Run<T>(TrainingOptions options)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new() { Options = options, Shards = new() { SamplesPerShard = 512, RequestsAtOnce = 2 } };
}
