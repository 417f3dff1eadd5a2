using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What the efforts choose from samples with steps and noise, which the mean of several networks tells better than one.</summary>
public sealed class EffortTests
{
    private static readonly (Matrix<double> X, double[] Y, int[] Classes) Train = Samples(300, 1), Test = Samples(1000, 2);

    [Fact]
    public void Default_OfSteps_IsTheMeanOfNetworksOfInputsInPieces()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(Train.X, Train.Y);
        model.Selection!.Chosen.Description.Should().StartWith("mean of").And.Contain("in 16 pieces");
        model.Selection.Tried.Should().Contain(model.Selection.Chosen).And.OnlyHaveUniqueItems();
        (model.Network.L, model.Network.Layers[1].Activation, model.Network.Layers[1].Embedding is null).Should().Be((2, Activation.ReLU, false));
        (model.Network.Layers[1].Units % (5 * 64)).Should().Be(0);
        MlpRegressor<double> quick = MlpRegressor.Fit(Train.X, Train.Y, new MlpOptions { Effort = Effort.Quick });
        quick.Selection!.Tried.Should().NotContain(tried => tried.Description.Contains("mean"));
        Score(model).Should().BeGreaterThan(0.7);
    }

    [Fact, Trait("Cost", "Expensive")]
    public void Best_TriesMore_AndIsNoWorse()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(Train.X, Train.Y, new MlpOptions { Effort = Effort.Best });
        model.Selection!.Tried.Count(tried => tried.Description.Contains("by AdamW")).Should().BeGreaterThanOrEqualTo(5, "some are given up, and still said");
        Score(model).Should().BeGreaterThan(Score(MlpRegressor.Fit(Train.X, Train.Y)) - 0.01);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Default_OnAnyNumberOfThreads_GivesTheSameBits(int threads)
    {
        MlpClassifier<double, int> expected = Classifier(1), actual = Classifier(threads);
        actual.Selection!.Tried.Should().Equal(expected.Selection!.Tried);
        TrainingTools.Equal(actual.Network, expected.Network).Should().BeTrue();

        static MlpClassifier<double, int> Classifier(int threads) => MlpClassifier.Fit(Train.X, Train.Classes, new MlpOptions { Training = new() { MaxThreads = threads } });
    }

    [Fact]
    public void Default_OfNoisyClasses_HasHonestProbabilities()
    {
        MlpClassifier<double, int> model = MlpClassifier.Fit(Train.X, Train.Classes);
        double sure = 0, right = 0;
        Matrix<double> probabilities = model.PredictProbability(Test.X);
        int[] predicted = model.Predict(Test.X);
        for (int j = 0; j < predicted.Length; j++)
        {
            sure += probabilities.Column(j).Maximum() / predicted.Length;
            right += predicted[j] == Test.Classes[j] ? 1.0 / predicted.Length : 0;
        }

        right.Should().BeGreaterThan(0.75);
        sure.Should().BeApproximately(right, 0.05);
    }

    [Fact]
    public void Default_WithANetworkOrATrainingGiven_IsThatOne()
    {
        MlpRegressor.Fit(Train.X, Train.Y, new MlpOptions { HiddenLayers = [new Dense(5, Activation.Tanh)] }).Network.Layers[1].Units.Should().Be(5);
        MlpRegressor.Fit(Train.X, Train.Y, new MlpOptions { Training = new() { Epochs = 3 } }).Network.Layers[1].Embedding.Should().BeNull();
        MlpRegressor.Fit(Train.X, Train.Y, new MlpOptions { Refit = false }).Network.Layers[1].Embedding.Should().BeNull();
    }

    [Fact]
    public void Default_SavedAndLoaded_GivesTheSameAnswers()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(Train.X, Train.Y);
        using MemoryStream file = new();
        model.Save(file);
        file.Position = 0;
        MlpRegressor.Load<double>(file).Predict(Test.X).Should().Be(model.Predict(Test.X));
    }

    [Fact]
    public void Default_GoesOnLearningInPieces()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(Train.X, Train.Y);
        double before = Score(model);
        model.PartialFit(Test.X, Matrix<double>.Build.Dense(1, Test.Y.Length, Test.Y));
        Score(model).Should().BeGreaterThan(before - 0.2).And.NotBe(before);
    }

    [Fact]
    public void Default_WithWeights_CountsThem()
    {
        // Half of the samples have another target, and weigh next to nothing.
        double[] wrong = [.. Train.Y.Select((y, j) => j % 2 == 0 ? y : -y)], weights = [.. Train.Y.Select((_, j) => j % 2 == 0 ? 1 : 1e-6)];
        Score(MlpRegressor.Fit(Train.X, wrong, weights: weights)).Should().BeGreaterThan(0.5);
    }

    [Fact]
    public void Default_WithATimeLimit_KeepsIt()
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        MlpRegressor<double> model = MlpRegressor.Fit(Samples(8000, 3).X, Samples(8000, 3).Y, new MlpOptions { Training = new() { TimeLimit = TimeSpan.FromMilliseconds(1) } });
        System.Diagnostics.Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(5));
        model.Predict(Test.X).Enumerate().All(double.IsFinite).Should().BeTrue();
    }

    [Fact]
    public void Default_StoppedDuringAMean_StopsAllItsNetworks()
    {
        int reports = 0;
        Reporter stopping = new(progress =>
        {
            if (IsOfMean(progress))
            {
                reports++;
                progress.Stop();
            }
        });
        MlpRegressor<double> model = MlpRegressor.Fit(Train.X, Train.Y, progress: stopping);
        (reports, model.History.StopReason).Should().Be((1, StopReason.Stopped));
        model.Predict(Test.X).Enumerate().All(double.IsFinite).Should().BeTrue();
    }

    [Fact]
    public void Default_CancelledDuringTheSecondMean_KeepsTheFirst()
    {
        // Of a loss without curvature, for which no network by Bayesian regularization is in their way.
        using CancellationTokenSource source = new();
        int means = 0;
        Reporter cancelling = new(progress =>
        {
            means += IsOfMean(progress) && progress.Epoch == 1 ? 1 : 0;
            if (means == 2)
            {
                source.Cancel();
            }
        });
        MlpRegressor<double> model = MlpRegressor.Fit(
            Train.X, Train.Y, new MlpOptions { Loss = Loss.AbsoluteError, Training = new() { KeepWhenCancelled = true } }, progress: cancelling, cancellationToken: source.Token);
        model.History.StopReason.Should().Be(StopReason.Cancelled);
        (model.Selection!.Chosen.Description, model.Selection.JudgedBy).Should().Be(("mean of 5 networks by AdamW, 64 ReLU units", "cancellation, before all were tried"));
    }

    [Fact, Trait("Cost", "Expensive")]
    public void Default_OfManySamples_JudgesSingleModelsByOneFold()
    {
        (Matrix<double> X, double[] y, _) = Samples(5100, 3);
        MlpRegressor.Fit(X, y).Selection!.JudgedBy.Should().Be("5-fold cross-validation, single models by its first fold");
    }

    [Fact]
    public void Fit_ManyNumbersInAGivenEmbedding_AreCounted()
    {
        // Too many for Bayesian regularization, though the weights themselves are few.
        Matrix<double> codes = Matrix<double>.Build.Dense(1, 60, (_, j) => j % 20);
        MlpOptions options = new() { HiddenLayers = [new Dense(8, Activation.ReLU) { Embedding = Embedding.Category(2000, 8) }], InputScaling = Scaling.None };
        MlpRegressor.Fit(codes, Train.Y[..60], options).Network.Embeddings[1]!.RowCount.Should().Be(16_000);
    }

    [Fact]
    public void Fit_AConstantFeatureOfAGivenEmbedding_DoesNotCount()
    {
        Matrix<double> X = Train.X.Clone();
        X.SetRow(1, Enumerable.Repeat(0.5, X.ColumnCount).ToArray());
        Embedding embedding = Embedding.Of(Embedding.PiecewiseLinear(-1, 0, 1), Embedding.Pass, Embedding.Pass);
        MlpRegressor<double> model = MlpRegressor.Fit(X, Train.Y, new MlpOptions { HiddenLayers = [new Dense(8, Activation.Tanh) { Embedding = embedding }] });
        Matrix<double> other = X.Clone();
        other.SetRow(1, Enumerable.Repeat(7.0, X.ColumnCount).ToArray());
        model.Predict(other).Should().Be(model.Predict(X));
    }

    [Fact]
    public void NoSuchEffort_IsRefused() =>
        FluentActions.Invoking(() => new MlpOptions { Effort = (Effort)3 }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Effort must be Quick, Default or Best, but is 3.*");

    /// <summary>The networks of a mean have 60 epochs, as no other training has.</summary>
    private static bool IsOfMean(TrainingProgress progress) => progress.Epochs == 60;

    private static double Score(MlpRegressor<double> model) => model.Score(Test.X, Matrix<double>.Build.Dense(1, Test.Y.Length, Test.Y));

    /// <summary>Steps, up and down, in two of three features, and noise; classes are whether the sum is positive.</summary>
    private static (Matrix<double> X, double[] Y, int[] Classes) Samples(int count, int seed)
    {
        NumPyRandom random = new(seed);
        Matrix<double> X = random.Rand<double>(3, count), noise = random.Randn<double>(1, count);
        double[] y = [.. Enumerable.Range(0, count).Select(j => ((int)(6 * X[0, j]) % 2 == 0 ? 2 : -2) + ((int)(3 * X[1, j]) % 2 == 0 ? 1.5 : -1.5) + 0.5 * noise[0, j])];
        return (X, y, [.. y.Select(value => value > 0 ? 1 : 0)]);
    }
}
