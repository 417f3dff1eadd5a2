using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Rates by kind of parameter, and weight decay with a schedule: PyTorch's parameter groups, and its neural tangent parametrization.</summary>
public sealed class RateFactorTests
{
    private static readonly RateFactors Factors = new() { Weights = 1.5, Biases = 0.1, Mix = 0.25 };

    [Fact]
    public void AdamW_WithFactorsAndADecayThatFalls_AgreesWithPyTorchsGroups() => Recipes.AgreeAfterTraining(
        Recipes.Numbers.GetProperty("rateFactors"), "mixed", Recipes.OneHot, new TrainingOptions
        {
            Optimizer = new AdamW(0.02, beta1: 0.9, beta2: 0.95, weightDecay: 0.1) { RateFactors = Factors, WeightDecaySchedule = LearningRate.FlatCosine(1) },
        });

    /// <summary>With W ~ N(0, 1/n) and rates α/√n, training is that of z = Va/√n + b with V ~ N(0, 1).</summary>
    [Fact]
    public void AdamW_DividedByTheRootOfInputs_IsPyTorchsTrainingInTheNeuralTangentParametrization()
    {
        TrainingOptions options = new()
        {
            Optimizer = new AdamW(0.04, beta1: 0.9, beta2: 0.95, epsilon: 1e-16, weightDecay: 0.02)
            {
                RateFactors = new RateFactors { Biases = 0.1, DivideByRootOfInputs = true },
            },
        };
        Recipes.AgreeAfterTraining(Recipes.Numbers.GetProperty("tangent"), "plain", Recipes.OneHot, options);

        // A larger ε is divided by √n, too, where the weights are not: that is all that tells the two apart.
        AdamW usual = (AdamW)options.Optimizer with { Epsilon = 1e-8 };
        Recipes.AgreeAfterTraining(Recipes.Numbers.GetProperty("tangent"), "plain", Recipes.OneHot, options with { Optimizer = usual }, tolerance: 1e-5);
    }

    [Fact]
    public void Factors_OfEveryOptimizer_MultiplyTheRate()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 50), Y = X.SubMatrix(0, 2, 0, 50).PointwiseAbs();
        foreach (GradientOptimizer optimizer in TestNetworks.Optimizers.Values.OfType<GradientOptimizer>().Where(optimizer => optimizer is not AdamW))
        {
            Network<double> doubled = Create(), expected = doubled.Copy<double>(), still = doubled.Copy<double>();
            RateFactors all = new() { Weights = 2, Biases = 2, Normalization = 2, Mix = 2 };
            doubled.Train(X, Y, Options(optimizer with { RateFactors = all, LearningRate = 0.005 }));
            expected.Train(X, Y, Options(optimizer with { LearningRate = 0.01 }));
            doubled.State.Zip(expected.State).Should().OnlyContain(pair => pair.First.SequenceEqual(pair.Second), "{0}", optimizer);

            still.Train(X, Y, Options(new GradientDescent(0.01) { RateFactors = new() { Weights = 0, Normalization = 0, Mix = 0 } }));
            Network<double> start = Create();
            (still.W[1], still.Gamma[1], still.Beta[1], still.Alpha[1]).Should().Be((start.W[1], start.Gamma[1], start.Beta[1], start.Alpha[1]));
            still.b[2].Should().NotBe(start.b[2]);
        }

        static Network<double> Create() =>
            Network.Create<double>(3, 1, new Dense(4, Activation.Tanh) { BatchNormalization = new(), LearnedMix = true }, new Dense(2, Activation.Identity));

        static TrainingOptions Options(Optimizer optimizer) => new() { Optimizer = optimizer, Epochs = 5, BatchSize = 20 };
    }

    [Fact]
    public void Factors_OfKinds_AreToldApart()
    {
        RateFactors factors = new() { Weights = 2, Biases = 3, Normalization = 4, Mix = 5, InputFactors = 6, Embeddings = 7 };
        ParameterRole[] roles = [ParameterRole.Weights, ParameterRole.Biases, ParameterRole.Gamma, ParameterRole.Beta, ParameterRole.Alpha];
        roles.Select(factors.Of).Should().Equal(2, 3, 4, 4, 5);
        RateFactors divided = factors with { DivideByRootOfInputs = true };
        roles.Select(role => divided.Of(new Parameter(1, role, 3, 16))).Should().Equal(0.5, 3, 4, 4, 5);
        new Adam(0.25) { RateFactors = new() { Biases = 0.5 } }.ToString().Should().StartWith("Adam { LearningRate = 0.25, RateFactors = RateFactors { Weights = 1, Biases = 0.5, ");
        new RateFactors { Biases = 0.5 }.ToString().Should().Be(
            "RateFactors { Weights = 1, Biases = 0.5, Normalization = 1, Mix = 1, InputFactors = 1, Embeddings = 1, DivideByRootOfInputs = False }");
    }

    [Fact]
    public void Factors_OutOfRange_AreRefused()
    {
        foreach (double bad in (double[])[-0.5, double.NaN, double.PositiveInfinity])
        {
            (string Name, Action Make)[] makers =
            [
                ("Weights", () => _ = new RateFactors { Weights = bad }), ("Biases", () => _ = new RateFactors { Biases = bad }), ("Mix", () => _ = new RateFactors { Mix = bad }),
                ("Normalization", () => _ = new RateFactors { Normalization = bad }), ("InputFactors", () => _ = new RateFactors { InputFactors = bad }),
                ("Embeddings", () => _ = new RateFactors { Embeddings = bad }),
            ];
            foreach ((string name, Action make) in makers)
            {
                make.Should().Throw<ArgumentOutOfRangeException>().WithMessage($"{name} must be finite and at least 0, but is {Require.Text(bad)}.*");
            }
        }

        FluentActions.Invoking(() => new Adam { RateFactors = null! }).Should().Throw<ArgumentNullException>().WithMessage("RateFactors must not be null.*");
    }

    [Fact]
    public void WeightDecaySchedule_ThatGivesNoFactor_IsRefused()
    {
        foreach ((double bad, string text) in ((double, string)[])[(-0.5, "-0.5"), (double.NaN, "NaN"), (double.PositiveInfinity, "Infinity")])
        {
            AdamW optimizer = new() { WeightDecaySchedule = LearningRate.Of(position => position.CompletedEpochs == 2 ? bad : 1) };
            FluentActions.Invoking(() => Recipes.Create<double>("plain", Recipes.Numbers.GetProperty("tangent").GetProperty("initial")).Train(
                Recipes.X, Recipes.OneHot, new TrainingOptions { Optimizer = optimizer, Epochs = 5 })).Should().Throw<InvalidOperationException>()
                .WithMessage($"The factor of the weight decay must be finite and at least 0, but Of(a function) gave {text} in epoch 3.");
        }
    }

    [Fact]
    public void WeightDecaySchedule_OfAStepForEachEpoch_IsAskedOnceAnEpochAndInEveryCall()
    {
        Network<double> network = Recipes.Create<double>("plain", Recipes.Numbers.GetProperty("tangent").GetProperty("initial")), expected = network.Copy<double>();
        LearningRate halved = LearningRate.Step(1, factor: 0.5, every: 1);
        new Trainer<double>(network, Options(new AdamW(0.01, weightDecay: 0.4) { WeightDecaySchedule = halved }, 2)).Train(Recipes.X, Recipes.OneHot);
        Trainer<double> trainer = new(expected, Options(new AdamW(0.01, weightDecay: 0.4) { WeightDecaySchedule = LearningRate.Of(p => p.CompletedEpochs == 0 ? 1 : 0.5) }, 1));
        trainer.Train(Recipes.X, Recipes.OneHot);
        trainer.Train(Recipes.X, Recipes.OneHot);
        network.W.Should().Equal(expected.W);

        static TrainingOptions Options(Optimizer optimizer, int epochs) => new() { Optimizer = optimizer, Epochs = epochs, BatchSize = 5 };
    }
}
