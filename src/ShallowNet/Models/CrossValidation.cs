using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>The scores of a cross-validation.</summary>
public sealed record CrossValidationResult
{
    internal CrossValidationResult(IReadOnlyList<double> scores) => Scores = ValueList.Of(scores);

    /// <summary>The score of each fold, of one repeat after the other; NaN where training diverged.</summary>
    public IReadOnlyList<double> Scores { get; }

    /// <summary>The mean of the scores; NaN where one training diverged.</summary>
    public double Mean => Scores.Average();

    /// <summary>The standard deviation of the scores, with n − 1 in the denominator; NaN where one training diverged, or there is only one score.</summary>
    public double StandardDeviation => Math.Sqrt(Scores.Sum(score => (score - Mean) * (score - Mean)) / (Scores.Count - 1));

    /// <summary>The mean and the standard deviation, as "0.9717 ± 0.0139"; of one score, that alone.</summary>
    public override string ToString() => Scores.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Mean:0.0000}")
        : string.Create(CultureInfo.InvariantCulture, $"{Mean:0.0000} ± {StandardDeviation:0.0000}");
}

/// <summary>Judges models by samples that they were not trained on: each fold in turn, by a model of the others.</summary>
/// <remarks>
/// Scalers, validation samples and all else come from the samples that a model is trained on. The folds are those of
/// <see cref="Split.StratifiedKFold"/> for classes, otherwise of <see cref="Split.KFold"/>, unless <see cref="CrossValidationOptions"/> have
/// others. The scores do not depend on the number of threads. A training that diverges gives the score NaN.
/// </remarks>
public static partial class CrossValidation
{
    /// <summary>Cross-validates a classifier.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="options">How the models are made; by default, as <see cref="MlpClassifier"/> does.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <exception cref="ArgumentException">
    /// X has no sample or an element that is not finite, the labels or weights are not one for each sample, there is only one class, or so
    /// many that the labels seem to be no classes, there are more folds than samples of every class, a fold has no sample of a class that the
    /// metric needs, only samples of weight 0, or columns that X has not or that are on both sides, or the options contradict each other.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossValidationResult OfClassifier<T, TLabel>(
        Matrix<T> X, IReadOnlyList<TLabel> labels, MlpOptions? options = null, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => Search.Classifier(X, labels, OnlyCandidate(options), how, progress, cancellationToken).Best.Result;

    /// <summary>Cross-validates a classifier of samples that can be of several classes at a time.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The classes of each sample.</param>
    /// <param name="options">How the models are made; by default, as <see cref="MlpMultiLabelClassifier"/> does.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="OfClassifier" path="/exception"/>
    public static CrossValidationResult OfMultiLabelClassifier<T, TLabel>(
        Matrix<T> X, IReadOnlyList<IReadOnlyCollection<TLabel>> labels, MlpOptions? options = null, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => Search.MultiLabelClassifier(X, labels, OnlyCandidate(options), how, progress, cancellationToken).Best.Result;

    /// <summary>Cross-validates a regressor.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    /// <param name="options">How the models are made; by default, as <see cref="MlpRegressor"/> does.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <exception cref="ArgumentException">
    /// X or Y has no sample or an element that is not finite, they differ in samples, the weights are not one for each sample, there are
    /// more folds than samples, a fold has only samples of weight 0, or columns that X has not or that are on both sides, or the options
    /// contradict each other.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossValidationResult OfRegressor<T>(
        Matrix<T> X, Matrix<T> Y, MlpOptions? options = null, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Search.Regressor(X, Y, OnlyCandidate(options), how, progress, cancellationToken).Best.Result;

    /// <summary>Cross-validates a regressor of one output.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="options">How the models are made; by default, as <see cref="MlpRegressor"/> does.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="OfRegressor{T}(Matrix{T}, Matrix{T}, MlpOptions, CrossValidationOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception|/typeparam"/>
    public static CrossValidationResult OfRegressor<T>(
        Matrix<T> X, IEnumerable<T> y, MlpOptions? options = null, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfRegressor(X, MlpRegressor.Row(X, y), options, how, progress, cancellationToken);

    /// <summary>A search with the options as its only candidate is a cross-validation of them.</summary>
    private static SearchCandidate[] OnlyCandidate(MlpOptions? options) => [new SearchCandidate("", options ?? new MlpOptions())];
}
