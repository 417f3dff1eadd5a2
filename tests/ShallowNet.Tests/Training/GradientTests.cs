using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Backward propagation against central differences, and float against double.</summary>
public sealed class GradientTests
{
    private const int Samples = 7;

    public static TheoryData<string, string, string, int, int> Combinations => TestNetworks.Combinations;

    [Theory, MemberData(nameof(Combinations))]
    public void Backward_EveryCombination_AgreesWithCentralDifferences(string hidden, string output, string loss, int depth, int outputs)
    {
        var (network, X, Y) = Smooth(hidden, output, loss, depth, outputs);
        GradientCheckReport report = GradientCheck.Run(network, X, Y, epsilon: 1e-6);
        report.Parameters.Should().Be(network.ParameterCount);
        report.WorstError.Should().BeLessThanOrEqualTo(1e-6, report.ToString());
    }

    [Theory, MemberData(nameof(Combinations))]
    public void Backward_InFloat_AgreesWithDouble(string hidden, string output, string loss, int depth, int outputs)
    {
        var (network, X, Y) = Smooth(hidden, output, loss, depth, outputs);
        Gradients<double> expected = network.Backward(network.Forward(X), Y);
        Network<float> inFloat = network.Copy<float>();
        ForwardPass<float> pass = inFloat.Forward(X.As<float>());
        Gradients<float> actual = inFloat.Backward(pass, Y.As<float>());
        double scale = expected.dW.Concat(expected.db).Max(g => g.Enumerate().Max(Math.Abs));
        for (int l = 1; l <= network.L; l++)
        {
            (ColumnMajor.Convert<float, double>(actual.dW[l]) - expected.dW[l]).Enumerate().Max(Math.Abs).Should().BeLessThanOrEqualTo(2e-6 * scale);
            (ColumnMajor.Convert<float, double>(actual.db[l]) - expected.db[l]).Enumerate().Max(Math.Abs).Should().BeLessThanOrEqualTo(2e-6 * scale);
        }

        double J = network.Cost(network.Forward(X), Y);
        inFloat.Cost(pass, Y.As<float>()).Should().BeApproximately(J, 2e-6 * Math.Abs(J));
    }

    [Fact]
    public void Run_WrongGradient_IsFoundWithItsPlace()
    {
        double[][] analytic = [[0.1, 0.2, 0.3], [0.4]], numeric = [[0.1, 0.2, 0.3 * (1 + 1e-4)], [0.4]];
        GradientCheckReport report = GradientCheck.Compare(analytic, numeric, (p, i) => $"parameter {p}, element {i}");
        report.WorstParameter.Should().Be("parameter 0, element 2");
        report.WorstError.Should().BeApproximately(1e-4, 1e-7);
        report.Analytic.Should().Be(0.3);
        report.Parameters.Should().Be(4);
        report.ToString().Should().Be(
            "Worst relative error 1.0e-4 of 4 parameters, at parameter 0, element 2 (backward 0.3, central difference 0.30003); overall difference 2.7e-5.");
    }

    [Fact]
    public void Run_NotANumber_IsTheWorst()
    {
        double[][] analytic = [[0.1, double.NaN, 0.3]], numeric = [[0.2, 0.2, 0.3]];
        GradientCheck.Compare(analytic, numeric, (p, i) => $"{i}").WorstError.Should().Be(double.NaN);
    }

    /// <summary>A derivative that is slightly wrong is a wrong activation, which the check must notice.</summary>
    [Fact]
    public void Run_ActivationWithAWrongDerivative_IsFound()
    {
        Network<double> network = Network.Create<double>(
            2, 1, new Dense(3, new AlmostSquare()), new Dense(1, Activation.Identity));
        var (X, Y) = Datasets.Flower<double>(samples: 20, seed: 1);
        GradientCheckReport report = GradientCheck.Run(network, X, Y);
        report.WorstError.Should().BeInRange(1e-4, 1e-2);
        report.WorstParameter.Should().MatchRegex(@"^[Wb]\[1\]\[\d, \d\]$");
    }

    [Fact]
    public void Run_Network_IsNotChanged()
    {
        var (network, X, Y) = Smooth("tanh", "sigmoid", "crossEntropy", 2, 1);
        Matrix<double> before = network.W[1].Clone();
        GradientCheck.Run(network, X, Y);
        network.W[1].Should().Be(before);
    }

    [Fact]
    public void Run_FloatNetwork_ReachesFloatAccuracy()
    {
        var (network, X, Y) = Smooth("tanh", "sigmoid", "crossEntropy", 2, 1);
        GradientCheck.Run(network.Copy<float>(), X.As<float>(), Y.As<float>()).WorstError.Should().BeInRange(1e-12, 1e-3);
    }

    [Fact]
    public void Run_BadInput_IsRefused()
    {
        var (network, X, Y) = Smooth("tanh", "sigmoid", "crossEntropy", 2, 1);
        FluentActions.Invoking(() => GradientCheck.Run(network, X, Y, epsilon: 0)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("epsilon must be finite and greater than 0, but is 0.*");
        FluentActions.Invoking(() => GradientCheck.Run(network, X, Y, epsilon: 1e-300)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("epsilon must be large enough to change W[1][0, 0] = *, but is 1E-300.*");
        FluentActions.Invoking(() => GradientCheck.Run<double>(null!, X, Y)).Should().Throw<ArgumentNullException>()
            .WithMessage("network must not be null.*");
        FluentActions.Invoking(() => GradientCheck.Run(network, X, Y * 2)).Should().Throw<ArgumentException>();
    }

    private static (Network<double> Network, Matrix<double> X, Matrix<double> Y) Smooth(
        string hidden, string output, string loss, int depth, int outputs)
    {
        for (int seed = 1; ; seed++)
        {
            Network<double> network = TestNetworks.Create(hidden, output, loss, depth, outputs, seed);
            Matrix<double> X = new NumPyRandom(seed + 100).Randn<double>(2, Samples);
            Matrix<double> Y = TestNetworks.Labels(loss, outputs, Samples, seed);
            if (TestNetworks.IsSmooth(network.Forward(X), Y, loss))
            {
                return (network, X, Y);
            }
        }
    }

    /// <summary>g(z) = z², g′ = 2z·1.001.</summary>
    private sealed record AlmostSquare : Activation
    {
        public override string Name => "almost square";

        public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows)
        {
            for (int i = 0; i < Z.Length; i++)
            {
                A[i] = Z[i] * Z[i];
            }
        }

        public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows)
        {
            for (int i = 0; i < Z.Length; i++)
            {
                dZ[i] *= T.CreateTruncating(2.002) * Z[i];
            }
        }
    }
}
