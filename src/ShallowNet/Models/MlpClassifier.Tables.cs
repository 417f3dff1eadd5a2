using System.Numerics;

namespace ShallowNet;

/// <content>Classifiers of tables.</content>
public static partial class MlpClassifier
{
    /// <summary>
    /// Fits a classifier to a table: learns how to make numbers of its columns, makes a network and trains it, by defaults that <see cref="MlpOptions"/> lists. All
    /// of it is the model.
    /// </summary>
    /// <remarks>
    /// The classes are texts; flags and numbers have their names. <c>Fit&lt;bool&gt;(table, target)</c> and the like have labels of another type.
    /// </remarks>
    /// <param name="table">A row for each sample, with its class.</param>
    /// <param name="target">The name of the column of the classes; every row has one. All other columns are features: leave out by <see cref="Table.Without"/> what is none.</param>
    /// <param name="options">What to do otherwise than by default; <see cref="MlpOptions.Encoding"/> says how the columns become numbers.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch, as in <see cref="Fit{T, TLabel}(MathNet.Numerics.LinearAlgebra.Matrix{T}, IReadOnlyList{TLabel}, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="ArgumentException">
    /// There is no such column, or no other one, or a row without a target; a number is infinite, a column holds free text, or none tells anything; there is only
    /// one class, or so many that they seem to be numbers to predict or names of rows; the weights are not one for each row; or the options contradict each other.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>, or no epoch was complete.
    /// </exception>
    public static MlpClassifier<float, string> Fit(
        Table table, string target, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => Fit<float, string>(table, target, options, weights, progress, cancellationToken);

    /// <summary>Fits a classifier to a table that does not fit in memory, and comes in pieces.</summary>
    /// <remarks>
    /// A first pass learns the encoder, from a sample of at most 16,384 rows at equal distances and from tallies of all rows: gaps, the ends of numbers, and the
    /// 10,000 most frequent values of each category. Each further pass is an epoch, in which the rows of a piece are trained on in random order; those of the sample
    /// are validation samples. Memory holds a piece at a time. Unless the options give others: Adam, batches of 128, at most 20 epochs, early stopping after 3 that
    /// have not improved, and an L2 penalty of λ = 1 of all rows. <see cref="TrainingOptions.ClassWeights"/> are those of all rows, whose classes the first pass counts.
    /// </remarks>
    /// <param name="pieces">
    /// Tables of the same columns, each with its classes, such as those of <c>Csv.ReadPieces</c> in the package ShallowNet.Tables; they are enumerated in every pass,
    /// and are the same each time.
    /// </param>
    /// <param name="target">The name of the column of the classes; every row has one.</param>
    /// <param name="options">What to do otherwise than by default; neither folds nor a refit.</param>
    /// <param name="progress">Told after every epoch, and after every piece where it is an IProgress of <see cref="PassProgress"/>, too.</param>
    /// <param name="cancellationToken">Asked before every piece, and before every batch.</param>
    /// <inheritdoc cref="Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    /// <exception cref="InvalidOperationException">The pieces are not the same in every pass, or the options need all rows at once, as L-BFGS does.</exception>
    public static MlpClassifier<float, string> Fit(
        IEnumerable<Table> pieces, string target, MlpOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        pieces = ReportedPieces.Of(pieces, progress);
        TableSketch sketch = TableSketch.Of(pieces, target, hasClasses: true, cancellationToken);
        Column sample = sketch.Sample[target];
        string[] seen = sample is FlagColumn ? ["false", "true"] : [.. sketch.Classes.Keys];
        string[] labels = [.. TableLabels.Of<string>(sample), .. seen];
        MlpClassifier<float, string> model = MlpClassifier<float, string>.Of(labels, (0, labels.Length), options, target);
        model.FitPieces(pieces, sketch, target, progress, cancellationToken);
        return model;
    }

    /// <summary>Fits a classifier with labels of a type of one's own to a table.</summary>
    /// <typeparam name="TLabel">string; bool for flags, and numbers that are 0 or 1; an enumeration for the names of its members; a type of numbers for numbers.</typeparam>
    /// <param name="table">A row for each sample, with its class.</param>
    /// <param name="target">The name of the column of the classes; every row has one.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    /// <exception cref="NotSupportedException">TLabel is another type.</exception>
    public static MlpClassifier<float, TLabel> Fit<TLabel>(
        Table table, string target, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where TLabel : notnull => Fit<float, TLabel>(table, target, options, weights, progress, cancellationToken);

    /// <summary>Fits a classifier in a precision, and with labels of a type, of one's own to a table.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">string; bool for flags, and numbers that are 0 or 1; an enumeration for the names of its members; a type of numbers for numbers.</typeparam>
    /// <param name="table">A row for each sample, with its class.</param>
    /// <param name="target">The name of the column of the classes; every row has one.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    /// <exception cref="NotSupportedException">T is neither float nor double, or TLabel is another type.</exception>
    public static MlpClassifier<T, TLabel> Fit<T, TLabel>(
        Table table, string target, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        Require.Precision<T>();
        TLabel[] labels = TableLabels.OfTraining<TLabel>(Require.NotNull(table).ColumnOf(target, nameof(target)));
        (int, int Samples) size = (table.Columns.Count - 1, table.RowCount);
        MlpClassifier<T, TLabel> model = MlpClassifier<T, TLabel>.Of(labels, size, options, target);
        Table features = MlpModel<T>.FeaturesOf(table, target);
        model.FitTable(features, [target], model.Encode(labels, size, target), weights, progress, cancellationToken);
        return model;
    }
}
