using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What each column adds to an answer.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>
    /// What each column adds to the model's answer for each row, beside what the model answers on average for the rows of a background: its Shapley value, the mean, over
    /// all orders of the columns, of the change of the answer when the column is exchanged for that of the row.
    /// </summary>
    /// <remarks>
    /// All that was made of a column is exchanged together, such as a number and the indicator of its gaps. Values are exact for up to 12 columns, and otherwise means over drawn orders,
    /// forwards and backwards, with standard errors (Castro, Gómez and Tejada, 2009; Mitchell, Cooper, Frank and Holmes, 2022); <see cref="ShapleyOptions"/> says what it costs. Those of a row sum to its answer minus the average.
    /// Columns are exchanged whatever the others are (interventional values; Janzing, Minorics and Blöbaum, 2020), so that a column of which the model makes no use gets 0.
    /// </remarks>
    /// <param name="table">The rows to explain: a table of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="background">Rows to compare with, such as those of the training; at most <see cref="ShapleyOptions.BackgroundRows"/> of them are used.</param>
    /// <param name="options">Which answer, and how; null for the defaults.</param>
    /// <param name="progress">Told the share of the rows that are done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <exception cref="ArgumentException">
    /// A table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite; or log-odds are asked of a regressor.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ShapleyValues Shapley(
        Table table, Table background, ShapleyOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        new ShapleyRun<T>(ToExplain(), ColumnPlayers(), options).Of(InputsOf(table), InputsOf(background), progress, cancellationToken);

    /// <summary>What each feature adds to the model's answer for each sample, beside what the model answers on average for the samples of a background: its Shapley value.</summary>
    /// <remarks>See <see cref="Shapley(Table, Table, ShapleyOptions?, IProgress{double}?, CancellationToken)"/>, of which this is the same by features.</remarks>
    /// <param name="X">The samples to explain, features × m.</param>
    /// <param name="background">Samples to compare with, such as those of the training; at most <see cref="ShapleyOptions.BackgroundRows"/> of them are used.</param>
    /// <param name="options">Which answer, and how; null for the defaults.</param>
    /// <param name="progress">Told the share of the samples that are done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <exception cref="ArgumentException">
    /// X or the background has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled; or log-odds are asked of a regressor.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ShapleyValues Shapley(
        Matrix<T> X, Matrix<T> background, ShapleyOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        X = Inputs(X);
        Matrix<T> others = Require.Samples(background, Features, null, nameof(background), "the features the model was fitted to");
        return new ShapleyRun<T>(ToExplain(), FeaturePlayers(), options).Of(X, others, progress, cancellationToken);
    }

    /// <summary>The columns that the model uses, each with its features.</summary>
    internal (string[] Names, (int First, int Count)[] Features) ColumnPlayers()
    {
        EncodedColumn[] used = [.. EncoderOfTables().Columns.Where(column => column.IsUsed)];
        return (Array.ConvertAll(used, column => column.Name), Array.ConvertAll(used, column => (column.FirstFeature, column.Features.Count)));
    }

    /// <summary>The features, each by itself.</summary>
    internal (string[] Names, (int First, int Count)[] Features) FeaturePlayers() => (
        [.. Enumerable.Range(0, Features).Select(NameOfFeature)], [.. Enumerable.Range(0, Features).Select(i => (i, 1))]);

    /// <summary>The name of a feature, or its place in X.</summary>
    private string NameOfFeature(int i) => Encoder?.FeatureNames[i] ?? Options.FeatureNames?[i] ?? Invariant($"x[{i}]");
}
