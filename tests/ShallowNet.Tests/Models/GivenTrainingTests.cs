using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Options that say how to train, but not with what penalty: the validation samples choose it.</summary>
public sealed class GivenTrainingTests
{
    private static readonly (Matrix<double> X, string[] Labels) Noisy = Sample(120);
    private static readonly TrainingOptions Adam = new() { Optimizer = new Adam(0.01), Epochs = 200 };

    [Fact]
    public void Fit_NoisyLabels_TakesThePenaltyThatIsBestOnTheValidationSamples()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit(Noisy.X, Noisy.Labels, new MlpOptions { Training = Adam });
        ModelSelection selection = model.Selection!;
        selection.JudgedBy.Should().Be("validation samples that were set aside");
        selection.Tried.Select(tried => tried.Description).Should().Contain(text => text.StartsWith("16 tanh units, Adam, L2 = 1, ")).And.Contain(text => text.Contains("L2 = 10, "));
        selection.Chosen.Cost.Should().BeLessThanOrEqualTo(selection.Tried.Min(tried => tried.Cost!.Value) * 1.0101);
        selection.Linear.Should().BeNull();

        // It is the model that is made where this penalty is given.
        double l2 = PenaltyOf(selection.Chosen);
        MlpClassifier<double, string> given = MlpClassifier.Fit(Noisy.X, Noisy.Labels, new MlpOptions { Training = Adam with { L2 = l2 } });
        TrainingTools.Equal(model.Network, given.Network).Should().BeTrue();
        model.History.Costs.Should().Equal(given.History.Costs);
        model.Report(Noisy.X, Noisy.Labels).ToString().Should().Contain("Chosen by validation samples that were set aside:");
    }

    [Fact]
    public void Fit_AFoldOfOnesOwn_ChoosesByIt()
    {
        MlpOptions options = new() { Training = Adam, Folds = Split.KFold(120) };
        MlpClassifier.Fit(Noisy.X, Noisy.Labels, options).Selection!.JudgedBy.Should().Be("the first fold that was given");
    }

    [Fact]
    public void Fit_XorWithGivenEpochs_IsLearned()
    {
        Matrix<double> X = FirstTryData.Bits(2);
        int[] labels = [0, 1, 1, 0];
        for (int seed = 0; seed < 10; seed++)
        {
            MlpClassifier<double, int> model = MlpClassifier.Fit(X, labels, new MlpOptions { Seed = seed, Training = new() { Optimizer = new Adam(0.05), Epochs = 500 } });
            model.Predict(X).Should().Equal(labels);
            model.Selection.Should().BeNull("four samples are too few to choose by");
        }
    }

    [Theory]
    [InlineData("L2")]
    [InlineData("target cost")]
    [InlineData("Bayesian regularization")]
    [InlineData("no validation")]
    public void Fit_OptionsThatLeaveNoChoice_TrainOnce(string which)
    {
        TrainingOptions training = which switch
        {
            "L2" => Adam with { L2 = 3 },
            "target cost" => Adam with { TargetCost = 0.1 },
            "Bayesian regularization" => new() { Optimizer = new BayesianRegularization(), Epochs = 20 },
            _ => Adam with { ValidationShare = 0, EarlyStopping = null, Epochs = 3 },
        };
        List<int> epochs = [];
        MlpClassifier<double, string> model = MlpClassifier.Fit(Noisy.X, Noisy.Labels, new MlpOptions { Training = training }, progress: new Reporter(progress => epochs.Add(progress.Epoch)));
        model.Selection.Should().BeNull();
        epochs.Should().Equal(Enumerable.Range(1, model.History.Epochs.Count));
    }

    [Fact]
    public void Fit_BayesianRegularizationGiven_TakesAllSamplesWithoutAPenaltyOfItsOwn()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(
            Noisy.X, Noisy.Labels.Select(label => label == "up" ? 1.0 : 0).ToArray(), new MlpOptions { Training = new() { Optimizer = new BayesianRegularization() } });
        model.History.Evidence.Should().NotBeNull();
        model.History.ValidationCosts.Should().OnlyContain(cost => double.IsNaN(cost));
    }

    [Fact]
    public void Fit_APenaltyWithWhichItDiverges_IsLeftOut()
    {
        // The penalty alone makes the weights grow where λ·rate/m is more than 2: with λ = 1 nine times in each epoch.
        TrainingOptions training = new() { Optimizer = new GradientDescent(1000), BatchSize = 96, Epochs = 400, EarlyStopping = null };
        MlpOptions options = new() { HiddenLayers = [], Training = training };
        MlpClassifier<double, string> model = MlpClassifier.Fit(Noisy.X, Noisy.Labels, options);
        model.Selection!.Tried.Select(PenaltyOf).Should().OnlyContain(l2 => l2 < 1).And.NotBeEmpty();
        Action alone = () => MlpClassifier.Fit(Noisy.X, Noisy.Labels, options.WithTraining(t => t with { L2 = 1 }));
        alone.Should().Throw<TrainingDivergedException>().WithMessage("Training diverged in epoch *, and there is no model*");
        Action all = () => MlpClassifier.Fit(Noisy.X, Noisy.Labels, options.WithTraining(t => t with { Optimizer = new GradientDescent(1e9) }));
        all.Should().Throw<TrainingDivergedException>().WithMessage("Training diverged in epoch *, and there is no model*");
    }

    [Fact]
    public void Fit_TimeThatIsOver_EndsTheChoice()
    {
        TrainingOptions training = Adam with { Epochs = 1_000_000, EarlyStopping = null, TimeLimit = TimeSpan.FromSeconds(0.2) };
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        MlpClassifier<double, string> model = MlpClassifier.Fit(Noisy.X, Noisy.Labels, new MlpOptions { Training = training });
        System.Diagnostics.Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(10));
        model.History.StopReason.Should().Be(StopReason.TimeLimit);
        model.Selection!.Tried.Should().ContainSingle();
    }

    private static double PenaltyOf(TriedModel tried) =>
        double.Parse(tried.Description.Split("L2 = ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static (Matrix<double> X, string[] Labels) Sample(int count)
    {
        NumPyRandom random = new(7);
        Matrix<double> X = random.Randn<double>(5, count);
        return (X, [.. Enumerable.Range(0, count).Select(j => X[0, j] + 1.5 * random.Randn() > 0 ? "up" : "down")]);
    }
}
