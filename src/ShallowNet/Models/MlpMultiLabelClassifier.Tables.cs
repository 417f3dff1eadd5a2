using System.Numerics;

namespace ShallowNet;

/// <content>Multi-label classifiers of tables.</content>
public static partial class MlpMultiLabelClassifier
{
    /// <summary>
    /// Fits a classifier to a table in which each class is a column of flags: learns how to make numbers of the other columns, makes a network and trains it, by
    /// defaults that <see cref="MlpOptions"/> lists. All of it is the model.
    /// </summary>
    /// <param name="table">A row for each sample, with its flags.</param>
    /// <param name="targets">
    /// The names of the columns of flags, or of numbers that are 0 or 1, to predict, at least two and each once, which are the classes in their order; every row has all
    /// of them. All other columns are features: leave out by <see cref="Table.Without"/> what is none.
    /// </param>
    /// <param name="options">What to do otherwise than by default; <see cref="MlpOptions.Encoding"/> says how the columns become numbers.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two targets, or one twice; there is no such column of flags, or no other one, or a row without a target; a number is infinite, a column
    /// holds free text, or none tells anything; the weights are not one for each row; or the options contradict each other.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>, or no epoch was complete.
    /// </exception>
    public static MlpMultiLabelClassifier<float, string> Fit(
        Table table, IReadOnlyList<string> targets, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => Fit<float>(table, targets, options, weights, progress, cancellationToken);

    /// <summary>Fits a classifier in a precision of one's own to a table in which each class is a column of flags.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="table">A row for each sample, with its flags.</param>
    /// <param name="targets">The names of the columns of flags, or of numbers that are 0 or 1, to predict, at least two and each once.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="Fit(Table, IReadOnlyList{string}, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpMultiLabelClassifier<T, string> Fit<T>(
        Table table, IReadOnlyList<string> targets, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Column[] columns = Require.NotNull(table).TargetsAt(targets, least: 2);
        MlpMultiLabelClassifier<T, string> model = new(targets, options);
        model.FitTable(MlpModel<T>.FeaturesOf(table, targets), targets, model.TargetsIn(columns), weights, progress, cancellationToken);
        return model;
    }
}
