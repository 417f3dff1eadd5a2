using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Makes classifiers of samples that can be of several classes at a time, or of none, in one call.</summary>
/// <remarks><c>MlpMultiLabelClassifier.Load</c> of a file is with <c>SafetensorsMultiLabelClassifierExtensions</c> in this reference.</remarks>
public static partial class MlpMultiLabelClassifier
{
    /// <summary>Fits a classifier: scales the inputs, makes a network and trains it, by defaults that <see cref="MlpOptions"/> lists.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">
    /// The classes of each sample; at least two different ones in all. A model can be saved where TLabel is string, char, bool, Guid, an
    /// enumeration, a whole number from sbyte to ulong, float, double or decimal; its <c>CanBeSaved</c> tells.
    /// </param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">
    /// Told after every epoch, on the training thread. Where the data choose the model or its penalty, there are several trainings one after the
    /// other, each with epochs from 1 on; it is not told of those on a fold of the samples, nor of a last one on all samples with the options that
    /// were given. It can end the training, and the choice, by <see cref="TrainingProgress.Stop"/>.
    /// </param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="MlpClassifier.Fit{T, TLabel}(Matrix{T}, IReadOnlyList{TLabel}, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/typeparam|/exception"/>
    public static MlpMultiLabelClassifier<T, TLabel> Fit<T, TLabel>(
        Matrix<T> X, IReadOnlyList<IReadOnlyCollection<TLabel>> labels, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        X = MlpModel.Samples(X);
        MlpMultiLabelClassifier<T, TLabel> model = MlpMultiLabelClassifier<T, TLabel>.Of(labels, (X.RowCount, X.ColumnCount), options);
        model.Fit(X, labels, nameof(labels), weights, progress, cancellationToken);
        return model;
    }
}
