namespace ShallowNet.Orleans.Tests;

/// <summary>What is refused: by the coordinator before it begins, and by silos, whoever asks.</summary>
[Collection(nameof(TwoSilos))]
public sealed class RefusalTests(TwoSilos silos)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Options => new()
    {
        { "share", "there is a ValidationShare" },
        { "checkpoints", "there are Checkpoints, which the cluster keeps by itself" }, { "metrics", "there are Metrics without Validation samples" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Train_WithWhatNeedsAllSamples_IsRefused(string which, string why)
    {
        TrainingOptions options = which switch
        {
            "share" => new() { ValidationShare = 0.2 },
            "checkpoints" => new() { Checkpoints = Checkpoints.Every("file", 1) },
            _ => new() { Metrics = [Metric.Accuracy] },
        };

        Action train = () => Start("doubles", Samples.Count, Samples.NewNetwork<double>(), new ClusterRun<double> { Options = options });

        train.Should().Throw<ArgumentException>().WithMessage($"how must be a training that shards can take part in, but {why}.*").WithParameterName("how");
    }

    [Fact]
    public void Train_WithBatchNormalization_IsRefused()
    {
        Network<double> network = Network.Create<double>(
            inputs: 5, seed: 1, new Dense(4, Activation.Tanh) { BatchNormalization = new BatchNormalization() }, new Dense(3, Activation.Softmax));

        Action train = () => Start("doubles", Samples.Count, network);

        train.Should().Throw<ArgumentException>().WithMessage("*but the network has batch normalization, which ties the samples together.*");
    }

    [Fact]
    public void Train_BySecondOrderOfTooManyParameters_IsRefused()
    {
        Network<double> large = Network.Create<double>(inputs: 5, seed: 1, new Dense(682, Activation.Tanh), new Dense(1, Activation.Identity));
        Network<double> largest = Network.Create<double>(inputs: 5, seed: 1, new Dense(584, Activation.Tanh), new Dense(1, Activation.Identity));
        ClusterRun<double> how = new() { Options = new() { Optimizer = new LevenbergMarquardt() } };

        Action train = () => Start("doubles", Samples.Count, large, how);

        train.Should().Throw<ArgumentException>().WithMessage(
            "how must be a training that shards can take part in, but Levenberg–Marquardt sends a matrix of 4775 × 4775 numbers, of which half must have at most 67108864 bytes.*").WithParameterName("how");
        FluentActions.Invoking(() => how.Check(largest)).Should().NotThrow("4,089 parameters are fewer than 4,096");
    }

    [Fact]
    public void Train_WithWeightsThatAreNone_IsRefused()
    {
        double[] good = [.. Enumerable.Repeat(1.0, Samples.Count)], negative = [.. good], zero = new double[Samples.Count];
        negative[7] = -1;
        Action[] calls = [.. new[] { good[1..], negative, zero }.Select(weights => (Action)(() =>
            Start("doubles", Samples.Count, Samples.NewNetwork<double>(), new ClusterRun<double> { Weights = weights })))];

        calls[0].Should().Throw<ArgumentException>().WithMessage("Weights must have 1300 elements (one for each sample), but has 1299.*").WithParameterName("Weights");
        calls[1].Should().Throw<ArgumentException>().WithMessage("Weights must be finite and at least 0, but Weights[7] is -1.*");
        calls[2].Should().Throw<ArgumentException>().WithMessage("Weights must have a sum that is finite and greater than 0, but it is 0.*");
    }

    [Fact]
    public async Task Train_WithWeightsOfClassesWhereThereAreNone_IsRefused()
    {
        Network<double> network = Network.Create<double>(inputs: 5, seed: 1, new Dense(4, Activation.Tanh), new Dense(5, Activation.Identity));
        await using RunningCluster cluster = await RunningCluster.Start(1, silo => silo.AddTrainingData("itself", ShardSource.Of(Samples.Doubles.X, Samples.Doubles.X)));

        Func<Task> train = () => cluster.Grains.TrainAsync(
            "itself", Samples.Count, network, "none", new ClusterRun<double> { Options = new() { ClassWeights = ClassWeights.Balanced } }, Token);

        (await train.Should().ThrowAsync<ClusterException>()).Which.Message.Should().Contain("refuses: ClassWeights need classes: Y must have one row of 0 and 1, or one-hot columns");
    }

    [Fact]
    public void Train_WithoutAnArgument_IsRefused()
    {
        Network<double> network = Samples.NewNetwork<double>();
        Action[] calls =
        [
            () => Start(null!, 1, network), () => Start("doubles", 1, null!), () => silos.Grains.TrainAsync("doubles", 1, network, null!), () => Start("doubles", 0, network),
            () => silos.Grains.CancelTrainingAsync(null!),
        ];

        calls.Select(call => call.Should().Throw<ArgumentException>().Which.ParamName).Should().Equal("data", "network", "name", "samples", "name");
    }

    [Fact]
    public async Task Train_OnDataThatSilosDoNotHave_IsRefusedByName() => (await Refusal("triples", Samples.Count, Samples.NewNetwork<double>()))
        .Should().EndWith("The silo must have the data \"triples\", but has \"doubles\", \"floats\".");

    [Fact]
    public async Task Train_OnDataOfTheOtherPrecision_IsRefused() => (await Refusal("floats", Samples.Count, Samples.NewNetwork<double>()))
        .Should().EndWith("The data \"floats\" must be of Doubles, as the network, but are of the other precision.");

    [Fact]
    public async Task Train_OnDataOfAnotherSize_IsRefused() => (await Refusal("doubles", 1_299, Samples.NewNetwork<double>()))
        .Should().EndWith("The data \"doubles\" must have 1299 samples of 5 inputs and 3 outputs, but have 1300 of 5 and 3.");

    [Fact]
    public async Task Train_ThatIsLargerThanASiloAccepts_IsRefused()
    {
        await using RunningCluster small = await RunningCluster.Start(1, Samples.AddTo, new SiloLimits { MostSamplesOfShard = 600 });

        Func<Task> train = () => small.Grains.TrainAsync("doubles", Samples.Count, Samples.NewNetwork<double>(), "large", cancellationToken: Token);

        (await train.Should().ThrowAsync<ClusterException>()).Which.Message.Should().EndWith("A shard must have 1 to 600 samples, but has 1300.");
    }

    [Fact]
    public void Limits_OfAPlanThatIsNotPossible_SayWhy()
    {
        SiloLimits limits = new() { MostBytesOfNetwork = 100 };
        ShardPlan plan = new()
        {
            Run = Guid.NewGuid(), Name = "n", Data = "d", Network = new byte[100], BytesOfNumber = 8, First = 512, Count = 88, Samples = 600, SamplesPerShard = 512, LabelSmoothing = 0,
        };

        limits.Refuse(plan).Should().BeNull();
        new[]
        {
            plan with { Network = new byte[101] }, plan with { Count = 0 }, plan with { Count = 89 }, plan with { First = -512 }, plan with { First = 511 }, plan with { SamplesPerShard = 0 },
            plan with { BytesOfNumber = 2 }, plan with { LabelSmoothing = 1 }, plan with { LabelSmoothing = double.NaN },
        }.Select(limits.Refuse).Should().SatisfyRespectively(
            why => why.Should().Be("A network must have at most 100 bytes, but has 101."),
            why => why.Should().Be("A shard must have 1 to 16777216 samples, but has 0."),
            why => why.Should().Be("A shard must be of the 600 samples, but begins at 512 and has 89."),
            why => why.Should().Be("A shard must be of the 600 samples, but begins at -512 and has 88."),
            why => why.Should().Be("A shard must begin at a multiple of 512, the samples of one, but begins at 511."),
            why => why.Should().Be("A shard must begin at a multiple of 0, the samples of one, but begins at 512."),
            why => why.Should().Be("A number must have 4 or 8 bytes, but has 2."),
            why => why.Should().Be("LabelSmoothing must be at least 0 and less than 1, but is 1."),
            why => why.Should().Be("LabelSmoothing must be at least 0 and less than 1, but is NaN."));
    }

    [Fact]
    public async Task Shard_AskedForWhatIsNotPossible_Refuses()
    {
        Network<double> network = Samples.NewNetwork<double>();
        using MemoryStream file = new();
        network.Save(file);
        ShardPlan plan = new()
        {
            Run = Guid.NewGuid(), Name = "bad", Data = "doubles", Network = file.ToArray(), BytesOfNumber = 8, First = 0, Count = 512, Samples = Samples.Count, SamplesPerShard = 512,
            LabelSmoothing = 0,
        };
        IShardGrain shard = silos.Grains.GetGrain<IShardGrain>("bad/0");
        ChunkRequest chunk = new() { FirstOfBatch = 0, First = 0, Count = 512 };
        SumsRequest good = new() { Run = plan.Run, Parameters = Samples.Bits(network), DropoutFactor = 1, Chunks = [chunk] };
        (await shard.Sum(good)).IsReady.Should().BeFalse();
        (await shard.Columns(new ColumnsRequest { Run = plan.Run, Samples = [0] })).IsReady.Should().BeFalse();
        (await shard.Prepare(plan with { Network = [1, 2, 3] })).Refusal.Should().NotBeNull();
        (await shard.Prepare(plan)).IsReady.Should().BeTrue();
        (await shard.Sum(good)).IsReady.Should().BeTrue();

        (await shard.Sum(good with { Curvature = new byte[8] })).Refusal.Should().Be("A Gauss–Newton matrix must have 28560 bytes, but has 8.");
        (await shard.Sum(good with { Curvature = new byte[28_560] })).Second.Should().HaveCount(28_560);
        (await shard.Classes(plan.Run)).Second.Should().BeEmpty("the plan does not need them");
        (await shard.Classes(Guid.NewGuid())).IsReady.Should().BeFalse();
        (await shard.Sum(good with { Parameters = [1] })).Refusal.Should().Be("A request must have 672 bytes of parameters, but has 1.");
        (await shard.Sum(good with { Chunks = [] })).Refusal.Should().StartWith("A request must have at least one chunk");
        foreach (ChunkRequest bad in new[]
                 {
                     chunk with { Count = 0 }, chunk with { Count = 513 }, chunk with { First = 1 }, chunk with { First = -1 }, chunk with { FirstOfBatch = -1 }, chunk with { Samples = [0] }, chunk with { Weights = [0] },
                     chunk with { Count = 1, Samples = [Samples.Count] }, chunk with { Count = 1, Samples = [-1] },
                 })
        {
            (await shard.Sum(good with { Chunks = [bad] })).Refusal.Should().Be("A chunk must have 1 to 512 samples that there are, but one has not.");
        }

        (await shard.Columns(new ColumnsRequest { Run = plan.Run, Samples = [512] })).Refusal.Should().NotBeNull();
        await shard.Release();
    }

    [Fact]
    public async Task Train_WhereNobodyAnswers_GivesUp()
    {
        Patience patience = new(new ShardOptions { AnswerWithin = TimeSpan.FromMilliseconds(5), GiveUpAfter = TimeSpan.FromMilliseconds(300) });

        Func<Task> call = () => patience.Call(() => new TaskCompletionSource<int>().Task, Token);

        await call.Should().ThrowAsync<ClusterException>().WithMessage("The cluster must answer, but has not for 00:00:00.3000000: *");
    }

    private Task<TrainingHistory> Start(string data, int samples, Network<double> network, ClusterRun<double>? how = null) =>
        silos.Grains.TrainAsync(data, samples, network, "refused", how, Token);

    private async Task<string> Refusal(string data, int samples, Network<double> network)
    {
        Func<Task> train = () => Start(data, samples, network);
        string message = (await train.Should().ThrowAsync<ClusterException>()).Which.Message;
        message.Should().StartWith("The silo silo");
        return message;
    }
}
