using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>∂ŷ/∂x against central differences of predictions, of every activation and every stage; float against double; without allocating.</summary>
public sealed class InputGradientTests
{
    private const int Inputs = 4;

    /// <summary>Every activation behind each combination of the layers' options.</summary>
    public static TheoryData<string, string, string> Layers
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach (string options in (string[])["", "n", "d", "r", "m", "f", "e", "ndr", "mnf", "efmndr"])
            {
                foreach (string activation in TestNetworks.Activations.Keys.Where(name => name != "softmax"))
                {
                    data.Add(options, activation, "identity");
                }

                foreach (string output in TestNetworks.Activations.Keys)
                {
                    data.Add(options, "tanh", output);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void InputGradients_OfEveryActivationAndStage_AreCentralDifferences(string options, string hidden, string output)
    {
        Network<double> network = Create<double>(options, hidden, output);
        Matrix<double> X = Samples<double>(7);
        for (int k = 0; k < network.Outputs; k++)
        {
            Matrix<double> gradients = network.InputGradients(X, k), differences = Differences(network, X, k);
            (gradients - differences).Enumerate().Select(Math.Abs).Max().Should().BeLessThanOrEqualTo(1e-6);
            gradients.Enumerate().Should().Contain(number => number != 0);
        }
    }

    [Fact]
    public void InputGradients_OfAResidualOutput_AreCentralDifferences()
    {
        Network<double> network = Network.Create<double>(Inputs, seed: 3, Loss.SquaredError, new Dense(Inputs, Activation.Sigmoid) { Residual = true, BatchNormalization = new() });
        Matrix<double> X = Samples<double>(5);
        (network.InputGradients(X, 2) - Differences(network, X, 2)).Enumerate().Select(Math.Abs).Max().Should().BeLessThanOrEqualTo(1e-6);
    }

    /// <summary>Every kind of embedding; the number of a category has the derivative 0.</summary>
    [Fact]
    public void InputGradients_OfEmbeddings_AreCentralDifferencesAndZeroForCategories()
    {
        Embedding embedding = Embedding.Of(Embedding.Periodic(), Embedding.PiecewiseLinear(-0.55, 0.11, 0.66), Embedding.Pass, Embedding.Category(3, 2));
        Network<double> network = Network.Create<double>(Inputs, seed: 4, new Dense(6, Activation.Tanh) { Embedding = embedding, InputFactors = true }, new Dense(3, Activation.Softmax));
        Matrix<double> X = Samples<double>(9);
        X.SetRow(3, [0, 1, 2, 0, 1, 2, 0, 1, 2]);
        Matrix<double> gradients = network.InputGradients(X, 1), differences = Differences(network, X, 1, rows: 3);
        (gradients - differences).Enumerate().Select(Math.Abs).Max().Should().BeLessThanOrEqualTo(1e-6);
        gradients.Row(3).Should().OnlyContain(number => number == 0);
        gradients.Row(0).Should().OnlyContain(number => number != 0);
    }

    /// <summary>The derivatives of softmax's outputs sum to 0, since its outputs sum to 1.</summary>
    [Fact]
    public void InputGradients_OfSoftmax_SumToZero()
    {
        Network<double> network = Create<double>("n", "tanh", "softmax");
        Matrix<double> X = Samples<double>(6);
        (network.InputGradients(X, 0) + network.InputGradients(X, 1) + network.InputGradients(X, 2)).Enumerate().Select(Math.Abs).Max().Should().BeLessThan(1e-15);
    }

    [Theory]
    [InlineData("")]
    [InlineData("efmndr")]
    public void InputGradients_InFloat_AreThoseInDouble(string options)
    {
        Network<double> network = Create<double>(options, "tanh", "softmax");
        Matrix<double> X = Samples<double>(300);
        Matrix<float> single = network.Copy<float>().InputGradients(X.Map(x => (float)x), 2);
        (single.Map(x => (double)x) - network.InputGradients(X, 2)).Enumerate().Select(Math.Abs).Max().Should().BeLessThan(2e-5);
    }

    /// <summary>A sample alone has the bits that it has among many, whoever computes them.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("efmndr")]
    public void InputGradients_OfManySamples_HaveTheBitsOfEachAloneForAnyThreads(string options)
    {
        Network<double> network = Create<double>(options, "tanh", "softmax");
        Matrix<double> X = Samples<double>(1030);
        Matrix<double> all = network.InputGradients(X, 1);
        foreach (int threads in (int[])[1, 2, 3, 7])
        {
            double[] result = new double[Inputs * 1030];
            network.InputGradientsInParts(X.ToColumnMajorArray(), result, 1, (1030, threads));
            result.Should().Equal(all.ToColumnMajorArray());
        }

        foreach (int j in (int[])[0, 255, 256, 515, 1029])
        {
            network.InputGradients(X.SubMatrix(0, Inputs, j, 1), 1).ToColumnMajorArray().Should().Equal(all.Column(j).ToArray());
        }
    }

    [Fact]
    public void InputGradients_IntoGivenMatrix_AllocateNothingOnceWarm()
    {
        CheckAllocations<float>();
        CheckAllocations<double>();

        static void CheckAllocations<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Network<T> network = Create<T>("efmndr", "tanh", "softmax");
            Matrix<T> X = Samples<T>(40), result = Matrix<T>.Build.Dense(Inputs, 40);
            Allocations.Measure(() => network.InputGradients(X, 1, result)).Should().Be(0);
            result.Should().Be(network.InputGradients(X, 1));
        }
    }

    /// <summary>What is kept for the next call is not that of other parameters, nor of fewer samples.</summary>
    [Fact]
    public void InputGradients_AfterOthers_AreThoseOfTheirOwnSamplesAndParameters()
    {
        Network<double> network = Create<double>("n", "tanh", "softmax");
        Matrix<double> X = Samples<double>(600);
        Matrix<double> few = network.InputGradients(X.SubMatrix(0, Inputs, 0, 3), 0), many = network.InputGradients(X, 0);
        many.SubMatrix(0, Inputs, 0, 3).Should().Be(few);
        network.W[1].Multiply(0.5, network.W[1]);
        network.InputGradients(X, 0).Should().NotBe(many).And.Be(network.Copy<double>().InputGradients(X, 0));
    }

    [Fact]
    public void InputGradients_OfWhatDoesNotFit_AreRefused()
    {
        Network<double> network = Create<double>("", "tanh", "softmax");
        Matrix<double> X = Samples<double>(2), result = Matrix<double>.Build.Dense(Inputs, 2);
        Refused<ArgumentException>(() => network.InputGradients(X.SubMatrix(0, 3, 0, 2), 0), "X must have 4 rows (the network's inputs), but is 3 × 2.*");
        Refused<ArgumentNullException>(() => network.InputGradients(null!, 0), "X must not be null.*");
        Refused<ArgumentOutOfRangeException>(() => network.InputGradients(X, 3), "output must be at least 0 and at most 2 (the network's outputs), but is 3.*");
        Refused<ArgumentOutOfRangeException>(() => network.InputGradients(X, -1, result), "output must be at least 0 and at most 2 (the network's outputs), but is -1.*");
        Refused<ArgumentException>(() => network.InputGradients(X, 0, Matrix<double>.Build.Dense(Inputs, 3)), "result must have 2 columns (one for each sample), but is 4 × 3.*");
        Refused<ArgumentException>(() => network.InputGradients(X, 0, Matrix<double>.Build.Dense(3, 2)), "result must have 4 rows (the network's inputs), but is 3 × 2.*");
        Refused<ArgumentException>(() => network.InputGradients(X, 0, X), "result must be a dense matrix other than X and the network's own parameters.*");
        Refused<ArgumentException>(() => network.InputGradients(X, 0, Matrix<double>.Build.Sparse(Inputs, 2)), "result must be a dense matrix other than X and the network's own parameters.*");
        Refused<ArgumentException>(() => network.InputGradients(X.Map(_ => double.NaN), 0), "X must be finite, but X[0, 0] is NaN.*");
        result.Enumerate().Should().OnlyContain(number => number == 0);
    }

    private static void Refused<TException>(Action action, string message)
        where TException : ArgumentException => action.Should().Throw<TException>().WithMessage(message);

    /// <summary>n: batch normalization; d: dropout; r: residual; m: learned mix; f: input factors; e: an embedding of the first layer.</summary>
    private static Network<T> Create<T>(string options, string hidden, string output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dense Layer(int units) => new(units, TestNetworks.Activations[hidden])
        {
            BatchNormalization = options.Contains('n') ? new BatchNormalization() : null, Dropout = options.Contains('d') ? 0.3 : 0,
            Residual = options.Contains('r'), LearnedMix = options.Contains('m'), InputFactors = options.Contains('f'),
        };
        Dense first = Layer(Inputs) with { Embedding = options.Contains('e') ? Embedding.PiecewiseLinear(-0.55, 0.11, 0.66) : null };
        Network<T> network = Network.Create<T>(Inputs, seed: 2, Loss.SquaredError, first, Layer(Inputs), new Dense(3, TestNetworks.Activations[output]));
        NumPyRandom random = new(7);
        foreach (T[] numbers in network.State)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] += T.CreateTruncating(0.3 * random.Rand());

                // Of large numbers, differences are not exact enough.
                numbers[i] *= hidden == "exponential" ? T.CreateTruncating(0.4) : T.One;
            }
        }

        return network;
    }

    private static Matrix<T> Samples<T>(int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new NumPyRandom(5).Randn<double>(Inputs, m).Map(x => T.CreateTruncating(0.5 * x));

    private static Matrix<double> Differences(Network<double> network, Matrix<double> X, int k, int rows = Inputs)
    {
        const double Step = 1e-5;
        return Matrix<double>.Build.Dense(Inputs, X.ColumnCount, (i, j) => i >= rows ? 0 : (At(i, j, Step) - At(i, j, -Step)) / (2 * Step));

        double At(int i, int j, double step)
        {
            double[] x = X.Column(j).ToArray(), yHat = new double[network.Outputs];
            x[i] += step;
            network.Predict(x, yHat);
            return yHat[k];
        }
    }
}
