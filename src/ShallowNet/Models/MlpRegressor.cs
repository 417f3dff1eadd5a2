using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Makes regressors: networks that learn numbers from samples, in one call.</summary>
/// <remarks>
/// <c>MlpRegressor.Load</c> of a file is with <c>SafetensorsRegressorExtensions</c> in this reference, and <c>MlpRegressor.FromMatlab</c> with
/// <c>MatlabRegressorExtensions</c>.
/// </remarks>
public static partial class MlpRegressor
{
    /// <summary>
    /// Fits a regressor: scales inputs and targets, makes a network and trains it, by defaults that <see cref="MlpOptions"/> lists.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">
    /// Told after every epoch, on the training thread. Where the data choose the model or its penalty, there are several trainings one after the
    /// other, each with epochs from 1 on; it is not told of those on a fold of the samples, nor of a last one on all samples with the options that
    /// were given. It can end the training, and the choice, by <see cref="TrainingProgress.Stop"/>.
    /// </param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="ArgumentException">
    /// X or Y has no sample or an element that is not finite, they differ in samples, the weights are not one for each sample, the loss
    /// does not allow a target, or the options contradict each other.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>, or no epoch was complete.
    /// </exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpRegressor<T> Fit<T>(
        Matrix<T> X, Matrix<T> Y, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = MlpModel.Samples(X);
        MlpRegressor<T> model = new(options);
        model.Fit(X, Y, nameof(Y), weights, progress, cancellationToken);
        return model;
    }

    /// <summary>Fits a regressor of one output.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">
    /// Told after every epoch, on the training thread. Where the data choose the model or its penalty, there are several trainings one after the
    /// other, each with epochs from 1 on; it is not told of those on a fold of the samples, nor of a last one on all samples with the options that
    /// were given. It can end the training, and the choice, by <see cref="TrainingProgress.Stop"/>.
    /// </param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="Fit{T}(Matrix{T}, Matrix{T}, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/typeparam|/exception"/>
    public static MlpRegressor<T> Fit<T>(
        Matrix<T> X, IEnumerable<T> y, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(X, Row(X, y), options, weights, progress, cancellationToken);

    /// <summary>The targets of one output as a row.</summary>
    internal static Matrix<T> Row<T>(Matrix<T> X, IEnumerable<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(X, null, null, nameof(X), "");
        T[] elements = [.. Require.NotNull(y)];
        MlpModel.CheckCount(elements.Length, (X.RowCount, X.ColumnCount), nameof(y));
        Require.Finite(elements, null, nameof(y));
        return ColumnMajor.Create(1, elements.Length, elements);
    }
}
