using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests.Training;

/// <summary>The part of a training's cost that is penalties, which validation costs do not have.</summary>
public sealed class PenaltyTests
{
    private static readonly (Matrix<double> X, Matrix<double> Y) Samples = Datasets.Moons<double>(samples: 40, seed: 1);

    [Fact]
    public void Penalty_OfAStepOfGradientDescent_IsThatOfTheWeightsBeforeIt()
    {
        Network<double> network = Create();
        double expected = PenaltyOf(network), loss = network.Cost(network.Forward(Samples.X), Samples.Y);
        TrainingHistory history = network.Train(Samples.X, Samples.Y, new TrainingOptions { Optimizer = new GradientDescent(0.1), Epochs = 1, BatchSize = 40, L1 = 0.5, L2 = 3 });
        history.Epochs[0].Penalty.Should().BeApproximately(expected, 1e-14);
        history.Losses[0].Should().BeApproximately(loss, 1e-14);
        history.Costs[0].Should().BeApproximately(loss + expected, 1e-14);
    }

    [Fact]
    public void Penalty_OfLbfgs_IsThatOfTheWeightsAfterIt()
    {
        Network<double> network = Create();
        TrainingHistory history = network.Train(Samples.X, Samples.Y, new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 5, L1 = 0, L2 = 3 });
        double squares = network.W[1].Enumerate().Concat(network.W[2].Enumerate()).Sum(weight => weight * weight);
        history.Epochs[^1].Penalty.Should().BeApproximately(3 * squares / 2 / 40, 1e-14);
        history.Losses[^1].Should().BeApproximately(network.Cost(network.Forward(Samples.X), Samples.Y), 1e-14);
    }

    [Fact]
    public void Penalty_OfATrainingWithout_IsZero() =>
        Create().Train(Samples.X, Samples.Y, new TrainingOptions { Epochs = 2 }).Epochs.Should().OnlyContain(epoch => epoch.Penalty == 0);

    [Fact]
    public void Penalty_InACheckpointAndInAModelsFile_IsKept()
    {
        TrainingOptions options = new() { Epochs = 3, L2 = 3 };
        Trainer<double> trainer = new(Create(), options);
        TrainingHistory history = trainer.Train(Samples.X, Samples.Y);
        using MemoryStream checkpoint = new(), file = new();
        trainer.Save(checkpoint);
        checkpoint.Position = 0;
        Trainer.Load<double>(checkpoint, options).Train(Samples.X, Samples.Y).Losses.Take(3).Should().Equal(history.Losses);

        MlpClassifier<double, int> model = MlpClassifier.Fit(Samples.X, OneHot.Decode(Samples.Y), new MlpOptions { HiddenLayers = [], Training = options });
        model.Save(file);
        file.Position = 0;
        model.History.Epochs.Should().OnlyContain(epoch => epoch.Penalty > 0);
        MlpClassifier.Load<double, int>(file).History.Losses.Should().Equal(model.History.Losses);
    }

    private static Network<double> Create() => Network.Create<double>(inputs: 2, seed: 1, new Dense(3, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    /// <summary>λ₂ Σ w² / 2m + λ₁ Σ |w| / m, with λ₂ = 3 and λ₁ = ½.</summary>
    private static double PenaltyOf(Network<double> network) =>
        network.W[1].Enumerate().Concat(network.W[2].Enumerate()).Sum(weight => 1.5 * weight * weight + 0.5 * Math.Abs(weight)) / 40;
}
