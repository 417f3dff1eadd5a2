using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MlpRegressorTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 200);
    private static readonly double[] Noise = [.. new NumPyRandom(2).Randn<double>(1, 200).Enumerate()];

    [Fact]
    public void Fit_RealData_BeatsTheMeanByFar()
    {
        R2<double>().Should().BeGreaterThan(0.85);
        R2<float>().Should().BeGreaterThan(0.85);

        static double R2<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // The width of a petal from its length, and those of the sepal.
            Matrix<T> flowers = RealData.Read<T>("iris.csv", header: true).X;
            var (train, test) = Split.TrainTest(flowers.SubMatrix(0, 3, 0, 150), flowers.SubMatrix(3, 1, 0, 150), 0.25, seed: 1);
            return MlpRegressor.Fit(train.X, train.Y).Score(test.X, test.Y);
        }
    }

    [Fact]
    public void Fit_TargetsOfVeryDifferentScales_LearnsAll()
    {
        Matrix<double> Y = Matrix<double>.Build.Dense(3, 200, (i, j) => (i switch { 0 => 1e6, 1 => 1, _ => 1e-6 }) * (Math.Sin(X[0, j]) + X[1, j] + 5 * i));
        MlpRegressor<double> model = MlpRegressor.Fit(X, Y);
        Matrix<double> YHat = model.Predict(X);
        for (int i = 0; i < 3; i++)
        {
            Metrics.R2(YHat.SubMatrix(i, 1, 0, 200), Y.SubMatrix(i, 1, 0, 200)).Should().BeGreaterThan(0.97);
        }
    }

    [Fact]
    public void Fit_Quantile_LeavesThatShareBelow()
    {
        double[] y = [.. Enumerable.Range(0, 200).Select(j => 10 * X[0, j] + 20 * Noise[j])];
        foreach (double tau in (double[])[0.1, 0.5, 0.9])
        {
            Matrix<double> YHat = MlpRegressor.Fit(X, y, new MlpOptions { Loss = Loss.Quantile(tau), HiddenLayers = [] }).Predict(X);
            (y.Zip(YHat.Enumerate(), (target, predicted) => target < predicted ? 1 : 0).Sum() / 200.0).Should().BeApproximately(tau, 0.05);
        }
    }

    [Fact]
    public void Fit_Huber_IsNotPulledByOutliers()
    {
        double[] truth = [.. Enumerable.Range(0, 200).Select(j => 3 * X[0, j] - X[1, j])], y = [.. truth.Select((value, j) => j % 20 == 0 ? value + 300 : value)];
        Error(Loss.Huber(0.05)).Should().BeLessThan(0.2 * Error(Loss.SquaredError));

        double Error(Loss loss) => MlpRegressor.Fit(X, y, new MlpOptions { Loss = loss, HiddenLayers = [] }).Score(
            X, Matrix<double>.Build.DenseOfRowArrays(truth), Metric.RootMeanSquaredError);
    }

    [Fact]
    public void Fit_Poisson_PredictsPositiveMeansOfCounts()
    {
        NumPyRandom random = new(7);
        Matrix<double> means = Matrix<double>.Build.Dense(1, 200, (_, j) => Math.Exp(1 + 0.8 * X[0, j]));
        double[] counts = [.. means.Enumerate().Select(mean => (double)Enumerable.Range(0, 200).Count(_ => random.Rand() < mean / 200))];
        MlpRegressor<double> model = MlpRegressor.Fit(X, counts, new MlpOptions { Loss = Loss.Poisson, HiddenLayers = [] });
        model.TargetScaler.Should().BeNull();
        model.Network.Layers[1].Activation.Should().Be(Activation.Exponential);
        model.Predict(X).Enumerate().Should().OnlyContain(mean => mean > 0);
        model.Score(X, means).Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Fit_OutputActivation_DecidesLossAndScaling()
    {
        double[] shares = [.. Enumerable.Range(0, 200).Select(j => 1 / (1 + Math.Exp(-X[0, j])))];
        MlpRegressor<double> model = MlpRegressor.Fit(X, shares, new MlpOptions { OutputActivation = Activation.Sigmoid });
        (model.Network.Loss, model.TargetScaler).Should().Be((Loss.CrossEntropy, null));
        model.Score(X, shares).Should().BeGreaterThan(0.95);
        MlpRegressor.Fit(X, shares).TargetScaler.Should().BeOfType<Standardizer>();
        MlpRegressor.Fit(X, shares, new MlpOptions { TargetScaling = Scaling.MinMax }).TargetScaler.Should().BeOfType<MinMaxScaler>();
    }

    [Fact]
    public void Vectors_OfOneOutput_AreRows()
    {
        double[] y = [.. Enumerable.Range(0, 200).Select(j => X[0, j])];
        Matrix<double> Y = Matrix<double>.Build.DenseOfRowArrays(y);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y), expected = MlpRegressor.Fit(X, Y);
        model.Network.W.Should().Equal(expected.Network.W);
        model.Score(X, y).Should().Be(expected.Score(X, Y));
        model.PartialFit(X, y);
        expected.PartialFit(X, Y);
        model.Network.W.Should().Equal(expected.Network.W);
        MathNet.Numerics.LinearAlgebra.Vector<double> vector = X.Row(0);
        double[] weights = [.. Enumerable.Range(0, 200).Select(j => 1.0 + j % 3)];
        MlpOptions options = new() { HiddenLayers = [] };
        model = MlpRegressor.Fit(X, vector, options, weights);
        model.Network.W.Should().Equal(MlpRegressor.Fit(X, Y, options, weights).Network.W);
        model.Score(X, vector, Metric.MeanAbsoluteError, weights).Should().Be(model.Score(X, Y, Metric.MeanAbsoluteError, weights));
        expected = MlpRegressor.Fit(X, Y, options, weights);
        model.PartialFit(X, vector, weights);
        expected.PartialFit(X, Y, weights);
        model.Network.W.Should().Equal(expected.Network.W);
        model = MlpRegressor.Fit(X, y, new MlpOptions { Training = new() { Epochs = 2 } });
        model.ToString().Should().StartWith("regressor: 2-16-1, tanh, identity; squared error; 65 parameters in double");
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 3)]
    public void Fit_WholeWeights_AreSamplesGivenSoManyTimes(int even, int odd)
    {
        // Also where all weights are the same: they count against the penalty.
        Matrix<double> Y = (X.Row(0) - 2 * X.Row(1).PointwiseTanh()).ToRowMatrix();
        int[] repeated = [.. Enumerable.Range(0, 200).SelectMany(j => Enumerable.Repeat(j, j % 2 == 0 ? even : odd))];
        double[] weights = [.. Enumerable.Range(0, 200).Select(j => (double)(j % 2 == 0 ? even : odd))];
        MlpOptions options = new() { Training = new() { L2 = 20, ValidationShare = 0, EarlyStopping = null, Epochs = 15 } };
        Matrix<double> weighted = MlpRegressor.Fit(X, Y, options, weights).Predict(X);
        Matrix<double> given = MlpRegressor.Fit(Split.Columns(X, repeated), Split.Columns(Y, repeated), options).Predict(X);
        Golden.ErrorOf(weighted, given).Should().BeLessThan(1e-9);
        Golden.ErrorOf(MlpRegressor.Fit(X, Y, options).Predict(X), given).Should().BeGreaterThan(1e-3, "a penalty counts less beside more samples");
    }

    [Fact]
    public void Predict_OneSample_IsItsColumn()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(X, X * 10);
        model.Predict(X.Column(3).ToArray()).Should().Equal(model.Predict(X).Column(3));
        Refused(() => model.Predict([1.0]), "x must have 2 elements (the features the model was fitted to), but has 1.*");
        FluentActions.Invoking(() => new MlpRegressor<double>().Predict([1.0, 2])).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Predict_OutputTooLargeForThePrecision_IsTheSameAloneAndAmongOthers()
    {
        Matrix<float> samples = X.As<float>();
        MlpRegressor<float> model = MlpRegressor.Fit(
            samples, [.. samples.ColumnSums()], new MlpOptions { InputScaling = Scaling.None, HiddenLayers = [] });
        float[] alone = new float[1];
        model.Predict([3e38f, 3e38f], alone);
        alone[0].Should().Be(float.PositiveInfinity);
        model.Predict(Matrix<float>.Build.DenseOfColumnArrays([3e38f, 3e38f]))[0, 0].Should().Be(alone[0]);
    }

    [Fact]
    public void PartialFit_TargetScaler_IsThatOfTheFirstPiece()
    {
        MlpRegressor<double> model = new();
        model.TargetScaler.Should().BeNull();
        model.PartialFit(X, X * 10);
        Scaler? first = model.TargetScaler;
        model.PartialFit(X, X * 1000);
        model.TargetScaler.Should().BeSameAs(first);
        first!.Transform(X * 10).Should().Be(Standardizer.Fit(X * 10).Transform(X * 10));
    }

    [Fact]
    public void Fit_BadTargets_AreRefused()
    {
        Refused(() => MlpRegressor.Fit(X, new double[199]), "y must have 200 elements (one for each sample, a column of X), but has 199.*");
        Refused(() => MlpRegressor.Fit(X, [double.NaN, .. new double[199]]), "y must be finite, but y[0] is NaN.*");
        Refused(() => MlpRegressor.Fit(X, (IReadOnlyList<double>)null!), "y must not be null.*");
        Refused(() => MlpRegressor.Fit((Matrix<double>)null!, new double[3]), "X must not be null.*");
        Refused(
            () => MlpRegressor.Fit(X, X.SubMatrix(0, 2, 0, 199)),
            "Y must have 200 columns (one for each sample, a column of X), but is 2 × 199. Samples are columns: if they are the rows of both, pass X.Transpose() and Y.Transpose().*");
        MlpRegressor<double> model = MlpRegressor.Fit(X, X);
        Refused(() => model.PartialFit(X, X.Stack(X)), "targets must have 2 rows (the outputs the model was fitted to), but is 4 × 200.*");
        Refused(() => model.Score(X, X.Stack(X)), "targets must have 2 rows (the outputs the model was fitted to), but is 4 × 200.*");
        Refused(() => model.Predict([1.0, 2], new double[1]), "yHat must have 2 elements (one for each output), but has 1.*");
        Refused(() => model.Score(X.SubMatrix(0, 2, 0, 1), X.SubMatrix(0, 2, 0, 1)), "Y must have at least 2 columns (samples) for R², but is 2 × 1.*");
    }

    [Fact]
    public void Fit_TargetsThatTheLossDoesNotAllow_AreRefusedByTheCallersColumn()
    {
        double[] counts = [.. Enumerable.Range(0, 200).Select(j => j == 150 ? -1.0 : j % 5)];
        MlpOptions options = new() { Loss = Loss.Poisson };
        const string Message = "Y must not be negative for Poisson, but Y[0, 150] is -1.*";
        Matrix<double> Y = Matrix<double>.Build.DenseOfRowArrays(counts);
        Refused(() => MlpRegressor.Fit(X, Y, options, [.. Enumerable.Range(0, 200).Select(j => (double)(j % 4))]), Message);
        MlpRegressor<double> model = new(options);
        Refused(() => model.PartialFit(X, Y), Message);
        model.IsFitted.Should().BeFalse();
        counts[150] = 3;
        Refused(
            () => MlpRegressor.Fit(X, counts, options with { OutputActivation = Activation.Identity, TargetScaling = Scaling.Standardize }),
            "TargetScaling must be None for Poisson, which does not allow all scaled targets, but is Standardize.");
        Refused(
            () => MlpRegressor.Fit(X, counts, new MlpOptions { Training = new() { ClassWeights = ClassWeights.Balanced } }),
            "ClassWeights must not be given for an MlpRegressor, but are balanced: they need one class for each sample; use weights.*");
        MlpRegressor<double> weighing = new(new MlpOptions { OutputActivation = Activation.Sigmoid, Training = new() { ClassWeights = ClassWeights.Given(1, 2) } });
        Refused(() => weighing.PartialFit(X, counts.Select(count => count > 0 ? 1.0 : 0)), "ClassWeights must not be given for an MlpRegressor, but are 1, 2: *");
        weighing.IsFitted.Should().BeFalse();
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
