using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class OnnxNetworksInDouble : OnnxNetworkTests<double>;

public sealed class OnnxNetworksInFloat : OnnxNetworkTests<float>;

/// <summary>ONNX Runtime predicts from exported networks what the networks predict.</summary>
public abstract class OnnxNetworkTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string, bool> ActivationsAndOptimization =>
        new(TestNetworks.Activations.Keys.SelectMany(_ => (bool[])[false, true], (name, optimized) => (name, optimized)));

    [Theory]
    [MemberData(nameof(ActivationsAndOptimization))]
    public void ExportOnnx_EveryActivation_PredictsTheSame(string name, bool optimized)
    {
        // Exponentials of large exponentials would make large errors of the smallest.
        Activation activation = TestNetworks.Activations[name];
        Dense layer = new(9, activation) { Initializer = Initializer.Normal(name == "exponential" ? 0.1 : 0.5) };
        Dense[] hidden = name == "softmax" ? [new Dense(9, Activation.Tanh)] : [layer, layer with { Units = 7 }];
        CheckPrediction(Network.Create<T>(5, 3, [.. hidden, layer with { Units = 4 }]), optimized);
        CheckPrediction(Network.Create<T>(5, 3, new Dense(name == "softmax" ? 2 : 1, activation)), optimized);
    }

    [Theory]
    [MemberData(nameof(ActivationsAndOptimization))]
    public void ExportOnnx_LargeArguments_AreTheActivations(string name, bool optimized)
    {
        Network<T> network = Network.Create<T>(1, 1, new Dense(name == "softmax" ? 2 : 1, TestNetworks.Activations[name]));
        network.W[1][0, 0] = T.One;
        foreach (float width in (float[])[10, 80])
        {
            Matrix<float> Z = Matrix<float>.Build.Dense(1, 401, (_, j) => width * (j - 200) / 200f);
            Matrix<T> X = ColumnMajor.Convert<float, T>(Z);
            using OnnxSession session = new(OnnxSession.Export(network.ExportOnnx), optimized);
            OnnxSession.Error(session.Run(X), network.Predict(X)).Should().BeLessThan(Tolerance);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(-0.5)]
    public void ExportOnnx_Slopes_AreTheActivations(double slope)
    {
        Dense[] layers = [new Dense(8, Activation.LeakyReLU(slope)), new Dense(8, Activation.ELU(Math.Abs(slope))), new Dense(2, Activation.Identity)];
        CheckPrediction(Network.Create<T>(5, 3, layers));
    }

    public static TheoryData<string> Options => ["normalization", "residual", "dropout", "learned mix", "all", "at the output", "factors", "periodic", "embeddings", "at a hidden layer"];

    [Theory]
    [MemberData(nameof(Options))]
    public void ExportOnnx_EveryLayerOption_PredictsTheSame(string option)
    {
        Dense plain = new(6, Activation.Tanh), normalized = plain with { BatchNormalization = new(epsilon: 0.01) };
        Embedding mixed = Embedding.Of(
            Embedding.Pass, Embedding.Periodic(), Embedding.Periodic(), Embedding.PiecewiseLinear(-0.5, 0, 1.5), Embedding.PiecewiseLinear(-1, 1), Embedding.Periodic(2, 1));
        Dense[] layers = option switch
        {
            "factors" => [plain with { InputFactors = true }, plain with { InputFactors = true, Residual = true }],
            "periodic" => [plain with { Embedding = Embedding.Periodic() }],
            "embeddings" => [plain with { Embedding = mixed, InputFactors = true }],
            "at a hidden layer" => [plain, plain with { Embedding = mixed, InputFactors = true, Residual = true }],
            "normalization" => [normalized, normalized with { Activation = Activation.ReLU }],
            "residual" => [plain, plain with { Residual = true }, plain with { Residual = true, Activation = Activation.SiLU }],
            "learned mix" => [plain with { LearnedMix = true }, normalized with { LearnedMix = true, Residual = true, Activation = Activation.SELU }],
            "dropout" => [plain with { Dropout = 0.5 }],
            "all" => [plain, normalized with { Dropout = 0.2, Residual = true }, normalized with { Dropout = 0.2, Residual = true, Activation = Activation.GELU }],
            _ => [plain],
        };
        Dense output = option == "at the output" ? normalized with { Residual = true } : new Dense(3, Activation.Softmax);
        Network<T> network = Network.Create<T>(6, 4, Loss.SquaredError, [.. layers, output]);
        CheckPrediction(network);
        Disturb(network);
        CheckPrediction(network);
        CheckPrediction(network, optimized: false);
    }

    [Fact]
    public void ExportOnnx_Categories_PredictTheSameForAnyNumber()
    {
        Embedding embedding = Embedding.Of(Embedding.Category(3, 4), Embedding.Category(3, 4), Embedding.Category(7, 1), Embedding.Pass);
        Network<T> network = Network.Create<T>(4, 1, new Dense(5, Activation.Tanh) { Embedding = embedding }, new Dense(2, Activation.Identity));
        Matrix<T> X = Matrix<T>.Build.Dense(4, 60, (i, j) => T.CreateTruncating(j % 11 == 10 ? 0.5 : (i + 1) * j % 9 - 1));
        using OnnxSession session = new(OnnxSession.Export(network.ExportOnnx));
        OnnxSession.Error(session.Run(X), network.Predict(X)).Should().BeLessThan(Tolerance);
    }

    [Fact]
    public void ExportOnnx_TrainedNetwork_PredictsTheSame()
    {
        var (X, Y) = Datasets.Moons<T>(samples: 200, seed: 1);
        Network<T> network = Network.Create<T>(2, 1, new Dense(16, Activation.ReLU) { BatchNormalization = new() }, new Dense(1, Activation.Sigmoid));
        network.Train(X, Y, new TrainingOptions { Epochs = 30 });
        using OnnxSession session = new(OnnxSession.Export(network.ExportOnnx));
        OnnxSession.Error(session.Run(X), network.Predict(X)).Should().BeLessThan(Tolerance);
    }

    [Fact]
    public void ExportOnnx_Again_GivesTheSameBytes()
    {
        Network<T> network = Network.Create<T>(3, 1, new Dense(4, Activation.GELUTanh) { BatchNormalization = new() }, new Dense(2, Activation.Softmax));
        byte[] file = OnnxSession.Export(network.ExportOnnx);
        OnnxSession.Export(network.ExportOnnx).Should().Equal(file);
        OnnxSession.Export(network.Copy<T>().ExportOnnx).Should().Equal(file);
        network.b[1][2, 0] += T.One;
        OnnxSession.Export(network.ExportOnnx).Should().NotEqual(file).And.HaveSameCount(file);
    }

    /// <summary>Anything but 0 and 1 in what starts as that.</summary>
    private static void Disturb(Network<T> network)
    {
        NumPyRandom random = new(7);
        for (int l = 1; l <= network.L; l++)
        {
            Add(random, network.b[l], 0.3);
            foreach (Matrix<T>? matrix in (Matrix<T>?[])[network.InputFactors[l], network.Gamma[l], network.Beta[l], network.Alpha[l], network.RunningMean[l], network.RunningVariance[l]])
            {
                Add(random, matrix, 0.5);
            }
        }
    }

    private static void Add(NumPyRandom random, Matrix<T>? matrix, double width) =>
        matrix?.MapInplace(value => value + T.CreateTruncating(width * random.Rand()), MathNet.Numerics.LinearAlgebra.Zeros.Include);

    private static void CheckPrediction(Network<T> network, bool optimized = true)
    {
        using OnnxSession session = new(OnnxSession.Export(network.ExportOnnx), optimized);
        foreach (int samples in (int[])[1, 2, 37])
        {
            // Numbers that float has, so that nothing is lost on the way in.
            Matrix<T> X = ColumnMajor.Convert<float, T>(new NumPyRandom(samples).Randn<double>(network.Inputs, samples).As<float>());
            OnnxSession.Error(session.Run(X), network.Predict(X)).Should().BeLessThan(Tolerance, $"of {network} for {samples}");
        }
    }
}
