using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MetricTests
{
    private static readonly Matrix<double> YHat = Matrix<double>.Build.DenseOfRows([[0.9, 0.2, 0.6, 0.4, 0.3]]);
    private static readonly Matrix<double> Y = Matrix<double>.Build.DenseOfRows([[1.0, 0, 0, 0, 1]]);
    private static readonly double[] Weights = [1, 2, 0.5, 0.25, 3];

    private static Metric[] BuiltIn =>
    [
        Metric.Accuracy, Metric.BalancedAccuracy, Metric.Precision(), Metric.Recall(), Metric.F1(), Metric.LogLoss, Metric.RocAuc,
        Metric.MeanSquaredError, Metric.RootMeanSquaredError, Metric.MeanAbsoluteError, Metric.R2,
    ];

    [Fact]
    public void Of_BuiltIn_IsTheFunctionOfMetrics()
    {
        Metric.Accuracy.Of(YHat, Y, Weights).Should().Be(Metrics.Accuracy(YHat, Y, Weights));
        Metric.BalancedAccuracy.Of(YHat, Y, Weights).Should().Be(Metrics.BalancedAccuracy(YHat, Y, Weights));
        Metric.LogLoss.Of(YHat, Y, Weights).Should().Be(Metrics.LogLoss(YHat, Y, Weights));
        Metric.RocAuc.Of(YHat, Y, Weights).Should().Be(Metrics.RocAuc(YHat, Y, Weights));
        Metric.MeanSquaredError.Of(YHat, Y, Weights).Should().Be(Metrics.MeanSquaredError(YHat, Y, Weights));
        Metric.RootMeanSquaredError.Of(YHat, Y, Weights).Should().Be(Metrics.RootMeanSquaredError(YHat, Y, Weights));
        Metric.MeanAbsoluteError.Of(YHat, Y, Weights).Should().Be(Metrics.MeanAbsoluteError(YHat, Y, Weights));
        Metric.R2.Of(YHat, Y, Weights).Should().Be(Metrics.R2(YHat, Y, Weights));
        foreach (Averaging averaging in Enum.GetValues<Averaging>())
        {
            Metric.Precision(averaging).Of(YHat, Y, Weights).Should().Be(Metrics.Precision(YHat, Y, averaging, Weights));
            Metric.Recall(averaging).Of(YHat, Y, Weights).Should().Be(Metrics.Recall(YHat, Y, averaging, Weights));
            Metric.F1(averaging).Of(YHat, Y, Weights).Should().Be(Metrics.F1(YHat, Y, averaging, Weights));
        }
    }

    [Fact]
    public void Of_WithoutWeights_CountsEverySampleOnce()
    {
        foreach (Metric metric in BuiltIn)
        {
            metric.Of(YHat, Y).Should().Be(metric.Of(YHat, Y, [1, 1, 1, 1, 1]), metric.Name).And.NotBe(metric.Of(YHat, Y, Weights), metric.Name);
        }
    }

    [Fact]
    public void Of_Float_IsThatOfTheDoublesRounded()
    {
        foreach (Metric metric in BuiltIn)
        {
            metric.Of(YHat.As<float>(), Y.As<float>(), Weights).Should().BeApproximately(metric.Of(YHat, Y, Weights), 1e-6, metric.Name);
            FluentActions.Invoking(() => metric.Of<Half>(null!, null!)).Should().Throw<NotSupportedException>(metric.Name);
        }
    }

    [Fact]
    public void Of_SparseMatrices_IsThatOfDenseOnes()
    {
        foreach (Metric metric in BuiltIn)
        {
            metric.Of(Matrix<double>.Build.SparseOfMatrix(YHat), Matrix<double>.Build.SparseOfMatrix(Y)).Should().Be(metric.Of(YHat, Y), metric.Name);
        }
    }

    [Fact]
    public void HigherIsBetter_OfErrorsAndLosses_IsFalse() =>
        BuiltIn.Where(metric => !metric.HigherIsBetter).Should().Equal(
            Metric.LogLoss, Metric.MeanSquaredError, Metric.RootMeanSquaredError, Metric.MeanAbsoluteError);

    [Fact]
    public void HigherIsBetter_PerfectPrediction_IsTheBestValue()
    {
        foreach (Metric metric in BuiltIn)
        {
            metric.Of(Y, Y).Should().BeApproximately(metric.HigherIsBetter ? 1 : 0, 1e-15, metric.Name);
        }
    }

    [Fact]
    public void Name_OfEach_IsReadableAndItsOwn()
    {
        BuiltIn.Select(metric => metric.ToString()).Should().Equal(
            "accuracy", "balanced accuracy", "precision", "recall", "F1", "log loss", "area under the ROC curve", "mean squared error",
            "root mean squared error", "mean absolute error", "R²");
        Metric.Precision(Averaging.Macro).Name.Should().Be("macro precision");
        Metric.Recall(Averaging.Weighted).Name.Should().Be("weighted recall");
        Metric.F1(Averaging.Macro).Name.Should().Be("macro F1");
    }

    [Fact]
    public void Equality_SameMetric_IsByValue()
    {
        Metric.F1(Averaging.Macro).Should().Be(Metric.F1(Averaging.Macro)).And.NotBe(Metric.F1()).And.NotBe(Metric.Recall(Averaging.Macro));
    }

    [Fact]
    public void OwnMetric_InBothPrecisions_Works()
    {
        Metric bias = new Bias();
        bias.Of(YHat, Y).Should().BeApproximately(0.08, 1e-15);
        bias.Of(YHat.As<float>(), Y.As<float>()).Should().BeApproximately(0.08, 1e-6);
        bias.HigherIsBetter.Should().BeTrue();
    }

    [Fact]
    public void Averaging_Unknown_IsRefused()
    {
        Refused(() => Metric.Precision((Averaging)3));
        Refused(() => Metric.Recall((Averaging)3));
        Refused(() => Metric.F1((Averaging)3));
    }

    private static void Refused(Action action) =>
        action.Should().Throw<ArgumentOutOfRangeException>().WithMessage("averaging must be Binary, Macro or Weighted, but is 3.*");

    private sealed record Bias : Metric
    {
        public override string Name => "bias";

        public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
            (YHat - Y).Enumerate().Average(difference => double.CreateTruncating(difference));
    }

    [Fact]
    public void Weights_AsAVectorOfMathNets_AreTaken()
    {
        Matrix<double> YHat = Matrix<double>.Build.DenseOfRowArrays([0.1, 0.9, 0.8]), Y = Matrix<double>.Build.DenseOfRowArrays([0, 1.0, 0]);
        Vector<double> weights = Vector<double>.Build.DenseOfArray([1, 2, 5]);
        double[] same = [1, 2, 5];
        Metrics.Accuracy(YHat, Y, weights).Should().Be(Metrics.Accuracy(YHat, Y, same)).And.Be(0.375);
        Metrics.R2(YHat, Y, weights).Should().Be(Metrics.R2(YHat, Y, same));
        Metrics.RocAuc(YHat, Y, weights).Should().Be(Metrics.RocAuc(YHat, Y, same));
        Metrics.ConfusionMatrix(YHat, Y, null, weights)[0, 1].Should().Be(5);
        Standardizer.Fit(YHat, weights).Means.Should().Equal(Standardizer.Fit(YHat, same).Means);
        new Standardizer(weights, weights).Means.Should().Equal(same);
        new MinMaxScaler(weights, weights + 1).Maximums.Should().Equal(2, 3, 6);
        ClassWeights.Given(weights).Should().Be(ClassWeights.Given(1, 2, 5));
        Network<double> network = Network.Create<double>(inputs: 1, seed: 1, new Dense(1, Activation.Sigmoid)), other = network.Copy<double>();
        network.Train(YHat, Y, weights: weights).Costs.Should().Equal(other.Train(YHat, Y, weights: same).Costs);
        new Batch<double>(YHat, Y, weights).Weights.Should().Equal(same);
        new Batch<double>(YHat, Y, same).Weights.Should().BeSameAs(same);
        GradientCheck.Run(network, YHat, Y, weights: weights).Should().Be(GradientCheck.Run(network, YHat, Y, weights: same));
    }

    [Fact]
    public void Weights_WhoseMeanHasNoInverse_AreRefused()
    {
        Matrix<double> Y = Matrix<double>.Build.DenseOfRowArrays([0, 1.0]);
        Network<double> network = Network.Create<double>(inputs: 1, seed: 1, new Dense(1, Activation.Sigmoid));
        foreach (Action action in (Action[])[() => Metrics.Accuracy(Y, Y, (double[])[1e-320, 1e-320]), () => network.Train(Y, Y, weights: [1e-320, 1e-320])])
        {
            action.Should().Throw<ArgumentException>()
                .WithMessage("weights must have a mean of at least 2.2250738585072014E-308, but it is 1E-320: multiply all by the same number.*");
        }

        network.Train(Y, Y, weights: [1e-307, 1e-307]).FinalCost.Should().BeGreaterThan(0);
    }
}
