using System.Numerics;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Orleans.Tests;

/// <summary>An ensemble whose members a cluster trains has the bits of one in this process.</summary>
public sealed class EnsembleTests
{
    private static readonly EnsembleOptions Six = new()
    {
        Members = 6,
        Training = new TrainingOptions { Epochs = 12, BatchSize = 100, Seed = 7, L2 = 0.1, ValidationShare = 0.2, EarlyStopping = new EarlyStopping(2), ClassWeights = ClassWeights.Balanced },
    };

    /// <summary>How many trainings by <see cref="Slow"/> have begun, and how long each of their steps takes.</summary>
    private static int begun;
    private static TimeSpan pause;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static EnsembleOptions Slow => new()
    {
        Members = 4,
        Training = new TrainingOptions { Epochs = 100, BatchSize = TrainingOptions.FullBatch, Optimizer = new GradientDescent(LearningRate.Of(SlowRate)), MaxThreads = 1 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Train_OnSilos_HasTheBitsOfOneProcess(int silos)
    {
        double[] weights = [.. Enumerable.Range(0, Samples.Count).Select(j => 1.0 + j % 2)];
        (Matrix<float> X, Matrix<float> Y) = Samples.Floats;
        Batch<float> validation = (X.SubMatrix(0, 5, 0, 300), Y.SubMatrix(0, 3, 0, 300));
        EnsembleOptions judged = Six with { Training = Six.Training with { ValidationShare = 0 } };
        await using RunningCluster cluster = await RunningCluster.Start(
            silos, silo => silo.AddEnsemble("doubles", Of(Samples.Doubles)).AddEnsemble("floats", new ClusterEnsemble<float>(Create<float>, X, Y, judged, weights, validation)));

        Each progress = new();
        Ensemble<double> doubles = await cluster.Grains.TrainEnsembleAsync("doubles", Of(Samples.Doubles), progress, cancellationToken: Token);
        Ensemble<float> floats = await cluster.Grains.TrainEnsembleAsync("floats", new ClusterEnsemble<float>(Create<float>, X, Y, judged, weights, validation), cancellationToken: Token);

        IsSame(doubles, Ensemble.Train(Create<double>, Samples.Doubles.X, Samples.Doubles.Y, Six, cancellationToken: Token));
        IsSame(floats, Ensemble.Train(Create<float>, X, Y, judged, weights, validation, cancellationToken: Token));
        progress.Told.Select(report => report.Completed).Should().Equal(1, 2, 3, 4, 5, 6);
        progress.Told.Select(report => report.Member).Should().BeEquivalentTo(doubles.Members);
        (await cluster.LastingGrains()).Should().Be(0);
    }

    [Fact]
    public async Task Train_WhoseSiloIsLost_TrainsItsMembersAgainWithTheSameBits()
    {
        (Matrix<double> X, Matrix<double> Y) = Samples.Doubles;
        pause = TimeSpan.Zero;
        Ensemble<double> alone = Ensemble.Train(Create<double>, X, Y, Slow, cancellationToken: Token);
        (begun, pause) = (0, TimeSpan.FromMilliseconds(50));
        await using RunningCluster cluster = await RunningCluster.Start(2, silo => silo.AddEnsemble("slow", Of(Samples.Doubles, Slow)));

        Task<Ensemble<double>> training = cluster.Grains.TrainEnsembleAsync(
            "slow", Of(Samples.Doubles, Slow), options: new ShardOptions { AnswerWithin = TimeSpan.FromSeconds(5) }, cancellationToken: Token);
        while (Volatile.Read(ref begun) < 4)
        {
            await Task.Delay(20, Token);
        }

        int lost = await cluster.GrainsOfLast("ShallowNet.Member");
        await cluster.StopLast();

        IsSame(await training, alone);
        begun.Should().BeInRange(4 + lost, 8, "those of the silo that was lost begin once more, and of the others those that Orleans looked up there");
    }

    [Fact]
    public async Task Train_ThatIsStoppedOrCancelled_LeavesNoGrainAndKeepsWhatThereIsWhereAsked()
    {
        ShardOptions two = new() { RequestsAtOnce = 2 };
        await using RunningCluster cluster = await RunningCluster.Start(2, silo => silo.AddEnsemble("doubles", Of(Samples.Doubles)));
        Ensemble<double> alone = Ensemble.Train(Create<double>, Samples.Doubles.X, Samples.Doubles.Y, Six, cancellationToken: Token);

        Func<Task> throws = () => Cancelled(Six);
        await throws.Should().ThrowAsync<OperationCanceledException>();
        IsPart(await Cancelled(Six with { KeepWhenCancelled = true }));
        IsPart(await cluster.Grains.TrainEnsembleAsync("doubles", Of(Samples.Doubles), new Each(report => report.Stop()), two, Token));
        Func<Task> atOnce = () => cluster.Grains.TrainEnsembleAsync("doubles", Of(Samples.Doubles, Six with { KeepWhenCancelled = true }), null, two, new CancellationToken(canceled: true));
        await atOnce.Should().ThrowAsync<OperationCanceledException>("no member is trained");

        (await cluster.LastingGrains()).Should().Be(0);

        async Task<Ensemble<double>> Cancelled(EnsembleOptions how)
        {
            using CancellationTokenSource source = new();
            return await cluster.Grains.TrainEnsembleAsync("doubles", Of(Samples.Doubles, how), new Each(_ => source.Cancel()), two, source.Token);
        }

        void IsPart(Ensemble<double> ensemble)
        {
            ensemble.IsComplete.Should().BeFalse();
            ensemble.Members.Should().NotBeEmpty().And.BeSubsetOf(alone.Members);
            Bits(ensemble.Mean).Should().Equal(Bits(Network.Average([.. ensemble.Members.Select(member => alone.Networks[member.Number])])));
        }
    }

    [Fact]
    public async Task Train_WithABudget_EndsWithIt()
    {
        EnsembleOptions endless = new() { Training = new TrainingOptions { Epochs = int.MaxValue, MaxThreads = 1 } };
        await using RunningCluster cluster = await RunningCluster.Start(2, silo => silo.AddEnsemble("doubles", Of(Samples.Doubles)).AddEnsemble("endless", Of(Samples.Doubles, endless)));
        Ensemble<double> alone = Ensemble.Train(Create<double>, Samples.Doubles.X, Samples.Doubles.Y, Six with { Members = 2 }, cancellationToken: Token);

        Ensemble<double> fewer = await cluster.Grains.TrainEnsembleAsync("doubles", Of(Samples.Doubles, Six with { Members = 2, TimeLimit = TimeSpan.FromHours(1) }), cancellationToken: Token);
        Ensemble<double> first = await cluster.Grains.TrainEnsembleAsync(
            "doubles", Of(Samples.Doubles, Six with { TimeLimit = TimeSpan.FromSeconds(5) }), new Each(_ => Thread.Sleep(5_100)), new ShardOptions { RequestsAtOnce = 1 }, Token);
        Func<Task> none = () => cluster.Grains.TrainEnsembleAsync("endless", Of(Samples.Doubles, endless with { TimeLimit = TimeSpan.FromSeconds(1) }), cancellationToken: Token);

        IsSame(fewer, alone);
        first.IsComplete.Should().BeFalse();
        first.Members.Should().Equal(alone.Members.Take(1));
        Bits(first.Mean).Should().Equal(Bits(alone.Networks[0]));
        await none.Should().ThrowAsync<TimeoutException>().WithMessage("TimeLimit must be enough to train at least one member, but 00:00:01 was over before the first was trained.");
        (await cluster.LastingGrains()).Should().Be(0);
    }

    [Fact]
    public async Task Train_ThatASiloDoesNotHaveOrHasOtherwise_IsRefused()
    {
        (Matrix<double> X, Matrix<double> Y) = Samples.Doubles;
        await using RunningCluster cluster = await RunningCluster.Start(1, silo => silo.AddEnsemble("doubles", Of(Samples.Doubles)));
        Matrix<double> changed = X.Clone();
        changed[0, 0]++;
        ClusterEnsemble<double>[] others =
        [
            new(seed => Create<double>(seed + 1), X, Y, Six), new(seed => Create<double>(seed, 0.5), X, Y, Six), new(Create<double>, changed, Y, Six),
            new(Create<double>, X, Y, Six with { Training = Six.Training with { L2 = 0 } }), new(Create<double>, X, Y, Six, Enumerable.Repeat(2.0, Samples.Count)),
            new(Create<double>, X, Y, Six with { Training = Six.Training with { ValidationShare = 0 } }, validation: (X, Y)),
        ];

        (await Refusal("unknown", Of(Samples.Doubles))).Should().EndWith("The silo must have the ensemble \"unknown\", but has not: see AddEnsemble.");
        foreach (ClusterEnsemble<double> other in others)
        {
            (await Refusal("doubles", other)).Should().EndWith("The ensemble \"doubles\" must have the same networks, samples and options of the training everywhere, but the silo has others.");
        }

        Func<Task> floats = () => cluster.Grains.TrainEnsembleAsync("doubles", Of(Samples.Floats), cancellationToken: Token);
        (await floats.Should().ThrowAsync<ClusterException>()).Which.Message.Should().Contain("must have the same networks");
        (await Refusal("doubles", Of(Samples.Doubles, Six with { Members = 7 }), atOnce: 7)).Should()
            .EndWith("A member must be one of the 6 that the silo has of the ensemble \"doubles\", counted from 0, but member 6 was asked for.");
        (await cluster.LastingGrains()).Should().Be(0);

        async Task<string> Refusal(string name, ClusterEnsemble<double> ensemble, int atOnce = 1)
        {
            Func<Task> train = () => cluster.Grains.TrainEnsembleAsync(name, ensemble, null, new ShardOptions { RequestsAtOnce = atOnce }, Token);
            string message = (await train.Should().ThrowAsync<ClusterException>()).Which.Message;
            message.Should().StartWith("The silo silo0 (");
            return message;
        }
    }

    [Fact]
    public async Task Train_WithAMemberThatDivergesOrIsTooLarge_SaysWhich()
    {
        (Matrix<double> X, Matrix<double> Y) = Samples.Doubles;
        ClusterEnsemble<double> diverging = new(
            seed =>
            {
                Network<double> network = Network.Create<double>(inputs: 5, seed: seed, Loss.SquaredError, new Dense(4, Activation.ReLU), new Dense(3, Activation.Identity));
                network.b[2][0, 0] = seed == 9 ? 1e300 : 0;
                return network;
            }, X, Y, Six);
        await using RunningCluster cluster = await RunningCluster.Start(
            1, silo => silo.AddEnsemble("diverging", diverging).AddEnsemble("doubles", Of(Samples.Doubles)), new SiloLimits { MostBytesOfNetwork = 400 });

        Func<Task> diverges = () => cluster.Grains.TrainEnsembleAsync("diverging", diverging, cancellationToken: Token);
        Func<Task> isLarge = () => cluster.Grains.TrainEnsembleAsync("doubles", Of(Samples.Doubles), null, new ShardOptions { RequestsAtOnce = 1 }, Token);

        (await diverges.Should().ThrowAsync<ClusterException>()).Which.Message.Should().Contain("refuses: Member 2, of seed 9: Training diverged in epoch 1: the cost is no longer finite.");
        (await isLarge.Should().ThrowAsync<ClusterException>()).Which.Message.Should().EndWith("A network must have at most 400 bytes, but member 0 has 648.");
        (await cluster.LastingGrains()).Should().Be(0);
    }

    [Fact]
    public void Members_ThatAnEnsembleDoesNotHave_AreRefused()
    {
        ClusterEnsemble<double> ensemble = Of(Samples.Doubles);
        SiloEnsembles ensembles = new([new NamedEnsemble("e", ensemble)]);
        MemberRequest good = new() { Ensemble = "e", Fingerprint = ensemble.Fingerprint(5), Member = 5 };

        ensembles.Refuse(good, new SiloLimits()).Should().BeNull();
        ensembles.Refuse(good with { Member = 4 }, new SiloLimits()).Should().StartWith("The ensemble \"e\" must have the same networks");
        foreach (int none in new[] { -1, 6 })
        {
            ensembles.Refuse(good with { Member = none }, new SiloLimits()).Should().StartWith("A member must be one of the 6 that the silo has");
        }
    }

    [Fact]
    public void Answers_OfAnotherSize_AreRefused()
    {
        ClusterEnsemble<double> ensemble = Of(Samples.Doubles);

        Action trained = () => ensemble.Trained(2, new MemberReply { Silo = "silo7", IsReady = true, State = new byte[647] });

        trained.Should().Throw<ClusterException>().WithMessage("The silo silo7 must answer with 648 bytes of member 2, but has answered with 647.");
    }

    [Fact]
    public async Task Arguments_ThatAreMissingOrDoNotGoTogether_AreRefused()
    {
        (Matrix<double> X, Matrix<double> Y) = Samples.Doubles;
        await using RunningCluster cluster = await RunningCluster.Start(1, silo =>
        {
            FluentActions.Invoking(() => silo.AddEnsemble<double>("e", null!)).Should().Throw<ArgumentNullException>().WithParameterName("ensemble");
            FluentActions.Invoking(() => silo.AddEnsemble(null!, Of(Samples.Doubles))).Should().Throw<ArgumentNullException>().WithParameterName("name");
            FluentActions.Invoking(() => SiloExtensions.AddEnsemble(null!, "e", Of(Samples.Doubles))).Should().Throw<ArgumentNullException>().WithParameterName(nameof(silo));
        });
        Action[] calls =
        [
            () => new ClusterEnsemble<double>(null!, X, Y), () => new ClusterEnsemble<double>(seed => Network.Create<double>(inputs: 4 + seed, seed: seed, new Dense(3, Activation.Softmax)), X, Y),
            () => new ClusterEnsemble<double>(Create<double>, X, X), () => new ClusterEnsemble<double>(Create<double>, X, Y, weights: [1]),
            () => cluster.Grains.TrainEnsembleAsync(null!, Of(Samples.Doubles)), () => cluster.Grains.TrainEnsembleAsync<double>("e", null!),
        ];

        calls.Select(call => call.Should().Throw<ArgumentException>().Which.ParamName).Should().Equal("create", "create", "Y", "weights", "name", "ensemble");
    }

    private static ClusterEnsemble<T> Of<T>((Matrix<T> X, Matrix<T> Y) all, EnsembleOptions? how = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Create<T>, all.X, all.Y, how ?? Six);

    private static Network<T> Create<T>(int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Create<T>(seed, 0.1);

    /// <summary>A network with running averages, 81 numbers in all.</summary>
    private static Network<T> Create<T>(int seed, double dropout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Network.Create<T>(
            inputs: 5, seed: seed, new Dense(6, Activation.Tanh) { Dropout = dropout, BatchNormalization = new BatchNormalization() }, new Dense(3, Activation.Softmax));

    private static void IsSame<T>(Ensemble<T> there, Ensemble<T> here)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        there.Members.Should().Equal(here.Members);
        Bits(there.Mean).Should().Equal(Bits(here.Mean));
        there.Networks.Select(Bits).Zip(here.Networks.Select(Bits), (one, other) => one.SequenceEqual(other)).Should().HaveCount(here.Members.Count).And.OnlyContain(same => same);
        there.IsComplete.Should().BeTrue();
    }

    /// <summary>All that a training changes, as bytes.</summary>
    private static byte[] Bits<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. network.State.SelectMany(array => MemoryMarshal.AsBytes<T>(array).ToArray())];

    private static double SlowRate(TrainingPosition position)
    {
        if (position.CompletedSteps == 0)
        {
            Interlocked.Increment(ref begun);
        }

        Thread.Sleep(pause);
        return 0.1;
    }

    private sealed class Each(Action<EnsembleProgress>? told = null) : IProgress<EnsembleProgress>
    {
        public List<EnsembleProgress> Told { get; } = [];

        public void Report(EnsembleProgress value)
        {
            Told.Add(value);
            told?.Invoke(value);
        }
    }
}
