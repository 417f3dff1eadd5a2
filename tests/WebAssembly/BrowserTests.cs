using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What asks for several threads does without them where there are none, and the article's program.</summary>
public sealed class BrowserTests
{
    private static readonly (Matrix<double> X, int[] Labels) Moons = Labelled(Datasets.Moons<double>(samples: 200, noise: 0.2, seed: 1));

    private static readonly MlpOptions Quick = new() { HiddenLayers = [new(8, Activation.Tanh)], Training = new() { Epochs = 5 } };

    [Fact]
    public void Fit_WithThreeThreads_HasTheBitsOfOne()
    {
        State(3).Should().Equal(State(1));

        static double[] State(int threads) =>
            [.. MlpClassifier.Fit(Moons.X, Moons.Labels, Quick.WithTraining(t => t with { MaxThreads = threads, BatchSize = TrainingOptions.FullBatch })).Network.State.SelectMany(numbers => numbers)];
    }

    [Fact]
    public void Search_WithThreeThreads_HasTheScoresOfOne()
    {
        Scores(3).Should().Equal(Scores(1));

        static IEnumerable<double> Scores(int threads)
        {
            IReadOnlyList<SearchCandidate> candidates = [new("five", Quick), new("ten", Quick.WithTraining(t => t with { Epochs = 10 }))];
            SearchResult result = Search.Classifier(Moons.X, Moons.Labels, candidates, new CrossValidationOptions { Folds = 3, MaxThreads = threads });
            return result.Candidates.SelectMany(candidate => candidate.Result.Scores);
        }
    }

    [Fact]
    public void CrossValidation_WithThreeThreads_HasTheScoresOfOne()
    {
        Scores(3).Should().Equal(Scores(1));

        static IEnumerable<double> Scores(int threads) =>
            CrossValidation.OfClassifier(Moons.X, Moons.Labels, Quick, new CrossValidationOptions { Folds = 3, MaxThreads = threads }).Scores;
    }

    [Fact]
    public void Fit_WhereTheDataChoose_DoesWithoutThreads()
    {
        MlpClassifier<double, int> model = MlpClassifier.Fit(Moons.X, Moons.Labels, new MlpOptions { Training = new() { MaxThreads = 3 } });
        model.Score(Moons.X, Moons.Labels).Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void Update_TenThousandTimes_LearnsTheFlower()
    {
        var (X, Y) = Datasets.Flower<double>(samples: 400, seed: 1);
        Network<double> network = Network.Create<double>(
            inputs: 2, seed: 2, new Dense(4, Activation.Tanh) { Initializer = Initializer.Normal(0.01) }, new Dense(1, Activation.Sigmoid) { Initializer = Initializer.Normal(0.01) });
        for (int i = 0; i < 10_000; i++)
        {
            ForwardPass<double> pass = network.Forward(X);
            network.Cost(pass, Y);
            network.Update(network.Backward(pass, Y), learningRate: 1.2);
        }

        Metrics.Accuracy(network.Predict(X), Y).Should().Be(0.905);
    }

    private static (Matrix<double> X, int[] Labels) Labelled((Matrix<double> X, Matrix<double> Y) data) => (data.X, [.. data.Y.Row(0).Select(label => (int)label)]);
}
