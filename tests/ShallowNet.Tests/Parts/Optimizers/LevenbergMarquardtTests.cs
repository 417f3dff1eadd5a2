using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class LevenbergMarquardtInDouble : LevenbergMarquardtTests<double>;

public sealed class LevenbergMarquardtInFloat : LevenbergMarquardtTests<float>;

/// <summary>Levenberg–Marquardt finds the minima that SciPy and L-BFGS find, and copes with matrices that have no full rank.</summary>
public abstract class LevenbergMarquardtTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly bool IsFloat = typeof(T) == typeof(float);
    private static readonly LevenbergMarquardt ToTheEnd = new(tolerance: 0, costTolerance: 0);
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 60, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 60, seed: 1).Y;
    private readonly Network<T> network = Network.Create<T>(2, 2, new Dense(6, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    public static TheoryData<int> LeastSquares => [.. Enumerable.Range(0, 5)];

    [Theory, MemberData(nameof(LeastSquares))]
    public void Train_FromGoldenStarts_ReachesACostOfScipys(int index)
    {
        JsonElement golden = Golden.Read("second-order.json").GetProperty("leastSquares")[index];
        (Matrix<T> inputs, Matrix<T> labels) = (golden.GetProperty("X").Matrix().As<T>(), golden.GetProperty("Y").Matrix().As<T>());
        double[] ends = [.. golden.GetProperty("starts").EnumerateArray().Select(start => start.GetProperty("cost").GetDouble())];
        double best = double.PositiveInfinity;
        int same = 0;
        foreach (JsonElement start in golden.GetProperty("starts").EnumerateArray())
        {
            Network<T> fitted = SecondOrder.Network<T>(start, Loss.SquaredError);
            double cost = fitted.Train(inputs, labels, new() { Optimizer = new LevenbergMarquardt(costTolerance: 1e-12), Epochs = 500 }).FinalCost * inputs.ColumnCount;
            best = Math.Min(best, cost);
            same += ends.Any(end => IsNear(cost, end)) ? 1 : 0;
        }

        // From the same start, the ways may lead to different minima.
        same.Should().BeGreaterThanOrEqualTo(2);
        IsNear(best, ends.Min()).Should().BeTrue();

        static bool IsNear(double cost, double end) => Math.Abs(cost - end) <= (IsFloat ? 1e-4 : 1e-7) * Math.Max(end, 1e-3);
    }

    [Fact]
    public void Train_LinearLeastSquares_TakesAFewIterations()
    {
        JsonElement golden = Golden.Read("training.json").GetProperty("leastSquares");
        Network<T> linear = Network.Create<T>(3, 1, new Dense(2, Activation.Identity));
        TrainingHistory history = linear.Train(golden.GetProperty("X").Matrix().As<T>(), golden.GetProperty("Y").Matrix().As<T>(), Options());
        history.StopReason.Should().Be(StopReason.Converged);
        history.Epochs.Count.Should().BeLessThanOrEqualTo(8);
        JsonElement plain = golden.GetProperty("plain");
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(linear.W[1]), plain.GetProperty("W").Matrix()).Should().BeLessThan(IsFloat ? 1e-4 : 1e-6);
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(linear.b[1]), plain.GetProperty("b").Matrix()).Should().BeLessThan(IsFloat ? 1e-4 : 1e-6);
    }

    /// <summary>The penalty is part of the matrix: otherwise steps would be far too long.</summary>
    [Theory]
    [InlineData("identity", "squared")]
    [InlineData("sigmoid", "crossEntropy")]
    [InlineData("identity", "huber")]
    public void Train_WithL2AndWeights_FindsTheMinimumOfLbfgs(string output, string loss)
    {
        Network<T> first = Network.Create<T>(2, 1, TestNetworks.Losses[loss], new Dense(1, TestNetworks.Activations[output])), second = first.Copy<T>();
        double[] weights = [.. Enumerable.Range(0, 60).Select(j => j % 4 * 0.5)];
        TrainingOptions options = new() { Epochs = 300, L2 = 5 };
        TrainingHistory history = first.Train(X, Y, options with { Optimizer = ToTheEnd }, weights);
        second.Train(X, Y, options with { Optimizer = new Lbfgs(tolerance: 1e-9, costTolerance: 0) }, weights);
        history.StopReason.Should().Be(StopReason.Converged);
        history.Epochs.Count.Should().BeLessThan(60);
        for (int i = 0; i < first.State.Length; i++)
        {
            first.State[i].Zip(second.State[i], (a, b) => Math.Abs(double.CreateTruncating(a - b))).Max().Should().BeLessThan(IsFloat ? 2e-3 : 1e-6);
        }
    }

    [Fact]
    public void Train_Any_LowersTheCostInEveryIteration()
    {
        TrainingHistory history = network.Train(X, Y, Options() with { Optimizer = ToTheEnd, Epochs = 40, L2 = 0.01 });
        history.Costs.Zip(history.Costs.Skip(1)).Should().OnlyContain(pair => pair.Second <= pair.First);
        history.FinalCost.Should().BeLessThan(0.7 * history.Costs[0]);
        history.Evidence.Should().BeNull();
    }

    [Fact]
    public void History_OfAnIteration_HoldsJTheGradientAndTheLengthOfTheStep()
    {
        T[][] before = TrainingTools.StateOf(network);
        TrainingEpoch epoch = network.Train(X, Y, Options() with { Epochs = 1 }).Epochs[0];
        ForwardPass<T> pass = network.Forward(X);
        Gradients<T> gradients = network.Backward(pass, Y);
        epoch.Cost.Should().Be(network.Cost(pass, Y));
        epoch.GradientNorm.Should().BeApproximately(Math.Sqrt(gradients.dW.Concat(gradients.db).Sum(d => d.Enumerate().Sum(x => Math.Pow(double.CreateTruncating(x), 2)))), 1e-12);
        double squares = network.State.Zip(before).Sum(pair => pair.First.Zip(pair.Second, (a, b) => Math.Pow(double.CreateTruncating(a - b), 2)).Sum());
        epoch.LearningRate.Should().BeApproximately(Math.Sqrt(squares), 1e-5);
    }

    [Fact]
    public void Train_WithDeadUnits_LeavesThemAndFitsTheRest()
    {
        Network<T> relu = Network.Create<T>(2, 1, Loss.SquaredError, new Dense(4, Activation.ReLU), new Dense(1, Activation.Identity));
        relu.b[1][1, 0] = relu.b[1][2, 0] = T.CreateTruncating(-1000);
        T[] row = relu.W[1].Row(1).ToArray();
        double before = relu.Cost(relu.Forward(X), Y);
        relu.Train(X, Y, Options()).FinalCost.Should().BeLessThan(before);
        relu.W[1].Row(1).ToArray().Should().Equal(row, "nothing depends on them");
    }

    [Fact]
    public void Train_TheSameInputTwice_SharesItsWeight()
    {
        Matrix<T> twice = X.SubMatrix(0, 1, 0, 60).Stack(X.SubMatrix(0, 1, 0, 60));
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        linear.Set(1, Matrix<double>.Build.Dense(1, 2), Matrix<double>.Build.Dense(1, 1));
        linear.Train(twice, X.SubMatrix(0, 1, 0, 60), Options()).FinalCost.Should().BeLessThan(IsFloat ? 1e-9 : 1e-15);
        double.CreateTruncating(linear.W[1][0, 0]).Should().BeApproximately(0.5, 1e-4);
        double.CreateTruncating(linear.W[1][0, 1]).Should().BeApproximately(0.5, 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Train_FewerSamplesThanParameters_FitsThem(int samples)
    {
        Network<T> large = Network.Create<T>(2, 1, Loss.SquaredError, new Dense(20, Activation.Tanh), new Dense(1, Activation.Identity));
        large.Train(X.SubMatrix(0, 2, 0, samples), X.SubMatrix(0, 1, 0, samples), Options()).FinalCost.Should().BeLessThan(IsFloat ? 1e-8 : 1e-12);
    }

    [Fact]
    public void Train_ConstantLabels_IsThatConstant()
    {
        Network<T> constant = Network.Create<T>(2, 1, Loss.SquaredError, new Dense(3, Activation.Tanh), new Dense(1, Activation.Identity));
        constant.Train(X, X.SubMatrix(0, 1, 0, 60).Map(_ => T.CreateTruncating(7)), Options()).FinalCost.Should().BeLessThan(IsFloat ? 1e-8 : 1e-12);
    }

    [Fact]
    public void Train_OutputsThatAreSaturatedOnTheWrongSide_ComeBack()
    {
        // All probabilities round to 1, so that the matrix is 0, but not the gradient.
        Network<T> sure = Network.Create<T>(1, 1, new Dense(1, Activation.Sigmoid));
        sure.b[1][0, 0] = T.CreateTruncating(80);
        TrainingHistory history = sure.Train(Matrix<T>.Build.Dense(1, 2, [T.One, -T.One]), Matrix<T>.Build.Dense(1, 2), Options());
        history.FinalCost.Should().BeLessThan(1e-3);
    }

    /// <summary>Poisson's loss is negative for large counts; what an iteration gains is measured by its size.</summary>
    [Fact]
    public void Train_NegativeCosts_GoesOnToTheMinimum()
    {
        Network<T> counts = Network.Create<T>(2, 1, new Dense(1, Activation.Exponential));
        Matrix<T> labels = X.SubMatrix(0, 1, 0, 60).Map(x => T.Round(T.CreateTruncating(20) * T.Exp(T.CreateTruncating(0.3) * x)));
        TrainingHistory history = counts.Train(X, labels, Options());
        history.FinalCost.Should().BeNegative();
        history.StopReason.Should().Be(StopReason.Converged);
        history.Epochs[^1].GradientNorm.Should().BeLessThan(IsFloat ? 1e-2 : 1e-4);
        double.CreateTruncating(counts.W[1][0, 0]).Should().BeApproximately(0.3, 0.02);
    }

    [Fact]
    public void Train_TargetCostOrTime_EndsIt()
    {
        IReadOnlyList<double> costs = network.Copy<T>().Train(X, Y, Options()).Costs;
        TrainingHistory history = network.Copy<T>().Train(X, Y, Options() with { TargetCost = costs[4] });
        (history.StopReason, history.FinalCost).Should().Be((StopReason.TargetCost, costs[4]));
        history = network.Train(X, Y, Options() with { TimeLimit = TimeSpan.FromTicks(1) });
        (history.StopReason, history.Epochs.Count).Should().Be((StopReason.TimeLimit, 1));
    }

    [Fact]
    public void Train_WithEarlyStopping_KeepsTheBestEpoch()
    {
        var (moons, labels) = TrainingTools.NoisyMoons<T>(100);
        Network<T> large = Network.Create<T>(2, 3, new Dense(12, Activation.Tanh), new Dense(1, Activation.Sigmoid)), best = large.Copy<T>();
        TrainingOptions options = Options() with { ValidationShare = 0.3, EarlyStopping = new(patience: 5) };
        TrainingHistory history = large.Train(moons, labels, options);
        history.StopReason.Should().Be(StopReason.EarlyStopping);
        best.Train(moons, labels, options with { Epochs = history.BestEpoch!.Value, EarlyStopping = null });
        TrainingTools.Equal(large, best).Should().BeTrue();
    }

    [Fact]
    public void Train_AtTheMinimum_HasConvergedWithoutAStep()
    {
        T[][] before = TrainingTools.StateOf(network);
        TrainingHistory history = network.Train(X, Y, Options() with { Optimizer = new LevenbergMarquardt(tolerance: 1e3) });
        (history.StopReason, history.Epochs.Count, history.Epochs[0].LearningRate).Should().Be((StopReason.Converged, 1, 0.0));
        TrainingTools.Has(network, before).Should().BeTrue();
    }

    [Fact]
    public void Train_BeyondWhatThePrecisionCanTell_HasConverged()
    {
        TrainingHistory history = network.Train(X, Y, Options() with { Optimizer = ToTheEnd, Epochs = 5000, L2 = 1 });
        history.StopReason.Should().Be(StopReason.Converged);
        history.Epochs[^1].LearningRate.Should().Be(0);
        history.FinalCost.Should().Be(history.Costs[^2]);
    }

    [Fact]
    public void Train_FromParametersWithAnInfiniteCost_SaysWhatToTry()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        linear.W[1][0, 0] = T.BitDecrement(T.PositiveInfinity);
        T[][] before = TrainingTools.StateOf(linear);
        linear.Invoking(n => n.Train(X, Y, Options())).Should().Throw<TrainingDivergedException>()
            .WithMessage("Training diverged in epoch 1: the cost is no longer finite. The parameters are as they were before training. Try standardized inputs (Standardizer) or another initialization.");
        TrainingTools.Has(linear, before).Should().BeTrue();
    }

    [Fact]
    public void Train_OnACliff_StaysWhereTheCostIsFinite()
    {
        // Poisson's loss of the identity is finite only where the outputs are positive.
        Network<T> linear = Network.Create<T>(2, 1, Loss.Poisson, new Dense(1, Activation.Identity));
        linear.b[1][0, 0] = T.CreateTruncating(3);
        TrainingHistory history = linear.Train(X * T.CreateTruncating(0.2), Y * T.CreateTruncating(4) + T.One, Options());
        history.Costs.Should().OnlyContain(cost => double.IsFinite(cost));
        history.StopReason.Should().Be(StopReason.Converged);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_StoppedWithinAnIteration_KeepsTheLastOnes(bool isEvidence)
    {
        Optimizer optimizer = isEvidence ? new BayesianRegularization() : ToTheEnd;
        for (int call = 2; call < 30; call += 3)
        {
            using CancellationTokenSource source = new();
            TrainingTools.StopsAtCall(optimizer, X, new(call, source.Cancel), source.Token).Should().BeOfType<OperationCanceledException>();
            TrainingTools.StopsAtCall(optimizer, X, new(call, () => throw new NotSupportedException("no more")), default).Should().BeOfType<NotSupportedException>();
        }
    }

    private static TrainingOptions Options() => new() { Optimizer = new LevenbergMarquardt(), Epochs = 200 };
}
