using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class ScaledConjugateGradientInDouble : ScaledConjugateGradientTests<double>;

public sealed class ScaledConjugateGradientInFloat : ScaledConjugateGradientTests<float>;

/// <summary>Scaled conjugate gradients find minima that others find, and end where they should.</summary>
public abstract class ScaledConjugateGradientTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ScaledConjugateGradient ToTheEnd = new(tolerance: 0);
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 60, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 60, seed: 1).Y;
    private readonly Network<T> network = Network.Create<T>(2, 2, new Dense(6, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Train_Xor_IsLearned(int seed)
    {
        Matrix<T> inputs = Matrix<double>.Build.DenseOfRows([[0, 0, 1, 1], [0, 1, 0, 1]]).As<T>(), labels = Matrix<double>.Build.DenseOfRows([[0, 1, 1, 0]]).As<T>();
        Network<T> xor = Network.Create<T>(2, seed, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        TrainingHistory history = xor.Train(inputs, labels, new TrainingOptions { Optimizer = new ScaledConjugateGradient(), Epochs = 100 });
        history.StopReason.Should().Be(StopReason.Converged);
        history.FinalCost.Should().BeLessThan(1e-5);
    }

    [Fact]
    public void Train_Sine_IsFollowedClosely()
    {
        Matrix<T> x = Matrix<T>.Build.Dense(1, 100, (_, j) => T.CreateTruncating(j / 15.0 - 3.3));
        Network<T> sine = Network.Create<T>(1, 1, new Dense(10, Activation.Tanh), new Dense(1, Activation.Identity));
        sine.Train(x, x.Map(T.Sin), new TrainingOptions { Optimizer = new ScaledConjugateGradient(), Epochs = 1000 }).FinalCost.Should().BeLessThan(5e-5);
    }

    [Fact]
    public void Train_LogisticRegression_IsScikitLearns()
    {
        JsonElement golden = Golden.Read("training.json").GetProperty("logistic").GetProperty("plain");
        var (inputs, labels) = RealData.Read<T>("breast_cancer.csv", header: true);
        Network<T> logistic = Network.Create<T>(30, 1, new Dense(1, Activation.Sigmoid));
        logistic.Train(
            Standardizer.Fit(inputs).Transform(inputs), Matrix<T>.Build.Dense(1, labels.Length, (_, j) => T.CreateTruncating(labels[j])),
            new TrainingOptions { Optimizer = new ScaledConjugateGradient(tolerance: 1e-9), Epochs = 500, L2 = golden.GetProperty("L2").GetDouble() })
            .StopReason.Should().Be(StopReason.Converged);
        double tolerance = typeof(T) == typeof(double) ? 1e-6 : 2e-3;
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(logistic.W[1]), golden.GetProperty("W").Matrix()).Should().BeLessThan(tolerance);
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(logistic.b[1]), golden.GetProperty("b").Matrix()).Should().BeLessThan(tolerance);
    }

    [Fact]
    public void Train_Digits_ReachesTheCostOfLbfgs()
    {
        var (inputs, labels) = RealData.Read<T>("digits.csv.gz", header: false);
        inputs = inputs.SubMatrix(0, inputs.RowCount, 0, 200).Map(pixel => pixel / T.CreateTruncating(16));
        double[] costs = [.. new Optimizer[] { new ScaledConjugateGradient(), new Lbfgs(tolerance: 1e-6) }.Select(optimizer =>
            Network.Create<T>(64, 1, new Dense(8, Activation.Tanh), new Dense(10, Activation.Softmax))
                .Train(inputs, OneHot.Encode<T>([.. labels.Take(200)], 10), new TrainingOptions { Optimizer = optimizer, Epochs = 500, L2 = 1 }).FinalCost)];
        costs[0].Should().BeApproximately(costs[1], 0.03 * costs[1]);
    }

    [Fact]
    public void Train_EveryLoss_NeverRaisesTheCost()
    {
        foreach (Loss loss in LossCatalog.Members.Where(loss => loss != Loss.CategoricalCrossEntropy))
        {
            Network<T> of = Network.Create<T>(2, 1, loss, new Dense(5, Activation.Tanh), new Dense(1, Activation.Sigmoid));
            TrainingHistory history = of.Train(X, Y, new TrainingOptions { Optimizer = ToTheEnd, Epochs = 40 });
            history.Costs.Zip(history.Costs.Skip(1)).Should().OnlyContain(pair => pair.Second <= pair.First, loss.Name);
            history.FinalCost.Should().BeLessThan(0.95 * history.Costs[0], loss.Name);
        }
    }

    [Fact]
    public void History_OfAnIteration_HoldsJAndTheGradientAfterItAndTheLengthOfTheStep()
    {
        Trainer<T> trainer = new(network, new TrainingOptions { Optimizer = ToTheEnd, Epochs = 1 });
        trainer.Train(X, Y);
        double[] before = Numbers(network);
        TrainingEpoch last = trainer.Train(X, Y).Epochs[1];
        double[] after = Numbers(network);
        last.Cost.Should().Be(network.Cost(network.Forward(X), Y));
        Norm(before.Zip(after, (x, y) => y - x)).Should().BeApproximately(last.LearningRate, 1e-5 * last.LearningRate);
        Gradients<T> gradients = network.Backward(network.Forward(X), Y);
        Norm(gradients.Parameters.Arrays.SelectMany(array => array).Select(double.CreateTruncating)).Should().BeApproximately(last.GradientNorm, 1e-12);
    }

    [Fact]
    public void Train_AtTheMinimum_HasConvergedWithoutAStep()
    {
        T[][] before = TrainingTools.StateOf(network);
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new ScaledConjugateGradient(tolerance: 1e3) });
        (history.StopReason, history.Epochs.Count, history.Epochs[0].LearningRate).Should().Be((StopReason.Converged, 1, 0.0));
        TrainingTools.Has(network, before).Should().BeTrue();
    }

    [Fact]
    public void Train_WithATolerance_ConvergesWithTheFirstIterationThatMeetsIt()
    {
        TrainingHistory all = network.Copy<T>().Train(X, Y, new TrainingOptions { Optimizer = ToTheEnd, Epochs = 300, L2 = 1 });
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new ScaledConjugateGradient(tolerance: 1e-3), Epochs = 300, L2 = 1 });
        history.StopReason.Should().Be(StopReason.Converged);
        history.Costs.Should().Equal(all.Costs.Take(history.Epochs.Count));
        double most = 1e-3 * Math.Sqrt(25);
        history.Epochs[^1].GradientNorm.Should().BeLessThanOrEqualTo(most);
        history.Epochs.SkipLast(1).Should().OnlyContain(epoch => epoch.GradientNorm > 1e-3);
    }

    [Fact]
    public void Train_BeyondWhatThePrecisionCanTell_HasConverged()
    {
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = ToTheEnd, Epochs = 20_000, L2 = 1 });
        history.StopReason.Should().Be(StopReason.Converged);
        history.Epochs[^1].GradientNorm.Should().BeLessThan(typeof(T) == typeof(double) ? 1e-6 : 1e-3);
    }

    [Fact]
    public void Train_BatchSizeAndShuffle_AreIgnored()
    {
        Network<T> full = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = new ScaledConjugateGradient(), Epochs = 10 };
        network.Train(X, Y, options with { BatchSize = 1, Seed = 5 });
        full.Train(X, Y, options with { BatchSize = TrainingOptions.FullBatch, Shuffle = false });
        TrainingTools.Equal(network, full).Should().BeTrue();
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(3)]
    public void Train_OnOtherSamples_GoesOnDownFromTheParameters(double factor)
    {
        Trainer<T> trainer = new(network, new TrainingOptions { Optimizer = new ScaledConjugateGradient(), Epochs = 10 });
        trainer.Train(X, Y);
        Matrix<T> other = X * T.CreateTruncating(factor);
        double before = network.Cost(network.Forward(other), Y);
        TrainingHistory history = trainer.Train(other, Y);
        history.Costs[10].Should().BeLessThan(before);
        history.Costs.Skip(10).Should().BeInDescendingOrder();
    }

    [Fact]
    public void Train_WithBatchNormalization_LetsTheRunningAveragesFollowTheAcceptedSteps()
    {
        // With a momentum of 1 they are those of the last parameters.
        Network<T> normalized = Network.Create<T>(2, 1, new Dense(4, Activation.Tanh) { BatchNormalization = new(momentum: 1) }, new Dense(1, Activation.Sigmoid));
        Trainer<T> trainer = new(normalized, new TrainingOptions { Optimizer = ToTheEnd, Epochs = 1, BatchSize = 1 });
        for (int i = 0; i < 20; i++)
        {
            trainer.Train(X, Y);
            ParameterSet<T> statistics = normalized.Forward(X).Statistics;
            normalized.Averages.Arrays.SelectMany(array => array).Should().Equal(statistics.Arrays.SelectMany(array => array));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_StoppedWithinAnIteration_KeepsTheLastIterationsAndGoesOnWithTheSameBits(bool isCancelled)
    {
        TrainingOptions options = new() { Optimizer = ToTheEnd, Epochs = 20 };
        Matrix<T> labels = X.SubMatrix(0, 1, 0, 60).Map(x => x * x);
        for (int call = 2; call < 30; call++)
        {
            using CancellationTokenSource source = new();
            ActsAtCall activation = new(call, isCancelled ? source.Cancel : () => throw new NotSupportedException("no more"));
            Trainer<T> stopped = new(Create(activation), options);
            stopped.Invoking(trainer => trainer.Train(X, labels, cancellationToken: source.Token)).Should().Throw<Exception>()
                .Which.GetType().Should().Be(isCancelled ? typeof(OperationCanceledException) : typeof(NotSupportedException));
            activation.Calls.Should().Be(call, "no pass follows");
            int epochs = stopped.CompletedEpochs;
            Network<T> expected = Create(new ActsAtCall(0, () => { }));
            if (epochs > 0)
            {
                expected.Copy<T>().Train(X, labels, options with { Epochs = epochs }).FinalCost.Should().Be(stopped.Network.Cost(stopped.Network.Forward(X), labels));
            }

            stopped.Train(X, labels);
            expected.Train(X, labels, options with { Epochs = epochs + options.Epochs });
            TrainingTools.Equal(stopped.Network, expected).Should().BeTrue($"{epochs} iterations were completed before call {call}");
        }

        Network<T> Create(Activation activation) => Network.Create<T>(2, 1, new Dense(5, Activation.Tanh), new Dense(1, activation));
    }

    [Fact]
    public void Train_FromParametersWithAnInfiniteCost_SaysWhatToTry()
    {
        Network<T> linear = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        linear.W[1][0, 0] = T.BitDecrement(T.PositiveInfinity);
        T[][] before = TrainingTools.StateOf(linear);
        linear.Invoking(n => n.Train(X, Y, new TrainingOptions { Optimizer = new ScaledConjugateGradient() })).Should().Throw<TrainingDivergedException>()
            .WithMessage("Training diverged in epoch 1: the cost is no longer finite. The parameters are as they were before training. Try standardized inputs (Standardizer) or another initialization.");
        TrainingTools.Has(linear, before).Should().BeTrue();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0.3)]
    public void Train_OnACliff_StaysWhereTheCostIsFinite(double bias)
    {
        // Poisson's loss of the identity is finite only where the outputs are positive.
        Network<T> linear = Network.Create<T>(2, 1, Loss.Poisson, new Dense(1, Activation.Identity));
        linear.b[1][0, 0] = T.CreateTruncating(bias);
        Matrix<T> counts = Y * T.CreateTruncating(4) + T.One;
        TrainingHistory history = linear.Train(X * T.CreateTruncating(0.05), counts, new TrainingOptions { Optimizer = new ScaledConjugateGradient(tolerance: 1e-3), Epochs = 200 });
        history.Costs.Should().OnlyContain(cost => double.IsFinite(cost));
        history.Costs.Zip(history.Costs.Skip(1)).Should().OnlyContain(pair => pair.Second <= pair.First);
        history.StopReason.Should().Be(StopReason.Converged);
    }

    [Fact]
    public void Train_WhereTheCurvatureCannotBeMeasured_StillGoesDown()
    {
        // A distance σ that leads beyond the cliff.
        Network<T> linear = Network.Create<T>(2, 1, Loss.Poisson, new Dense(1, Activation.Identity));
        linear.b[1][0, 0] = T.CreateTruncating(8);
        TrainingHistory history = linear.Train(X * T.CreateTruncating(0.01), Y + T.One, new TrainingOptions { Optimizer = new ScaledConjugateGradient(sigma: 100), Epochs = 20 });
        history.Costs.Should().OnlyContain(cost => double.IsFinite(cost));
        history.FinalCost.Should().BeLessThan(history.Costs[0]);
    }

    [Fact]
    public void Trainer_DropoutOrClippedGradients_AreRefused()
    {
        const string Must = "Scaled conjugate gradient must have the true gradient of a cost that does not change by itself, but ";
        TrainingOptions options = new() { Optimizer = new ScaledConjugateGradient() };
        Network<T> dropping = Network.Create<T>(2, 1, new Dense(4, Activation.Tanh) { Dropout = 0.1 }, new Dense(1, Activation.Sigmoid));
        Refused(() => dropping.Train(X, Y, options), Must + "the network has dropout.*");
        Refused(() => network.Train(X, Y, options with { ClipNorm = 1 }), Must + "gradients are clipped. (Parameter 'options')");
        Refused(() => new Trainer<T>(network, options).TrainStep(X, Y), "*Scaled conjugate gradient*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void HyperParameters_OutOfRange_AreRefused(double bad)
    {
        Refused(() => new ScaledConjugateGradient(sigma: bad), "Sigma must be finite and greater than 0, but is *");
        Refused(() => new ScaledConjugateGradient(lambda: bad), "Lambda must be finite and greater than 0, but is *");
        Refused(() => new ScaledConjugateGradient(tolerance: bad == 0 ? -1e-9 : bad), "Tolerance must be finite and at least 0, but is *");
    }

    private static void Refused(Action action, string message) =>
        action.Should().Throw<Exception>().WithMessage(message).Which.Should().Match(e => e is ArgumentException || e is InvalidOperationException);

    private static double[] Numbers(Network<T> of) => [.. of.Parameters.Arrays.SelectMany(array => array).Select(double.CreateTruncating)];

    private static double Norm(IEnumerable<double> x) => Math.Sqrt(x.Sum(element => element * element));
}
