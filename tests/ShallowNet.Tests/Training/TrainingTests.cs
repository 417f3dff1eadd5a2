using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class TrainingInDouble : TrainingTests<double>;

public sealed class TrainingInFloat : TrainingTests<float>;

public abstract class TrainingTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network = Network.Create<T>(2, 2, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 50, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 50, seed: 1).Y;

    public static TheoryData<Optimizer> Optimizers =>
        [new GradientDescent(0.5), new Momentum(0.1), new RMSprop(), new Adam(0.01), new GradientDescent(LearningRate.Exponential(0.5, 0.9))];

    [Fact]
    public void Train_FullBatch_IsTheStudentsLoopBitForBit()
    {
        Network<T> student = network.Copy<T>();
        List<double> costs = [];
        for (int i = 0; i < 200; i++)
        {
            var pass = student.Forward(X);
            costs.Add(student.Cost(pass, Y));
            var gradients = student.Backward(pass, Y);
            student.Update(gradients, learningRate: 1.2);
        }

        TrainingHistory history = network.Train(X, Y, new TrainingOptions
        {
            Optimizer = new GradientDescent(learningRate: 1.2), Epochs = 200, BatchSize = TrainingOptions.FullBatch,
        });
        history.Costs.Should().Equal(costs);
        network.W.Should().Equal(student.W);
        network.b.Should().Equal(student.b);
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void Train_BatchOfAllSamplesOrMore_IsTheFullBatchBitForBit(Optimizer optimizer)
    {
        TrainingOptions full = new() { Optimizer = optimizer, Epochs = 20, BatchSize = TrainingOptions.FullBatch };
        Network<T> second = network.Copy<T>(), third = network.Copy<T>();
        network.Train(X, Y, full);
        second.Train(X, Y, full with { BatchSize = 50 });
        third.Train(X, Y, full with { BatchSize = 1000 });
        second.W.Should().Equal(network.W);
        third.W.Should().Equal(network.W);
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void Train_SameSeed_GivesTheSameBits_AnotherSeedOthers(Optimizer optimizer)
    {
        TrainingOptions options = new() { Optimizer = optimizer, Epochs = 5, BatchSize = 7, Seed = 3 };
        Network<T> same = network.Copy<T>(), other = network.Copy<T>();
        network.Train(X, Y, options);
        same.Train(X, Y, options);
        other.Train(X, Y, options with { Seed = 4 });
        same.W.Should().Equal(network.W);
        other.W[1].Should().NotBe(network.W[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(49)]
    public void Train_MiniBatches_TakeEverySampleOnceInNumPysOrder(int batchSize)
    {
        // The same steps by hand, with the trainer's permutations.
        Network<T> student = network.Copy<T>();
        NumPyRandom random = new(6);
        List<double> costs = [];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            int[] order = random.Permutation(50);
            double losses = 0;
            foreach (int[] batch in order.Chunk(batchSize))
            {
                Matrix<T> XBatch = ColumnMajor.Columns(X, batch), YBatch = ColumnMajor.Columns(Y, batch);
                var pass = student.Forward(XBatch);
                losses += student.Cost(pass, YBatch) * batch.Length;
                student.Update(student.Backward(pass, YBatch), learningRate: 0.3);
            }

            costs.Add(losses / 50);
        }

        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(0.3), Epochs = 3, BatchSize = batchSize, Seed = 6 });
        network.W.Should().Equal(student.W);
        history.Costs.Zip(costs).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
    }

    [Fact]
    public void Train_WithoutShuffling_TakesTheSamplesInTheirOrder()
    {
        Network<T> student = network.Copy<T>();
        foreach (int[] batch in Enumerable.Range(0, 50).Chunk(20))
        {
            var pass = student.Forward(ColumnMajor.Columns(X, batch));
            student.Update(student.Backward(pass, ColumnMajor.Columns(Y, batch)), learningRate: 0.3);
        }

        network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(0.3), Epochs = 1, BatchSize = 20, Shuffle = false });
        network.W.Should().Equal(student.W);
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void Train_EveryOptimizer_LowersTheCost(Optimizer optimizer)
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = optimizer, Epochs = 100, BatchSize = 10 });
        history.FinalCost.Should().BeLessThan(0.9 * history.Costs[0]);
    }

    [Fact]
    public void Train_Defaults_AreAdamOnBatchesOf32For100Epochs()
    {
        TrainingOptions options = new();
        (options.Optimizer, options.Epochs, options.BatchSize, options.Seed, options.Shuffle).Should().Be((new Adam(), 100, 32, 0, true));
        network.Train(X, Y).Epochs.Should().HaveCount(100);
    }

    [Fact]
    public void History_Epochs_HoldCostRateAndTime()
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions
        {
            Optimizer = new GradientDescent(LearningRate.Step(0.5, factor: 0.5, every: 2)), Epochs = 5, BatchSize = 20,
        });
        history.Epochs.Select(e => e.Epoch).Should().Equal(1, 2, 3, 4, 5);
        history.Epochs.Select(e => e.LearningRate).Should().Equal(0.5, 0.5, 0.25, 0.25, 0.125);
        history.Epochs.Select(e => e.Elapsed).Should().BeInAscendingOrder();
        history.Elapsed.Should().BePositive().And.Be(history.Epochs[4].Elapsed);
        (history.FinalCost, history.Costs[4]).Should().Be((history.Epochs[4].Cost, history.Epochs[4].Cost));
    }

    [Fact]
    public void Progress_AfterEveryEpoch_IsReported()
    {
        List<TrainingProgress> reports = [];
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Epochs = 4 }, progress: new Reporter(reports.Add));
        reports.Select(r => (r.Epoch, r.Epochs, r.Cost, r.LearningRate, r.Elapsed))
            .Should().Equal(history.Epochs.Select(e => (e.Epoch, 4, e.Cost, e.LearningRate, e.Elapsed)));
    }

    [Fact]
    public void Cancellation_BetweenBatches_StopsWithTheParametersOfTheLastStep()
    {
        using CancellationTokenSource source = new();
        Network<T> expected = network.Copy<T>();
        expected.Train(X, Y, new TrainingOptions { Epochs = 3 });
        network.Invoking(n => n.Train(X, Y, new TrainingOptions { Epochs = 100 }, progress: new Reporter(r => { if (r.Epoch == 3) { source.Cancel(); } }), cancellationToken: source.Token))
            .Should().Throw<OperationCanceledException>().Which.CancellationToken.Should().Be(source.Token);
        network.W.Should().Equal(expected.W);
    }

    [Fact]
    public void Cancellation_BeforeTheFirstBatch_ChangesNothing()
    {
        Matrix<T> before = network.W[1].Clone();
        network.Invoking(n => n.Train(X, Y, cancellationToken: new CancellationToken(canceled: true))).Should().Throw<OperationCanceledException>();
        network.W[1].Should().Be(before);
    }

    [Fact]
    public void Cancellation_AskedForInABatch_IsHeardBeforeTheNext()
    {
        using CancellationTokenSource source = new();
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, new CancelsAtCall(source, 3)));
        TrainingOptions options = new() { Epochs = 2, BatchSize = 5 };
        linear.Invoking(n => n.Train(X, Y, options, cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
        ((CancelsAtCall)linear.Layers[1].Activation).Calls.Should().Be(3);
    }

    [Fact]
    public void Divergence_OfTheCost_RestoresTheLastGoodParametersAndSaysWhatToTry()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        TrainingDivergedException exception = linear.Invoking(n => n.Train(X * T.CreateTruncating(1000), Y, new TrainingOptions
        {
            Optimizer = new GradientDescent(learningRate: 1.5), Epochs = 1000, BatchSize = TrainingOptions.FullBatch,
        })).Should().Throw<TrainingDivergedException>().Which;
        int epoch = exception.Epoch;
        epoch.Should().BeInRange(3, 100);
        exception.Message.Should().Be(
            $"Training diverged in epoch {epoch}: the cost is no longer finite. The parameters are those at the start of epoch {epoch - 1}, " +
            "the last that began with a finite cost. Try a smaller learning rate (it was 1.5), standardized inputs (Standardizer), clipped gradients (ClipNorm), or another initialization.");
        exception.History.Epochs.Should().HaveCount(epoch - 1);
        double J = linear.Cost(linear.Forward(X * T.CreateTruncating(1000)), Y);
        J.Should().Be(exception.History.FinalCost);
        double.IsFinite(J).Should().BeTrue();
    }

    [Fact]
    public void Divergence_InTheFirstEpoch_LeavesTheParametersAsTheyWere()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        linear.W[1][0, 0] = T.BitDecrement(T.PositiveInfinity);
        Matrix<T> before = linear.W[1].Clone();
        TrainingDivergedException exception = linear.Invoking(n => n.Train(X, Y)).Should().Throw<TrainingDivergedException>()
            .WithMessage("Training diverged in epoch 1: the cost is no longer finite. The parameters are as they were before training. Try a smaller *").Which;
        exception.Epoch.Should().Be(1);
        double.IsNaN(exception.History.FinalCost).Should().BeTrue();
        (exception.History.Elapsed, exception.History.Costs.Count).Should().Be((TimeSpan.Zero, 0));
        linear.W[1].Should().Be(before);
    }

    [Fact]
    public void Divergence_WithinAnEpoch_RestoresTheParametersOfItsStart()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity)), oneEpoch = linear.Copy<T>();
        TrainingOptions options = new() { Optimizer = new BreaksAtStep(8), Epochs = 10, BatchSize = 10 };
        TrainingDivergedException exception = linear.Invoking(n => n.Train(X, Y, options)).Should().Throw<TrainingDivergedException>().Which;
        exception.Message.Should().StartWith("Training diverged in epoch 2: the cost is no longer finite. The parameters are those at the start of epoch 2, ");
        exception.History.Epochs.Should().HaveCount(1);
        oneEpoch.Train(X, Y, options with { Epochs = 1 });
        linear.W.Should().Equal(oneEpoch.W);
        linear.b.Should().Equal(oneEpoch.b);
    }

    [Fact]
    public void Divergence_OutputsThatTheLossIsNotDefinedFor_IsExplained()
    {
        Network<T> linear = Network.Create<T>(2, 1, Loss.CrossEntropy, new Dense(1, Activation.Identity));
        linear.Invoking(n => n.Train(X, Y)).Should().Throw<TrainingDivergedException>()
            .WithMessage("*or another initialization, and see that the identity outputs are what the cross-entropy is defined for.");
    }

    [Fact]
    public void Divergence_InTheLastStep_IsNoticedThoughNoCostFollows()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        Matrix<T> before = linear.W[1].Clone();
        linear.Invoking(n => n.Train(X, Y, new TrainingOptions { Optimizer = new Broken(), Epochs = 1, BatchSize = TrainingOptions.FullBatch }))
            .Should().Throw<TrainingDivergedException>()
            .WithMessage("Training diverged in epoch 1: a parameter is no longer finite. The parameters are those at the start of epoch 1, *");
        linear.W[1].Should().Be(before);
    }

    [Fact]
    public void Divergence_ThenCancellation_LeavesFiniteParameters()
    {
        using CancellationTokenSource source = new();
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        Matrix<T> before = linear.W[1].Clone();
        TrainingOptions options = new() { Optimizer = new Broken(), BatchSize = TrainingOptions.FullBatch };
        linear.Invoking(n => n.Train(X, Y, options, progress: new Reporter(_ => source.Cancel()), cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
        linear.W[1].Should().Be(before);
    }

    [Fact]
    public void Schedule_OfOnesOwnThatIsNotFinite_IsRefused()
    {
        network.Invoking(n => n.Train(X, Y, new TrainingOptions { Optimizer = new Adam(new Falling()), Epochs = 5 }))
            .Should().Throw<InvalidOperationException>()
            .WithMessage("The learning rate must be finite and at least 0, but Falling { } gave -0.5 in epoch 4.");
    }

    [Fact]
    public void Schedule_OfOnesOwnThatIsNotFinite_LeavesFiniteParameters()
    {
        // tanh of infinity is 1: the cost stays finite although the parameters do not.
        Network<T> saturated = Network.Create<T>(2, 1, new Dense(1, Activation.Tanh));
        Matrix<T> before = saturated.W[1].Clone();
        TrainingOptions options = new() { Optimizer = new BreaksAtStep(1) { LearningRate = new BadAfterOneStep() }, Epochs = 3, BatchSize = 25, Shuffle = false };
        saturated.Invoking(n => n.Train(X.Map(T.Abs), Y, options)).Should().Throw<InvalidOperationException>();
        saturated.W[1].Should().Be(before);
    }

    [Fact]
    public void Schedule_OfOnesOwn_IsToldWhereTrainingStands()
    {
        Recording schedule = new([]);
        network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(schedule), Epochs = 2, BatchSize = 20 });
        schedule.Positions.Select(p => (p.CompletedEpochs, p.CompletedSteps, p.Epochs, p.StepsPerEpoch)).Should().Equal(
            (0, 0, 2, 3), (0, 1, 2, 3), (0, 2, 2, 3), (1, 3, 2, 3), (1, 4, 2, 3), (1, 5, 2, 3));
    }

    [Fact]
    public void Optimizer_OfOnesOwnWithNegativeStates_IsRefused() =>
        network.Invoking(n => n.Train(X, Y, new TrainingOptions { Optimizer = new NegativeStates() })).Should().Throw<InvalidOperationException>()
            .WithMessage("StatesPerParameter must be at least 0, but NegativeStates gave -1.");

    [Fact]
    public void Train_BadInput_IsRefusedBeforeAnythingChanges()
    {
        Matrix<T>[] before = [.. network.W.Concat(network.b).Select(p => p.Clone())];
        Matrix<T> infinite = X.Clone();
        infinite[0, 49] = T.PositiveInfinity;
        Refused(() => network.Train(null!, Y), "X must not be null.*");
        Refused(() => network.Train(X, null!), "Y must not be null.*");
        Refused(() => network.Train(Matrix<T>.Build.Dense(2, 0), Matrix<T>.Build.Dense(1, 0)), "X must have at least one row, and one column (a sample), but is 2 × 0.*");
        Refused(() => network.Train(Y, Y), "X must have 2 rows (the network's inputs), but is 1 × 50.*");
        Refused(() => network.Train(X, X), "Y must have 1 row (one for each output), but is 2 × 50.*");
        Refused(() => network.Train(X, Y.SubMatrix(0, 1, 0, 49)), "Y must have 50 columns (one for each sample), but is 1 × 49.*");
        Refused(() => network.Train(infinite, Y), "X must be finite, but X[0, 49] is Infinity.*");
        Refused(() => network.Train(X, Y * T.NaN), "Y must be finite, but Y[0, 0] is NaN.*");
        Refused(() => network.Train(X, Y.Map(y => y - T.One)), "Y must lie within [0, 1] for cross-entropy, but Y[0, 0] is -1.*");
        network.W.Concat(network.b).Should().Equal(before);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Refused(() => new TrainingOptions { Epochs = 0 }, "Epochs must be at least 1, but is 0.*");
        Refused(() => new TrainingOptions { BatchSize = 0 }, "BatchSize must be at least 1, but is 0.*");
        Refused(() => new TrainingOptions { Seed = -1 }, "Seed must be at least 0, but is -1.*");
        Refused(() => new TrainingOptions { Optimizer = null! }, "Optimizer must not be null.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    /// <summary>Makes every parameter infinite.</summary>
    private sealed record Broken() : GradientOptimizer(1)
    {
        protected internal override int StatesPerParameter => 0;

        public override void Step<TStep>(ReadOnlySpan<TStep> gradient, Span<TStep> state, Span<TStep> parameters, double learningRate, long step) =>
            parameters.Fill(TStep.PositiveInfinity);
    }

    /// <summary>Gradient descent that makes every parameter infinite in one of its steps.</summary>
    private sealed record BreaksAtStep(int Broken) : GradientOptimizer(0.01)
    {
        protected internal override int StatesPerParameter => 0;

        public override void Step<TStep>(ReadOnlySpan<TStep> gradient, Span<TStep> state, Span<TStep> parameters, double learningRate, long step)
        {
            new GradientDescent(1).Step(gradient, state, parameters, learningRate, step);
            if (step == Broken)
            {
                parameters.Fill(TStep.PositiveInfinity);
            }
        }
    }

    private sealed record NegativeStates() : GradientOptimizer(1)
    {
        protected internal override int StatesPerParameter => -1;

        public override void Step<TStep>(ReadOnlySpan<TStep> gradient, Span<TStep> state, Span<TStep> parameters, double learningRate, long step)
        {
        }
    }

    private sealed record BadAfterOneStep : LearningRate
    {
        public override double At(TrainingPosition position) => position.CompletedSteps == 0 ? 0.1 : double.NaN;
    }

    private sealed record Recording(List<TrainingPosition> Positions) : LearningRate
    {
        public override double At(TrainingPosition position)
        {
            Positions.Add(position);
            return 0.1;
        }
    }

    private sealed record Falling : LearningRate
    {
        public override double At(TrainingPosition position) => 1 - 0.5 * position.CompletedEpochs;
    }

    private sealed record CancelsAtCall(CancellationTokenSource Source, int Call) : Activation
    {
        public override string Name => "identity that cancels";

        public int Calls { get; private set; }

        public override void Forward<TForward>(ReadOnlySpan<TForward> Z, Span<TForward> A, int rows)
        {
            Z.CopyTo(A);
            if (++Calls == Call)
            {
                Source.Cancel();
            }
        }

        public override void Backward<TBackward>(ReadOnlySpan<TBackward> Z, ReadOnlySpan<TBackward> A, Span<TBackward> dZ, int rows)
        {
        }
    }
}
