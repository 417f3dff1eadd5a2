using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class InitializerTests
{
    public static TheoryData<Initializer, double> Deviations => new()
    {
        { Initializer.Zeros, 0 },
        { Initializer.Normal(0.01), 0.01 },
        { Initializer.Xavier, Math.Sqrt(2.0 / (300 + 100)) },
        { Initializer.He, Math.Sqrt(2.0 / 100) },
        { Initializer.LeCun, Math.Sqrt(1.0 / 100) },
    };

    [Theory, MemberData(nameof(Deviations))]
    public void Create_Weights_AreTheGaussiansOfTheSeedTimesTheDeviation(Initializer initializer, double deviation)
    {
        Matrix<double> W = initializer.Create(units: 300, inputs: 100, new NumPyRandom(5));
        W.Should().Be(new NumPyRandom(5).Randn<double>(300, 100) * deviation);
        Math.Sqrt(W.PointwisePower(2).Enumerate().Average()).Should().BeApproximately(deviation, 0.02 * deviation);
    }

    [Fact]
    public void Zeros_Network_NeverBreaksItsSymmetry()
    {
        var (X, Y) = Datasets.Flower<double>(seed: 1);
        Network<double> network = Network.Create<double>(
            2, 1, new Dense(4, Activation.Tanh) { Initializer = Initializer.Zeros }, new Dense(1, Activation.Sigmoid) { Initializer = Initializer.Zeros });
        network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(1.2), Epochs = 100, BatchSize = TrainingOptions.FullBatch });
        network.W[1].Enumerate().Should().OnlyContain(w => w == 0);
        Metrics.Accuracy(network.Predict(X), Y).Should().BeApproximately(0.5, 0.01);
    }

    [Fact]
    public void Normal_BadDeviation_IsRefused()
    {
        FluentActions.Invoking(() => Initializer.Normal(-1)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("standardDeviation must be finite and at least 0, but is -1.*");
        FluentActions.Invoking(() => Initializer.Normal(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Create_BadInput_IsRefused()
    {
        foreach (Initializer initializer in TestNetworks.Initializers.Values)
        {
            initializer.Invoking(i => i.Create(2, 2, null!)).Should().Throw<ArgumentNullException>().WithMessage("random must not be null.*");
            initializer.Invoking(i => i.Create(0, 2, new NumPyRandom(1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("units must be at least 1, but is 0.*");
            initializer.Invoking(i => i.Create(2, 0, new NumPyRandom(1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("inputs must be at least 1, but is 0.*");
        }
    }

    [Fact]
    public void Create_OwnInitializerOfAWrongShape_IsRefused() =>
        FluentActions.Invoking(() => Network.Create<double>(2, 1, new Dense(3, Activation.Tanh) { Initializer = new Wrong() }))
            .Should().Throw<InvalidOperationException>().WithMessage("The initializer of layer 1 must create 3 × 2 weights, but created 1 × 1.");

    [Fact]
    public void CreateBiases_OwnInitializer_IsUsedAndChecked()
    {
        Network<float> network = Create((W, random) => W.Column(0).ToColumnMatrix() + random.Rand());
        double[] expected = [.. new NumPyRandom(1).Rand<double>(3, 2).Column(0)];
        double shift = new NumPyRandom(1).Rand<double>(1, 7)[0, 6];
        network.b[1].Column(0).Should().Equal(expected.Select(w => (float)(w + shift)));
        Refused((W, _) => W, "The initializer of layer 1 must create 3 × 1 biases, but created 3 × 2.");
        Refused((_, _) => null!, "The initializer of layer 1 must create 3 × 1 biases, but created null.");
        Refused((W, _) => W.Column(0).ToColumnMatrix() * double.NaN, "The initializer of layer 1 must create finite biases, but created one that is not.");
        Refused((W, _) => W.Column(0).ToColumnMatrix() * 1e300, "The initializer of layer 1 must create finite biases, but created one that is not.");

        static void Refused(Func<Matrix<double>, NumPyRandom, Matrix<double>> biases, string message) =>
            FluentActions.Invoking(() => Create(biases)).Should().Throw<InvalidOperationException>().WithMessage(message);

        static Network<float> Create(Func<Matrix<double>, NumPyRandom, Matrix<double>> biases) =>
            Network.Create<float>(2, 1, new Dense(3, Activation.Tanh) { Initializer = new WithBiases(biases) });
    }

    [Fact]
    public void CreateBiases_Gaussians_AreZeroAndDrawNothing()
    {
        foreach (Initializer initializer in (Initializer[])[Initializer.He, Initializer.LeCun, Initializer.Orthogonal(2), Initializer.Normal(1)])
        {
            Network<double> network = Network.Create<double>(
                3, 1, new Dense(4, Activation.Tanh) { Initializer = initializer }, new Dense(2, Activation.Identity) { Initializer = initializer });
            NumPyRandom random = new(1);
            network.W[1].Should().Be(initializer.Create(4, 3, random));
            network.W[2].Should().Be(initializer.Create(2, 4, random));
            network.b.Should().OnlyContain(b => b.Enumerate().All(v => v == 0));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(8, 3)]
    [InlineData(5, 33)]
    [InlineData(100, 100)]
    [InlineData(130, 65)]
    public void Orthogonal_ShorterSide_IsOrthonormalTimesTheGain(int units, int inputs)
    {
        Matrix<double> W = Initializer.Orthogonal(gain: 3).Create(units, inputs, new NumPyRandom(5)) / 3;
        Matrix<double> product = units < inputs ? W * W.Transpose() : W.Transpose() * W;
        (product - Matrix<double>.Build.DenseIdentity(Math.Min(units, inputs))).Enumerate().Max(Math.Abs).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void Orthogonal_NearlyDependentColumns_StayOrthonormal()
    {
        // One Gram–Schmidt pass would leave columns that differ by 1e-9 some 1e-7 from orthogonal.
        Matrix<double> A = new NumPyRandom(5).Randn<double>(20, 6);
        for (int j = 1; j < 6; j++)
        {
            A.SetColumn(j, A.Column(0) + 1e-9 * A.Column(j));
        }

        Kernels.Orthonormal.Orthonormalize(ColumnMajor.Span(A), 20, 6);
        (A.Transpose() * A - Matrix<double>.Build.DenseIdentity(6)).Enumerate().Max(Math.Abs).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void Orthogonal_BadGain_IsRefused()
    {
        foreach (double gain in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            FluentActions.Invoking(() => Initializer.Orthogonal(gain)).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage($"gain must be finite and greater than 0, but is {Require.Text(gain)}.*");
        }

        Initializer.Orthogonal().Should().Be(Initializer.Orthogonal(1)).And.NotBe(Initializer.Orthogonal(2));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(20, 2)]
    [InlineData(300, 5)]
    [InlineData(50, 784)]
    public void NguyenWidrow_RowsAndBiases_AreOfTheirPaper(int units, int inputs)
    {
        double norm = 0.7 * Math.Pow(units, 1.0 / inputs);
        Network<double> network = Network.Create<double>(inputs, 5, new Dense(units, Activation.Tanh) { Initializer = Initializer.NguyenWidrow });
        NumPyRandom random = new(5);
        for (int i = 0; i < units; i++)
        {
            Vector<double> direction = Vector<double>.Build.Dense(inputs, _ => random.Uniform(-1, 1));
            Vector<double> row = network.W[1].Row(i);
            row.L2Norm().Should().BeApproximately(norm, 1e-13 * norm);
            (row - direction / direction.L2Norm() * norm).AbsoluteMaximum().Should().BeLessThan(1e-13 * norm);
        }

        for (int i = 0; i < units; i++)
        {
            network.b[1][i, 0].Should().BeApproximately(random.Uniform(-1, 1) * norm, 1e-13 * norm);
        }
    }

    private sealed record Wrong : Initializer
    {
        public override Matrix<double> Create(int units, int inputs, NumPyRandom random) => Matrix<double>.Build.Dense(1, 1);
    }
    private sealed record WithBiases(Func<Matrix<double>, NumPyRandom, Matrix<double>> Biases) : Initializer
    {
        public override Matrix<double> Create(int units, int inputs, NumPyRandom random) => random.Rand<double>(units, inputs);

        protected internal override Matrix<double> CreateBiases(int units, int inputs, Matrix<double> W, NumPyRandom random) => Biases(W, random);
    }
}
