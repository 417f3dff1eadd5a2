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
    public void Fit_ByDefault_HasWhatTheRemarksSay()
    {
        TrainingOptions given = Seen(200, [], out MlpClassifier<double, string> model);
        given.Should().Be(new TrainingOptions
        {
            Optimizer = new Lbfgs(), Epochs = 300, BatchSize = 32, L2 = 1, ValidationShare = 0.2, EarlyStopping = new EarlyStopping(20),
        });
        model.InputScaler.Should().BeOfType<Standardizer>();
        (model.Network.L, model.Network.Layers[1].Units, model.Network.Layers[1].Activation).Should().Be((2, 16, Activation.Tanh));
        (model.Network.Layers[2].Units, model.Network.Layers[2].Activation, model.Network.Loss).Should().Be((1, Activation.Sigmoid, Loss.CrossEntropy));
        model.History.ValidationCosts.Should().NotContain(double.NaN);
    }

    [Fact]
    public void Fit_Dropout_TakesAdam()
    {
        Seen(200, [new Dense(4, Activation.ReLU) { Dropout = 0.1 }], out _).Should().Be(new TrainingOptions
        {
            Optimizer = new Adam(), Epochs = 300, BatchSize = 32, L2 = 1, ValidationShare = 0.2, EarlyStopping = new EarlyStopping(20),
        });
    }

    [Fact]
    public void Fit_ManySamples_TakesAdamInLargerBatchesWithoutRefit()
    {
        (Matrix<double> X, string[] labels) = Labelled(MlpOptions.SmallSamples + 1);
        TrainingOptions? seen = null;
        MlpClassifier<double, string> model = MlpClassifier.Fit(X, labels, new MlpOptions { Training = defaults => (seen = defaults) with { Epochs = 2 } });
        seen.Should().Be(new TrainingOptions
        {
            Optimizer = new Adam(), Epochs = 100, BatchSize = 128, L2 = 1, ValidationShare = 0.1, EarlyStopping = new EarlyStopping(10),
        });
        model.Network.Layers[1].Activation.Should().Be(Activation.ReLU);
        Network<double> byHand = Network.Create<double>(2, 0, [new Dense(16, Activation.ReLU), new Dense(1, Activation.Sigmoid)]);
        byHand.Train(Standardizer.Fit(X).Transform(X), Targets(labels), seen! with { Epochs = 2 });
        Same(model.Network, byHand);
    }

    [Fact]
    public void Fit_SmallSet_IsTrainedAnewOnAllSamplesForTheBestEpochs()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels);
        model.History.BestEpoch.Should().BeInRange(1, model.History.Epochs.Count);
        Same(model.Network, TrainedOnAll(model.History.BestEpoch!.Value, new Lbfgs()));
    }

    [Fact]
    public void Fit_RefitWithoutEarlyStopping_TakesAllEpochs()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions
        {
            Training = defaults => defaults with { Optimizer = new Adam(), EarlyStopping = null, Epochs = 7 },
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
            Training = defaults => defaults with { Optimizer = adam, EarlyStopping = new EarlyStopping(2), Epochs = 50 },
        });
        int best = model.History.BestEpoch!.Value;
        best.Should().BeLessThan(50);
        Trainer<double> byHand = new(Network.Create<double>(2, 0, [new Dense(16, Activation.Tanh), new Dense(1, Activation.Sigmoid)]), new TrainingOptions
        {
            Optimizer = adam, L2 = 1, Epochs = 50, LastEpoch = best,
        });
        byHand.Train(Standardizer.Fit(Samples.X).Transform(Samples.X), Targets(Samples.Labels));
        Same(model.Network, byHand.Network);
    }

    [Fact]
    public void Fit_RefitFalse_KeepsTheBestEpoch()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Refit = false });
        Network<double> byHand = Network.Create<double>(2, 0, [new Dense(16, Activation.Tanh), new Dense(1, Activation.Sigmoid)]);
        TrainingHistory history = byHand.Train(Standardizer.Fit(Samples.X).Transform(Samples.X), Targets(Samples.Labels), Seen(200, [], out _));
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
        TrainingOptions? seen = null;
        MlpClassifier.Fit(
            new NumPyRandom(1).Randn<double>(2, samples), [.. Enumerable.Range(0, samples).Select(j => j % classes)],
            new MlpOptions { Training = defaults => (seen = defaults) with { Epochs = 1 } });
        (seen!.ValidationShare, seen.EarlyStopping).Should().Be((share, share > 0 ? new EarlyStopping(20) : null));
    }

    [Fact]
    public void Fit_ValidationShareThatLeavesNoSampleOfAClass_IsRefused()
    {
        Action fit = () => MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Training = defaults => defaults with { ValidationShare = 0.999 } });
        fit.Should().Throw<ArgumentException>().WithMessage(
            "A ValidationShare of 0.999 must leave a sample of every class to train on, but there are only 200 samples of 2 classes.*");
    }

    [Fact]
    public void PartialFit_ByDefault_TakesAdamWithoutPenaltyOrValidation()
    {
        TrainingOptions? seen = null;
        MlpClassifier<double, string> model = new(["down", "up"], new MlpOptions { Training = defaults => seen = defaults });
        model.PartialFit(Samples.X, Samples.Labels);
        seen.Should().Be(new TrainingOptions());
        Network<double> byHand = Network.Create<double>(2, 0, [new Dense(16, Activation.ReLU), new Dense(1, Activation.Sigmoid)]);
        byHand.Train(Standardizer.Fit(Samples.X).Transform(Samples.X), Targets(Samples.Labels), new TrainingOptions { Epochs = 1 });
        Same(model.Network, byHand);
    }

    [Fact]
    public void PartialFit_TrainingForAllSamples_IsMadeOnePassInSteps()
    {
        MlpClassifier<double, string> model = new(["down", "up"], new MlpOptions
        {
            Training = _ => new TrainingOptions
            {
                Optimizer = new Lbfgs(), Epochs = 9, ValidationShare = 0.5, EarlyStopping = new EarlyStopping(), TargetCost = 100, ClipNorm = 1,
            },
        });
        model.PartialFit(Samples.X, Samples.Labels);
        model.PartialFit(Samples.X, Samples.Labels);
        (model.History.Epochs.Count, model.History.StopReason, model.History.BestEpoch).Should().Be((2, StopReason.Epochs, null));
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
        Refused(() => new MlpOptions { InputScaling = (Scaling)7 }, "InputScaling must be None, Standardize or MinMax, but is 7.*");
        Refused(() => new MlpOptions { TargetScaling = (Scaling)(-1) }, "TargetScaling must be None, Standardize or MinMax, but is -1.*");
        Action fit = () => MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Training = _ => null! });
        fit.Should().Throw<InvalidOperationException>().WithMessage("Training must give the options to train with, but gave null.");
        Refused(
            () => MlpClassifier.Fit(Samples.X, Samples.Labels, new MlpOptions { Training = defaults => defaults with { ClipNorm = 1 } }),
            "L-BFGS must have the true gradient of a cost that does not change by itself, but gradients are clipped.*");
    }

    private static TrainingOptions Seen(int samples, IReadOnlyList<Dense> layers, out MlpClassifier<double, string> model)
    {
        TrainingOptions? seen = null;
        (Matrix<double> X, string[] labels) = Labelled(samples);
        model = MlpClassifier.Fit(X, labels, new MlpOptions { HiddenLayers = layers.Count == 0 ? null : layers, Training = defaults => seen = defaults });
        return seen!;
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
