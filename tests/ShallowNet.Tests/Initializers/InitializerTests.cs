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
        var (X, Y) = Datasets.Flower<double>();
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
        foreach (Initializer initializer in (Initializer[])[Initializer.Normal(1), Initializer.Xavier, Initializer.He, Initializer.Zeros])
        {
            initializer.Invoking(i => i.Create(2, 2, null!)).Should().Throw<ArgumentNullException>().WithMessage("random must not be null.*");
            initializer.Invoking(i => i.Create(0, 2, new NumPyRandom(1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("units must be at least 1, but is 0.*");
        }
    }

    [Fact]
    public void Create_OwnInitializerOfAWrongShape_IsRefused() =>
        FluentActions.Invoking(() => Network.Create<double>(2, 1, new Dense(3, Activation.Tanh) { Initializer = new Wrong() }))
            .Should().Throw<InvalidOperationException>().WithMessage("The initializer of layer 1 must create 3 × 2 weights, but created 1 × 1.");

    private sealed record Wrong : Initializer
    {
        public override Matrix<double> Create(int units, int inputs, NumPyRandom random) => Matrix<double>.Build.Dense(1, 1);
    }
}
