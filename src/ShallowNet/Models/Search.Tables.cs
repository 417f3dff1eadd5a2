namespace ShallowNet;

/// <content>Searches on tables.</content>
public static partial class Search
{
    /// <summary>Searches for the best options of a classifier of a table; each model learns its encoder from the rows that it is fitted to.</summary>
    /// <param name="table">A row for each sample, with its class.</param>
    /// <param name="target">The name of the column of the classes; every row has one.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/>, <see cref="Random"/> or <see cref="Draw"/>.</param>
    /// <param name="how">The cross-validation, and when the search ends; <see cref="CrossValidationOptions"/> alone will do.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time; it can end the search by <see cref="SearchProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <exception cref="ArgumentException">
    /// A model cannot be fitted to the table (<see cref="MlpClassifier.Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)"/>), the
    /// folds do not go with its rows or the metric, or the options contradict each other.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SearchResult Classifier(
        Table table, string target, IEnumerable<SearchCandidate> candidates, SearchOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        string[] labels = TableLabels.OfTraining<string>(Require.NotNull(table).ColumnOf(target, nameof(target)));
        (int, int Samples) size = (table.Columns.Count - 1, table.RowCount);
        MlpClassifier<float, string> model = MlpClassifier<float, string>.Of(labels, size, null, target);
        TableSamples<float> samples = new(MlpModel<float>.FeaturesOf(table, target), target);
        return Run(new FoldedSamples<float>(model, samples, model.Encode(labels, size, target), how?.CrossValidation), candidates, how, progress, cancellationToken);
    }

    /// <summary>Searches for the best options of a regressor of a table; each model learns its encoder from the rows that it is fitted to.</summary>
    /// <param name="table">A row for each sample, with its target.</param>
    /// <param name="target">The name of the column of numbers to predict; every row has one.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/>, <see cref="Random"/> or <see cref="Draw"/>.</param>
    /// <param name="how">The cross-validation, and when the search ends; <see cref="CrossValidationOptions"/> alone will do.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time; it can end the search by <see cref="SearchProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <exception cref="ArgumentException">
    /// A model cannot be fitted to the table (<see cref="MlpRegressor.Fit(Table, string, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)"/>), the
    /// folds do not go with its rows, or the options contradict each other.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SearchResult Regressor(
        Table table, string target, IEnumerable<SearchCandidate> candidates, SearchOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default) => Regressor(table, [Require.NotNull(table).ColumnOf(target, nameof(target)).Name], candidates, how, progress, cancellationToken);

    /// <summary>Searches for the best options of a regressor of several numbers of a table.</summary>
    /// <param name="table">A row for each sample, with its targets.</param>
    /// <param name="targets">The names of the columns of numbers to predict, at least one and each once; every row has all of them.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/>, <see cref="Random"/> or <see cref="Draw"/>.</param>
    /// <param name="how">The cross-validation, and when the search ends; <see cref="CrossValidationOptions"/> alone will do.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time; it can end the search by <see cref="SearchProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="Regressor(Table, string, IEnumerable{SearchCandidate}, SearchOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception"/>
    public static SearchResult Regressor(
        Table table, IReadOnlyList<string> targets, IEnumerable<SearchCandidate> candidates, SearchOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Require.NotNull(table).TargetsAt(targets);
        return Run(Folded(new MlpRegressor<float>(), table, targets, how), candidates, how, progress, cancellationToken);
    }

    /// <summary>Searches for the best options of a classifier of a table in which each class is a column of flags.</summary>
    /// <param name="table">A row for each sample, with its flags.</param>
    /// <param name="targets">The names of the columns of flags, or of numbers that are 0 or 1, to predict, at least two and each once.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/>, <see cref="Random"/> or <see cref="Draw"/>.</param>
    /// <param name="how">The cross-validation, and when the search ends; <see cref="CrossValidationOptions"/> alone will do.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time; it can end the search by <see cref="SearchProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <exception cref="ArgumentException">
    /// A model cannot be fitted to the table (<see cref="MlpMultiLabelClassifier.Fit(Table, IReadOnlyList{string}, MlpOptions, IEnumerable{double}, IProgress{TrainingProgress}, CancellationToken)"/>), the
    /// folds do not go with its rows, or the options contradict each other.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SearchResult MultiLabelClassifier(
        Table table, IReadOnlyList<string> targets, IEnumerable<SearchCandidate> candidates, SearchOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Require.NotNull(table).TargetsAt(targets, least: 2);
        return Run(Folded(new MlpMultiLabelClassifier<float, string>(targets), table, targets, how), candidates, how, progress, cancellationToken);
    }

    private static FoldedSamples<float> Folded(MlpModel<float> model, Table table, IReadOnlyList<string> targets, SearchOptions? how) => new(
        model, new TableSamples<float>(MlpModel<float>.FeaturesOf(table, targets), targets), model.TargetsIn([.. targets.Select(target => table[target])]), how?.CrossValidation);
}
