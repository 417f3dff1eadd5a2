using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What the data choose from, by what, and what is said of it.</summary>
public sealed class ModelSelectionTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 120);
    private static readonly double[] Noise = [.. new NumPyRandom(2).Randn<double>(1, 120).Enumerate()];
    private static readonly double[] Bent = [.. Enumerable.Range(0, 120).Select(j => Math.Sin(2 * X[0, j]) + 0.2 * Noise[j])];

    [Fact]
    public void Selection_OfABentCurve_HasALineForEachModelAndMarksTheChosen()
    {
        ModelSelection selection = MlpRegressor.Fit(X, Bent).Selection!;
        selection.Chosen.Should().NotBe(selection.Linear);
        selection.Chosen.Cost.Should().BeLessThan(0.5 * selection.Linear!.Cost!.Value);
        selection.HasLearned.Should().BeTrue();
        string[] lines = selection.ToString().Split('\n');
        lines.Count(line => line.StartsWith('*')).Should().Be(1);
        lines.Single(line => line.StartsWith('*')).Should().EndWith(selection.Chosen.Description);
        lines.Should().HaveCount(selection.Tried.Count + 3, "before the models stands by what they were judged, and what the columns are, and after them the same answer always");
    }

    [Fact]
    public void Selection_OfNoise_SaysThatNothingWasLearned()
    {
        ModelSelection selection = MlpRegressor.Fit(X, Noise).Selection!;
        selection.HasLearned.Should().BeFalse();
        selection.ToString().Should().EndWith("better than always giving the same answer.");
    }

    [Theory, Trait("Cost", "Expensive")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Selection_OnAnyNumberOfThreads_GivesTheSameBits(int threads)
    {
        MlpRegressor<double> expected = MlpRegressor.Fit(X, Bent, new MlpOptions { Training = new() { MaxThreads = 1 } });
        MlpRegressor<double> actual = MlpRegressor.Fit(X, Bent, new MlpOptions { Training = new() { MaxThreads = threads } });
        actual.Selection!.Tried.Should().Equal(expected.Selection!.Tried);
        TrainingTools.Equal(actual.Network, expected.Network).Should().BeTrue();
    }

    [Fact]
    public void Selection_ALossWithoutCurvature_StillComparesWithALinearModel()
    {
        ModelSelection selection = MlpRegressor.Fit(X, Bent, new MlpOptions { Loss = Loss.AbsoluteError }).Selection!;
        selection.Linear!.Description.Should().StartWith("linear model, L-BFGS");
        selection.Tried.Should().OnlyContain(model => model.LogEvidence == null).And.HaveCountGreaterThan(4);
    }

    [Fact]
    public void Selection_Counts_MayHaveCostsBelow0()
    {
        double[] counts = [.. Enumerable.Range(0, 120).Select(j => Math.Round(Math.Exp(1.5 + X[0, j])))];
        ModelSelection selection = MlpRegressor.Fit(X, counts, new MlpOptions { Loss = Loss.Poisson }).Selection!;
        selection.BaseCost.Should().BeLessThan(0);
        (selection.JudgedBy, selection.HasLearned).Should().Be(("5-fold cross-validation", true));
    }

    [Fact]
    public void Selection_HiddenLayersGiven_AreKept()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(X, Bent, new MlpOptions { HiddenLayers = [new Dense(5, Activation.Sigmoid)] });
        (model.Network.L, model.Network.Layers[1].Units, model.Network.Layers[1].Activation).Should().Be((2, 5, Activation.Sigmoid));
        model.Selection!.Linear.Should().BeNull("it may not be chosen");
        model.Report(X, Bent).Metrics[0].Linear.Should().NotBeNull("the report compares with it all the same");
        MlpRegressor.Fit(X, Bent, new MlpOptions { HiddenLayers = [] }).Network.L.Should().Be(1);
    }

    [Fact]
    public void Fit_FewSamples_AreJudgedByEvidence() =>
        MlpRegressor.Fit(X.SubMatrix(0, 3, 0, 39), Bent[..39]).Selection!.JudgedBy.Should().StartWith("evidence");

    [Fact, Trait("Cost", "Expensive")]
    public void Fit_LargeNetworks_AreJudgedByOneFoldOrNotChosenAtAll()
    {
        Matrix<double> wide = new NumPyRandom(3).Randn<double>(1700, 100);
        MlpRegressor.Fit(wide, Bent[..100], new MlpOptions { Effort = Effort.Quick }).Selection!.JudgedBy.Should().Be("a fifth of the samples, set aside");
        new MlpOptions().AreChosenBy(10_000, 10_000, []).Should().BeTrue();
        new MlpOptions().AreChosenBy(10_000, 10_001, []).Should().BeFalse();
    }

    [Fact]
    public void Fit_CancelledInTheMiddle_KeepsTheBestSoFarWhereThatIsWanted()
    {
        using CancellationTokenSource source = new();
        int trainings = 0;
        Reporter reporter = new(progress => trainings += progress.Epoch == 1 ? 1 : 0);
        Reporter cancelling = new(progress =>
        {
            trainings += progress.Epoch == 1 ? 1 : 0;
            if (trainings == 2)
            {
                source.Cancel();
            }
        });
        MlpRegressor.Fit(X, Bent, progress: reporter);
        trainings.Should().BeGreaterThan(2);
        trainings = 0;
        MlpRegressor<double> model = MlpRegressor.Fit(
            X, Bent, new MlpOptions { Training = new() { KeepWhenCancelled = true } }, progress: cancelling, cancellationToken: source.Token);
        model.History.StopReason.Should().Be(StopReason.Cancelled);
        model.Predict(X).Enumerate().All(double.IsFinite).Should().BeTrue();
        FluentActions.Invoking(() => MlpRegressor.Fit(X, Bent, cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
    }
}
