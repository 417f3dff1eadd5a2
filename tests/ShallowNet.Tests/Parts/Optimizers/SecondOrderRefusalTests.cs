using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What Levenberg–Marquardt and Bayesian regularization cannot train, in words.</summary>
public sealed class SecondOrderRefusalTests
{
    private const string SteadyCost = " must have the true gradient of a cost that does not change by itself, but ";
    private const string Matrix = " must have a network of at most 10000 parameters whose cost has a Gauss–Newton matrix, but ";
    private static readonly Dense Hidden = new(4, Activation.Tanh);
    private static readonly Dense Output = new(1, Activation.Identity);

    public static TheoryData<string> Optimizers => ["Levenberg–Marquardt", "Bayesian regularization"];

    [Theory, MemberData(nameof(Optimizers))]
    public void Trainer_WithoutASteadyCost_IsRefused(string title)
    {
        Refused(title, Network.Create<double>(2, 1, Hidden with { Dropout = 0.1 }, Output), new(), title + SteadyCost + "the network has dropout.");
        Refused(title, Network.Create<double>(2, 1, Hidden, Output), new() { ClipNorm = 1 }, title + SteadyCost + "gradients are clipped.");
        Refused(title, Network.Create<double>(2, 1, Hidden, Output), new() { ClipValue = 1 }, title + SteadyCost + "gradients are clipped.");
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void Trainer_WithoutAGaussNewtonMatrix_IsRefused(string title)
    {
        Refused(title, Network.Create<double>(2, 1, Hidden with { BatchNormalization = new() }, Output), new(), title + Matrix + "the network has batch normalization, which ties the samples together.");
        Refused(title, Network.Create<double>(2, 1, Loss.AbsoluteError, Hidden, Output), new(), title + Matrix + "the loss is absolute error.");
        Refused(title, Network.Create<double>(2, 1, Loss.Quantile(0.9), Hidden, Output), new(), title + Matrix + "the loss is quantile (0.9).");
        Refused(title, Network.Create<double>(2, 1, new Own(), Hidden, Output), new(), title + Matrix + "the loss is my own.");
        Refused(title, Network.Create<double>(99, 1, new Dense(100, Activation.Tanh), Output), new(), title + Matrix + "the network has 10101 parameters, whose matrix would be too large.");
        _ = new Trainer<double>(Network.Create<double>(98, 1, new Dense(100, Activation.Identity)), new() { Optimizer = Of(title) });
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void TrainStepOrBatches_OfPartsOfTheSamples_AreRefused(string title)
    {
        Trainer<double> trainer = new(Network.Create<double>(2, 1, Output), new() { Optimizer = Of(title) });
        (Matrix<double> X, Matrix<double> Y) = (Matrix<double>.Build.Dense(2, 1), Matrix<double>.Build.Dense(1, 1));
        string message = title + " must have all samples at once: use Train(X, Y).";
        trainer.Invoking(t => t.TrainStep(X, Y)).Should().Throw<InvalidOperationException>().WithMessage(message);
        trainer.Invoking(t => t.TrainBatches([(X, Y)])).Should().Throw<InvalidOperationException>().WithMessage(message);
    }

    [Theory]
    [InlineData(0.5, 0, "0.5 and 0")]
    [InlineData(0, 2, "0 and 2")]
    public void BayesianRegularization_WithPenaltiesOfItsOwn_IsRefused(double l1, double l2, string numbers) => Refused(
        "Bayesian regularization", Network.Create<double>(2, 1, Hidden, Output), new() { L1 = l1, L2 = l2 },
        $"L1 and L2 must be 0 for Bayesian regularization, which finds the penalties by itself, but are {numbers}.");

    [Fact]
    public void LevenbergMarquardt_NumbersOutOfRange_AreRefused()
    {
        Refused(() => new LevenbergMarquardt(damping: 0), "Damping must be finite and greater than 0, but is 0.*");
        Refused(() => new LevenbergMarquardt(damping: double.PositiveInfinity), "Damping must be finite and greater than 0, but is Infinity.*");
        Refused(() => new LevenbergMarquardt(tolerance: -1), "Tolerance must be finite and at least 0, but is -1.*");
        Refused(() => new LevenbergMarquardt(costTolerance: double.NaN), "CostTolerance must be finite and at least 0, but is NaN.*");

        static void Refused(Action action, string message) => action.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }

    private static Optimizer Of(string title) => TestNetworks.Optimizers.Values.Single(optimizer => optimizer.Title == title);

    private static void Refused(string title, Network<double> network, TrainingOptions options, string message) =>
        FluentActions.Invoking(() => new Trainer<double>(network, options with { Optimizer = Of(title) }))
            .Should().Throw<ArgumentException>().WithMessage(message + " (Parameter 'options')");

    private sealed record Own : Loss
    {
        public override string Name => "my own";

        public override void PerSample<T>(Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses) => losses.Clear();

        public override void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA) => dA.Clear();
    }
}
