using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class LabelSmoothingInDouble : LabelSmoothingTests<double>;

public sealed class LabelSmoothingInFloat : LabelSmoothingTests<float>;

/// <summary>Labels smoothed in training, and in training alone.</summary>
public abstract class LabelSmoothingTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly TrainingOptions Options = new() { Epochs = 5, BatchSize = 7, LabelSmoothing = 0.2 };
    private readonly Matrix<T> X = new NumPyRandom(1).Randn<double>(3, 40).As<T>();
    private readonly Matrix<T> Y = OneHot.Encode<T>([.. Enumerable.Range(0, 40).Select(j => j % 3)], 3);

    [Fact]
    public void Train_OfSoftmaxAndSigmoid_AgreesWithPyTorch()
    {
        TrainingOptions options = new() { Optimizer = new GradientDescent(0.3) };
        Recipes.AgreeAfterTraining(Recipes.Numbers.GetProperty("smoothed").GetProperty("softmax"), "plain", Recipes.OneHot, options with { LabelSmoothing = 0.1 });
        Recipes.AgreeAfterTraining(Recipes.Numbers.GetProperty("smoothed").GetProperty("sigmoid"), "binary", Recipes.Binary, options with { LabelSmoothing = 0.2 });
    }

    [Fact]
    public void Train_InEveryWay_IsThatOnLabelsSmoothedByHand()
    {
        T rest = T.CreateTruncating(1 - 0.2);
        Matrix<T> smoothed = Y.Map(y => T.FusedMultiplyAdd(rest, y, T.CreateTruncating(0.2 / 3)));
        Network<T> network = Create(), expected = network.Copy<T>();
        network.Train(X, Y, Options);
        expected.Train(X, smoothed, Options with { LabelSmoothing = 0 });
        network.W.Should().Equal(expected.W);

        Trainer<T> trainer = new(network, Options), without = new(expected, Options with { LabelSmoothing = 0 });
        (Matrix<T> few, Matrix<T> fewLabels, Matrix<T> fewSmoothed) = (X.SubMatrix(0, 3, 0, 9), Y.SubMatrix(0, 3, 0, 9), smoothed.SubMatrix(0, 3, 0, 9));
        trainer.TrainBatches([(X, Y), (few, fewLabels)]);
        without.TrainBatches([(X, smoothed), (few, fewSmoothed)]);
        trainer.TrainStep(few, fewLabels).Should().Be(without.TrainStep(few, fewSmoothed));
        network.W.Should().Equal(expected.W);
        fewLabels.Should().Be(Y.SubMatrix(0, 3, 0, 9), "the caller's labels stay as they are");
    }

    [Fact]
    public void Train_WithValidationAndMetrics_JudgesByTheLabelsThemselves()
    {
        Network<T> network = Create();
        TrainingHistory history = network.Train(
            X, Y, Options with { Metrics = [Metric.LogLoss], BatchSize = TrainingOptions.FullBatch, ClassWeights = ClassWeights.Balanced }, validation: (X, Y));
        history.ValidationCosts[^1].Should().BeApproximately(network.Loss.Cost(network.Predict(X), Y), 0.05).And.NotBe(history.Costs[^1]);
        history.Epochs[^1].Metrics[0].Should().BeApproximately(network.Loss.Cost(network.Predict(X), Y), 1e-5);
    }

    [Fact]
    public void Backward_OfSmoothedLabels_AgreesWithCentralDifferences()
    {
        GradientCheckReport report = GradientCheck.Run(Create(), X, Y, options: Options);
        report.WorstError.Should().BeLessThan(typeof(T) == typeof(float) ? 1e-3 : 1e-6);
        Network<T> network = Create();
        GradientCheck.Run(network, X, Y).Analytic.Should().NotBe(report.Analytic);
    }

    [Fact]
    public void LabelSmoothing_ThatDoesNotSuit_IsRefused()
    {
        foreach (double bad in (double[])[-0.1, 1, double.NaN])
        {
            FluentActions.Invoking(() => new TrainingOptions { LabelSmoothing = bad }).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage($"LabelSmoothing must be at least 0 and less than 1, but is {Require.Text(bad)}.*");
        }

        foreach (Loss loss in TestNetworks.Losses.Values.Where(loss => loss != Loss.CrossEntropy && loss != Loss.CategoricalCrossEntropy))
        {
            Network<T> network = Network.Create<T>(3, 1, loss, new Dense(3, Activation.Softplus));
            FluentActions.Invoking(() => network.Train(X, Y, Options)).Should().Throw<ArgumentException>()
                .WithMessage($"LabelSmoothing must be 0 for a loss that is no cross-entropy, but is 0.2 for {loss}.*");
        }
    }

    [Fact]
    public void Fit_Models_SmoothTheLabelsOfClassesAndRefuseTargets()
    {
        MlpOptions options = new() { HiddenLayers = [new Dense(6, Activation.SELU) { LearnedMix = true }], Training = new() { LabelSmoothing = 0.1 } };
        string[] labels = [.. X.EnumerateColumns().Select(x => x[0] > T.Zero ? "right" : "left")];
        MlpClassifier<T, string> smoothed = MlpClassifier.Fit(X, labels, options), sharp = MlpClassifier.Fit(X, labels, options with { Training = new() { Epochs = 200 } });
        smoothed.Score(X, labels).Should().BeGreaterThan(0.9);
        smoothed.PredictProbability(X).Enumerate().Max().Should().BeLessThan(sharp.PredictProbability(X).Enumerate().Max());
        using MemoryStream file = new();
        smoothed.Save(file);
        MlpClassifier.Load<T, string>(new MemoryStream(file.ToArray())).PredictProbability(X).Should().Be(smoothed.PredictProbability(X));
        FluentActions.Invoking(() => MlpRegressor.Fit(X, X.SubMatrix(0, 1, 0, 40), options)).Should().Throw<ArgumentException>()
            .WithMessage("LabelSmoothing must be 0 for a loss that is no cross-entropy, but is 0.1 for squared error.*");
    }

    [Fact]
    public void TrainingOptions_WithSmoothingOrASchedule_SayHowToTrain()
    {
        new TrainingOptions { LabelSmoothing = 0.25, DropoutSchedule = LearningRate.FlatCosine(1) }.Given.Should().Equal(
            "LabelSmoothing = 0.25", "DropoutSchedule = FlatCosine(1, flatShare: 0.5)");
        new TrainingOptions { LabelSmoothing = 0.25 }.GivesHowToTrain.Should().BeTrue();
        new TrainingOptions { DropoutSchedule = 0.5 }.GivesHowToTrain.Should().BeTrue();
    }

    private static Network<T> Create() => Network.Create<T>(3, 1, new Dense(6, Activation.Tanh), new Dense(3, Activation.Softmax));
}
