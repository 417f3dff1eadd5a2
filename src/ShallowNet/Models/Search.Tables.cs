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
        string[] labels = TableLabels.OfTraining<string>(Require.NotNull(table)[target]);
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
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        MlpRegressor<float> model = new();
        TableSamples<float> samples = new(MlpModel<float>.FeaturesOf(Require.NotNull(table), target), target);
        return Run(new FoldedSamples<float>(model, samples, model.TargetsIn(table[target]), how?.CrossValidation), candidates, how, progress, cancellationToken);
    }
}
