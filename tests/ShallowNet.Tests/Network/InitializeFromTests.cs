using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class InitializeFromInDouble : InitializeFromTests<double>;

public sealed class InitializeFromInFloat : InitializeFromTests<float>;

/// <summary>Weights and biases that are drawn with a view to samples.</summary>
public abstract class InitializeFromTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Tolerance = typeof(T) == typeof(float) ? 1e-5 : 1e-12;

    [Fact]
    public void InitializeFrom_SameDraws_IsPyTorchsStart()
    {
        JsonElement golden = Recipes.Numbers.GetProperty("start");
        Network<T> network = Network.Create<T>(3, 0, new Dense(6, Activation.SELU), new Dense(5, Activation.Mish), new Dense(2, Activation.Identity));
        network.InitializeFrom(golden.GetProperty("X").Matrix().As<T>(), seed: 11);
        for (int l = 1; l <= 3; l++)
        {
            JsonElement layer = golden.GetProperty("layers")[l - 1];
            Golden.ErrorOf(ColumnMajor.Convert<T, double>(network.W[l]), layer.GetProperty("W").Matrix()).Should().BeLessThan(Tolerance);
            Golden.ErrorOf(ColumnMajor.Convert<T, double>(network.b[l]), layer.GetProperty("b").Matrix()).Should().BeLessThan(Tolerance);
        }
    }

    [Fact]
    public void InitializeFrom_LayersThatPrepareTheirInputs_GivesEveryUnitVarianceOne()
    {
        Matrix<T> X = new NumPyRandom(2).Randn<T>(3, 200);
        Network<T> network = Network.Create<T>(
            3, 0, new Dense(6, Activation.Tanh) { Embedding = Embedding.Periodic(), InputFactors = true }, new Dense(5, Activation.ReLU) { Embedding = Embedding.PiecewiseLinear(-1, 0, 1) },
            new Dense(2, Activation.Identity));
        network.InitializeFrom(X, seed: 1);
        ForwardPass<T> pass = network.Forward(X);
        foreach (double[] z in Enumerable.Range(1, 3).SelectMany(l => pass.Z[l].EnumerateRows()).Select(row => row.Select(double.CreateTruncating).ToArray()))
        {
            z.Average(value => (value - z.Average()) * (value - z.Average())).Should().BeApproximately(1, 1e-3);
        }
    }

    [Fact]
    public void InitializeFrom_SamplesOfAnyScale_GivesEveryUnitVarianceOneAndABendAmongThem()
    {
        Matrix<T> X = new NumPyRandom(2).Randn<double>(4, 500).Map(x => 1000 * x + 5000).As<T>();
        Dense hidden = new(30, Activation.SELU) { BatchNormalization = new(), LearnedMix = true, Dropout = 0.5 };
        Network<T> network = Network.Create<T>(4, 0, hidden, hidden with { Residual = true }, new Dense(3, Activation.Softmax));
        network.InitializeFrom(X, seed: 3);

        // As in prediction: without masks, with the running averages.
        Network<T> predicting = Network.Create<T>(4, 0, new Dense(30, Activation.SELU), new Dense(30, Activation.SELU) { Residual = true }, new Dense(3, Activation.Softmax));
        for (int l = 1; l <= 3; l++)
        {
            network.W[l].CopyTo(predicting.W[l]);
            network.b[l].CopyTo(predicting.b[l]);
        }

        ForwardPass<T> pass = predicting.Forward(X);
        for (int l = 1; l <= 3; l++)
        {
            foreach (MathNet.Numerics.LinearAlgebra.Vector<T> row in pass.Z[l].EnumerateRows())
            {
                double[] z = [.. row.Select(double.CreateTruncating)];
                double mean = z.Average();
                z.Average(value => (value - mean) * (value - mean)).Should().BeApproximately(1, 0.01);
                z.Min().Should().BeNegative();
                z.Max().Should().BePositive();
            }
        }
    }

    [Fact]
    public void InitializeFrom_SameSeed_GivesTheSameBitsAndAnotherSeedOthers()
    {
        Matrix<T> X = new NumPyRandom(2).Randn<double>(4, 50).As<T>();
        Network<T> network = Create(0), same = Create(1), other = Create(0);
        network.InitializeFrom(X, seed: 3);
        same.InitializeFrom(X, seed: 3);
        other.InitializeFrom(X, seed: 4);
        network.W.Concat(network.b).Should().Equal(same.W.Concat(same.b));
        other.W[1].Should().NotBe(network.W[1]);
        X.Should().Be(new NumPyRandom(2).Randn<double>(4, 50).As<T>());
    }

    /// <summary>Units that tell no sample from another keep their weights, and begin at 0.</summary>
    [Fact]
    public void InitializeFrom_OneSample_KeepsTheWeightsAsDrawn()
    {
        Network<T> network = Create(0);
        Matrix<T> x = Matrix<T>.Build.Dense(4, 1, (i, _) => T.CreateTruncating(i + 1));
        network.InitializeFrom(x, seed: 3);
        network.W[1].Should().Be(new NumPyRandom(3).Randn<double>(5, 4).As<T>());
        network.Forward(x).Z[1].Enumerate().Should().OnlyContain(z => Math.Abs(double.CreateTruncating(z)) < Tolerance * 10);
    }

    [Fact]
    public void InitializeFrom_BadInput_IsRefused()
    {
        Network<T> network = Create(0);
        Matrix<T> before = network.W[1].Clone(), X = Matrix<T>.Build.Dense(4, 3);
        FluentActions.Invoking(() => network.InitializeFrom(Matrix<T>.Build.Dense(3, 3), seed: 1)).Should().Throw<ArgumentException>()
            .WithMessage("X must have 4 rows (the network's inputs), but is 3 × 3.*");
        FluentActions.Invoking(() => network.InitializeFrom(X, seed: -1)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("seed must be at least 0, but is -1.*");
        X[1, 2] = T.NaN;
        FluentActions.Invoking(() => network.InitializeFrom(X, seed: 1)).Should().Throw<ArgumentException>().WithMessage("X must be finite, but X[1, 2] is NaN.*");
        network.W[1].Should().Be(before);
    }

    private static Network<T> Create(int seed) => Network.Create<T>(4, seed, new Dense(5, Activation.Tanh), new Dense(2, Activation.Identity));
}
