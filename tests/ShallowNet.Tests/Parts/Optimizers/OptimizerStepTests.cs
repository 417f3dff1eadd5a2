using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet.Tests;

public sealed class OptimizerStepsInDouble : OptimizerStepTests<double>;

public sealed class OptimizerStepsInFloat : OptimizerStepTests<float>;

/// <summary>Single steps of the optimizers against their slow twins and by hand.</summary>
public abstract class OptimizerStepTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Precision = typeof(T) == typeof(double) ? 1e-13 : 1e-5;

    [Fact]
    public void Twins_OfTheLibrarysOptimizers_AreAllThere() => NaiveOptimizers.All.Select(pair => pair.Optimizer.GetType()).Distinct()
        .Should().BeEquivalentTo(TestNetworks.Optimizers.Values.OfType<GradientOptimizer>().Select(optimizer => optimizer.GetType()));

    [Fact]
    public void Step_AllSizes_IsItsFormula()
    {
        foreach ((GradientOptimizer optimizer, NaiveOptimizers.Step naive) in NaiveOptimizers.All)
        {
            foreach (int size in (int[])[.. Enumerable.Range(1, 17), 31, 32, 33, 63, 64, 65])
            {
                Guarded<T> p = new(Random(size, 1)), state = new(new double[size * optimizer.StatesPerParameter]);
                double[] expected = p.Values, first = new double[size], second = new double[size];
                for (int t = 1; t <= 4; t++)
                {
                    // Every other gradient changes its sign from step to step; one is always 0.
                    Guarded<T> g = new([.. Random(size, 10 + t).Select((x, i) => i == 2 ? 0 : i % 2 == 0 ? Math.Abs(x) : x)]);
                    optimizer.Step(g.Span, state.Span, p.Span, 0.1, t);
                    naive(g.Values, first, second, expected, 0.1, t);
                    Close(p.Values, expected, $"{optimizer}, step {t}, {size} elements");
                }

                state.Values.All(double.IsFinite).Should().BeTrue();
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Step_LargeParametersInPieces_IsTheFormulaOfTheWhole(int threads)
    {
        foreach ((GradientOptimizer optimizer, NaiveOptimizers.Step naive) in NaiveOptimizers.All)
        {
            Network<T> network = Network.Create<T>(90, 1, new Dense(100, Activation.Tanh), new Dense(45, Activation.Tanh), new Dense(2, Activation.Identity));
            T[][] parameters = network.Parameters.Arrays;
            parameters.Max(p => p.Length).Should().Be(9000);
            double[][] expected = Array.ConvertAll(parameters, p => Array.ConvertAll(p, double.CreateTruncating));
            double[][] first = Array.ConvertAll(expected, p => new double[p.Length]), second = Array.ConvertAll(expected, p => new double[p.Length]);
            GivenGradients<T> gradients = new(parameters, threads);
            Minimizer<T> minimizer = (optimizer with { LearningRate = 0.1 }).Start(gradients);
            for (int t = 1; t <= 3; t++)
            {
                for (int i = 0; i < parameters.Length; i++)
                {
                    new NumPyRandom(10 * t + i).Randn<T>(parameters[i].Length, 1).ToColumnMajorArray().CopyTo(gradients.Gradients[i], 0);
                }

                minimizer.Move(new TrainingPosition(0, t - 1, 1, 3, []));
                for (int i = 0; i < parameters.Length; i++)
                {
                    if (optimizer is AdamW adamW && i % 2 == 0)
                    {
                        expected[i] = Array.ConvertAll(expected[i], w => w * (1 - 0.1 * adamW.WeightDecay));
                    }

                    double[] g = Array.ConvertAll(gradients.Gradients[i], double.CreateTruncating);
                    naive(g, first[i], second[i], expected[i], 0.1, t);
                    Close(Array.ConvertAll(parameters[i], double.CreateTruncating), expected[i], $"{optimizer}, step {t}, parameter {i}");
                }
            }
        }
    }

    /// <summary>Weights that a penalty draws to 0, and averages of gradients that have ended, do not end among the numbers that processors are slow with.</summary>
    [Fact]
    public void Step_WhatBecomesNegligible_IsZeroAndNeverSubnormal()
    {
        const int Size = 35;
        double smallest = Lanes.SmallestNormal<T>(), small = typeof(T) == typeof(double) ? 1e-288 : 1e-30;
        foreach ((GradientOptimizer optimizer, _) in NaiveOptimizers.All)
        {
            T[] p = [.. Enumerable.Repeat(T.CreateTruncating(small), Size)], state = [.. Enumerable.Repeat(T.CreateTruncating(4 * smallest), Size * optimizer.StatesPerParameter)];
            for (int t = 1; t <= 3000; t++)
            {
                T[] g = [.. p.Select((x, i) => i % 2 == 0 ? x : T.Zero)];
                optimizer.Step<T>(g, state, p, 0.1, t);
            }

            p.Concat(state).Where(T.IsSubnormal).Should().BeEmpty(optimizer.ToString());
            p.Concat(state).Should().AllSatisfy(x => T.IsFinite(x).Should().BeTrue(), optimizer.ToString());
        }

        T[] velocity = [T.CreateTruncating(small)], weight = [T.CreateTruncating(small)];
        for (int t = 1; t <= 100; t++)
        {
            new Momentum(0.1).Step<T>(weight, velocity, weight, 0.1, t);
        }

        (velocity[0], weight[0]).Should().Be((T.Zero, T.Zero));
    }

    [Fact]
    public void Step_OneParameter_IsWhatIsWorkedOutByHand()
    {
        // v = 2, p = 1 − 0.1·(2 + ½·2); v = ½·2 + 1, p = 0.7 − 0.1·(1 + ½·2).
        After(new Nesterov(0.1, decay: 0.5), 1, 2, 1).Should().Equal([0.7, 0.5], Near);

        // s = 9, then 25.
        After(new AdaGrad(0.1, epsilon: 1e-30), 1, 3, 4).Should().Equal([0.9, 0.82], Near);

        // s = 16 + 9.
        After(new AdaGrad(0.1, epsilon: 1, initialAccumulator: 16), 1, 3).Should().Equal([1 - 0.1 * 3 / 6], Near);

        // v̂ = g, √ŝ = |g|; the decay is not part of the optimizer's own step.
        After(new AdamW(0.1, weightDecay: 0.5), 1, 3).Should().Equal([0.9], Near);

        // μ = 0.45 always: 0.55/(1 − 0.45)·g and 0.45/(1 − 0.45²)·0.1·g.
        After(new NAdam(0.1, momentumDecay: 0), 1, 3).Should().Equal([1 - 0.1 * (1 + 0.045 / 0.7975)], Near);

        // v = 0.3, u = 3; v = 0.37, u = max(0.5·3, 1).
        After(new AdaMax(0.1, beta2: 0.5), 1, 3, 1).Should().Equal([0.9, 0.9 - 0.1 / 0.19 * 0.37 / 1.5], Near);

        // Steps 0.1, 0.12; turned: none, and 0.06; from there 0.06 again; then 0.072.
        After(new Rprop(0.1), 1, 3, 1, -2, -5, -0.1).Should().Equal([0.9, 0.78, 0.78, 0.84, 0.912], Near);

        // The lengths 0.1, 0.12 and then the bounds.
        After(new Rprop(0.1, stepSizes: (0.09, 0.11)), 1, 3, 1, -2, -5).Should().Equal([0.9, 0.79, 0.79, 0.88], Near);

        static bool Near(double actual, double expected) => Math.Abs(actual - expected) < (typeof(T) == typeof(double) ? 1e-8 : 1e-6);
    }

    [Fact]
    public void AdamW_InTraining_DecaysWeightsAndNotBiases()
    {
        // No gradient at all: what the network gives is what the labels are.
        Network<T> network = Network.Create<T>(1, 1, new Dense(1, Activation.Identity));
        network.Set(1, Matrix<double>.Build.Dense(1, 1, 8), Matrix<double>.Build.Dense(1, 1, 2));
        Matrix<T> X = Matrix<T>.Build.Dense(1, 1, T.Zero), Y = Matrix<T>.Build.Dense(1, 1, T.CreateTruncating(2));
        network.Train(X, Y, new TrainingOptions { Optimizer = new AdamW(0.5, weightDecay: 0.5), Epochs = 2 });
        double.CreateTruncating(network.W[1][0, 0]).Should().Be(8 * 0.75 * 0.75);
        double.CreateTruncating(network.b[1][0, 0]).Should().Be(2);
    }

    [Fact]
    public void Rprop_GradientsWhoseProductIsTooSmall_StillAgreeOrNot()
    {
        double tiny = typeof(T) == typeof(double) ? 1e-200 : 1e-30;
        After(new Rprop(0.1), 1, tiny, tiny, -tiny, 0, tiny).Should().Equal(
            [0.9, 0.78, 0.78, 0.78, 0.72], (actual, expected) => Math.Abs(actual - expected) < 1e-6);
    }

    [Fact]
    public void Rprop_ScheduleAfterTheFirstStep_DoesNotMatter()
    {
        var (X, Y) = Datasets.Flower<T>(samples: 40, seed: 1);
        Network<T> network = Network.Create<T>(2, 1, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid)), same = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = new Rprop(0.02), Epochs = 10, BatchSize = TrainingOptions.FullBatch };
        network.Train(X, Y, options);
        same.Train(X, Y, options with { Optimizer = new Rprop(LearningRate.Exponential(0.02, 0.1)) });
        same.W.Should().Equal(network.W);
    }

    [Fact]
    public void Step_GradientThatIsNoNumber_IsSeenInTheParameter()
    {
        foreach ((GradientOptimizer optimizer, _) in NaiveOptimizers.All)
        {
            T[] p = [T.One, T.One], state = new T[2 * optimizer.StatesPerParameter];
            optimizer.Step([T.NaN, T.One], state, p.AsSpan(), 0.1, 1);
            T.IsNaN(p[0]).Should().BeTrue();
            T.IsFinite(p[1]).Should().BeTrue();
        }
    }

    [Fact]
    public void Step_SpansThatDoNotFit_AreRefused()
    {
        foreach ((GradientOptimizer optimizer, _) in NaiveOptimizers.All)
        {
            T[] five = new T[5], six = new T[6], state = new T[6 * optimizer.StatesPerParameter];
            optimizer.Invoking(o => o.Step<T>(five, state, six, 0.1, 2)).Should().Throw<ArgumentException>();
            optimizer.Invoking(o => o.Step<T>(six, state, five, 0.1, 2)).Should().Throw<ArgumentException>();
            if (optimizer.StatesPerParameter > 0)
            {
                optimizer.Invoking(o => o.Step<T>(six, five, six, 0.1, 2)).Should().Throw<ArgumentException>();
            }
        }
    }

    [Fact]
    public void NAdamMomentum_AnyStep_IsItsFormula()
    {
        foreach ((double β1, double ψ) in ((double, double)[])[(0.9, 0.004), (0.9, 0), (0.99, 3), (0, 1), (0.9, 1e6)])
        {
            double product = 1;
            for (int t = 1; t <= 1000; t++)
            {
                product *= Momentum(t);
                (double now, double next, double all) = UpdateKernels.NAdamMomentum(β1, ψ, t);
                now.Should().BeApproximately(Momentum(t), 1e-15);
                next.Should().BeApproximately(Momentum(t + 1), 1e-15);
                all.Should().BeApproximately(product, 1e-15);
            }

            double Momentum(int t) => β1 * (1 - 0.5 * Math.Pow(0.96, t * ψ));
        }
    }

    /// <summary>The parameter after each of the gradients.</summary>
    private static double[] After(GradientOptimizer optimizer, double start, params double[] gradients)
    {
        T[] p = [T.CreateTruncating(start)], state = new T[optimizer.StatesPerParameter];
        return [.. gradients.Select((g, i) =>
        {
            double α = optimizer.LearningRate.At(new TrainingPosition(0, i, 1, gradients.Length, []));
            optimizer.Step([T.CreateTruncating(g)], state, p.AsSpan(), α, i + 1);
            return double.CreateTruncating(p[0]);
        })];
    }

    private static void Close(double[] actual, double[] expected, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(actual[i] - expected[i]) <= Precision * Math.Max(1, Math.Abs(expected[i]))))
            {
                Assert.Fail($"{what}: element {i} is {actual[i]:r} and should be {expected[i]:r}.");
            }
        }
    }

    private static double[] Random(int count, int seed) => new NumPyRandom(seed).Randn<double>(count, 1).ToColumnMajorArray();
}
