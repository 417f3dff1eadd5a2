using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>MATLAB's training functions in one word each.</summary>
public sealed class MatlabDefaultsTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(1, 94, (_, j) => j / 9.3);
    private static readonly Matrix<double> Y = X.Map(Math.Sin) + 0.05 * new NumPyRandom(1).Randn<double>(1, 94);

    public static TheoryData<string> Names => ["TrainLM", "TrainBR", "TrainScg"];

    [Fact]
    public void Members_OfEachFunction_AreMatlabs()
    {
        TrainingOptions validated = new() { Epochs = 1000, L2 = 0, ValidationShare = 0.15, EarlyStopping = new EarlyStopping(patience: 6) };
        MatlabDefaults.TrainLM.Should().Be(validated with { Optimizer = new LevenbergMarquardt(tolerance: 1e-7) });
        MatlabDefaults.TrainScg.Should().Be(validated with { Optimizer = new ScaledConjugateGradient() });
        MatlabDefaults.TrainBR.Should().Be(validated with { Optimizer = new BayesianRegularization(), ValidationShare = 0, EarlyStopping = null });
    }

    [Theory, MemberData(nameof(Names))]
    public void Fit_WithEach_TrainsAsItSaysAndWell(string name)
    {
        TrainingOptions training = (TrainingOptions)typeof(MatlabDefaults).GetProperty(name)!.GetValue(null)!;
        var model = MlpRegressor.Fit(X, Y, new MlpOptions { HiddenLayers = [new Dense(10, Activation.Tanh)], Training = training, Refit = false });
        TrainingOptions used = new MlpOptions { Training = training }.TrainingFor(94, 2, hasDropout: false, 31);
        (used.Optimizer, used.Epochs, used.L2, used.ValidationShare, used.EarlyStopping).Should().Be(
            (training.Optimizer, 1000, 0.0, training.ValidationShare, training.EarlyStopping), "the data choose nothing of it");
        Metrics.MeanSquaredError(model.Predict(X), X.Map(Math.Sin)).Should().BeLessThan(0.01);
        double.IsNaN(model.History.Epochs[0].ValidationCost).Should().Be(name == "TrainBR");
    }
}
