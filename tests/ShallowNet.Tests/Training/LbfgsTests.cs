using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class LbfgsInDouble : LbfgsTests<double>;

public sealed class LbfgsInFloat : LbfgsTests<float>;

/// <summary>L-BFGS finds the minima that NumPy and scikit-learn find.</summary>
public abstract class LbfgsTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly JsonElement Expected = Golden.Read("training.json");
    private static readonly Lbfgs ToTheEnd = new(tolerance: 1e-9, costTolerance: 0), ToTheVeryEnd = new(tolerance: 0, costTolerance: 0);
    private static readonly double Tolerance = typeof(T) == typeof(double) ? 1e-6 : 2e-3;
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 60, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 60, seed: 1).Y;
    private readonly Network<T> network = Network.Create<T>(2, 2, new Dense(6, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    [Theory]
    [InlineData("plain", 0, false)]
    [InlineData("penalized", 3, false)]
    [InlineData("weighted", 0, true)]
    public void Train_LinearRegression_IsNumPysLeastSquares(string name, double l2, bool weighted)
    {
        JsonElement golden = Expected.GetProperty("leastSquares");
        Network<T> linear = Network.Create<T>(3, 1, new Dense(2, Activation.Identity));
        TrainingHistory history = linear.Train(
            golden.GetProperty("X").Matrix().As<T>(), golden.GetProperty("Y").Matrix().As<T>(), new TrainingOptions { Optimizer = ToTheEnd, Epochs = 200, L2 = l2 },
            weighted ? golden.GetProperty("weights").Numbers() : null);
        history.StopReason.Should().Be(StopReason.Converged);
        CheckMinimum(linear, golden.GetProperty(name));
    }

    [Theory]
    [InlineData("plain", false)]
    [InlineData("weighted", true)]
    public void Train_LogisticRegression_IsScikitLearns(string name, bool weighted)
    {
        JsonElement golden = Expected.GetProperty("logistic").GetProperty(name);
        var (inputs, labels) = RealData.Read<T>("breast_cancer.csv", header: true);
        Network<T> logistic = Network.Create<T>(30, 1, new Dense(1, Activation.Sigmoid));
        TrainingHistory history = logistic.Train(
            Standardizer.Fit(inputs).Transform(inputs), Matrix<T>.Build.Dense(1, labels.Length, (_, j) => T.CreateTruncating(labels[j])),
            new TrainingOptions { Optimizer = ToTheEnd, Epochs = 500, L2 = golden.GetProperty("L2").GetDouble() },
            weighted ? [.. Enumerable.Range(0, labels.Length).Select(j => 1.0 + j % 3)] : null);
        history.StopReason.Should().Be(StopReason.Converged);
        CheckMinimum(logistic, golden);
    }

    [Fact]
    public void Train_SoftmaxRegression_IsScikitLearns()
    {
        JsonElement golden = Expected.GetProperty("multinomial");
        var (inputs, labels) = RealData.Read<T>("iris.csv", header: true);
        Network<T> softmax = Network.Create<T>(4, 1, new Dense(3, Activation.Softmax));
        softmax.Train(
            Standardizer.Fit(inputs).Transform(inputs), OneHot.Encode<T>(labels, 3),
            new TrainingOptions { Optimizer = ToTheEnd, Epochs = 500, L2 = golden.GetProperty("L2").GetDouble() }).StopReason.Should().Be(StopReason.Converged);
        T mean = softmax.b[1].Enumerate().Aggregate(T.Zero, (sum, b) => sum + b) / T.CreateTruncating(3);
        (softmax.b[1] - mean).CopyTo(softmax.b[1]);
        CheckMinimum(softmax, golden);
    }

    [Fact]
    public void Train_Iris_ReachesALowerCostThanAdamInTheSameEpochs()
    {
        var (inputs, labels) = RealData.Read<T>("iris.csv", header: true);
        Matrix<T> standardized = Standardizer.Fit(inputs).Transform(inputs), oneHot = OneHot.Encode<T>(labels, 3);
        Network<T> first = Network.Create<T>(4, 1, new Dense(8, Activation.Tanh), new Dense(3, Activation.Softmax)), second = first.Copy<T>();
        double quasiNewton = first.Train(standardized, oneHot, new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 60 }).FinalCost;
        double adam = second.Train(standardized, oneHot, new TrainingOptions { Optimizer = new Adam(0.02), Epochs = 60, BatchSize = 16 }).FinalCost;
        quasiNewton.Should().BeLessThan(adam / 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Train_AnyMemory_LowersTheCostInEveryIteration(int memory)
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(memory, 0, 0), Epochs = 40, L2 = 0.01 });
        history.Costs.Zip(history.Costs.Skip(1)).Should().OnlyContain(pair => pair.Second <= pair.First);
        history.FinalCost.Should().BeLessThan(0.7 * history.Costs[0]);
    }

    [Fact]
    public void History_OfAnIteration_HoldsJAndTheGradientAfterIt()
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(tolerance: 0, costTolerance: 0), Epochs = 5 });
        ForwardPass<T> pass = network.Forward(X);
        history.FinalCost.Should().Be(network.Cost(pass, Y));
        Gradients<T> gradients = network.Backward(pass, Y);
        double squares = gradients.dW.Concat(gradients.db).Sum(d => d.Enumerate().Sum(x => double.CreateTruncating(x) * double.CreateTruncating(x)));
        history.Epochs[4].GradientNorm.Should().BeApproximately(Math.Sqrt(squares), 1e-12);
        history.Epochs.Should().OnlyContain(e => e.LearningRate > 0);
        (history.Epochs.Count, history.StopReason).Should().Be((5, StopReason.Epochs));
    }

    [Fact]
    public void Train_AtTheMinimum_HasConvergedWithoutAStep()
    {
        T[][] before = TrainingTools.StateOf(network);
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(tolerance: 1e3) });
        (history.StopReason, history.Epochs.Count, history.Epochs[0].LearningRate).Should().Be((StopReason.Converged, 1, 0.0));
        history.FinalCost.Should().Be(network.Cost(network.Forward(X), Y));
        TrainingTools.Has(network, before).Should().BeTrue();
    }

    [Theory]
    [InlineData(1e-2, 0)]
    [InlineData(0, 1e-3)]
    public void Train_WithATolerance_ConvergesWithTheFirstIterationThatMeetsIt(double tolerance, double costTolerance)
    {
        TrainingHistory all = network.Copy<T>().Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(tolerance: 0, costTolerance: 0), Epochs = 60 });
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(tolerance: tolerance, costTolerance: costTolerance), Epochs = 60 });
        int epochs = history.Epochs.Count;
        (history.StopReason, epochs).Should().Be((StopReason.Converged, Math.Clamp(epochs, 3, 59)));
        history.Costs.Should().Equal(all.Costs.Take(epochs));
        if (costTolerance > 0)
        {
            double[] falls = [.. history.Costs.Zip(history.Costs.Skip(1), (before, after) => before - after)];
            falls[^1].Should().BeLessThanOrEqualTo(costTolerance);
            falls[..^1].Should().OnlyContain(fall => fall > costTolerance);
        }
        else
        {
            LargestOfGradient(network).Should().BeLessThanOrEqualTo(tolerance);
            Network<T> before = Network.Create<T>(2, 2, new Dense(6, Activation.Tanh), new Dense(1, Activation.Sigmoid));
            before.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(tolerance: 0, costTolerance: 0), Epochs = epochs - 1 });
            LargestOfGradient(before).Should().BeGreaterThan(tolerance);
        }
    }

    [Fact]
    public void Train_LargeCosts_AreMeasuredByTheirOwnSize()
    {
        const double costTolerance = 1e-4;
        Network<T> regression = Network.Create<T>(2, 2, new Dense(6, Activation.Tanh), new Dense(1, Activation.Identity));
        TrainingHistory history = regression.Train(
            X, X.SubMatrix(0, 1, 0, 60).Multiply(T.CreateTruncating(1000)), new TrainingOptions { Optimizer = new Lbfgs(tolerance: 0, costTolerance: costTolerance), Epochs = 500 });
        history.StopReason.Should().Be(StopReason.Converged);
        (double Before, double Fall)[] falls = [.. history.Costs.Zip(history.Costs.Skip(1), (before, after) => (before, before - after))];
        falls[^1].Fall.Should().BeGreaterThan(costTolerance).And.BeLessThanOrEqualTo(costTolerance * falls[^1].Before);
        falls[..^1].Should().NotBeEmpty().And.OnlyContain(step => step.Fall > costTolerance * step.Before);
    }

    // With x = ±1 the cost is half the squared distance from the minimum, w = 2 and b = 0, and its gradient the way there.
    [Theory]
    [InlineData(2.25, 1, 2)]
    [InlineData(6, 0.25, 5)]
    [InlineData(-6, 0.125, 1 - 6)]
    public void Train_FirstTrial_IsAsLongAsOneOrTheWholeGradientIfThatIsShorter(double w, double expectedStep, double expectedW)
    {
        Network<T> line = Network.Create<T>(1, 1, new Dense(1, Activation.Identity));
        line.W[1][0, 0] = T.CreateTruncating(w);
        var inputs = Matrix<T>.Build.DenseOfArray(new[,] { { T.One, -T.One } });
        TrainingHistory history = line.Train(inputs, inputs + inputs, new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 1 });
        history.Epochs[0].LearningRate.Should().BeApproximately(expectedStep, 1e-6);
        double.CreateTruncating(line.W[1][0, 0]).Should().BeApproximately(expectedW, 1e-6);
    }

    [Fact]
    public void Train_BatchSizeAndShuffle_AreIgnored()
    {
        Network<T> full = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = new Lbfgs(), Epochs = 10 };
        network.Train(X, Y, options with { BatchSize = 1, Seed = 5 });
        full.Train(X, Y, options with { BatchSize = TrainingOptions.FullBatch, Shuffle = false });
        TrainingTools.Equal(network, full).Should().BeTrue();
    }

    [Fact]
    public void Train_OnOtherSamples_GoesOnFromTheParameters()
    {
        Trainer<T> trainer = new(network, new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 10 });
        trainer.Train(X, Y);
        Matrix<T> other = X * T.CreateTruncating(-0.5);
        double before = network.Cost(network.Forward(other), Y);
        TrainingHistory history = trainer.Train(other, Y);
        history.Costs[10].Should().BeLessThan(before);
        history.Costs.Skip(10).Should().BeInDescendingOrder();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_WithBatchNormalization_LetsTheRunningAveragesFollowTheAcceptedSteps(bool endsAtACliff)
    {
        // With a momentum of 1 they are those of the last parameters, not those of a trial beyond the cliff.
        Network<T> normalized = Network.Create<T>(
            2, 1, endsAtACliff ? new Cliff() : Loss.SquaredError, new Dense(1, Activation.Identity) { BatchNormalization = new(momentum: 1) });
        normalized.Gamma[1]![0, 0] = T.CreateTruncating(0.1);
        Trainer<T> trainer = new(normalized, new TrainingOptions { Optimizer = new Lbfgs(tolerance: 0, costTolerance: 0), Epochs = 1, BatchSize = 1 });
        for (int i = 0; i < 20; i++)
        {
            trainer.Train(X, Y);
            ParameterSet<T> statistics = normalized.Forward(X).Statistics;
            normalized.Averages.Arrays.SelectMany(array => array).Should().Equal(statistics.Arrays.SelectMany(array => array));
        }
    }

    [Fact]
    public void Trainer_DropoutOrClippedGradients_AreRefused()
    {
        const string Must = "L-BFGS must have the true gradient of a cost that does not change by itself, but ";
        TrainingOptions options = new() { Optimizer = new Lbfgs() };
        Network<T> dropping = Network.Create<T>(2, 1, new Dense(4, Activation.Tanh) { Dropout = 0.1 }, new Dense(1, Activation.Sigmoid));
        Refused(() => dropping.Train(X, Y, options), Must + "the network has dropout.*");
        Refused(() => network.Train(X, Y, options with { ClipNorm = 1 }), Must + "gradients are clipped. (Parameter 'options')");
        Refused(() => network.Train(X, Y, options with { ClipValue = 1 }), Must + "gradients are clipped.*");
        Refused(() => new Lbfgs(memory: 0), "Memory must be at least 1 and at most 1000, but is 0.*");
        Refused(() => new Lbfgs(memory: int.MaxValue), "Memory must be at least 1 and at most 1000, but is 2147483647.*");
        Refused(() => new Lbfgs(tolerance: -1), "Tolerance must be finite and at least 0, but is -1.*");
        Refused(() => new Lbfgs(costTolerance: double.NaN), "CostTolerance must be finite and at least 0, but is NaN.*");
    }

    [Fact]
    public void Train_CancelledWithinALineSearch_KeepsTheLastIterations()
    {
        // The activation of a network that needs several passes for an iteration: some of these calls are within one.
        for (int call = 2; call < 40; call += 3)
        {
            using CancellationTokenSource source = new();
            TrainingTools.StopsAtCall(ToTheVeryEnd, X, new(call, source.Cancel), source.Token).Should().BeOfType<OperationCanceledException>();
        }
    }

    [Fact]
    public void Train_FailingWithinALineSearch_KeepsTheLastIterations()
    {
        for (int call = 2; call < 40; call += 3)
        {
            TrainingTools.StopsAtCall(ToTheVeryEnd, X, new(call, () => throw new NotSupportedException("no more")), default).Should().BeOfType<NotSupportedException>();
        }
    }

    [Fact]
    public void Train_FromParametersWithAnInfiniteCost_SaysWhatToTry()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        linear.W[1][0, 0] = T.BitDecrement(T.PositiveInfinity);
        T[][] before = TrainingTools.StateOf(linear);
        linear.Invoking(n => n.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs() })).Should().Throw<TrainingDivergedException>()
            .WithMessage("Training diverged in epoch 1: the cost is no longer finite. The parameters are as they were before training. Try standardized inputs (Standardizer) or another initialization.");
        TrainingTools.Has(linear, before).Should().BeTrue();
    }

    [Fact]
    public void Train_OnACliff_StaysWhereTheCostIsFinite()
    {
        // Poisson's loss of the identity is finite only where the outputs are positive.
        Network<T> linear = Network.Create<T>(2, 1, Loss.Poisson, new Dense(1, Activation.Identity));
        linear.b[1][0, 0] = T.CreateTruncating(3);
        Matrix<T> counts = Y * T.CreateTruncating(4) + T.One;
        TrainingHistory history = linear.Train(X * T.CreateTruncating(0.2), counts, new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 50 });
        history.Costs.Should().OnlyContain(cost => double.IsFinite(cost));
        history.Costs.Zip(history.Costs.Skip(1)).Should().OnlyContain(pair => pair.Second <= pair.First);
        history.StopReason.Should().Be(StopReason.Converged);
    }

    [Fact]
    public void Train_BeyondWhatThePrecisionCanTell_HasConverged()
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(tolerance: 0, costTolerance: 0), Epochs = 20_000, L2 = 1 });
        history.StopReason.Should().Be(StopReason.Converged);
        LargestOfGradient(network, 1).Should().BeLessThan(typeof(T) == typeof(double) ? 1e-6 : 1e-3);
    }

    private double LargestOfGradient(Network<T> of, double l2 = 0)
    {
        Gradients<T> gradients = of.Backward(of.Forward(X), Y);
        for (int l = 1; l <= of.L; l++)
        {
            (gradients.dW[l] + of.W[l] * T.CreateTruncating(l2 / 60)).CopyTo(gradients.dW[l]);
        }

        return gradients.dW.Concat(gradients.db).Max(d => d.Enumerate().Max(x => Math.Abs(double.CreateTruncating(x))));
    }

    private static void CheckMinimum(Network<T> network, JsonElement golden)
    {
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(network.W[1]), golden.GetProperty("W").Matrix()).Should().BeLessThan(Tolerance);
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(network.b[1]), golden.GetProperty("b").Matrix()).Should().BeLessThan(Tolerance);
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    /// <summary>Falls evenly towards 1 where the label is 1, and is infinite from there on: no step meets the condition on the slope.</summary>
    private sealed record Cliff : Loss
    {
        public override string Name => "cliff";

        public override void PerSample<TA>(Activation output, ReadOnlySpan<TA> Z, ReadOnlySpan<TA> A, ReadOnlySpan<TA> Y, Span<TA> losses)
        {
            for (int j = 0; j < losses.Length; j++)
            {
                losses[j] = A[j] < TA.One ? -A[j] * Y[j] : TA.PositiveInfinity;
            }
        }

        public override void Derivative<TA>(ReadOnlySpan<TA> A, ReadOnlySpan<TA> Y, Span<TA> dA)
        {
            for (int j = 0; j < dA.Length; j++)
            {
                dA[j] = -Y[j];
            }
        }
    }
}
