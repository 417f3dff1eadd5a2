using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Makes classifiers: networks that learn the classes of samples, in one call.</summary>
/// <remarks>
/// <c>MlpClassifier.Load</c> of a file is with <c>SafetensorsClassifierExtensions</c> in this reference, and <c>MlpClassifier.FromMatlab</c> with
/// <c>MatlabClassifierExtensions</c>.
/// </remarks>
public static partial class MlpClassifier
{
    /// <summary>Fits a classifier: scales the inputs, makes a network and trains it, by defaults that <see cref="MlpOptions"/> lists.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">
    /// The class of each sample: texts, numbers, enumeration members, or anything else that can be compared for equality; at least two
    /// different ones. A model can be saved where TLabel is string, char, bool, Guid, an enumeration, a whole number from sbyte to ulong,
    /// float, double or decimal; its <c>CanBeSaved</c> tells.
    /// </param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">
    /// Told after every epoch, on the training thread. Where the data choose the model or its penalty, there are several trainings one after the
    /// other, each with epochs from 1 on; it is not told of those on a fold of the samples, nor of a last one on all samples with the options that
    /// were given. It can end the training, and the choice, by <see cref="TrainingProgress.Stop"/>.
    /// </param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="ArgumentException">
    /// X has no sample or an element that is not finite, the labels or weights are not one for each sample, a label is null, NaN or a
    /// text with half a surrogate pair, there is only one class, or so many that the labels seem to be numbers to predict or names of samples,
    /// or the options contradict each other.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>, or no epoch was complete.
    /// </exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpClassifier<T, TLabel> Fit<T, TLabel>(
        Matrix<T> X, IReadOnlyList<TLabel> labels, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        X = MlpModel.Samples(X);
        MlpClassifier<T, TLabel> model = MlpClassifier<T, TLabel>.Of(labels, (X.RowCount, X.ColumnCount), options);
        model.Fit(X, labels, nameof(labels), weights, progress, cancellationToken);
        return model;
    }
}
