namespace ShallowNet.Tests;

public sealed class OptimizerTests
{
    [Fact]
    public void Defaults_ArePyTorchs()
    {
        new Adam().Should().Be(new Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8));
        new RMSprop().Should().Be(new RMSprop(learningRate: 0.01, decay: 0.99, epsilon: 1e-8));
        new RMSprop(0.5).LearningRate.Should().Be((LearningRate)0.5);
        new Momentum(0.1).Decay.Should().Be(0.9);
        new Nesterov(0.1).Decay.Should().Be(0.9);
        new AdaGrad().Should().Be(new AdaGrad(learningRate: 0.01, epsilon: 1e-10, initialAccumulator: 0));
        new AdamW().Should().Be(new AdamW(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01));
        new NAdam().Should().Be(new NAdam(learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004));
        new AdaMax().Should().Be(new AdaMax(learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8));
        new Rprop().Should().Be(new Rprop(learningRate: 0.01, decreaseFactor: 0.5, increaseFactor: 1.2, stepSizes: (1e-6, 50)));
        new ScaledConjugateGradient().Should().Be(new ScaledConjugateGradient(sigma: 5e-5, lambda: 5e-7, tolerance: 1e-6), "these are MATLAB's");
        new Adam().ToString().Should().Be("Adam { LearningRate = 0.001, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1E-08 }");
    }

    [Fact]
    public void HyperParameters_OutOfRange_AreRefused()
    {
        foreach (double bad in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Refused(() => new GradientDescent(bad), "learningRate must be finite and greater than 0, but is *");
            Refused(() => new Adam(epsilon: bad), "Epsilon must be finite and greater than 0, but is *");
            Refused(() => new RMSprop(epsilon: bad), "Epsilon must be finite and greater than 0, but is *");
            Refused(() => new AdaGrad(epsilon: bad), "Epsilon must be finite and greater than 0, but is *");
            Refused(() => new AdamW(epsilon: bad), "Epsilon must be finite and greater than 0, but is *");
            Refused(() => new NAdam(epsilon: bad), "Epsilon must be finite and greater than 0, but is *");
            Refused(() => new AdaMax(epsilon: bad), "Epsilon must be finite and greater than 0, but is *");
            Refused(() => new Rprop(stepSizes: (bad, 50)), "StepSizes.Minimum must be finite and greater than 0, but is *");
            Refused(() => LearningRate.InverseTime(bad, 1), "initial must be finite and greater than 0, but is *");
            Refused(() => LearningRate.Exponential(bad, 1), "initial must be finite and greater than 0, but is *");
            Refused(() => LearningRate.Exponential(1, bad), "factor must be finite and greater than 0, but is *");
            Refused(() => LearningRate.Step(bad, 1, 1), "initial must be finite and greater than 0, but is *");
            Refused(() => LearningRate.Step(1, bad, 1), "factor must be finite and greater than 0, but is *");
        }

        foreach (double bad in (double[])[1, -0.1, double.NaN])
        {
            Refused(() => new Momentum(1, bad), "Decay must be at least 0 and less than 1, but is *");
            Refused(() => new RMSprop(decay: bad), "Decay must be at least 0 and less than 1, but is *");
            Refused(() => new Adam(beta1: bad), "Beta1 must be at least 0 and less than 1, but is *");
            Refused(() => new Adam(beta2: bad), "Beta2 must be at least 0 and less than 1, but is *");
            Refused(() => _ = new Adam() with { Beta1 = bad }, "Beta1 must be at least 0 and less than 1, but is *");
            Refused(() => new Nesterov(1, bad), "Decay must be at least 0 and less than 1, but is *");
            Refused(() => new AdamW(beta1: bad), "Beta1 must be at least 0 and less than 1, but is *");
            Refused(() => new AdamW(beta2: bad), "Beta2 must be at least 0 and less than 1, but is *");
            Refused(() => new NAdam(beta1: bad), "Beta1 must be at least 0 and less than 1, but is *");
            Refused(() => new NAdam(beta2: bad), "Beta2 must be at least 0 and less than 1, but is *");
            Refused(() => new AdaMax(beta1: bad), "Beta1 must be at least 0 and less than 1, but is *");
            Refused(() => new AdaMax(beta2: bad), "Beta2 must be at least 0 and less than 1, but is *");
            Refused(() => new Rprop(decreaseFactor: bad), "DecreaseFactor must be greater than 0 and less than 1, but is *");
        }

        foreach (double bad in (double[])[-0.1, double.NaN, double.PositiveInfinity])
        {
            Refused(() => new AdaGrad(initialAccumulator: bad), "InitialAccumulator must be finite and at least 0, but is *");
            Refused(() => new AdamW(weightDecay: bad), "WeightDecay must be finite and at least 0, but is *");
            Refused(() => new NAdam(momentumDecay: bad), "MomentumDecay must be finite and at least 0, but is *");
            Refused(() => new Rprop(increaseFactor: bad), "IncreaseFactor must be finite and greater than 1, but is *");
            Refused(() => new Rprop(stepSizes: (0.5, bad)), "StepSizes.Maximum must be finite and at least 0.5, but is *");
        }

        Refused(() => new Rprop(increaseFactor: 1), "IncreaseFactor must be finite and greater than 1, but is 1.*");
        Refused(() => new Rprop(decreaseFactor: 0), "DecreaseFactor must be greater than 0 and less than 1, but is 0.*");
        Refused(() => new Rprop(stepSizes: (2, 1)), "StepSizes.Maximum must be finite and at least 2, but is 1.*");
        Refused(() => _ = new Rprop() with { StepSizes = (60, 50) }, "StepSizes.Maximum must be finite and at least 60, but is 50.*");
        FluentActions.Invoking(() => new Nesterov(null!)).Should().Throw<ArgumentNullException>().WithMessage("LearningRate must not be null.*");

        Refused(() => LearningRate.InverseTime(1, -1), "decay must be finite and at least 0, but is -1.*");
        Refused(() => LearningRate.Step(1, 1, 0), "every must be at least 1, but is 0.*");
        FluentActions.Invoking(() => new GradientDescent(null!)).Should().Throw<ArgumentNullException>().WithMessage("LearningRate must not be null.*");
    }

    [Fact]
    public void Schedules_Decay_AsTheirFormulasSay()
    {
        At(LearningRate.Constant(0.3), 7).Should().Be(0.3);
        At(0.3, 7).Should().Be(0.3);
        At(LearningRate.InverseTime(0.2, decay: 1), 0).Should().Be(0.2);
        At(LearningRate.InverseTime(0.2, decay: 1), 3).Should().BeApproximately(0.05, 1e-17);
        At(LearningRate.Exponential(0.2, factor: 0.95), 0).Should().Be(0.2);
        At(LearningRate.Exponential(0.2, factor: 0.95), 10).Should().BeApproximately(0.2 * Math.Pow(0.95, 10), 1e-16);
        At(LearningRate.Step(0.2, factor: 0.5, every: 10), 9).Should().Be(0.2);
        At(LearningRate.Step(0.2, factor: 0.5, every: 10), 10).Should().Be(0.1);
        At(LearningRate.Step(0.2, factor: 0.5, every: 10), 25).Should().Be(0.05);
    }

    private static double At(LearningRate rate, int epoch) =>
        rate.At(new TrainingPosition(CompletedEpochs: epoch, CompletedSteps: epoch * 5, Epochs: 100, StepsPerEpoch: 5, Costs: []));

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
}
