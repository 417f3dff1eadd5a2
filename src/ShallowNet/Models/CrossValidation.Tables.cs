namespace ShallowNet;

/// <content>Cross-validation on tables.</content>
public static partial class CrossValidation
{
    /// <summary>Cross-validates a classifier of a table; each model learns its encoder from the rows that it is fitted to.</summary>
    /// <param name="table">A row for each sample, with its class.</param>
    /// <param name="target">The name of the column of the classes; every row has one.</param>
    /// <param name="options">How the models are made; by default, as <see cref="MlpClassifier"/> does.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="Search.Classifier(Table, string, IEnumerable{SearchCandidate}, SearchOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception"/>
    public static CrossValidationResult OfClassifier(
        Table table, string target, MlpOptions? options = null, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Search.Classifier(table, target, OnlyCandidate(options), how, progress, cancellationToken).Best.Result;

    /// <summary>Cross-validates a regressor of a table; each model learns its encoder from the rows that it is fitted to.</summary>
    /// <param name="table">A row for each sample, with its target.</param>
    /// <param name="target">The name of the column of numbers to predict; every row has one.</param>
    /// <param name="options">How the models are made; by default, as <see cref="MlpRegressor"/> does.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="Search.Regressor(Table, string, IEnumerable{SearchCandidate}, SearchOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception"/>
    public static CrossValidationResult OfRegressor(
        Table table, string target, MlpOptions? options = null, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Search.Regressor(table, target, OnlyCandidate(options), how, progress, cancellationToken).Best.Result;

    /// <summary>Cross-validates a regressor of several numbers of a table; each model learns its encoder from the rows that it is fitted to.</summary>
    /// <param name="table">A row for each sample, with its targets.</param>
    /// <param name="targets">The names of the columns of numbers to predict, at least one and each once; every row has all of them.</param>
    /// <param name="options">How the models are made; by default, as <see cref="MlpRegressor"/> does.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="Search.Regressor(Table, string, IEnumerable{SearchCandidate}, SearchOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception"/>
    public static CrossValidationResult OfRegressor(
        Table table, IReadOnlyList<string> targets, MlpOptions? options = null, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Search.Regressor(table, targets, OnlyCandidate(options), how, progress, cancellationToken).Best.Result;

    /// <summary>Cross-validates a classifier of a table in which each class is a column of flags.</summary>
    /// <param name="table">A row for each sample, with its flags.</param>
    /// <param name="targets">The names of the columns of flags, or of numbers that are 0 or 1, to predict, at least two and each once.</param>
    /// <param name="options">How the models are made; by default, as <see cref="MlpMultiLabelClassifier"/> does.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="Search.MultiLabelClassifier(Table, IReadOnlyList{string}, IEnumerable{SearchCandidate}, SearchOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception"/>
    public static CrossValidationResult OfMultiLabelClassifier(
        Table table, IReadOnlyList<string> targets, MlpOptions? options = null, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Search.MultiLabelClassifier(table, targets, OnlyCandidate(options), how, progress, cancellationToken).Best.Result;
}
