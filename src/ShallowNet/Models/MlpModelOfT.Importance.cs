using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>How much the model relies on each column.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>A report looks at so many rows.</summary>
    private const int RowsOfReport = 2000;

    /// <summary>
    /// How much worse the model predicts when the values of a column, or of several together, are shuffled among the rows: of rows that it was not fitted to, how much it relies on them
    /// (permutation importance; Breiman, 2001).
    /// </summary>
    /// <remarks>Of columns that tell the same, none seems to matter, since the others remain: <see cref="ImportanceOptions.Together"/> shuffles them as one.</remarks>
    /// <param name="table">A table of the columns of the training, the targets among them; every row has them.</param>
    /// <param name="options">By which metric, and how often.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <returns>The columns, the most important one first; those that the model does not use are left out.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, a target is missing or not known, the weights are not one for each row, the metric
    /// cannot be taken of such rows, or a name of columns to shuffle together is of none or twice there.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<ColumnImportance> Importance(
        Table table, ImportanceOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        Require.NotNull(options);
        Matrix<T> Y = TargetsOf(table);
        return ImportanceOf(InputsOf(table), Y, ColumnPlayers(), options, progress, cancellationToken);
    }

    /// <summary>The importance of columns or features, by the names of which the first features and their numbers are given.</summary>
    private protected IReadOnlyList<ColumnImportance> ImportanceOf(
        Matrix<T> X, Matrix<T> Y, (string[] Names, (int First, int Count)[] Features) players, ImportanceOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Metric metric = options.Metric ?? ImportanceMetric;
        int sign = metric.HigherIsBetter ? -1 : 1;
        return new ColumnShuffling<T>(Network, X, players).Importance(shuffled => sign * ScoreOf(shuffled, Y, metric, options.Weights), options, progress, cancellationToken);
    }

    /// <summary>The importance of each column by the model's loss, of no more rows than are quickly looked at.</summary>
    private IReadOnlyList<ColumnImportance> ImportanceForReport(Matrix<T> X, Matrix<T> Y)
    {
        if (X.ColumnCount > RowsOfReport)
        {
            int[] rows = [.. new NumPyRandom(0).Permutation(X.ColumnCount).Take(RowsOfReport)];
            (X, Y) = (Split.Columns(X, rows), Split.Columns(Y, rows));
        }

        return ImportanceOf(X, Y, ColumnPlayers(), new ImportanceOptions(), null, CancellationToken.None);
    }
}
