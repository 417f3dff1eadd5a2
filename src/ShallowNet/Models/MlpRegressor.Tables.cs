using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Regressors of tables.</content>
public static partial class MlpRegressor
{
    /// <summary>
    /// Fits a regressor to a table: learns how to make numbers of its columns, makes a network and trains it, by defaults that <see cref="MlpOptions"/> lists. All
    /// of it is the model.
    /// </summary>
    /// <param name="table">A row for each sample, with its target.</param>
    /// <param name="target">The name of the column of numbers to predict; every row has one. All other columns are features: leave out by <see cref="Table.Without"/> what is none.</param>
    /// <param name="options">What to do otherwise than by default; <see cref="MlpOptions.Encoding"/> says how the columns become numbers.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch, as in <see cref="Fit{T}(MathNet.Numerics.LinearAlgebra.Matrix{T}, MathNet.Numerics.LinearAlgebra.Matrix{T}, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="ArgumentException">
    /// There is no such column of numbers, or no other one, or a row without a target; a number is infinite, a column holds free text, or none tells anything; the
    /// weights are not one for each row; the loss does not allow a target; or the options contradict each other.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>, or no epoch was complete.
    /// </exception>
    public static MlpRegressor<float> Fit(
        Table table, string target, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => Fit<float>(table, target, options, weights, progress, cancellationToken);

    /// <summary>Fits a regressor of several numbers to a table: one network learns all of them.</summary>
    /// <param name="table">A row for each sample, with its targets.</param>
    /// <param name="targets">The names of the columns of numbers to predict, at least one and each once; every row has all of them. All other columns are features.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    public static MlpRegressor<float> Fit(
        Table table, IReadOnlyList<string> targets, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => Fit<float>(table, targets, options, weights, progress, cancellationToken);

    /// <summary>Fits a regressor to a table that does not fit in memory, and comes in pieces.</summary>
    /// <param name="pieces">
    /// Tables of the same columns, each with its targets, such as those of <c>Csv.ReadPieces</c> in the package ShallowNet.Tables; they are enumerated in every pass,
    /// and are the same each time.
    /// </param>
    /// <param name="target">The name of the column of numbers to predict; every row has one.</param>
    /// <param name="options">What to do otherwise than by default; neither folds nor a refit.</param>
    /// <param name="progress">Told after every epoch, and after every piece where it is an IProgress of <see cref="PassProgress"/>, too.</param>
    /// <param name="cancellationToken">Asked before every piece, and before every batch.</param>
    /// <inheritdoc cref="MlpClassifier.Fit(IEnumerable{Table}, string, MlpOptions, IProgress{TrainingProgress}, CancellationToken)" path="/remarks"/>
    /// <inheritdoc cref="Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    /// <exception cref="InvalidOperationException">The pieces are not the same in every pass, or the options need all rows at once, as L-BFGS does.</exception>
    public static MlpRegressor<float> Fit(
        IEnumerable<Table> pieces, string target, MlpOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        MlpRegressor<float> model = new(options);
        pieces = ReportedPieces.Of(pieces, progress);
        model.FitPieces(pieces, TableSketch.Of(pieces, target, hasClasses: false, cancellationToken), target, progress, cancellationToken);
        return model;
    }

    /// <summary>Fits a regressor in a precision of one's own to a table.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="table">A row for each sample, with its target.</param>
    /// <param name="target">The name of the column of numbers to predict; every row has one.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpRegressor<T> Fit<T>(
        Table table, string target, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit<T>(table, [Require.NotNull(table).ColumnOf(target, nameof(target)).Name], options, weights, progress, cancellationToken);

    /// <summary>Fits a regressor of several numbers in a precision of one's own to a table.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="table">A row for each sample, with its targets.</param>
    /// <param name="targets">The names of the columns of numbers to predict, at least one and each once; every row has all of them.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpRegressor<T> Fit<T>(
        Table table, IReadOnlyList<string> targets, MlpOptions? options = null, IEnumerable<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MlpRegressor<T> model = new(options);
        Matrix<T> Y = model.TargetsIn(Require.NotNull(table).TargetsAt(targets));
        model.FitTable(MlpModel<T>.FeaturesOf(table, targets), targets, Y, weights, progress, cancellationToken);
        return model;
    }
}
