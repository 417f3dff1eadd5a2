using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Validation samples of one's own, groups and the order of time, in the fit of one model.</summary>
public sealed class ModelFoldTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 90);
    private static readonly double[] Noise = [.. new NumPyRandom(2).Randn<double>(1, 90).Enumerate()];
    private static readonly double[] Targets = [.. Enumerable.Range(0, 90).Select(j => X[0, j] * X[1, j] + Noise[j])];

    [Fact, Trait("Cost", "Expensive")]
    public void Fit_OwnFolds_AreWhatTheDataChooseBy()
    {
        MlpRegressor<double> random = MlpRegressor.Fit(X, Targets), ordered = MlpRegressor.Fit(X, Targets, new MlpOptions { Folds = Split.TimeSeries(90, 3) });
        ordered.Selection!.JudgedBy.Should().Be("the folds that were given");
        ordered.Selection.Linear!.Cost.Should().NotBe(random.Selection!.Linear!.Cost);
        MlpRegressor.Fit(X, Targets, new MlpOptions { Folds = Split.KFold(90) }).Selection!.Tried.Should().Equal(random.Selection.Tried, "these are the folds that are drawn otherwise");
    }

    [Fact]
    public void Fit_OneFold_HasOnesOwnValidationSamples()
    {
        int[] train = [.. Enumerable.Range(0, 60)], test = [.. Enumerable.Range(60, 30)];
        MlpOptions options = new() { Folds = [new Fold(train, test)], Refit = false, InputScaling = Scaling.None, TargetScaling = Scaling.None, Training = new() { Epochs = 9, L2 = 1 } };
        MlpRegressor<double> model = MlpRegressor.Fit(X, Targets, options);
        Matrix<double> Y = Matrix<double>.Build.DenseOfRowArrays(Targets);
        Network<double> expected = Network.Create<double>(inputs: 2, seed: 0, Loss.SquaredError, [new Dense(16, Activation.Tanh), new Dense(1, Activation.Identity)]);
        TrainingHistory history = expected.Train(
            Split.Columns(X, train), Split.Columns(Y, train), new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 9, L2 = 1, EarlyStopping = new EarlyStopping(60) },
            validation: new Batch<double>(Split.Columns(X, test), Split.Columns(Y, test)));
        model.History.ValidationCosts.Should().Equal(history.ValidationCosts);
        TrainingTools.Equal(model.Network, expected).Should().BeTrue();
        MlpRegressor.Fit(X, Targets, options with { Refit = true }).History.ValidationCosts.Should().Equal(history.ValidationCosts);
    }

    [Fact]
    public void Fit_WeightsOfZero_LeaveOutSamplesOfFolds()
    {
        double[] weights = [.. Enumerable.Range(0, 90).Select(j => j < 10 ? 0.0 : 1)];
        MlpOptions all = new() { Folds = Split.KFold(90) };
        MlpRegressor<double> weighted = MlpRegressor.Fit(X, Targets, all, weights);
        Fold[] folds = [.. Split.KFold(90).Select(fold => new Fold(Later(fold.Train), Later(fold.Test)))];
        MlpRegressor<double> expected = MlpRegressor.Fit(X.SubMatrix(0, 2, 10, 80), Targets[10..], new MlpOptions { Folds = folds });
        weighted.Selection!.Tried.Should().Equal(expected.Selection!.Tried);
        FluentActions.Invoking(() => MlpRegressor.Fit(X, Targets, new MlpOptions { Folds = [new Fold([50, 51], [0, 1])] }, weights))
            .Should().Throw<ArgumentException>().WithMessage("Weights must not be 0 for all samples to train or to test on, but are for Folds[0].*");

        static int[] Later(IReadOnlyList<int> columns) => [.. columns.Where(j => j >= 10).Select(j => j - 10)];
    }

    [Fact]
    public void Folds_ThatCannotBe_AreRefused()
    {
        FluentActions.Invoking(() => new MlpOptions { Folds = [] }).Should().Throw<ArgumentException>().WithMessage("Folds must have at least one fold, but is empty.*");
        FluentActions.Invoking(() => MlpRegressor.Fit(X, Targets, new MlpOptions { Folds = [new Fold([0], [90])] }))
            .Should().Throw<ArgumentException>().WithMessage("The columns of Folds[0] must lie within 0 and 89, but one is 90.*");
        FluentActions.Invoking(() => CrossValidation.OfRegressor(X, Targets, new MlpOptions { Folds = Split.KFold(90) }))
            .Should().Throw<ArgumentException>().WithMessage("Folds must not be given in the options of models that are cross-validated*");
        FluentActions.Invoking(() => new MlpRegressor<double>(new MlpOptions { Folds = Split.KFold(90) }).PartialFit(X, Targets))
            .Should().Throw<InvalidOperationException>().WithMessage("PartialFit sees every sample once, in steps of a batch, and cannot use Folds*");
    }

    [Fact]
    public void Fit_TimeLimit_BoundsTheWholeCall()
    {
        MlpOptions options = new() { Training = new() { TimeLimit = TimeSpan.FromMilliseconds(1) } };
        Matrix<double> many = new NumPyRandom(2).Randn<double>(10, 2000);
        double[] noise = [.. new NumPyRandom(3).Randn<double>(1, 2000).Enumerate()];
        MlpRegressor<double> model = MlpRegressor.Fit(many, noise, options);
        model.Selection!.Tried.Should().ContainSingle("there was time for the linear model only").Which.Should().Be(model.Selection.Chosen);
        MlpRegressor<double> given = MlpRegressor.Fit(many, noise, new MlpOptions { Training = options.Training with { Epochs = 100_000 } });
        given.History.StopReason.Should().Be(StopReason.TimeLimit);
        given.History.Epochs.Count.Should().BeLessThan(100);
    }
}
