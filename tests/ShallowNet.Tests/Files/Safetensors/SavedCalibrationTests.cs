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

    [Fact]
    public void Load_OfARegressor_HasWidthsThatFollowTheSampleAndTheFolds()
    {
        (Matrix<double> X, double[] y) = NoisyLines.Samples("width follows x", 300, 1);
        foreach (MlpRegressor<double> model in (MlpRegressor<double>[])[MlpRegressor.Fit(X, y, Linear), MlpRegressor.Fit(NoisyLines.Steps(300).X, NoisyLines.Steps(300).Y)])
        {
            MlpRegressor<double> loaded = MlpRegressor.Load<double>(Saved(model));
            Matrix<double> some = new NumPyRandom(2).Randn<double>(model.Features, 50);
            IntervalOptions followed = new() { Width = IntervalWidth.FollowsSample }, byFolds = new() { Width = IntervalWidth.FollowsFolds };
            loaded.PredictInterval(some, followed).Should().Be(model.PredictInterval(some, followed));
            if (model.Calibration!.Members is not null)
            {
                loaded.PredictInterval(some, byFolds).Should().Be(model.PredictInterval(some, byFolds));
            }
        }
    }

    [Theory, InlineData("normal"), InlineData("width follows x")]
    public void Load_OfARegressor_LearnsTheSameOfSamplesGivenLater(string noise)
    {
        (Matrix<double> X, double[] y) = NoisyLines.Samples(noise, 300, 1);
        (Matrix<double> others, double[] targets) = NoisyLines.Samples("width follows x", 200, 2);
        MlpRegressor<double> fitted = MlpRegressor.Fit(X, y, Linear), before = MlpRegressor.Load<double>(Saved(fitted));
        IntervalOptions followed = new() { Width = IntervalWidth.FollowsSample };
        fitted.Calibrate(others, targets);
        before.Calibrate(others, targets);
        before.PredictInterval(others, followed).Should().Be(fitted.PredictInterval(others, followed));

        // What was learned of samples given later is learned anew of the next ones, with a file in between, too.
        MlpRegressor<double> after = MlpRegressor.Load<double>(Saved(fitted));
        fitted.Calibrate(X, y);
        after.Calibrate(X, y);
        after.PredictInterval(others, followed).Should().Be(fitted.PredictInterval(others, followed));
    }

    [Fact]
    public void Load_OfARegressorOfATable_HasItsGroups()
    {
        Table table = TableModels.Rows(80);
        MlpRegressor<double> model = MlpRegressor.Fit<double>(table, "price", Linear), loaded = MlpRegressor.Load<double>(Saved(model));
        IntervalOptions byPlan = new() { Level = 0.5, By = "plan" };
        loaded.PredictInterval(table, byPlan).Should().Equal(model.PredictInterval(table, byPlan));
    }

    [Fact]
    public void Load_WhatCannotBeKnownOfErrors_IsRefused()
    {
        (Matrix<double> inputs, double[] y) = NoisyLines.Samples("width follows x", 300, 1);
        MlpRegressor<double> model = MlpRegressor.Fit(inputs, y, Linear);
        Calibration known = model.Calibration!;
        double[][] rows = [.. known.Rows];
        Refused(new Calibration(rows) { Sizes = [new ErrorSize([0, 1, 0, 7, 0, 1])], Scales = known.Scales }, "Tensor \"model.calibration.sizes.0\" must have three numbers, and three for each input on which errors depend, but has something else.");
        Refused(new Calibration(rows) { Sizes = known.Sizes, Scales = [new double[300]] }, "Tensor \"model.calibration.scales\" must have a scale above 0 for each output and sample, but has something else.");
        Refused(new Calibration(rows) { Groups = [new byte[300]] }, "Tensor \"model.calibration.groups\" must have the group of each sample by each column of texts and flags, but has something else.");
        Refused(
            new Calibration(rows) { Members = new FoldMembers(new byte[3], new double[5], new byte[300]) { Folds = 5 } },
            "Tensor \"model.calibration.biases\" must have the finite biases of each fold, of units and samples that are of one of them, but has something else.");

        void Refused(Calibration wrong, string message)
        {
            model.RestoreCalibration(wrong);
            FluentActions.Invoking(() => MlpRegressor.Load<double>(Saved(model))).Should().Throw<ModelFileException>().WithMessage(message);
        }
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
