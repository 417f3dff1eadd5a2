using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class OwnPartsInDouble : OwnPartsTests<double>;

public sealed class OwnPartsInFloat : OwnPartsTests<float>;

/// <summary>An activation, a loss, an initializer, an optimizer, a schedule and a metric written by a user, in both precisions.</summary>
public abstract class OwnPartsTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void Train_WithNothingButOwnParts_LearnsAndPassesTheGradientCheck()
    {
        var (X, Y) = Datasets.Moons<T>(samples: 100, seed: 1);
        Network<T> network = Network.Create<T>(
            2, 1, new LogCosh(), new Dense(10, new Softsign()) { Initializer = new UniformWeights(0.5) }, new Dense(1, Activation.Sigmoid));
        GradientCheck.Run(network, X, Y).WorstError.Should().BeLessThan(typeof(T) == typeof(double) ? 1e-6 : 1e-3);
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new SignDescent(new SquareRoot(0.02)), Epochs = 100, BatchSize = 20 });
        Metrics.Accuracy(network.Predict(X), Y).Should().BeGreaterThan(0.8);
        history.Epochs[99].LearningRate.Should().BeApproximately(0.02 / Math.Sqrt(500), 1e-15);
    }

    [Fact]
    public void Train_WithAnOwnMetric_TakesItAndStopsByIt()
    {
        var (X, Y) = Datasets.Moons<T>(samples: 150, seed: 1);
        Network<T> network = Network.Create<T>(2, 1, new Dense(10, Activation.Tanh), new Dense(1, Activation.Sigmoid)), best = network.Copy<T>();
        var (train, test) = Split.StratifiedTrainTest(X, Y, 0.3);
        TrainingOptions options = new() { Epochs = 200, Optimizer = new Adam(0.03), Metrics = [new CubicError(), Metric.Accuracy] };
        TrainingHistory history = network.Train(
            train.X, train.Y, options with { EarlyStopping = new(patience: 20, metric: new CubicError()) }, validation: test);
        history.MetricNames.Should().Equal("cubic error", "accuracy");
        double lowest = history.Epochs.Min(e => e.Metrics[0]);
        history.Epochs[history.BestEpoch!.Value - 1].Metrics[0].Should().Be(lowest).And.BeLessThan(0.2 * history.Epochs[0].Metrics[0]);
        new CubicError().Of(network.Predict(test.X), test.Y).Should().Be(lowest);
        best.Train(train.X, train.Y, options with { Epochs = history.BestEpoch.Value });
        best.W.Should().Equal(network.W);
    }

    /// <summary>The mean of |ŷ − y|³.</summary>
    private sealed record CubicError : Metric
    {
        public override string Name => "cubic error";

        public override bool HigherIsBetter => false;

        public override double Of<TY>(Matrix<TY> YHat, Matrix<TY> Y, IReadOnlyList<double>? weights = null) =>
            (YHat - Y).Enumerate().Average(e => Math.Pow(Math.Abs(double.CreateTruncating(e)), 3));
    }

    /// <summary>z/(1 + |z|).</summary>
    private sealed record Softsign : Activation
    {
        public override string Name => "softsign";

        public override void Forward<TZ>(ReadOnlySpan<TZ> Z, Span<TZ> A, int rows)
        {
            for (int i = 0; i < Z.Length; i++)
            {
                A[i] = Z[i] / (TZ.One + TZ.Abs(Z[i]));
            }
        }

        public override void Backward<TZ>(ReadOnlySpan<TZ> Z, ReadOnlySpan<TZ> A, Span<TZ> dZ, int rows)
        {
            for (int i = 0; i < Z.Length; i++)
            {
                TZ root = TZ.One - TZ.Abs(A[i]);
                dZ[i] *= root * root;
            }
        }
    }

    /// <summary>Σ ln cosh(ŷ − y).</summary>
    private sealed record LogCosh : Loss
    {
        public override string Name => "log cosh";

        public override void PerSample<TA>(Activation output, ReadOnlySpan<TA> Z, ReadOnlySpan<TA> A, ReadOnlySpan<TA> Y, Span<TA> losses)
        {
            int rows = Y.Length / losses.Length;
            losses.Clear();
            for (int i = 0; i < Y.Length; i++)
            {
                losses[i / rows] += TA.Log(TA.Cosh(A[i] - Y[i]));
            }
        }

        public override void Derivative<TA>(ReadOnlySpan<TA> A, ReadOnlySpan<TA> Y, Span<TA> dA)
        {
            for (int i = 0; i < Y.Length; i++)
            {
                dA[i] = TA.Tanh(A[i] - Y[i]);
            }
        }
    }

    private sealed record UniformWeights(double Bound) : Initializer
    {
        public override Matrix<double> Create(int units, int inputs, NumPyRandom random) =>
            random.Rand<double>(units, inputs).Map(u => (2 * u - 1) * Bound);
    }

    /// <summary>W := W − α·sign of the running sum of gradients.</summary>
    private sealed record SignDescent(LearningRate LearningRate) : GradientOptimizer(LearningRate)
    {
        protected internal override int StatesPerParameter => 1;

        public override void Step<TP>(ReadOnlySpan<TP> gradient, Span<TP> state, Span<TP> parameters, double learningRate, long step)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                state[i] = state[i] * TP.CreateTruncating(0.9) + gradient[i];
                parameters[i] -= TP.CreateTruncating(learningRate) * TP.CreateTruncating(TP.Sign(state[i]));
            }
        }
    }

    private sealed record SquareRoot(double Initial) : LearningRate
    {
        public override double At(TrainingPosition position) => Initial / Math.Sqrt(position.CompletedSteps + 1);
    }
}
