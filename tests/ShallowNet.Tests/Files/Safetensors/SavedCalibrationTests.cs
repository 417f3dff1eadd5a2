using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What a model knows of how sure it is goes into its file, and a file that lies about it is refused.</summary>
public sealed class SavedCalibrationTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 60);
    private static readonly double[] Targets = [.. Enumerable.Range(0, 60).Select(j => X[0, j] + X[1, j] * X[1, j])];
    private static readonly int[] Classes = [.. Enumerable.Range(0, 60).Select(j => X[0, j] > 0.3 ? 2 : X[1, j] > 0 ? 1 : 0)];
    private static readonly MlpOptions Linear = new() { HiddenLayers = [] };

    [Fact]
    public void Load_OfASavedRegressor_HasItsIntervals()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(X, Targets, Linear), loaded = MlpRegressor.Load<double>(Saved(model));
        loaded.CalibrationSamples.Should().Be(60);
        loaded.PredictInterval(X, 0.8).Should().Be(model.PredictInterval(X, 0.8));
        MlpRegressor<float> inFloat = MlpRegressor.Fit(X.As<float>(), Array.ConvertAll(Targets, y => (float)y), Linear);
        MlpRegressor.Load<float>(Saved(inFloat)).PredictInterval(X.As<float>()).Should().Be(inFloat.PredictInterval(X.As<float>()));
    }

    [Fact]
    public void Load_OfASavedClassifier_HasItsSets()
    {
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, Classes, Linear), loaded = MlpClassifier.Load<double, int>(Saved(model));
        loaded.CalibrationSamples.Should().Be(60);
        loaded.PredictSet(X, 0.8, SetScore.Cumulated).Should().BeEquivalentTo(model.PredictSet(X, 0.8, SetScore.Cumulated));
    }

    [Fact]
    public void Load_OfAModelThatKnowsNothing_KnowsNothing()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(X, Targets, new MlpOptions { Training = new() { Epochs = 3 } });
        TensorFile.Read(Saved(model)).Find(CalibrationFile.TensorName).Should().BeNull();
        FluentActions.Invoking(() => MlpRegressor.Load<double>(Saved(model)).PredictInterval(X)).Should().Throw<InvalidOperationException>();
    }

    [Theory]
    [InlineData(0, 7, "Tensor \"model.calibration\" must have a class, a whole number from 0 to 2 for each sample, but has 7 for sample 0.")]
    [InlineData(0, 0.5, "Tensor \"model.calibration\" must have a class, a whole number from 0 to 2 for each sample, but has 0.5 for sample 0.")]
    [InlineData(1, -0.5, "Tensor \"model.calibration\" must have a probability for each sample, but has -0.5 for sample 0.")]
    [InlineData(2, 1.5, "Tensor \"model.calibration\" must have a sum of probabilities for each sample, but has 1.5 for sample 0.")]
    public void Load_ACalibrationThatCannotBe_IsRefused(int row, double number, string message)
    {
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, Classes, Linear);
        double[][] rows = [.. model.Calibration!.Rows.Select(measured => measured.ToArray())];
        rows[row][0] = number;
        model.RestoreCalibration(new Calibration(rows));
        FluentActions.Invoking(() => MlpClassifier.Load<double, int>(Saved(model))).Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Fact]
    public void Load_ACalibrationOfAnotherModel_IsRefused()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(X, Targets, Linear);
        model.RestoreCalibration(new Calibration([[1, 2], [3, 4]]));
        FluentActions.Invoking(() => MlpRegressor.Load<double>(Saved(model))).Should().Throw<ModelFileException>()
            .WithMessage("Tensor \"model.calibration\" must have 1 row, and at least one column, but has the shape *");
        MlpMultiLabelClassifier<double, int> several = MlpMultiLabelClassifier.Fit(X, [.. Classes.Select(label => new[] { label })], Linear);
        several.CalibrationSamples.Should().Be(0);
        several.RestoreCalibration(new Calibration([[1, 2]]));
        FluentActions.Invoking(() => MlpMultiLabelClassifier.Load<double, int>(Saved(several))).Should().Throw<ModelFileException>()
            .WithMessage("The file has a tensor \"model.calibration\", which a model of this kind has no place for.");
    }

    private static MemoryStream Saved<T>(MlpModel<T> model)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        MemoryStream stream = new();
        model.Save(stream);
        stream.Position = 0;
        return stream;
    }
}
