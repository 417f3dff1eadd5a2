using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

[Collection(typeof(Alone))]
public sealed class InputStagesInDouble : InputStageTests<double>;

[Collection(typeof(Alone))]
public sealed class InputStagesInFloat : InputStageTests<float>;

/// <summary>Embeddings and factors of a layer's inputs: their equations, derivatives, threads and memory.</summary>
public abstract class InputStageTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Embedding Mixed = Embedding.Of(
        Embedding.Periodic(), Embedding.Periodic(), Embedding.Category(3, 5), Embedding.PiecewiseLinear(-1, -0.25, 0.5, 1), Embedding.Pass, Embedding.Periodic(7, 3, 0.5));

    /// <summary>Layers for six inputs of which the third is a code.</summary>
    internal static readonly IReadOnlyDictionary<string, Dense[]> Networks = new Dictionary<string, Dense[]>
    {
        ["factors"] = [new(4, Activation.Tanh) { InputFactors = true }, new(3, Activation.Identity)],
        ["periodic"] = [new(4, Activation.Tanh) { Embedding = Embedding.Periodic() }, new(3, Activation.Identity)],
        ["pass"] = [new(4, Activation.Tanh) { Embedding = Embedding.Pass }, new(3, Activation.Identity)],
        ["mixed"] = [new(4, Activation.Tanh) { Embedding = Mixed }, new(3, Activation.Softmax)],
        ["mixed and factors"] = [new(4, Activation.Tanh) { Embedding = Mixed, InputFactors = true }, new(3, Activation.Softmax)],
        ["hidden"] = [new(6, Activation.Tanh), new(6, Activation.Tanh) { Embedding = Mixed, InputFactors = true, Residual = true }, new(3, Activation.Identity)],
        ["everywhere"] =
        [
            new(6, Activation.Tanh) { Embedding = Mixed, InputFactors = true, Residual = true, BatchNormalization = new(epsilon: 0.1), Dropout = 0.2 },
            new(6, Activation.SiLU) { InputFactors = true, Residual = true, Dropout = 0.2 },
            new(3, Activation.Softmax) { Embedding = Embedding.Periodic(2, 4) },
        ],
        ["alone"] = [new(3, Activation.Identity) { Embedding = Mixed, InputFactors = true }],
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Backward_EveryStage_AgreesWithCentralDifferences(string name)
    {
        (Network<double> network, Matrix<double> X, Matrix<double> Y) = Create<double>(name, 9);
        TrainingOptions options = new() { L2 = 0.5, L1 = 0.01 };
        if (typeof(T) == typeof(double))
        {
            GradientCheckReport report = GradientCheck.Run(network, X, Y, 1e-6, options, [.. Enumerable.Range(0, 9).Select(j => j * 3 % 5 * 0.5)]);
            report.Parameters.Should().Be(network.ParameterCount);
            report.WorstError.Should().BeLessThanOrEqualTo(1e-6, report.ToString());
        }
        else
        {
            // Float is its own formula in double but for rounding.
            Network<T> own = network.Copy<T>();
            double[][] expected = network.Backward(network.Forward(X), Y).Parameters.Arrays;
            T[][] actual = own.Backward(own.Forward(X.As<T>()), Y.As<T>()).Parameters.Arrays;
            double scale = expected.Max(array => array.Max(Math.Abs));
            expected.Zip(actual, (e, a) => e.Zip(a).Max(pair => Math.Abs(pair.First - double.CreateTruncating(pair.Second)))).Max().Should().BeLessThanOrEqualTo(1e-5 * scale);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Predict_EveryStage_IsForwardPropagation(string name)
    {
        foreach (int samples in (int[])[1, 15, 300, 1100])
        {
            (Network<T> network, Matrix<T> X, _) = Create<T>(name, samples);
            if (!network.Layout.DrawsMasks)
            {
                network.Predict(X).Should().Be(network.Forward(X).A[network.L]);
            }

            T[] yHat = new T[3];
            network.Predict(X.Column(samples - 1).ToArray(), yHat);
            yHat.Should().Equal(network.Predict(X).Column(samples - 1).ToArray());
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Train_AnyNumberOfThreads_GivesTheSameBits(string name)
    {
        foreach (int batchSize in (int[])[500, 1100])
        {
            T[][] one = Trained(threads: 1);
            foreach (int threads in (int[])[2, 3])
            {
                Trained(threads).Should().BeEquivalentTo(one, options => options.WithStrictOrdering());
            }

            T[][] Trained(int threads)
            {
                (Network<T> network, Matrix<T> X, Matrix<T> Y) = Create<T>(name, 1100, units: 40);
                network.Train(X, Y, new TrainingOptions { Optimizer = new Adam(0.01), Epochs = 2, BatchSize = batchSize, MaxThreads = threads });
                return network.State;
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void StudentsLoopAndPredict_Warm_AllocateNothing(string name)
    {
        (Network<T> network, Matrix<T> X, Matrix<T> Y) = Create<T>(name, 600);
        ForwardPass<T> pass = network.Forward(X);
        Gradients<T> gradients = network.Backward(pass, Y);
        Allocations.Measure(() =>
        {
            network.Forward(X, pass);
            network.Cost(pass, Y);
            network.Backward(pass, Y, gradients);
            network.Update(gradients, 0.1);
        }).Should().Be(0);
        Trainer<T> trainer = new(network, new TrainingOptions { L2 = 0.1 });
        Allocations.Measure(() => trainer.TrainStep(X, Y)).Should().Be(0);
        Matrix<T> YHat = ColumnMajor.Create<T>(3, 600);
        T[] x = X.Column(0).ToArray(), yHat = new T[3];
        Allocations.Measure(() => network.Predict(X, YHat)).Should().Be(0);
        Allocations.Measure(() => network.Predict(x, yHat)).Should().Be(0);
    }

    [Fact]
    public void Category_OfAnythingButACode_BecomesZeros()
    {
        Network<T> network = Network.Create<T>(1, 1, new Dense(2, Activation.Identity) { Embedding = Embedding.Category(4, 2) });
        Matrix<T> identity = Matrix<T>.Build.DenseIdentity(2), numbers = network.Embeddings[1]!;
        identity.CopyTo(network.W[1]);
        foreach (double none in (double[])[-1, 4, 0.5, 3.5, 1e30, -1e30])
        {
            network.Predict(Matrix<T>.Build.Dense(1, 1, T.CreateTruncating(none))).Enumerate().Should().AllBeEquivalentTo(T.Zero);
        }

        for (int code = 0; code < 4; code++)
        {
            Matrix<T> Z = network.Predict(Matrix<T>.Build.Dense(1, 1, T.CreateTruncating(code)));
            (Z[0, 0], Z[1, 0]).Should().Be((numbers[2 * code, 0], numbers[2 * code + 1, 0]));
        }
    }

    [Fact]
    public void PiecewiseLinear_BetweenAndBeyondItsEdges_IsHowFarANumberIs()
    {
        Network<T> network = Network.Create<T>(1, 1, new Dense(3, Activation.Identity) { Embedding = Embedding.PiecewiseLinear(0, 1, 3, 4) });
        network.Embeddings[1].Should().BeNull();
        Matrix<T>.Build.DenseIdentity(3).CopyTo(network.W[1]);
        foreach ((double x, double[] expected) in new[]
            { (-2.0, new[] { -2.0, 0, 0 }), (0.25, [0.25, 0, 0]), (1, [1, 0, 0]), (2.5, [1, 0.75, 0]), (3.5, [1, 1, 0.5]), (6, [1, 1, 3]) })
        {
            network.Predict(Matrix<T>.Build.Dense(1, 1, T.CreateTruncating(x))).Enumerate().Select(double.CreateTruncating).Should().Equal(expected);
        }
    }

    /// <summary>Decay and penalties are of weights; factors start at 1, and what is drawn follows from the seed.</summary>
    [Fact]
    public void Start_OfEveryInput_IsDrawnByItselfAndNotPenalized()
    {
        Network<T> network = Network.Create<T>(2, 3, new Dense(4, Activation.Tanh) { Embedding = Embedding.Of(Embedding.Periodic(4, 900, 0.25), Embedding.Category(900, 3)), InputFactors = true });
        network.InputFactors[1]!.Enumerate().Should().HaveCount(7).And.AllBeEquivalentTo(T.One);
        double[] drawn = [.. network.Embeddings[1]!.Enumerate().Select(double.CreateTruncating)];
        NumPyRandom random = new(3);
        drawn[..900].Should().OnlyContain(u => Math.Abs(u - 0.25 * random.Randn()) < 1e-7);
        drawn[900..1800].Should().OnlyContain(c => Math.Abs(c - random.Uniform(-Math.PI, Math.PI)) < 1e-6);
        drawn[1800..PeriodicLength].Should().OnlyContain(v => Math.Abs(v - random.Uniform(-1 / 30.0, 1 / 30.0)) < 1e-7);
        drawn[PeriodicLength..].Should().HaveCount(2700).And.OnlyContain(number => Math.Abs(number - random.Randn()) < 1e-6);
        network.Layout.Trained.Where(parameter => parameter.IsPenalized).Should().ContainSingle().Which.Role.Should().Be(ParameterRole.Weights);
    }

    [Fact]
    public void Layers_Printed_TellTheirInputs()
    {
        Dense layer = new(4, Activation.Tanh) { Embedding = Mixed, InputFactors = true };
        layer.ToString().Should().Be("4 tanh + embedding periodic(4, 16, 0.1) × 2, category(3, 5, 1), piecewise linear(3), pass, … 6 in all + input factors");
        Network.Create<T>(6, 1, layer).ToString().Should().Contain("  Embeddings  InputFactors  W ").And.Contain("211 × 1").And.Contain(" 24 × 1").And.Contain(" 4 × 24");
        Mixed.Width(6).Should().Be(24);
        Embedding.Periodic().Width(7).Should().Be(28);
        Embedding.Of(Mixed, Embedding.Pass).Inputs.Should().Be(7);
        Embedding.Pass.ToString().Should().Be("pass");
    }

    private static int PeriodicLength => 5 * 900 + 3;

    /// <summary>Six inputs whose third is a code, one-hot labels of three classes, and parameters that are not those of the start.</summary>
    internal static (Network<TOther> Network, Matrix<TOther> X, Matrix<TOther> Y) Create<TOther>(string name, int samples, int? units = null)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        Dense[] layers = [.. Networks[name]];
        layers[0] = units is { } many && layers.Length > 1 && layers[0].Units == 4 ? layers[0] with { Units = many } : layers[0];
        Network<double> network = Network.Create<double>(6, 4, layers);
        NumPyRandom random = new(5);
        foreach (PerLayer<Matrix<double>?> numbers in (PerLayer<Matrix<double>?>[])[network.InputFactors, network.Embeddings])
        {
            foreach (Matrix<double>? matrix in numbers)
            {
                matrix?.MapInplace(value => value + 0.3 * random.Randn(), MathNet.Numerics.LinearAlgebra.Zeros.Include);
            }
        }

        Matrix<double> X = random.Randn<double>(6, samples);
        X.SetRow(2, [.. Enumerable.Range(0, samples).Select(j => (j * j + 1) % 5 - 1.0)]);
        return (network.Copy<TOther>(), X.As<TOther>(), OneHot.Encode<TOther>([.. Enumerable.Range(0, samples).Select(j => j * j % 3)], 3));
    }
}
