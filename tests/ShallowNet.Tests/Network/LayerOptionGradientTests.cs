using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>
/// Backward propagation of what training minimizes, with every combination of the layers' options, of weights and of penalties, against
/// central differences; and float against double.
/// </summary>
public sealed class LayerOptionGradientTests
{
    private const int Samples = 9;

    private static readonly IReadOnlyDictionary<string, TrainingOptions> Penalties = new Dictionary<string, TrainingOptions>
    {
        ["no penalty"] = new(),
        ["L1"] = new() { L1 = 0.3 },
        ["L2"] = new() { L2 = 0.7 },
        ["L1 and L2"] = new() { L1 = 0.2, L2 = 0.4 },
    };

    /// <summary>All options of the hidden and of the last layers × depth × weights × penalties.</summary>
    public static TheoryData<string, string, int, string, string> Options
    {
        get
        {
            TheoryData<string, string, int, string, string> data = [];
            foreach (string hidden in (string[])["", "n", "d", "r", "nd", "nr", "dr", "ndr", "m", "mn", "mdr", "mndr"])
            {
                foreach (string last in (string[])["", "n", "r", "nr"])
                {
                    foreach (string weights in (string[])["none", "samples", "classes", "both"])
                    {
                        foreach (string penalty in Penalties.Keys)
                        {
                            data.Add(hidden, last, 2, weights, penalty);
                            data.Add(hidden, last, 3, weights, penalty);
                        }
                    }
                }
            }

            return data;
        }
    }

    /// <summary>Every hidden activation between all options, and every output with every loss.</summary>
    public static TheoryData<string, string, string, string> Functions
    {
        get
        {
            TheoryData<string, string, string, string> data = [];
            foreach (string options in (string[])["n", "m", "ndr", "mndr"])
            {
                foreach (string hidden in TestNetworks.Activations.Keys.Where(name => name != "softmax"))
                {
                    data.Add(options, hidden, "softmax", "categorical");
                    data.Add(options, hidden, "identity", "squared");
                }

                foreach (string loss in TestNetworks.Losses.Keys)
                {
                    foreach (string output in TestNetworks.Activations.Keys)
                    {
                        data.Add(options, "tanh", output, loss);
                    }
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Options))]
    public void Backward_EveryCombinationOfOptions_AgreesWithCentralDifferences(string hidden, string last, int depth, string weights, string penalty)
    {
        var (network, X, Y) = Create(hidden, last, depth, Samples, "tanh", "identity", "squared");
        Check(network, X, Y, Penalties[penalty], weights);
        (network, X, Y) = Create(hidden, last.Replace("r", ""), depth, Samples, "gelu", "softmax", "categorical");
        Check(network, X, Y, Penalties[penalty], weights);
    }

    [Theory, MemberData(nameof(Functions))]
    public void Backward_EveryFunctionAmongOptions_AgreesWithCentralDifferences(string options, string hidden, string output, string loss)
    {
        var (network, X, Y) = Create(options, "", 3, Samples, hidden, output, loss);

        // Outputs around 0.5, where every loss is defined.
        network.W[3].Multiply(0.03, network.W[3]);
        (network.b[3] * 0.1 + (output switch { "exponential" => -0.7, "softplus" => -0.4, _ => 0.5 })).CopyTo(network.b[3]);
        network.Forward(X).A[3].Enumerate().Should().OnlyContain(a => a > 0.05 && a < 0.95);
        Check(network, X, Y, Penalties["L1 and L2"], "samples");
    }

    /// <summary>Softmax and sigmoid whose outputs a residual connection moves are no longer what their losses are simple for.</summary>
    [Theory]
    [InlineData("sigmoid", "crossEntropy")]
    [InlineData("softmax", "categorical")]
    [InlineData("softmax", "crossEntropy")]
    [InlineData("exponential", "poisson")]
    [InlineData("sigmoid", "huber")]
    public void Backward_ResidualOutput_AgreesWithCentralDifferences(string output, string loss)
    {
        foreach (string last in (string[])["r", "nr"])
        {
            var (network, _, Y) = Create("", last, 1, Samples, "none", output, loss);
            Matrix<double> X = new NumPyRandom(3).Rand<double>(3, Samples) * 0.1 + 0.1;
            network.Beta[1]?.Subtract(1.5, network.Beta[1]!);
            network.b[1].Subtract(1.5, network.b[1]);
            network.Gamma[1]?.Multiply(0.3, network.Gamma[1]!);
            network.Forward(X).A[1].Enumerate().Should().OnlyContain(a => a > 0.05 && a < 0.95);
            Check(network, X, Y, Penalties["no penalty"], "samples");
        }
    }

    /// <summary>More samples than backward propagation takes at a time.</summary>
    [Theory]
    [InlineData("n", "")]
    [InlineData("ndr", "n")]
    [InlineData("r", "r")]
    [InlineData("dr", "")]
    [InlineData("m", "")]
    [InlineData("mndr", "n")]
    public void Backward_SeveralChunks_AgreesWithCentralDifferences(string hidden, string last)
    {
        var (network, X, Y) = Create(hidden, last, 3, 1100, "tanh", "identity", "squared");
        Check(network, X, Y, Penalties["L2"], "none");
        Check(network, X, Y, Penalties["L1"], "both");
    }

    [Theory]
    [InlineData("n", "", Samples)]
    [InlineData("d", "", Samples)]
    [InlineData("r", "r", Samples)]
    [InlineData("ndr", "nr", Samples)]
    [InlineData("ndr", "nr", 1100)]
    [InlineData("dr", "r", 1100)]
    [InlineData("m", "", Samples)]
    [InlineData("mdr", "", 1100)]
    public void Backward_InFloat_AgreesWithDouble(string hidden, string last, int samples)
    {
        var (network, X, Y) = Create(hidden, last, 3, samples, "tanh", "identity", "squared");
        Network<float> inFloat = network.Copy<float>();
        ForwardPass<double> pass = network.Forward(X);
        ForwardPass<float> floatPass = inFloat.Forward(X.As<float>());
        double[][] expected = network.Backward(pass, Y).Parameters.Arrays;
        float[][] actual = inFloat.Backward(floatPass, Y.As<float>()).Parameters.Arrays;
        double scale = expected.Max(array => array.Max(Math.Abs));
        expected.Zip(actual, (e, a) => e.Zip(a).Max(pair => Math.Abs(pair.First - pair.Second))).Max().Should().BeLessThanOrEqualTo(5e-6 * scale);
        double J = network.Cost(pass, Y);
        inFloat.Cost(floatPass, Y.As<float>()).Should().BeApproximately(J, 2e-6 * J);
        GradientCheck.Run(inFloat, X.As<float>(), Y.As<float>(), options: new() { L1 = 0.1, L2 = 0.1, ClassWeights = ClassWeights.Balanced })
            .WorstError.Should().BeInRange(1e-12, 1e-3);
    }

    /// <summary>The bias of a normalized layer has no effect: its derivative is 0, and central differences find no other.</summary>
    [Fact]
    public void Backward_BiasOfANormalizedLayer_IsZero()
    {
        var (network, X, Y) = Create("n", "", 2, Samples, "tanh", "identity", "squared");
        Gradients<double> gradients = network.Backward(network.Forward(X), Y);
        gradients.db[1].Enumerate().Should().AllBeEquivalentTo(0.0);
        gradients.db[2].Enumerate().Should().NotContain(0.0);
        double J = network.Cost(network.Forward(X), Y);
        network.b[1].Add(0.5, network.b[1]);
        network.Cost(network.Forward(X), Y).Should().BeApproximately(J, 1e-13);
    }

    private static void Check(Network<double> network, Matrix<double> X, Matrix<double> Y, TrainingOptions options, string weights)
    {
        double[][] before = Array.ConvertAll(network.State, array => (double[])array.Clone());
        GradientCheckReport report = GradientCheck.Run(network, X, Y, 1e-6, With(options, weights), Weights(weights, X.ColumnCount));
        report.Parameters.Should().Be(network.ParameterCount);
        report.WorstError.Should().BeLessThanOrEqualTo(1e-6, report.ToString());
        network.State.Should().BeEquivalentTo(before);
    }

    private static TrainingOptions With(TrainingOptions options, string weights) =>
        weights is "classes" or "both" ? options with { ClassWeights = ClassWeights.Balanced } : options;

    /// <summary>Weights from 0 to 2.</summary>
    private static double[]? Weights(string weights, int samples) =>
        weights is "samples" or "both" ? [.. Enumerable.Range(0, samples).Select(j => j * 3 % 5 * 0.5)] : null;

    /// <summary>A network of three inputs, three outputs and layers of three units, with one-hot labels.</summary>
    private static (Network<double> Network, Matrix<double> X, Matrix<double> Y) Create(
        string hidden, string last, int depth, int samples, string activation, string output, string loss)
    {
        List<Dense> layers = [];
        for (int l = 1; l <= depth; l++)
        {
            string options = l == depth ? last : hidden;
            layers.Add(new Dense(3, TestNetworks.Activations[l == depth ? output : activation])
            {
                Initializer = Initializer.Normal(0.5),
                BatchNormalization = options.Contains('n') ? new BatchNormalization(epsilon: 0.1) : null,
                Dropout = options.Contains('d') ? 0.3 : 0,
                Residual = options.Contains('r'),
                LearnedMix = options.Contains('m'),
            });
        }

        for (int seed = 1; ; seed++)
        {
            Network<double> network = Network.Create<double>(inputs: 3, seed, TestNetworks.Losses[loss], layers);
            NumPyRandom random = new(seed + 50);
            for (int l = 1; l <= depth; l++)
            {
                (random.Randn<double>(3, 1) * 0.1).CopyTo(network.b[l]);
                network.Gamma[l]?.Add(random.Randn<double>(3, 1) * 0.2, network.Gamma[l]!);
                network.Alpha[l]?.Add(random.Randn<double>(3, 1) * 0.2, network.Alpha[l]!);
                network.Beta[l]?.Add(random.Randn<double>(3, 1) * 0.2, network.Beta[l]!);
            }

            Matrix<double> X = random.Randn<double>(3, samples);
            Matrix<double> Y = OneHot.Encode<double>([.. Enumerable.Range(0, samples).Select(j => j == 3 ? 2 : j * j % 3)], 3);
            if (network.W.All(W => W.Enumerate().All(w => Math.Abs(w) > 1e-3)))
            {
                // No weight is near the kink of an L1 penalty.
                return (network, X, Y);
            }
        }
    }
}
