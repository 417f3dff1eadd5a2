using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>Tables as samples.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>What makes features of the columns of a table; null for a model that was fitted to a matrix.</summary>
    public TableEncoder? Encoder { get; private set; }

    /// <summary>
    /// The name of the column that the model predicts; null for a model that was fitted to a matrix, and for one of several columns, which <see cref="Targets"/> has.
    /// </summary>
    public string? Target => Targets.Count == 1 ? Targets[0] : null;

    /// <summary>The names of the columns that the model predicts, in the order of the network's outputs; none for a model that was fitted to a matrix.</summary>
    public IReadOnlyList<string> Targets { get; private set; } = [];

    /// <summary>How well the model predicts the target of a table's rows.</summary>
    /// <param name="table">A table of the columns of the training, the targets among them; every row has them.</param>
    /// <param name="metric">Another measure than the accuracy of a classifier, or R² of a regressor.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, a target is missing or not known, the weights are
    /// not one for each row, or the metric cannot be taken of such rows.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public double Score(Table table, Metric? metric = null, IEnumerable<double>? weights = null) => ScoreOf(InputsOf(table), TargetsOf(table), metric, weights);

    /// <summary>
    /// How good the model is on a table's rows, best on those it was not fitted to, beside always giving the same answer and a linear model, and which columns
    /// matter.
    /// </summary>
    /// <param name="table">A table of the columns of the training, the targets among them; every row has them.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, a target is missing or not known, or the weights are
    /// not one for each row.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public ModelReport Report(Table table, IEnumerable<double>? weights = null)
    {
        Matrix<T> Y = TargetsOf(table);
        return ReportOfFeatures(InputsOf(table), Y, weights);
    }

    /// <summary>
    /// How much worse the model predicts when the values of one column are shuffled among the rows, all that was made of the column together: of rows that it was
    /// not fitted to, how much it relies on the column (permutation importance; Breiman, 2001).
    /// </summary>
    /// <remarks>Of columns that tell the same, none seems to matter, since the others remain.</remarks>
    /// <param name="table">A table of the columns of the training, the targets among them; every row has them.</param>
    /// <param name="metric">What gets worse; unless given, the log loss of a classifier, the root mean squared error of a multi-label classifier's probabilities and of a regressor, and R² of a regressor of several targets.</param>
    /// <param name="repeats">How often each column is shuffled, at least 1.</param>
    /// <param name="seed">Of the shuffling, at least 0.</param>
    /// <returns>The columns, the most important one first; those that the model does not use are left out.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, a target is missing or not known, or the metric cannot
    /// be taken of such rows.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The repeats or the seed are out of range.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public IReadOnlyList<ColumnImportance> Importance(Table table, Metric? metric = null, int repeats = 5, int seed = 0)
    {
        Require.AtLeast(1, repeats, nameof(repeats));
        Require.AtLeast(0, seed, nameof(seed));
        return Importance(table, new ImportanceOptions { Metric = metric, Repeats = repeats, Seed = seed });
    }

    /// <summary>How good the model is on features of rows, and which columns matter.</summary>
    internal ModelReport ReportOfFeatures(Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights) =>
        ReportOn(X, Y, weights) with { Importance = ImportanceForReport(X, Y), MeasureOfImportance = ImportanceMetric.Name };

    /// <summary>What importance is measured by unless something else is given: of several numbers, whose units differ, by a metric that has none.</summary>
    internal Metric ImportanceMetric => ClassesOfOutputs is null ? Targets.Count > 1 ? Metric.R2 : Metric.RootMeanSquaredError
        : HasOneClassPerSample ? Metric.LogLoss : Metric.RootMeanSquaredError;

    /// <summary>Learns the encoder of a new model.</summary>
    /// <param name="features">The rows to fit the model to, without the target.</param>
    /// <param name="targets">The names of the targets.</param>
    /// <param name="weights">What each row counts, checked; those that count nothing tell the encoder nothing.</param>
    internal void LearnEncoder(Table features, IReadOnlyList<string> targets, double[]? weights)
    {
        CheckOptionsForTables();
        RestoreEncoder(TableEncoder.Fit(RowsThatCount(weights) is { } counted ? features.Take(counted) : features, Options.Encoding), targets);
    }

    /// <summary>The rows that do not weigh 0; null where those are all.</summary>
    private static int[]? RowsThatCount(double[]? weights) => weights?.Contains(0) == true ? [.. Enumerable.Range(0, weights.Length).Where(row => weights[row] > 0)] : null;

    /// <summary>Gives the model the encoder that its network was trained with.</summary>
    internal void RestoreEncoder(TableEncoder encoder, IReadOnlyList<string> targets) => (Encoder, Targets) = (encoder, Array.AsReadOnly([.. targets]));

    /// <summary>Refuses options that tables cannot have.</summary>
    internal void CheckOptionsForTables(string name = "options")
    {
        if (Options.InputScaling is { } scaling)
        {
            throw new ArgumentException($"InputScaling must not be given for a table, but is {scaling}: its numbers are scaled as {nameof(MlpOptions.Encoding)} says.", name);
        }

        if (Options.FeatureNames is not null)
        {
            throw new ArgumentException("FeatureNames must not be given for a table, whose columns have names, but are.", name);
        }
    }

    /// <summary>Fits a new model to a table.</summary>
    /// <param name="features">The rows, without the target.</param>
    /// <param name="targets">The names of the targets.</param>
    /// <param name="Y">The targets as the network learns them, but not yet scaled.</param>
    /// <param name="weights">What each row counts; null when all count the same.</param>
    /// <param name="progress">Told after every epoch of the trainings that are shown.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    internal void FitTable(
        Table features, IReadOnlyList<string> targets, Matrix<T> Y, IEnumerable<double>? weights, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        double[]? w = weights is null ? null : Require.Weights(weights, features.RowCount, nameof(weights));
        LearnEncoder(features, targets, w);
        Matrix<T> X = Encoder!.Transform<T>(features);
        FitAll(X, Y, w, Environment.ProcessorCount, progress, cancellationToken);
        int[]? counted = RowsThatCount(w);
        KeepProfile(counted is null ? features : features.Take(counted), counted is null ? X : ColumnMajor.Columns(X, counted));
    }

    /// <summary>A table without its targets, which must not be all that it has.</summary>
    internal static Table FeaturesOf(Table table, params IReadOnlyList<string> targets) => table.Columns.Count > targets.Count
        ? table.Without(targets)
        : throw new ArgumentException($"The table must have a column besides {Table.Quoted(targets)} to predict {(targets.Count == 1 ? "that" : "those")} from, but has none.", nameof(table));

    /// <summary>The targets in columns of a table, as the network learns them.</summary>
    internal abstract Matrix<T> TargetsIn(params IReadOnlyList<Column> columns);

    /// <summary>The features of a table's rows, whose targets, where there are some, do not count.</summary>
    internal Matrix<T> InputsOf(Table table)
    {
        TableEncoder encoder = EncoderOfTables();
        Require.NotNull(table);
        string[] there = [.. Targets.Where(table.Has)];
        return encoder.Transform<T>(there.Length > 0 && there.Length < table.Columns.Count ? table.Without(there) : table);
    }

    /// <summary>The targets of a table's rows.</summary>
    internal Matrix<T> TargetsOf(Table table)
    {
        EncoderOfTables();
        Require.NotNull(table);
        return TargetsIn([.. Targets.Select(target => table[target])]);
    }

    /// <summary>The network's answer to a row, in the units of the target, without allocating.</summary>
    private protected void Answer(InputRow row, Span<T> result)
    {
        TableEncoder encoder = EncoderOfTables();
        using Scratch<T> features = Scratch<T>.Rent(encoder.Features);
        encoder.Transform(row, features.Span);
        Answer(features.Span, result);
    }

    private protected InputRow RowOf(IReadOnlyDictionary<string, object?> values) => EncoderOfTables().CreateRow().SetAll(values);

    /// <summary>The encoder of a model of tables.</summary>
    internal TableEncoder EncoderOfTables() => Encoder ?? throw new InvalidOperationException(
        $"The {Name} must be fitted to a table to be asked about one, but {(IsFitted ? "was fitted to a matrix" : "has seen no data yet")}.");
}
