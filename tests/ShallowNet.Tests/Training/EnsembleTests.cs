using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class EnsemblesInDouble : EnsembleTests<double>;

public sealed class EnsemblesInFloat : EnsembleTests<float>;

/// <summary>Networks that are trained on the same samples, and are then one; what ends their training, and what is refused.</summary>
public abstract class EnsembleTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly (Matrix<T> X, Matrix<T> Y) Moons = Datasets.Moons<T>(120, noise: 0.3, seed: 1);
    private static readonly Matrix<T> X = Moons.X, Y = Moons.Y;

    private static readonly EnsembleOptions Four = new()
    {
        Members = 4,
        Training = new TrainingOptions { Optimizer = new Adam(0.05), Epochs = 40, BatchSize = 20, Seed = 11, ValidationShare = 0.25, EarlyStopping = new EarlyStopping(3), MaxThreads = 1 },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Train_OnAnyNumberOfThreads_GivesTheNetworksThatAreTrainedOneByOne(int threads)
    {
        double[] weights = [.. Enumerable.Range(0, 120).Select(j => j % 3 + 0.5)];
        Network<T>[] alone = [.. Enumerable.Range(11, 4).Select(Create)];
        TrainingHistory[] histories = [.. alone.Select((network, k) => network.Train(X, Y, Four.Training with { Seed = 11 + k }, weights))];

        Ensemble<T> ensemble = Ensemble.Train(Create, X, Y, Four with { Training = Four.Training with { MaxThreads = threads } }, weights, cancellationToken: Token);

        ensemble.Networks.Zip(alone, TrainingTools.Equal).Should().Equal(true, true, true, true);
        TrainingTools.Equal(ensemble.Mean, Network.Average(alone)).Should().BeTrue();
        ensemble.Mean.Layers[1].Units.Should().Be(4 * 6);
        ensemble.IsComplete.Should().BeTrue();
        ensemble.Members.Should().Equal(histories.Select((history, k) => new EnsembleMember
        {
            Number = k,
            Seed = 11 + k,
            Epochs = history.Epochs.Count,
            KeptEpoch = history.BestEpoch!.Value,
            Cost = history.Costs[history.BestEpoch.Value - 1],
            ValidationCost = history.ValidationCosts[history.BestEpoch.Value - 1],
            StopReason = history.StopReason,
        }));
        ensemble.Members.Select(member => member.KeptEpoch).Distinct().Count().Should().BeGreaterThan(1, "each member stops by validation samples of its own");
    }

    [Fact]
    public void Train_WithoutOptions_TrainsFiveMembersByTheDefaults()
    {
        Ensemble<T> ensemble = Ensemble.Train(Create, X, Y, cancellationToken: Token);

        Network<T> last = Create(4);
        TrainingHistory history = last.Train(X, Y, new TrainingOptions { Seed = 4 });
        ensemble.Members.Select(member => (member.Number, member.Seed)).Should().Equal((0, 0), (1, 1), (2, 2), (3, 3), (4, 4));
        TrainingTools.Equal(ensemble.Networks[4], last).Should().BeTrue();
        ensemble.Members[4].Should().Be(new EnsembleMember
        {
            Number = 4, Seed = 4, Epochs = 100, KeptEpoch = 100, Cost = history.FinalCost, ValidationCost = double.NaN, StopReason = StopReason.Epochs,
        });
    }

    [Fact]
    public void Train_WithValidationSamples_JudgesAllMembersByThem()
    {
        var (otherX, otherY) = Datasets.Moons<T>(60, noise: 0.3, seed: 2);
        TrainingOptions training = Four.Training with { ValidationShare = 0 };
        Network<T> first = Create(11);
        TrainingHistory history = first.Train(X, Y, training, validation: (otherX, otherY));

        Ensemble<T> ensemble = Ensemble.Train(Create, X, Y, Four with { Training = training }, validation: (otherX, otherY), cancellationToken: Token);

        TrainingTools.Equal(ensemble.Networks[0], first).Should().BeTrue();
        ensemble.Members[0].ValidationCost.Should().Be(history.ValidationCosts[history.BestEpoch!.Value - 1]);
    }

    [Fact]
    public void Train_FromOneNetwork_LeavesItAsItIs()
    {
        Network<T> start = Create(1);
        T[][] state = TrainingTools.StateOf(start);

        Ensemble<T> ensemble = Ensemble.Train(_ => start, X, Y, Four, cancellationToken: Token);

        TrainingTools.Has(start, state).Should().BeTrue();
        TrainingTools.Equal(ensemble.Networks[0], ensemble.Networks[1]).Should().BeFalse("the order of the samples is another one");
    }

    [Fact]
    public void Train_WithTheLargestSeed_GoesOnWithZero() => Ensemble.Train(
        Create, X, Y, new EnsembleOptions { Members = 2, Training = new TrainingOptions { Seed = int.MaxValue, Epochs = 1 } }, cancellationToken: Token)
        .Members.Select(member => member.Seed).Should().Equal(int.MaxValue, 0);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Progress_AfterEachMember_SaysHowManyAreTrained(int threads)
    {
        List<EnsembleProgress> told = [];

        Ensemble<T> ensemble = Train(Four with { Training = Four.Training with { MaxThreads = threads } }, told.Add);

        told.Select(report => (report.Completed, report.Total)).Should().Equal((1, 4), (2, 4), (3, 4), (4, 4));
        told.Select(report => report.Member).Should().BeEquivalentTo(ensemble.Members);
        told.Should().BeInAscendingOrder(report => report.Elapsed);
        EnsembleProgress same = new(2, 4, told[1].Member) { Elapsed = told[1].Elapsed };
        same.Should().Be(told[1]).And.NotBe(told[0]).And.NotBe(same with { Elapsed = TimeSpan.MaxValue }).And.NotBe(same with { Member = told[0].Member });
        same.GetHashCode().Should().Be(told[1].GetHashCode());
        told[3].Stop();
        default(EnsembleProgress).Stop();
    }

    [Fact]
    public void Progress_ThatThrows_EndsTheTrainingWithItsError()
    {
        int told = 0;

        Action train = () => Train(Four, _ => throw new InvalidDataException(Require.Text(++told)));

        train.Should().Throw<InvalidDataException>().WithMessage("1");
    }

    [Fact]
    public void Stop_AfterSomeMembers_MakesTheEnsembleOfThem()
    {
        Ensemble<T> all = Train(Four), two = Train(Four, StopAfter(2));

        two.IsComplete.Should().BeFalse();
        two.Members.Should().Equal(all.Members.Take(2));
        TrainingTools.Equal(two.Mean, Network.Average([.. all.Networks.Take(2)])).Should().BeTrue();
    }

    [Fact]
    public void Stop_OfMembersThatAreBeingTrained_GivesThemUp()
    {
        // The first member has reached the cost after an epoch of six steps; the second one never does.
        using ManualResetEventSlim isUnderWay = new();
        LearningRate rate = LearningRate.Of(position =>
        {
            if (position.CompletedSteps > 100)
            {
                isUnderWay.Set();
            }

            return 1e-9;
        });
        EnsembleOptions how = new()
        {
            Members = 2, Training = new TrainingOptions { Optimizer = new Adam(rate), Epochs = int.MaxValue, BatchSize = 20, TargetCost = 2, MaxThreads = 2, Seed = 11 },
        };

        Ensemble<T> ensemble = Ensemble.Train(
            seed =>
            {
                Network<T> network = Create(seed);
                network.b[2][0, 0] = T.CreateTruncating(seed == 11 ? 0 : 20);
                return network;
            }, X, Y, how, progress: new Each(report =>
            {
                isUnderWay.Wait(TimeSpan.FromMinutes(1), Token).Should().BeTrue();
                report.Stop();
            }), cancellationToken: Token);

        ensemble.Members.Should().ContainSingle().Which.Should().Match<EnsembleMember>(member => member.Number == 0 && member.StopReason == StopReason.TargetCost);
        ensemble.IsComplete.Should().BeFalse();
    }

    [Fact]
    public void TimeLimit_BeforeTheFirstMember_SaysThatItIsTooShort()
    {
        EnsembleOptions how = Four with { TimeLimit = TimeSpan.FromTicks(1), Training = new TrainingOptions { Epochs = int.MaxValue, Optimizer = new Adam(1e-9) } };

        Action train = () => Train(how);

        train.Should().Throw<TimeoutException>().WithMessage("TimeLimit must be enough to train at least one member, but 00:00:00.0000001 was over before the first was trained.");
    }

    [Fact]
    public void TimeLimit_AfterTheFirstMember_MakesTheEnsembleOfIt()
    {
        EnsembleOptions how = Four with { TimeLimit = TimeSpan.FromSeconds(2) };
        Ensemble<T> all = Train(Four);

        Ensemble<T> ensemble = Train(how, _ => Thread.Sleep(2_100));

        ensemble.IsComplete.Should().BeFalse();
        ensemble.Members.Should().Equal(all.Members.Take(1));
        TrainingTools.Equal(ensemble.Mean, all.Networks[0]).Should().BeTrue();
    }

    [Fact]
    public void TimeLimit_ThatIsNotReached_ChangesNothing()
    {
        foreach (TimeSpan limit in new[] { TimeSpan.FromHours(1), TimeSpan.MaxValue })
        {
            Train(Four with { TimeLimit = limit }).Members.Should().Equal(Train(Four).Members);
        }
    }

    [Fact]
    public void Cancellation_AfterAMember_ThrowsOrKeepsIt()
    {
        Action throws = () => Cancelled(Four with { Training = Four.Training with { KeepWhenCancelled = true } });
        throws.Should().Throw<OperationCanceledException>("a member whose training is cancelled is none");

        Ensemble<T> kept = Cancelled(Four with { KeepWhenCancelled = true });
        kept.IsComplete.Should().BeFalse();
        kept.Members.Should().Equal(Train(Four).Members.Take(1));

        Action atOnce = () => Ensemble.Train(Create, X, Y, Four with { KeepWhenCancelled = true }, cancellationToken: new CancellationToken(canceled: true));
        atOnce.Should().Throw<OperationCanceledException>("there is no member yet");

        static Ensemble<T> Cancelled(EnsembleOptions how)
        {
            using CancellationTokenSource source = new();
            return Ensemble.Train(Create, X, Y, how, progress: new Each(_ => source.Cancel()), cancellationToken: source.Token);
        }
    }

    [Fact]
    public void Train_WithAMemberThatDiverges_SaysWhich()
    {
        Action train = () => Ensemble.Train(
            seed =>
            {
                Network<T> network = Network.Create<T>(inputs: 2, seed: seed, Loss.SquaredError, new Dense(3, Activation.ReLU), new Dense(1, Activation.Identity));
                network.b[2][0, 0] = seed == 12 ? T.CreateTruncating(typeof(T) == typeof(float) ? 1e30 : 1e300) : T.Zero;
                return network;
            }, X, Y, Four, cancellationToken: Token);

        TrainingDivergedException thrown = train.Should().Throw<TrainingDivergedException>().Which;
        thrown.Message.Should().StartWith("Member 1, of seed 12: Training diverged in epoch 1: the cost is no longer finite.");
        thrown.Epoch.Should().Be(1);
    }

    [Fact]
    public void Train_OfWhatDoesNotGoTogether_IsRefusedBeforeAnythingIsTrained()
    {
        Refused(() => Ensemble.Train<T>(null!, X, Y), "create").Should().StartWith("create must not be null.");
        Refused(() => Ensemble.Train<T>(seed => seed < 13 ? Create(seed) : null!, X, Y, Four), "create").Should().StartWith("create must make a network from each seed, but has made none from 13.");
        Refused(() => Ensemble.Train(seed => Network.Create<T>(inputs: 1 + seed % 2, seed: seed, new Dense(1, Activation.Sigmoid)), X, Y, Four), "create")
            .Should().StartWith("Members must have the same inputs, outputs, loss, activations and options of layers, but members[1], ");
        Refused(() => Ensemble.Train(seed => Network.Create<T>(inputs: 2, seed: seed, new Dense(2, Activation.Tanh) { Residual = true }, new Dense(1, Activation.Sigmoid)), X, Y), "create")
            .Should().StartWith("Members must have no residual connection in layer 1");
        Refused(() => Ensemble.Train(Create, null!, Y), "X").Should().StartWith("X must not be null.");
        Refused(() => Ensemble.Train(Create, X, null!), "Y").Should().StartWith("Y must not be null.");
        Refused(() => Ensemble.Train(Create, Y, Y), "X").Should().StartWith("X must have 2 rows (the network's inputs), but is 1 × 120.");
        Refused(() => Ensemble.Train(Create, X, X), "Y").Should().StartWith("Y must have 1 row");
        Refused(() => Ensemble.Train(Create, X, Y, weights: [1]), "weights").Should().StartWith("weights must have 120 elements");
        Refused(() => Ensemble.Train(Create, X, Y, validation: (Y, Y)), "validation.X").Should().StartWith("validation.X must have 2 rows");
        Refused(() => Ensemble.Train(Create, X, Y, validation: (X, X)), "validation.Y").Should().StartWith("validation.Y must have 1 row");
        Refused(() => Ensemble.Train(Create, X, Y, validation: new Batch<T>(X, Y, [1])), "validation.Weights").Should().StartWith("validation.Weights must have 120 elements");
        Refused(() => Ensemble.Train(Create, X, Y, Four, validation: (X, Y)), "validation").Should().StartWith("validation must not be given beside a ValidationShare, but both are.");
        Refused(() => Ensemble.Train(Create, X, Y, With(new TrainingOptions { Checkpoints = Checkpoints.Every("file", 1) })), "how")
            .Should().StartWith("Training must have no Checkpoints, since all members would write them to one file, but has.");
        Refused(() => Ensemble.Train(Create, X, Y, With(new TrainingOptions { Optimizer = new Lbfgs(), ClipNorm = 1 })), "options").Should().StartWith("L-BFGS must have the true gradient");
        Refused(() => With(null!), "Training").Should().StartWith("Training must not be null.");
        Refused(() => Four with { Members = 0 }, "Members").Should().StartWith("Members must be at least 1, but is 0.");
        Refused(() => Four with { TimeLimit = TimeSpan.Zero }, "TimeLimit").Should().StartWith("TimeLimit must be greater than 0, but is 00:00:00.");

        static EnsembleOptions With(TrainingOptions training) => new() { Training = training };

        static string Refused(Func<object> call, string name)
        {
            ArgumentException thrown = call.Should().Throw<ArgumentException>().Which;
            thrown.ParamName.Should().Be(name);
            return thrown.Message;
        }
    }

    [Fact]
    public void ToString_OfAnEnsemble_HasALineForEachMember()
    {
        Ensemble<T> ensemble = Train(Four, StopAfter(2)), plain = Train(new EnsembleOptions { Members = 1, Training = new TrainingOptions { Epochs = 1 } });
        EnsembleMember first = ensemble.Members[0], one = plain.Members[0];

        ensemble.ToString().Split('\n').Should().HaveCount(3).And.EndWith("(not complete)").And.StartWith(string.Create(
            CultureInfo.InvariantCulture,
            $"seed 11: {first.Epochs} epochs (EarlyStopping), cost {first.Cost:0.0000}, validation {first.ValidationCost:0.0000}, best epoch {first.KeptEpoch}"));
        plain.ToString().Should().Be(string.Create(CultureInfo.InvariantCulture, $"seed 0: 1 epoch (Epochs), cost {one.Cost:0.0000}"));
        StrangeCulture.In(ensemble.ToString).Should().Be(ensemble.ToString());
    }

    private static Ensemble<T> Train(EnsembleOptions how, Action<EnsembleProgress>? told = null) =>
        Ensemble.Train(Create, X, Y, how, progress: told is null ? null : new Each(told), cancellationToken: Token);

    private static Action<EnsembleProgress> StopAfter(int members) => report =>
    {
        if (report.Completed == members)
        {
            report.Stop();
        }
    };

    private static Network<T> Create(int seed) =>
        Network.Create<T>(inputs: 2, seed: seed, new Dense(6, Activation.Tanh) { Dropout = 0.1 }, new Dense(1, Activation.Sigmoid));

    private sealed class Each(Action<EnsembleProgress> told) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value) => told(value);
    }
}
