using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <content>Classifiers of rows of a type of one's own.</content>
public static partial class MlpClassifier
{
    /// <summary>Fits a classifier to rows of a type of one's own: to the table that the features make of them.</summary>
    /// <typeparam name="TRow">What a row is.</typeparam>
    /// <typeparam name="TLabel">What the classes are called: anything that can be compared for equality.</typeparam>
    /// <param name="rows">The samples.</param>
    /// <param name="features">What to predict from.</param>
    /// <param name="target">The class of a row.</param>
    /// <param name="options">What to do otherwise than by default; <see cref="MlpOptions.Encoding"/> says how the features become numbers.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <param name="targetName">What the target is called; the member that the function reads unless given.</param>
    /// <exception cref="ArgumentException">
    /// There is no feature, or the target is one; a row or a class is null; a number is infinite, a category is free text, or none tells anything; there is only
    /// one class, or so many that they seem to be numbers to predict or names of rows; the weights are not one for each row; the target has no name; or the
    /// options contradict each other.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>, or no epoch was complete.
    /// </exception>
    public static RowClassifier<TRow, TLabel> Fit<TRow, TLabel>(
        IEnumerable<TRow> rows, Features<TRow> features, Func<TRow, TLabel> target, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(target))] string targetName = "")
        where TLabel : notnull
    {
        TRow[] all = [.. Require.NotNull(rows)];
        Require.NotNull(target);
        (Table table, string name) = RowModels.Prepare(features, all, targetName);
        TLabel[] labels = Array.ConvertAll(all, row => target(row));
        (int, int Samples) size = (table.Columns.Count, table.RowCount);
        MlpClassifier<float, TLabel> model = MlpClassifier<float, TLabel>.Of(labels, size, options, name);
        model.FitTable(table, [name], model.Encode(labels, size, name), weights, progress, cancellationToken);
        return features.Bind(model, target);
    }
}
