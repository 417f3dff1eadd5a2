using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class CSharpExportInDouble : CSharpExportTests<double>;

public sealed class CSharpExportInFloat : CSharpExportTests<float>;

/// <summary>Exported source is compiled and must answer as the network does, to the last bit.</summary>
public abstract class CSharpExportTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Activations => [.. TestNetworks.Activations.Keys];

    [Theory, MemberData(nameof(Activations))]
    public void Network_OfEveryActivation_GivesTheSameBits(string name)
    {
        Activation activation = TestNetworks.Activations[name];
        Check(Create(5, new Dense(7, activation.IsOutputOnly ? Activation.Tanh : activation), new Dense(4, activation)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Network_OfFewOutputs_GivesTheSameBits(int outputs)
    {
        foreach (int inputs in (int[])[1, 7, 8, 9, 15, 16, 17, 100])
        {
            Check(Create(inputs, new Dense(outputs, Activation.Sigmoid)), samples: 50);
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1500)]
    public void Network_WithWideLayers_GivesTheSameBits(int units) =>
        Check(Create(3, new Dense(units, Activation.Tanh), new Dense(2, Activation.Softmax)), samples: 20);

    [Fact]
    public void Network_OfManyOutputs_GivesTheSameBits() => Check(Create(2, new Dense(1100, Activation.Softmax)), samples: 20);

    [Fact]
    public void Network_WithLayerOptions_GivesTheSameBits()
    {
        BatchNormalization normalization = new(epsilon: 1e-3);
        Check(Create(4, new Dense(4, Activation.ReLU) { Residual = true }));
        Check(Create(6, new Dense(5, Activation.GELU) { BatchNormalization = normalization }, new Dense(2, Activation.Identity) { BatchNormalization = new() }));
        Network<T> mixed = Create(6, new Dense(5, Activation.SELU) { LearnedMix = true, BatchNormalization = normalization },
            new Dense(5, Activation.Mish) { LearnedMix = true, Residual = true }, new Dense(5, Activation.Identity) { LearnedMix = true }, new Dense(2, Activation.Identity));
        for (int l = 1; l <= 3; l++)
        {
            new NumPyRandom(l).Randn<double>(5, 1).As<T>().CopyTo(mixed.Alpha[l]!);
        }

        Check(mixed);
        Check(Create(6, new Dense(5, Activation.SiLU) { Dropout = 0.5 }, new Dense(5, Activation.SiLU) { Residual = true, Dropout = 0.2 },
            new Dense(5, Activation.Tanh) { Residual = true, BatchNormalization = normalization }, new Dense(1, Activation.Softplus)));
    }

    [Fact]
    public void Network_WithEmbeddingsAndFactors_GivesTheSameBits()
    {
        Embedding mixed = Embedding.Of(Embedding.Periodic(), Embedding.Category(3, 2), Embedding.PiecewiseLinear(-1, 0, 0.5, 2), Embedding.Periodic(3, 5), Embedding.Pass);
        Check(Create(5, new Dense(4, Activation.Tanh) { InputFactors = true }, new Dense(2, Activation.Identity) { InputFactors = true }));
        Check(Create(5, new Dense(4, Activation.Tanh) { Embedding = Embedding.Periodic() }, new Dense(2, Activation.Identity)));
        Check(Create(5, new Dense(5, Activation.ReLU) { Embedding = mixed, InputFactors = true, Residual = true }, new Dense(5, Activation.Tanh) { Embedding = mixed }, new Dense(2, Activation.Identity)));
        Func<T, T[]> ofCodes = Check(Create(2, new Dense(3, Activation.Identity) { Embedding = Embedding.Category(4, 3), InputFactors = true }));
        foreach (double code in (double[])[0, 1, 3, 4, -1, 2.5])
        {
            ofCodes(T.CreateTruncating(code));
        }
    }

    [Fact]
    public void Network_OfExtremeParameters_KeepsTheirBits()
    {
        double[] extremes = [0, -0.0, double.Epsilon, float.Epsilon, -1e-310, 1.1754943e-38, 0.1, 1.0 / 3, 16777216, 1e15, 1e16, 3.4028234663852886e38, 1];
        Network<T> network = Network.Create<T>(1, 0, new Dense(extremes.Length, Activation.Identity));
        for (int i = 0; i < extremes.Length; i++)
        {
            (network.W[1][i, 0], network.b[1][i, 0]) = (T.NegativeZero, T.CreateTruncating(extremes[i]));
        }

        T[] yHat = Check(network)(T.One);
        yHat.Should().Equal(extremes.Select(T.CreateTruncating));
        T.IsNegative(yHat[1]).Should().BeTrue();
    }

    [Fact]
    public void Network_WhoseSumUnderflows_KeepsTheSignOfZero()
    {
        // −0 in every lane, of which those that are filled up with zeros become 0.
        foreach (int inputs in (int[])[9, 16, 17, 32])
        {
            Network<T> network = Network.Create<T>(inputs, 0, new Dense(1, Activation.Identity) { Initializer = Initializer.Zeros });
            network.W[1].MapInplace(_ => T.Epsilon);
            network.b[1][0, 0] = T.NegativeZero;
            Check(network)(-T.Epsilon)[0].Should().Be(T.Zero);
        }
    }

    [Theory]
    [InlineData("W1")]
    [InlineData("b2")]
    [InlineData("testOutputs")]
    public void SelfTest_OfACorruptedConstant_Fails(string name)
    {
        string source = Create(3, new Dense(4, Activation.Tanh), new Dense(2, Activation.Sigmoid)).ExportCSharp("Exported");
        int start = source.IndexOf($"> {name} =>", StringComparison.Ordinal), number = source.IndexOf("0.", start, StringComparison.Ordinal);
        string corrupted = source[..number] + "1." + source[(number + 2)..];

        new ExportedClass<T>(source).SelfTest().Should().BeTrue();
        new ExportedClass<T>(corrupted).SelfTest().Should().BeFalse();
    }

    [Fact]
    public void SelfTest_OfNotANumber_Passes()
    {
        Network<T> network = Network.Create<T>(1, 0, new Dense(2, Activation.Identity), new Dense(1, Activation.Identity));
        T huge = T.CreateTruncating(typeof(T) == typeof(double) ? 1e308 : 3e38);
        network.W[1].MapInplace(_ => huge);
        (network.W[2][0, 0], network.W[2][0, 1]) = (huge, -huge);

        new ExportedClass<T>(network.ExportCSharp("Exported")).SelfTest().Should().BeTrue();
    }

    [Fact]
    public void Predict_IntoItsInput_GivesTheSameBits()
    {
        Network<T> network = Create(3, new Dense(3, Activation.Tanh));
        T[] x = [T.One, -T.One, T.CreateTruncating(0.3)], expected = new T[3];
        network.Predict(x, expected);

        new ExportedClass<T>(network.ExportCSharp("Exported")).Predict(x, x);

        x.Should().Equal(expected);
    }

    [Fact]
    public void Predict_OfWrongArguments_SaysWhatIsRequired()
    {
        PredictFunction<T> predict = new ExportedClass<T>(Create(2, new Dense(1, Activation.Tanh)).ExportCSharp("Exported")).Predict;

        ((Action)(() => predict(new T[3], new T[1]))).Should().Throw<ArgumentException>().WithMessage("x must have 2 elements, but has 3.*");
        ((Action)(() => predict(new T[2], new T[2]))).Should().Throw<ArgumentException>().WithMessage("yHat must have 1 element, but has 2.*");
        ((Action)(() => predict([T.One, T.NaN], new T[1]))).Should().Throw<ArgumentException>().WithMessage("x must be finite, but x[1] is NaN.*");
    }

    [Fact]
    public void Source_InAnyCulture_IsTheSame()
    {
        Network<T> network = Create(2, new Dense(3, Activation.ELU(0.7)), new Dense(1, Activation.Sigmoid));
        string source = network.ExportCSharp("Exported");
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = other;
            network.ExportCSharp("Exported").Should().Be(source);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        source.Should().StartWith("// <auto-generated/>\n#nullable enable\n").And.EndWith("    ];\n}\n").And.NotContain("\r");
        source.Should().Contain("A network of the sizes 2-3-1 in ").And.NotContain(" \n").And.NotContain("\n\n\n").And.NotContain("Phi(");
    }

    [Fact]
    public void Source_InANamespace_HasItsName()
    {
        string source = Create(2, new Dense(1, Activation.Sigmoid)).ExportCSharp("Größe_1", "My.Models");

        new ExportedClass<T>(source, "My.Models.Größe_1").SelfTest().Should().BeTrue();
    }

    /// <summary>A network with random biases, normalization and running averages.</summary>
    internal static Network<T> Create(int inputs, params Dense[] layers)
    {
        Network<T> network = Network.Create<T>(inputs, 5, layers);
        NumPyRandom random = new(6);
        for (int l = 1; l <= network.L; l++)
        {
            foreach (Matrix<T>? matrix in (Matrix<T>?[])[network.b[l], network.InputFactors[l], network.Gamma[l], network.Beta[l], network.RunningMean[l], network.RunningVariance[l]])
            {
                matrix?.MapInplace(_ => T.CreateTruncating(random.Uniform(0.1, 0.9)));
            }
        }

        return network;
    }

    /// <summary>Compares answers to inputs of all sizes, and returns the exported function of an input of equal elements.</summary>
    private static Func<T, T[]> Check(Network<T> network, int samples = 400)
    {
        ExportedClass<T> exported = new(network.ExportCSharp("Exported"));
        (exported.Inputs, exported.Outputs).Should().Be((network.Inputs, network.Outputs));
        exported.SelfTest().Should().BeTrue();
        NumPyRandom random = new(7);
        PredictFunction<T> predict = exported.Predict;
        T[] x = new T[network.Inputs], expected = new T[network.Outputs];
        for (int j = 0; j < samples; j++)
        {
            T scale = T.CreateTruncating(Math.Exp(random.Uniform(-6, j % 10 == 0 ? 80 : 5)));
            random.Randn<T>(network.Inputs, 1).ToColumnMajorArray().Select(value => value * scale).ToArray().CopyTo(x, 0);
            network.Predict(x, expected);
            Compare(expected, Answer(x));
        }

        return value =>
        {
            Array.Fill(x, value);
            network.Predict(x, expected);
            T[] answer = Answer(x);
            Compare(expected, answer);
            return answer;
        };

        T[] Answer(T[] input)
        {
            T[] yHat = new T[network.Outputs];
            predict(input, yHat);
            return yHat;
        }
    }

    internal static void Compare(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
    {
        actual.Length.Should().Be(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!CSharpFunctionsTests<T>.Same(expected[i], actual[i]))
            {
                Assert.Fail($"Output {i} is {actual[i]:R}, but must be {expected[i]:R}.");
            }
        }
    }
}
