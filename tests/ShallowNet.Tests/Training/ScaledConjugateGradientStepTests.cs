using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The steps of scaled conjugate gradients and those of their slow twin; what of them is remembered.</summary>
public sealed class ScaledConjugateGradientStepTests
{
    private readonly Matrix<double> X = Datasets.Flower<double>(samples: 60, seed: 1).X;
    private readonly Matrix<double> Y = Datasets.Flower<double>(samples: 60, seed: 1).Y;
    private readonly Network<double> network = Network.Create<double>(2, 2, new Dense(3, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    [Theory]
    [InlineData(5e-5, 5e-7, 1, "restarts")]
    [InlineData(5e-5, 5e-7, 4, "restarts, negative curvature")]
    [InlineData(5e-5, 5e-7, 8, "restarts, negative curvature")]
    [InlineData(1e-3, 10, 1, "restarts")]
    [InlineData(3, 5e-7, 4, "restarts, failures")]
    [InlineData(3, 5e-7, 8, "restarts, failures")]
    [InlineData(10, 5e-7, 4, "restarts, failures")]
    public void Train_EveryEpoch_IsTheStepOfThePaper(double sigma, double lambda, double factor, string seen)
    {
        Set(network, factor * Parameters(network));
        Network<double> other = network.Copy<double>();
        NaiveScaledConjugateGradient twin = new(w => CostAt(other, w), w => GradientAt(other, w), Parameters(other), sigma, lambda);
        Trainer<double> trainer = new(network, new TrainingOptions { Optimizer = new ScaledConjugateGradient(sigma, lambda, 0), Epochs = 1 });
        for (int i = 0; i < 30; i++)
        {
            trainer.Train(X, Y);
            twin.MoveOn();
            (Parameters(network) - twin.w).InfinityNorm().Should().BeLessThan(1e-5 * twin.w.InfinityNorm(), $"epoch {i + 1}");
            trainer.Minimizer.DoubleMemory.Single(memory => memory.Name == "scg.numbers").Elements[1].Should().Be(twin.k);
        }

        string[] all = [twin.Restarts > 0 ? "restarts" : "", twin.Negatives > 0 ? "negative curvature" : "", twin.Failures > 0 ? "failures" : ""];
        string.Join(", ", all.Where(text => text.Length > 0)).Should().Be(seen);
    }

    [Fact]
    public void TryRestore_WhatNoTrainingRemembers_ChangesNothing()
    {
        Trainer<double> trainer = new(network, new TrainingOptions { Optimizer = new ScaledConjugateGradient(), Epochs = 3 });
        trainer.Train(X, Y);
        Dictionary<string, double[]> remembered = Remembered(trainer);
        double[] p = remembered["scg.direction"];
        foreach (Dictionary<string, double[]> bad in (Dictionary<string, double[]>[])
            [
                [], new() { ["scg.direction"] = p }, new() { ["scg.direction"] = p, ["other"] = [1, 3] }, new() { ["other"] = p, ["scg.numbers"] = [1, 3] },
                Memory(p[1..], 1, 3), Memory(p, 1), Memory(p, 0, 3), Memory(p, -1, 3), Memory(p, double.NaN, 3), Memory(p, double.PositiveInfinity, 3),
                Memory(p, 1, -1), Memory(p, 1, 2.5), Memory(p, 1, double.NaN), Memory(p, 1, 1e19), Memory(p, 1, 3, 0),
            ])
        {
            trainer.Minimizer.TryRestore(7, bad).Should().BeFalse();
        }

        trainer.CompletedSteps.Should().Be(3);
        Remembered(trainer).Should().BeEquivalentTo(remembered);
        trainer.Minimizer.TryRestore(7, Memory(p, 0.5, 9)).Should().BeTrue();
        trainer.CompletedSteps.Should().Be(7);
        Remembered(trainer)["scg.numbers"].Should().Equal(0.5, 9);

        static Dictionary<string, double[]> Memory(double[] direction, params double[] numbers) => new() { ["scg.direction"] = direction, ["scg.numbers"] = numbers };

        static Dictionary<string, double[]> Remembered(Trainer<double> trainer) =>
            trainer.Minimizer.DoubleMemory.ToDictionary(memory => memory.Name, memory => (double[])memory.Elements.Clone());
    }

    private double CostAt(Network<double> at, Vector<double> w)
    {
        Set(at, w);
        return at.Cost(at.Forward(X), Y);
    }

    private Vector<double> GradientAt(Network<double> at, Vector<double> w)
    {
        Set(at, w);
        return Vector<double>.Build.DenseOfEnumerable(at.Backward(at.Forward(X), Y).Parameters.Arrays.SelectMany(array => array));
    }

    private static void Set(Network<double> at, Vector<double> w)
    {
        int i = 0;
        foreach (double[] array in at.Parameters.Arrays)
        {
            for (int j = 0; j < array.Length; j++)
            {
                array[j] = w[i++];
            }
        }
    }

    private static Vector<double> Parameters(Network<double> of) => Vector<double>.Build.DenseOfEnumerable(of.Parameters.Arrays.SelectMany(array => array));
}
