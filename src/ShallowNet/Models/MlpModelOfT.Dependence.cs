using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What the model answers when columns have other values.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>What the model answers for each value of a column, on average over the rows of a table and for each row.</summary>
    /// <remarks>
    /// Numbers and dates go from one quantile of the table's to another (<see cref="DependenceOptions"/>); of categories there is each that the model knows, the rare ones and gaps as
    /// one each.
    /// </remarks>
    /// <param name="table">Rows whose other columns stay as they are: of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="options">Which answer, and at which values; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite; or the model does not use the column, or
    /// the table has only gaps in it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public PartialDependence PartialDependence(
        Table table, string column, DependenceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        new DependenceRun<T>(ToExplain(), InputsOf(table), options).Of([ColumnOf(table, column)], progress, cancellationToken);

    /// <summary>What the model answers on average over the rows of a table for each pair of values of two columns.</summary>
    /// <inheritdoc cref="PartialDependence(Table, string, DependenceOptions?, IProgress{double}?, CancellationToken)" path="/remarks|/exception"/>
    /// <param name="table">Rows whose other columns stay as they are: of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="first">The name of a column.</param>
    /// <param name="second">The name of another.</param>
    /// <param name="options">Which answer, and at which values; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    public PartialDependence PartialDependence(
        Table table, string first, string second, DependenceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        Explained<T>.CheckDiffer(first, second);
        return new DependenceRun<T>(ToExplain(), InputsOf(table), options).Of([ColumnOf(table, first), ColumnOf(table, second)], progress, cancellationToken);
    }

    /// <summary>What the model answers for each value of a feature, on average over the samples and for each.</summary>
    /// <param name="X">Samples whose other features stay as they are, features × m.</param>
    /// <param name="feature">The number of the feature, the row of X.</param>
    /// <param name="options">Which answer, and at which values; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature or answer.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public PartialDependence PartialDependence(
        Matrix<T> X, int feature, DependenceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        X = Inputs(X);
        Explained<T> explained = ToExplain();
        return new DependenceRun<T>(explained, X, options).Of([explained.FeatureOf(X, feature)], progress, cancellationToken);
    }

    /// <summary>What the model answers on average over the samples for each pair of values of two features.</summary>
    /// <inheritdoc cref="PartialDependence(Matrix{T}, int, DependenceOptions?, IProgress{double}?, CancellationToken)" path="/exception"/>
    /// <param name="X">Samples whose other features stay as they are, features × m.</param>
    /// <param name="first">The number of a feature, the row of X.</param>
    /// <param name="second">The number of another.</param>
    /// <param name="options">Which answer, and at which values; null for the defaults.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    public PartialDependence PartialDependence(
        Matrix<T> X, int first, int second, DependenceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        X = Inputs(X);
        Explained<T> explained = ToExplain();
        (ExplainedColumn<T> one, ExplainedColumn<T> other) = explained.FeaturesOf(X, first, second);
        return new DependenceRun<T>(explained, X, options).Of([one, other], progress, cancellationToken);
    }

    /// <summary>The model as what is explained.</summary>
    private Explained<T> ToExplain() => Explained<T>.Of(this);

    private ExplainedColumn<T> ColumnOf(Table table, string column)
    {
        TableEncoder encoder = EncoderOfTables();
        int place = encoder.PlaceOf(column);
        return encoder.Columns[place].IsUsed ? ExplainedColumn<T>.Of(encoder.Encoders[place], encoder.Columns[place], table)
            : throw new ArgumentException($"Column \"{column}\" must be one that the model uses, but it told nothing in training.", nameof(column));
    }
}
