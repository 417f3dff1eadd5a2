using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class GaussNewtonInDouble : GaussNewtonTests<double>;

public sealed class GaussNewtonInFloat : GaussNewtonTests<float>;

/// <summary>Σ JᵀΛJ against NumPy's and against central differences of the outputs.</summary>
public abstract class GaussNewtonTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly JsonElement Expected = Golden.Read("second-order.json");
    private static readonly bool IsFloat = typeof(T) == typeof(float);
    private static readonly double Tolerance = IsFloat ? 1e-5 : 1e-6;

    public static TheoryData<string> Outputs => [.. TestNetworks.Activations.Keys];

    private static string[] Losses { get; } = [.. TestNetworks.Losses.Where(pair => pair.Value.HasCurvature).Select(pair => pair.Key)];

    [Fact]
    public void Sum_SquaredErrors_IsNumPysJacobianTimesItself()
    {
        foreach (JsonElement golden in Expected.GetProperty("jacobians").EnumerateArray())
        {
            Check(golden, Loss.SquaredError, "JtJ", "JtWJ");
        }
    }

    [Fact]
    public void Sum_CrossEntropies_IsNumPysFisherInformation()
    {
        foreach (JsonElement golden in Expected.GetProperty("curvatures").EnumerateArray())
        {
            bool isSoftmax = golden.GetProperty("activations").EnumerateArray().Last().GetString() == "softmax";
            Check(golden, isSoftmax ? Loss.CategoricalCrossEntropy : Loss.CrossEntropy, "G", "weightedG");
        }
    }

    [Fact]
    public void Sum_HuberLosses_HasTheWeightsOfReweightedLeastSquares()
    {
        JsonElement golden = Expected.GetProperty("huber");
        Check(golden, Loss.Huber(golden.GetProperty("delta").GetDouble()), "JtWJ", null);
    }

    [Fact]
    public void Losses_WithCurvature_AreTheseFive() => Losses.Should().BeEquivalentTo("squared", "crossEntropy", "categorical", "huber", "poisson");

    [Theory, MemberData(nameof(Outputs))]
    public void Sum_EveryLossOfAnOutput_AgreesWithCentralDifferences(string output)
    {
        foreach (string loss in Losses)
        {
            foreach (int outputs in (int[])[output == "softmax" ? 2 : 1, 3])
            {
                CheckSmooth("tanh", output, loss, depth: 1, outputs);
                CheckSmooth("tanh", output, loss, depth: 3, outputs);
            }
        }
    }

    [Theory, MemberData(nameof(Outputs))]
    public void Sum_EveryHiddenActivation_AgreesWithCentralDifferences(string hidden)
    {
        if (hidden == "softmax")
        {
            return;
        }

        CheckSmooth(hidden, "identity", "squared", depth: 2, outputs: 2);
        CheckSmooth(hidden, "sigmoid", "crossEntropy", depth: 3, outputs: 2);
        CheckSmooth(hidden, "softmax", "categorical", depth: 2, outputs: 3);
    }

    /// <summary>More samples than a chunk takes, with weights, and hidden layers and outputs that the layers before are added to.</summary>
    [Theory]
    [InlineData("", "", "identity", "squared")]
    [InlineData("r", "", "identity", "squared")]
    [InlineData("r", "r", "identity", "squared")]
    [InlineData("r", "r", "tanh", "huber")]
    [InlineData("", "r", "sigmoid", "crossEntropy")]
    [InlineData("r", "r", "softmax", "categorical")]
    [InlineData("", "r", "exponential", "poisson")]
    [InlineData("m", "", "identity", "squared")]
    [InlineData("mr", "", "softmax", "categorical")]
    [InlineData("r", "", "softmax", "categorical")]
    [InlineData("r", "", "exponential", "poisson")]
    public void Sum_ResidualsWeightsAndChunks_AgreesWithCentralDifferences(string hidden, string last, string output, string loss)
    {
        const int Samples = 300;
        Dense between = new(3, Activation.Tanh) { Residual = hidden.Contains('r'), LearnedMix = hidden.Contains('m'), Initializer = Initializer.Normal(0.3) };
        Network<double> network = Network.Create<double>(
            3, 4, TestNetworks.Losses[loss], between, between, new Dense(3, TestNetworks.Activations[output]) { Residual = last == "r", Initializer = Initializer.Normal(0.05) });
        network.Alpha[1]?.Multiply(0.7, network.Alpha[1]!);
        Matrix<double> X = new NumPyRandom(3).Rand<double>(3, Samples) * 0.2 + 0.1;
        if (last == "r")
        {
            // All outputs are inside (0, 1), where every loss is defined.
            network.b[3].Subtract(output == "softmax" ? 0 : 1.5, network.b[3]);
            network.W[1].Multiply(0.1, network.W[1]);
            network.W[2].Multiply(0.1, network.W[2]);
            network.b[2].Add(output is "identity" or "tanh" ? 2 : 0.2, network.b[2]);
        }

        Matrix<double> Y = TestNetworks.Labels(loss, 3, Samples, 5);
        double[] weights = [.. Enumerable.Range(0, Samples).Select(j => j * 3 % 5 * 0.5)];
        network.Forward(X).A[3].Enumerate().Should().OnlyContain(a => loss == "squared" || (a > 0.05 && a < 3));
        Check(network, X, Y, null);
        Check(network, X, Y, weights);
    }

    [Theory]
    [InlineData("factors")]
    [InlineData("mixed and factors")]
    [InlineData("hidden")]
    [InlineData("alone")]
    public void Sum_EmbeddingsAndInputFactors_AgreesWithCentralDifferences(string name)
    {
        (Network<double> network, Matrix<double> X, Matrix<double> Y) = InputStageTests<double>.Create<double>(name, 20);
        Check(network, X, Y, null);
        Check(network, X, Y, [.. Enumerable.Range(0, 20).Select(j => j * 3 % 5 * 0.5)]);
    }

    [Fact]
    public void Sum_MoreOutputsThanAChunkHasRows_IsThatOfALinearModel()
    {
        const int Outputs = 257;
        Network<T> network = Network.Create<T>(1, 1, new Dense(Outputs, Activation.Identity));
        Matrix<double> X = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 2, -4 } });
        Matrix<double> H = SumOf(network, X, Matrix<double>.Build.Dense(Outputs, 3), null);
        for (int k = 0; k < Outputs; k++)
        {
            (H[k, k], H[Outputs + k, k], H[Outputs + k, Outputs + k]).Should().Be((21.0, -1.0, 3.0));
        }

        H.Enumerate().Count(h => h != 0).Should().Be(4 * Outputs);
    }

    [Fact, Trait("Cost", "Expensive")]
    public void Sum_OnSeveralThreads_HasTheSameBits()
    {
        Network<T> network = Network.Create<T>(10, 1, new Dense(60, Activation.Tanh), new Dense(3, Activation.Softmax));
        Matrix<double> X = new NumPyRandom(1).Randn<double>(10, 400);
        Matrix<double> Y = TestNetworks.Labels("categorical", 3, 400, 1);
        double[] weights = [.. Enumerable.Range(0, 400).Select(j => 0.5 + j % 3)];
        double[] expected = SumOf(network, X, Y, weights, threads: 1).ToColumnMajorArray();
        foreach (int threads in (int[])[2, 3, 4])
        {
            SumOf(network, X, Y, weights, threads).ToColumnMajorArray().AsSpan().SequenceEqual(expected).Should().BeTrue();
        }
    }

    private static void Check(JsonElement golden, Loss loss, string name, string? weightedName)
    {
        Network<T> network = SecondOrder.Network<T>(golden, loss);
        (Matrix<double> X, Matrix<double> Y) = (golden.GetProperty("X").Matrix(), golden.GetProperty("Y").Matrix());
        Golden.ErrorOf(SumOf(network, X, Y, null), golden.GetProperty(name).Matrix()).Should().BeLessThan(IsFloat ? 1e-5 : 1e-13);
        if (weightedName is not null)
        {
            Golden.ErrorOf(SumOf(network, X, Y, golden.GetProperty("weights").Numbers()), golden.GetProperty(weightedName).Matrix()).Should().BeLessThan(IsFloat ? 1e-5 : 1e-13);
        }
    }

    private static void CheckSmooth(string hidden, string output, string loss, int depth, int outputs)
    {
        for (int seed = 1; ; seed++)
        {
            Network<double> network = TestNetworks.Create(hidden, output, loss, depth, outputs, seed);
            Matrix<double> X = new NumPyRandom(seed + 100).Randn<double>(2, 7), Y = TestNetworks.Labels(loss, outputs, 7, seed);
            if (TestNetworks.IsSmooth(network.Forward(X), Y, loss))
            {
                Check(network, X, Y, null);
                return;
            }
        }
    }

    private static void Check(Network<double> network, Matrix<double> X, Matrix<double> Y, double[]? weights)
    {
        double[]? normalized = weights is null ? null : SampleWeights.Normalize<double>(weights);
        Matrix<double> actual = SumOf(network.Copy<T>(), X, Y, weights);
        actual.Enumerate().All(double.IsFinite).Should().BeTrue();
        Golden.ErrorOf(actual, NaiveCurvature.Of(network, X, Y, normalized)).Should().BeLessThan(Tolerance, $"{network.Loss} of {network.Layers[network.L]}");
    }

    /// <summary>The whole symmetric matrix.</summary>
    private static Matrix<double> SumOf(Network<T> network, Matrix<double> X, Matrix<double> Y, double[]? weights, int threads = 2)
    {
        ForwardPass<T> pass = network.Forward(X.As<T>());
        pass.Weights = weights is null ? null : SampleWeights.Normalize<T>(weights);
        int P = network.ParameterCount;
        double[] H = new double[P * P];
        GaussNewton<T> matrix = new(network, threads);
        for (int call = 0; call < 2; call++)
        {
            // A second call begins anew.
            matrix.Sum(pass, Y.As<T>().ToColumnMajorArray(), H);
        }

        return Matrix<double>.Build.Dense(P, P, (i, j) => i >= j ? H[j * P + i] : H[i * P + j]);
    }
}
