using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Accumulated local effects.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>How the model's answer changes with a column among rows such as those of a table.</summary>
    /// <remarks>
    /// Of numbers and dates in intervals with about as many rows in each (<see cref="DependenceOptions.Intervals"/>); rows with gaps are left out. Of categories from each to the next in the
    /// order of <see cref="EncodedColumn.Values"/>, which is that of their texts, character by character, with those rows that have one of the two, and then the rare ones and gaps.
    /// </remarks>
    /// <param name="table">Rows of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite; or the model does not use the column, or
    /// the table has fewer than two values in it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public AccumulatedEffects AccumulatedEffects(
        Table table, string column, DependenceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        new EffectsRun<T>(ToExplain(), InputsOf(table), options, progress, cancellationToken).Of(ColumnOf(table, column));

    /// <summary>What two columns change together, beyond what each changes, among rows such as those of a table; one of them may hold categories.</summary>
    /// <remarks>
    /// Categories go from each to the next in the order of <see cref="EncodedColumn.Values"/>, which is that of their texts, character by character, and then the rare ones and gaps: a row tells of the step to the next category,
    /// and of the one from the category before. There is no distance between them, and in another order effects are others, as far as rows of neighbouring categories differ.
    /// </remarks>
    /// <param name="table">Rows of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="first">The name of a column.</param>
    /// <param name="second">The name of another.</param>
    /// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite; or the model does not use one of the columns, the
    /// two are the same, both hold categories, or have fewer than two values in the rows that have both.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public AccumulatedEffects AccumulatedEffects(
        Table table, string first, string second, DependenceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        Explained<T>.CheckDiffer(first, second);
        return new EffectsRun<T>(ToExplain(), InputsOf(table), options, progress, cancellationToken).Of(ColumnOf(table, first), ColumnOf(table, second));
    }

    /// <summary>How the model's answer changes with a feature among samples such as those of X.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="feature">The number of the feature, the row of X.</param>
    /// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled, or the feature has fewer than two values.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature or answer.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public AccumulatedEffects AccumulatedEffects(
        Matrix<T> X, int feature, DependenceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        X = Inputs(X);
        Explained<T> explained = ToExplain();
        return new EffectsRun<T>(explained, X, options, progress, cancellationToken).Of(explained.FeatureOf(X, feature));
    }

    /// <summary>What two features change together, beyond what each changes, among samples such as those of X.</summary>
    /// <inheritdoc cref="AccumulatedEffects(Matrix{T}, int, DependenceOptions?, IProgress{double}?, CancellationToken)" path="/exception"/>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="first">The number of a feature, the row of X.</param>
    /// <param name="second">The number of another.</param>
    /// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    public AccumulatedEffects AccumulatedEffects(
        Matrix<T> X, int first, int second, DependenceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        X = Inputs(X);
        Explained<T> explained = ToExplain();
        (ExplainedColumn<T> one, ExplainedColumn<T> other) = explained.FeaturesOf(X, first, second);
        return new EffectsRun<T>(explained, X, options, progress, cancellationToken).Of(one, other);
    }
}
