using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

internal sealed record Accuracy : Metric
{
    public override string Name => "accuracy";

    internal override bool JudgesClasses => true;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.Accuracy(YHat, Y, weights);
}

internal sealed record BalancedAccuracy : Metric
{
    public override string Name => "balanced accuracy";

    internal override bool JudgesClasses => true;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.BalancedAccuracy(YHat, Y, weights);
}

internal sealed record LogLoss : Metric
{
    public override string Name => "log loss";

    public override bool HigherIsBetter => false;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.LogLoss(YHat, Y, weights);
}

internal sealed record RocAuc : Metric
{
    public override string Name => "area under the ROC curve";

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.RocAuc(YHat, Y, weights);
}

internal sealed record MeanSquaredError : Metric
{
    public override string Name => "mean squared error";

    public override bool HigherIsBetter => false;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.MeanSquaredError(YHat, Y, weights);
}

internal sealed record RootMeanSquaredError : Metric
{
    public override string Name => "root mean squared error";

    public override bool HigherIsBetter => false;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.RootMeanSquaredError(YHat, Y, weights);
}

internal sealed record MeanAbsoluteError : Metric
{
    public override string Name => "mean absolute error";

    public override bool HigherIsBetter => false;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.MeanAbsoluteError(YHat, Y, weights);
}

internal sealed record R2 : Metric
{
    public override string Name => "R²";

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.R2(YHat, Y, weights);
}

internal sealed record Precision(Averaging Averaging) : Metric
{
    public override string Name => Averaged("precision", Averaging);

    internal override bool JudgesClasses => true;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.Precision(YHat, Y, Averaging, weights);
}

internal sealed record Recall(Averaging Averaging) : Metric
{
    public override string Name => Averaged("recall", Averaging);

    internal override bool JudgesClasses => true;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.Recall(YHat, Y, Averaging, weights);
}

internal sealed record F1(Averaging Averaging) : Metric
{
    public override string Name => Averaged("F1", Averaging);

    internal override bool JudgesClasses => true;

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null) =>
        Metrics.F1(YHat, Y, Averaging, weights);
}
