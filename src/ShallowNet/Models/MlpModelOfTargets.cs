using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A model of samples with targets of one kind: it learns them in pieces, predicts them, and is judged by them.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TTargets">
/// The targets of m samples: a list of classes (<see cref="MlpClassifier{T, TLabel}"/>), a list of sets of classes
/// (<see cref="MlpMultiLabelClassifier{T, TLabel}"/>), or a matrix of outputs × m (<see cref="MlpRegressor{T}"/>).
/// </typeparam>
public abstract class MlpModel<T, TTargets> : MlpModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTargets : class
{
    private protected MlpModel(MlpOptions? options)
        : base(options)
    {
    }

    /// <summary>Trains on a piece of the data: one pass over it, in batches.</summary>
    /// <remarks>
    /// The first piece of a new model decides the scaling of the inputs, and of the targets of a regression. The steps are those of the
    /// options' optimizer, unless given Adam, and go on with what the optimizer remembers of the pieces before. Weights count relative to
    /// the others of the piece. A schedule takes each piece for the last epoch: give a number, or one that does not depend on the number of
    /// epochs (not cosine, nor one-cycle). A fitted model is changed in place, without the options that only its training on all samples
    /// could use (an optimizer of full batches, whose place Adam takes, epochs, validation, early stopping, a target cost).
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="targets">The target of each sample; classes must be among those that the model knows.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the targets or weights are not one for each sample, a
    /// class is not known, or the loss does not allow a target.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// The cost stopped being finite. The network is what it was before the piece; the optimizer begins anew with the next.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The model has seen no data yet, and its options give what only a training on all samples can use, as above; or a refit.
    /// </exception>
    public void PartialFit(Matrix<T> X, TTargets targets, IEnumerable<double>? weights = null)
    {
        X = SamplesToFit(X);
        FitPiece(X, Encode(targets, SizeOf(X), nameof(targets)), weights);
    }

    /// <summary>The predicted target of each sample.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>The targets of m samples.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public abstract TTargets Predict(Matrix<T> X);

    /// <summary>How well the model predicts the targets of samples.</summary>
    /// <remarks>
    /// Unless another metric is given: of a classifier the accuracy, the share of the samples whose class is predicted; of a multi-label
    /// classifier the share of the samples whose classes are all predicted, and no other (scikit-learn's subset accuracy); of a regressor
    /// the coefficient of determination R², the mean over the outputs.
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="targets">The target of each sample; classes must be among those that the model knows.</param>
    /// <param name="metric">Another measure, taken of the probabilities of a classifier, or of the numbers of a regressor.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the targets or weights are not one for each sample, a
    /// class is not known, or the metric cannot be taken of such samples.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public double Score(Matrix<T> X, TTargets targets, Metric? metric = null, IEnumerable<double>? weights = null)
    {
        X = Inputs(X);
        return ScoreOf(X, Encode(targets, SizeOf(X), nameof(targets)), metric, weights);
    }

    /// <summary>How good the model is on samples, best on those it was not fitted to, beside always giving the same answer and a linear model.</summary>
    /// <remarks>
    /// The linear model was fitted to the same samples beside this one, where the data chose it (<see cref="MlpModel{T}.Selection"/>); after
    /// loading there is none, and the same answer is the mean of the targets given here.
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="targets">The target of each sample; classes must be among those that the model knows.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the targets or weights are not one for each sample, or a
    /// class is not known.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public ModelReport Report(Matrix<T> X, TTargets targets, IEnumerable<double>? weights = null)
    {
        X = Inputs(X);
        return ReportOn(X, Encode(targets, SizeOf(X), nameof(targets)), weights);
    }

    /// <summary>
    /// How much worse the model predicts when the values of a feature, or of several together, are shuffled among the samples: of samples that it was not fitted to, how much it relies on
    /// them (permutation importance; Breiman, 2001).
    /// </summary>
    /// <remarks>
    /// As scikit-learn's <c>permutation_importance</c>, but that every feature is shuffled in the same orders, and that standard deviations have n − 1 in the denominator. Of features that
    /// tell the same, none seems to matter, since the others remain: <see cref="ImportanceOptions.Together"/> shuffles them as one.
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="targets">The target of each sample; classes must be among those that the model knows.</param>
    /// <param name="options">By which metric, and how often; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <returns>The features by <see cref="MlpOptions.FeatureNames"/>, or as "x[0]", the most important one first.</returns>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the targets or weights are not one for each sample, a class is not known, the metric cannot be taken
    /// of such samples, or a name of features to shuffle together is of none or twice there.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<ColumnImportance> Importance(
        Matrix<T> X, TTargets targets, ImportanceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        X = Inputs(X);
        Matrix<T> Y = Encode(targets, SizeOf(X), nameof(targets));
        return ImportanceOf(X, Y, FeaturePlayers(), options ?? new ImportanceOptions(), progress, cancellationToken);
    }

    /// <summary>What is wrong with the model, its training or its data, in plain words, with numbers, and what to do about it; nothing where nothing is wrong.</summary>
    /// <inheritdoc cref="MlpModel{T}.Diagnose(Table, DiagnosisOptions?, Table?, IProgress{double}?, CancellationToken)" path="/remarks"/>
    /// <param name="X">The samples that the model was fitted to, features × m.</param>
    /// <param name="targets">The target of each sample; classes must be among those that the model knows.</param>
    /// <param name="options">What to look for; null for everything.</param>
    /// <param name="heldOut">Samples that the model is judged by, of which none should be among the others, with their targets; null where there are none.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the targets are not one for each sample, a class is not known, or a training is given in the options.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Diagnosis Diagnose(
        Matrix<T> X, TTargets targets, DiagnosisOptions? options = null, (Matrix<T> X, TTargets Targets)? heldOut = null, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Batch<T> samples = Encoded(X, targets, nameof(targets));
        return Diagnose(samples, heldOut is { } others ? Encoded(others.X, others.Targets, nameof(heldOut)) : null, options, progress, cancellationToken);

        Batch<T> Encoded(Matrix<T> itsX, TTargets itsTargets, string name)
        {
            itsX = Inputs(itsX);
            return new Batch<T>(itsX, Encode(itsTargets, SizeOf(itsX), name));
        }
    }

    /// <summary>Fits a new model.</summary>
    /// <param name="X">The samples, checked.</param>
    /// <param name="targets">One for each sample.</param>
    /// <param name="name">What the caller calls the targets.</param>
    /// <param name="weights">What each sample counts; null when all count the same.</param>
    /// <param name="progress">Told after every epoch of the trainings that are shown.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    internal void Fit(
        Matrix<T> X, TTargets targets, string name, IEnumerable<double>? weights, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        double[]? w = weights is null ? null : Require.Weights(weights, X.ColumnCount, nameof(weights));
        FitAll(X, Encode(targets, SizeOf(X), name), w, Environment.ProcessorCount, progress, cancellationToken);
        KeepProfile(X, w);
    }

    /// <summary>The targets as the network learns them, but not yet scaled: a column for each sample.</summary>
    /// <param name="targets">One for each sample.</param>
    /// <param name="X">How many features the samples have, and how many they are.</param>
    /// <param name="name">What the caller calls the targets.</param>
    /// <exception cref="ArgumentException">The targets are not one for each sample, or one is not allowed.</exception>
    internal abstract Matrix<T> Encode(TTargets targets, (int Features, int Samples) X, string name);

    private protected static (int Features, int Samples) SizeOf(Matrix<T> X) => (X.RowCount, X.ColumnCount);
}
