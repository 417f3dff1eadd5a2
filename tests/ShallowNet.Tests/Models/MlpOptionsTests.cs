using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The defaults are those that <see cref="MlpOptions"/> lists, and every option does what it says.</summary>
public sealed class MlpOptionsTests
{
    private static readonly (Matrix<double> X, string[] Labels) Samples = Labelled(200);

    [Theory]
    [InlineData(3, 1, 100, 16, "tanh")]
    [InlineData(13, 3, 178, 32, "tanh")]
    [InlineData(30, 1, 1000, 48, "tanh")]
    [InlineData(64, 10, 1001, 128, "ReLU")]
    [InlineData(500, 10, 1001, 128, "ReLU")]
    [InlineData(30, 1, null, 48, "ReLU")]
    public void HiddenLayers_ByDefault_FollowTheData(int features, int outputs, int? samples, int units, string activation)
    {
        IReadOnlyList<Dense> layers = new MlpOptions().HiddenLayersFor(features, outputs, samples);
        layers.Should().ContainSingle();
        (layers[0].Units, layers[0].Activation.Name).Should().Be((units, activation));
    }

    [Fact]
    public void Fit_ByDefault_IsChosenByTheData()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels);
        model.Selection!.JudgedBy.Should().Be("5-fold cross-validation");
        model.Selection.Tried.Should().Contain(model.Selection.Chosen).And.Contain(model.Selection.Linear!).And.HaveCountGreaterThan(3);
        model.Selection.Tried.Should().ContainSingle(tried => tried.Description.EndsWith("given up after 2 folds", StringComparison.Ordinal), "networks that are held near 0 cannot tell quarters");
        model.Selection.Chosen.Cost.Should().BeLessThan(model.Selection.Linear!.Cost!.Value).And.BeLessThan(model.Selection.BaseCost, "the classes lie in four quarters");
        model.Selection.HasLearned.Should().BeTrue();
        MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Training = new() { Epochs = 3, L2 = 1 } }).Selection.Should().BeNull("it is told how to train");
    }

    [Fact]
    public void Fit_ThatIsToldToRefit_HasWhatTheRemarksSay()
    {
        new MlpOptions().TrainingFor(200, 2, hasDropout: false, parameters: 65).Should().Be(new TrainingOptions
        {
            Optimizer = new Lbfgs(), Epochs = 300, BatchSize = 32, L2 = 1, Seed = 0, ValidationShare = 0.2, EarlyStopping = new EarlyStopping(60),
        });
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Refit = true, Training = new() { L2 = 1 } });
        Same(model.Network, MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Training = new MlpOptions().TrainingFor(200, 2, false, 65) }).Network);
        model.InputScaler.Should().BeOfType<Standardizer>();
        (model.Network.L, model.Network.Layers[1].Units, model.Network.Layers[1].Activation).Should().Be((2, 16, Activation.Tanh));
        (model.Network.Layers[2].Units, model.Network.Layers[2].Activation, model.Network.Loss).Should().Be((1, Activation.Sigmoid, Loss.CrossEntropy));
        model.History.ValidationCosts.Should().NotContain(double.NaN);
    }

    [Fact]
    public void Fit_Dropout_TakesAdam()
    {
        TrainingOptions training = new()
        {
            Optimizer = new Adam(), Epochs = 300, BatchSize = 32, L2 = 1, Seed = 0, ValidationShare = 0.2, EarlyStopping = new EarlyStopping(20),
        };
        new MlpOptions().TrainingFor(200, 2, hasDropout: true, parameters: 65).Should().Be(training);
        MlpOptions options = new() { HiddenLayers = [new Dense(4, Activation.ReLU) { Dropout = 0.1 }] };
        Same(
            MlpClassifier.Fit(Samples.X, Samples.Labels, options.WithTraining(t => t with { L2 = 1 })).Network,
            MlpClassifier.Fit(Samples.X, Samples.Labels, options with { Training = training }).Network);
    }

    [Theory]
    [InlineData(MlpOptions.MostParametersForLbfgs, true)]
    [InlineData(MlpOptions.MostParametersForLbfgs + 1, false)]
    public void Training_ManyParameters_TakesAdam(int parameters, bool isLbfgs) =>
        (new MlpOptions().TrainingFor(200, 2, hasDropout: false, parameters).Optimizer is Lbfgs).Should().Be(isLbfgs);

    [Fact]
    public void Fit_WideData_TakesAdam()
    {
        // 20,000 features and 64 units: with L-BFGS, 300 MB for its memory alone. Adam has a learning rate of 0.001, L-BFGS steps of about 1.
        Matrix<float> X = new NumPyRandom(1).Randn<float>(20_000, 6);
        MlpOptions options = new() { HiddenLayers = [new Dense(64, Activation.Tanh)], Training = new() { Epochs = 1 } };
        MlpClassifier.Fit(X, [0, 1, 0, 1, 0, 1], options).History.Epochs[0].LearningRate.Should().Be(0.001);
    }

    [Fact]
    public void Fit_ManySamples_TakesAdamInLargerBatchesWithoutRefit()
    {
        (Matrix<double> X, string[] labels) = Labelled(MlpOptions.SmallSamples + 1);
        MlpClassifier<double, string> model = MlpClassifier.Fit(X, labels, new MlpOptions { Training = new() { Epochs = 2 } });
        TrainingOptions chosen = new MlpOptions().TrainingFor(MlpOptions.SmallSamples + 1, 2, hasDropout: false, parameters: 65);
        chosen.Should().Be(new TrainingOptions
        {
            Optimizer = new Adam(), Epochs = 100, BatchSize = 128, L2 = 1, Seed = 0, ValidationShare = 0.1, EarlyStopping = new EarlyStopping(10),
        });
        model.Network.Layers[1].Activation.Should().Be(Activation.ReLU);
        Network<double> byHand = Network.Create<double>(2, 0, [new Dense(16, Activation.ReLU), new Dense(1, Activation.Sigmoid)]);
        byHand.Train(Standardizer.Fit(X).Transform(X), Targets(labels), chosen with { Epochs = 2 });
        Same(model.Network, byHand);
    }

    [Fact]
    public void Fit_SmallSet_IsTrainedAnewOnAllSamplesForTheBestEpochs()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Refit = true, Training = new() { L2 = 1 } });
        model.History.BestEpoch.Should().BeInRange(1, model.History.Epochs.Count);
        Same(model.Network, TrainedOnAll(model.History.BestEpoch!.Value, new Lbfgs()));
    }

    [Fact]
    public void Fit_RefitWithoutEarlyStopping_TakesAllEpochs()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions
        {
            Training = new() { Optimizer = new Adam(), EarlyStopping = null, Epochs = 7, L2 = 1 },
        });
        (model.History.BestEpoch, model.History.Epochs.Count).Should().Be((null, 7));
        Same(model.Network, TrainedOnAll(7, new Adam()));
    }

    [Fact]
    public void Fit_RefitOfASchedule_TakesTheSameSteps()
    {
        // The rates of the second training are those of the first, which was planned for 50 epochs, and not of a short one.
        Adam adam = new(LearningRate.Cosine(0.3));
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions
        {
            Training = new() { Optimizer = adam, EarlyStopping = new EarlyStopping(2), Epochs = 50, L2 = 1 },
        });
        int best = model.History.BestEpoch!.Value;
        best.Should().BeInRange(1, 49);
        Adam planned = new(LearningRate.Of(position => adam.LearningRate.At(position with { Epochs = 50 })));
        Trainer<double> byHand = new(Network.Create<double>(2, 0, [new Dense(16, Activation.Tanh), new Dense(1, Activation.Sigmoid)]), new TrainingOptions
        {
            Optimizer = planned, L2 = 1, Epochs = best,
        });
        byHand.Train(Standardizer.Fit(Samples.X).Transform(Samples.X), Targets(Samples.Labels));
        Same(model.Network, byHand.Network);
    }

    [Fact]
    public void Fit_RefitFalse_KeepsTheBestEpoch()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Refit = false, Training = new() { L2 = 1 } });
        Network<double> byHand = Network.Create<double>(2, 0, [new Dense(16, Activation.Tanh), new Dense(1, Activation.Sigmoid)]);
        TrainingHistory history = byHand.Train(Standardizer.Fit(Samples.X).Transform(Samples.X), Targets(Samples.Labels), new MlpOptions().TrainingFor(200, 2, false, 65));
        Same(model.Network, byHand);
        model.History.BestEpoch.Should().Be(history.BestEpoch).And.BeLessThan(history.Epochs.Count);
    }

    [Theory]
    [InlineData(19, 2, 0)]
    [InlineData(20, 2, 0.2)]
    [InlineData(30, 16, 0)]
    [InlineData(32, 16, 0.2)]
    public void Fit_TooFewSamplesForValidation_SetsNoneAside(int samples, int classes, double share)
    {
        TrainingOptions chosen = new MlpOptions().TrainingFor(samples, classes, hasDropout: false, parameters: 100);
        (chosen.ValidationShare, chosen.EarlyStopping).Should().Be((share, share > 0 ? new EarlyStopping(60) : null));
        MlpClassifier<double, int> model = MlpClassifier.Fit(
            new NumPyRandom(1).Randn<double>(2, samples), [.. Enumerable.Range(0, samples).Select(j => j % classes)], new MlpOptions { Training = new() { Epochs = 1 } });
        double.IsNaN(model.History.ValidationCosts[0]).Should().Be(share == 0);
    }

    [Fact]
    public void Fit_ValidationShareThatLeavesNoSampleOfAClass_IsRefused()
    {
        Action fit = () => MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Training = new() { ValidationShare = 0.999 } });
        fit.Should().Throw<ArgumentException>().WithMessage(
            "A ValidationShare of 0.999 must leave a sample of every class to train on, but there are only 200 samples of 2 classes.*");
    }

    [Fact]
    public void PartialFit_ByDefault_TakesAdamWithoutPenaltyOrValidation()
    {
        MlpClassifier<double, string> model = new(["down", "up"]);
        model.PartialFit(Samples.X, Samples.Labels);
        Network<double> byHand = Network.Create<double>(2, 0, [new Dense(16, Activation.ReLU), new Dense(1, Activation.Sigmoid)]);
        byHand.Train(Standardizer.Fit(Samples.X).Transform(Samples.X), Targets(Samples.Labels), new TrainingOptions { Epochs = 1 });
        Same(model.Network, byHand);
    }

    public static TheoryData<string, TrainingOptions, bool?> ForAllSamples => new()
    {
        { $"Optimizer = {new Lbfgs(5)}", new() { Optimizer = new Lbfgs(5) }, null },
        { "Epochs = 100", new() { Epochs = 100 }, null },
        { "ValidationShare = 0.5, TargetCost = 0.25", new() { ValidationShare = 0.5, TargetCost = 0.25, ClipNorm = 1 }, false },
        { "EarlyStopping = EarlyStopping { Patience = 7, MinimumImprovement = 0, Metric = , LastOfEquals = False }", new() { EarlyStopping = new EarlyStopping(7) }, null },
        { "Refit = True", new() { L2 = 1, Epochs = 1, EarlyStopping = null, ValidationShare = 0, Optimizer = new Adam() }, true },
    };

    [Theory, MemberData(nameof(ForAllSamples))]
    public void PartialFit_OptionsForAllSamples_AreRefused(string given, TrainingOptions training, bool? refit)
    {
        MlpOptions options = new() { Training = training, Refit = refit };
        MlpClassifier<double, string> model = new(["down", "up"], options);
        Action fit = () => model.PartialFit(Samples.X, Samples.Labels);
        fit.Should().Throw<InvalidOperationException>().WithMessage(
            $"PartialFit sees every sample once, in steps of a batch, and cannot use {given}: leave that out of the options, or use Fit.");
        model.IsFitted.Should().BeFalse();
        fit.Should().Throw<InvalidOperationException>("it is refused every time");
    }

    [Fact]
    public void PartialFit_OptionsThatFitUsed_AreNotRefused()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions
        {
            Training = new() { Optimizer = new Lbfgs(), Epochs = 9, ValidationShare = 0.5, EarlyStopping = new EarlyStopping(), TargetCost = 0 },
        });
        model.PartialFit(Samples.X, Samples.Labels);
        model.PartialFit(Samples.X, Samples.Labels);
        (model.History.Epochs.Count, model.History.StopReason, model.History.BestEpoch).Should().Be((2, StopReason.Epochs, null));
    }

    [Fact]
    public void Training_Given_CountsEvenWhereItIsADefault()
    {
        TrainingOptions defaults = new() { Epochs = 100, BatchSize = 32, L2 = 0, ValidationShare = 0, EarlyStopping = null, Optimizer = new Adam(), Seed = 0 };
        new MlpOptions { Training = defaults, Seed = 3 }.TrainingFor(200, 2, false, 65).Should().Be(defaults);
        new MlpOptions { Training = new() { Shuffle = false }, Seed = 3 }.TrainingFor(200, 2, false, 65).Should().Be(
            new MlpOptions { Seed = 3 }.TrainingFor(200, 2, false, 65) with { Shuffle = false });
        new TrainingOptions { Epochs = 100 }.Should().NotBe(new TrainingOptions(), "a model would choose other epochs");
    }

    [Fact]
    public void Options_OfEqualValues_AreEqualAndPrintWhatIsGiven()
    {
        CultureInfo before = CultureInfo.CurrentCulture, withCommas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        withCommas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = withCommas;
        try
        {
            MlpOptions options = Make();
            (options == Make(), options.GetHashCode() == Make().GetHashCode()).Should().Be((true, true));
            options.Should().NotBe(Make() with { FeatureNames = ["a"] }).And.NotBe(Make().WithTraining(t => t with { L2 = 1 }));
            options.ToString().Should().Be(
                "MlpOptions { HiddenLayers = [8 tanh, 4 ReLU + dropout 0.25], Loss = Huber (1.5), TargetScaling = MinMax, "
                + "Training = { Epochs = 15, MaxThreads = 1, L2 = 0.5, EarlyStopping = null, Metrics = [R²] }, Refit = False, FeatureNames = [a, b], Seed = 3 }");
            new MlpOptions().ToString().Should().Be("MlpOptions { }");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static MlpOptions Make() => new()
        {
            HiddenLayers = [new Dense(8, Activation.Tanh), new Dense(4, Activation.ReLU) { Dropout = 0.25 }], FeatureNames = ["a", "b"], Seed = 3, Refit = false,
            Loss = Loss.Huber(1.5), TargetScaling = Scaling.MinMax,
            Training = new() { L2 = 0.5, Epochs = 15, EarlyStopping = null, Metrics = [Metric.R2], MaxThreads = 1 },
        };
    }

    [Fact]
    public void HiddenLayers_ListThatChangesLater_IsCopied()
    {
        List<Dense> layers = [new Dense(4, Activation.Tanh)];
        MlpOptions options = new() { HiddenLayers = layers };
        layers.Clear();
        options.HiddenLayers.Should().ContainSingle();
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Refused(() => new MlpOptions { HiddenLayers = [null!] }, "HiddenLayers must not have a null layer, but have one.*");
        Refused(() => new MlpOptions { Seed = -1 }, "Seed must be at least 0, but is -1.*");
        Refused(() => new MlpOptions { InputScaling = (Scaling)7 }, "InputScaling must be None, Standardize, MinMax or Robust, but is 7.*");
        Refused(() => new MlpOptions { TargetScaling = (Scaling)(-1) }, "TargetScaling must be None, Standardize, MinMax or Robust, but is -1.*");
        Refused(() => new MlpOptions { Training = null! }, "Training must not be null.*");
        Refused(() => new MlpOptions { FeatureNames = ["a", null!] }, "FeatureNames must not be null.*");
        Refused(() => new MlpOptions().WithTraining(null!), "change must not be null.*");
        Refused(() => new MlpOptions().WithTraining(_ => null!), "Training must not be null.*");
        Refused(
            () => MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Training = new() { ClipNorm = 1 } }),
            "L-BFGS must have the true gradient of a cost that does not change by itself, but gradients are clipped.*");
    }

    private static Network<double> TrainedOnAll(int epochs, Optimizer optimizer)
    {
        Network<double> network = Network.Create<double>(2, 0, [new Dense(16, Activation.Tanh), new Dense(1, Activation.Sigmoid)]);
        network.Train(Standardizer.Fit(Samples.X).Transform(Samples.X), Targets(Samples.Labels), new TrainingOptions { Optimizer = optimizer, L2 = 1, Epochs = epochs });
        return network;
    }

    private static (Matrix<double> X, string[] Labels) Labelled(int samples)
    {
        Matrix<double> X = new NumPyRandom(4).Randn<double>(2, samples) * 3;
        double[] noise = [.. new NumPyRandom(5).Randn<double>(1, samples).Enumerate()];
        return (X, [.. Enumerable.Range(0, samples).Select(j => X[0, j] * X[1, j] + noise[j] > 0 ? "up" : "down")]);
    }

    private static Matrix<double> Targets(string[] labels) => Matrix<double>.Build.Dense(1, labels.Length, (_, j) => labels[j] == "up" ? 1 : 0);

    private static void Same(Network<double> actual, Network<double> expected)
    {
        actual.W.Should().Equal(expected.W);
        actual.b.Should().Equal(expected.b);
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private static void Refused(Func<MlpOptions> make, string message) => make.Should().Throw<ArgumentException>().WithMessage(message);
}
