using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Finds the options with the best cross-validated score.</summary>
/// <remarks>
/// Every candidate sees the same folds. The models are trained in parallel, each by one thread; results and their order do not depend on
/// how many. <see cref="SearchOptions"/> end a search after some time, and give up most candidates early. After a search, fit the best
/// options to all samples.
/// </remarks>
public static partial class Search
{
    /// <summary>All combinations of the axes' values, the last axis changing first.</summary>
    /// <param name="start">What the axes change.</param>
    /// <param name="axes">At least one, each a list of values.</param>
    /// <exception cref="ArgumentException">There is no axis, or one is a range.</exception>
    /// <exception cref="ArgumentNullException">An argument or an axis is null.</exception>
    public static IReadOnlyList<SearchCandidate> Grid(MlpOptions start, params IReadOnlyList<SearchAxis> axes)
    {
        Check(start, axes);
        IEnumerable<SearchCandidate> candidates = [new SearchCandidate("", start)];
        foreach (SearchAxis axis in axes)
        {
            candidates = [.. candidates.SelectMany(candidate => axis.All(candidate) ?? throw new ArgumentException(
                $"The axes of a grid must be lists of values, but {axis.Name} is a range: use Random.", nameof(axes)))];
        }

        return [.. candidates];
    }

    /// <summary>Different combinations of the axes' values drawn at random.</summary>
    /// <param name="start">What the axes change.</param>
    /// <param name="count">How many to draw, at least 1; there are fewer where the axes have fewer combinations.</param>
    /// <param name="axes">At least one; lists of values, or ranges.</param>
    /// <param name="seed">Decides what is drawn; at least 0.</param>
    /// <exception cref="ArgumentException">There is no axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count or the seed is out of range.</exception>
    /// <exception cref="ArgumentNullException">An argument or an axis is null.</exception>
    public static IReadOnlyList<SearchCandidate> Random(MlpOptions start, int count, IReadOnlyList<SearchAxis> axes, int seed = 0)
    {
        Require.AtLeast(1, count, nameof(count));
        return [.. Draw(start, axes, seed).Take(count)];
    }

    /// <summary>
    /// Different combinations of the axes' values drawn at random when they are asked for, without end: for a search with a
    /// <see cref="SearchOptions.TimeLimit"/>. The first ones are those of <see cref="Random"/>.
    /// </summary>
    /// <param name="start">What the axes change.</param>
    /// <param name="axes">At least one; lists of values, or ranges. Lists alone have an end, after all their combinations.</param>
    /// <param name="seed">Decides what is drawn; at least 0.</param>
    /// <exception cref="ArgumentException">There is no axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The seed is out of range.</exception>
    /// <exception cref="ArgumentNullException">An argument or an axis is null.</exception>
    public static IEnumerable<SearchCandidate> Draw(MlpOptions start, IReadOnlyList<SearchAxis> axes, int seed = 0)
    {
        Check(start, axes);
        return new DrawnCandidates(start, axes, seed);
    }

    /// <summary>Searches for the best options of a classifier.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/>, <see cref="Random"/> or <see cref="Draw"/>.</param>
    /// <param name="how">The cross-validation, and when the search ends; <see cref="CrossValidationOptions"/> alone will do.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time; it can end the search by <see cref="SearchProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="CrossValidation.OfClassifier" path="/exception"/>
    public static SearchResult Classifier<T, TLabel>(
        Matrix<T> X, IReadOnlyList<TLabel> labels, IEnumerable<SearchCandidate> candidates, SearchOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        X = MlpModel.Samples(X);
        MlpClassifier<T, TLabel> model = MlpClassifier<T, TLabel>.Of(labels, (X.RowCount, X.ColumnCount), null);
        return Run(new FoldedSamples<T>(model, new MatrixSamples<T>(X), model.Encode(labels, (X.RowCount, X.ColumnCount), nameof(labels)), how?.CrossValidation), candidates, how, progress, cancellationToken);
    }

    /// <summary>Searches for the best options of a classifier of samples that can be of several classes at a time.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The classes of each sample.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/>, <see cref="Random"/> or <see cref="Draw"/>.</param>
    /// <param name="how">The cross-validation, and when the search ends; <see cref="CrossValidationOptions"/> alone will do.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time; it can end the search by <see cref="SearchProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="CrossValidation.OfClassifier" path="/exception|/typeparam"/>
    public static SearchResult MultiLabelClassifier<T, TLabel>(
        Matrix<T> X, IReadOnlyList<IReadOnlyCollection<TLabel>> labels, IEnumerable<SearchCandidate> candidates, SearchOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        X = MlpModel.Samples(X);
        MlpMultiLabelClassifier<T, TLabel> model = MlpMultiLabelClassifier<T, TLabel>.Of(labels, (X.RowCount, X.ColumnCount), null);
        return Run(new FoldedSamples<T>(model, new MatrixSamples<T>(X), model.Encode(labels, (X.RowCount, X.ColumnCount), nameof(labels)), how?.CrossValidation), candidates, how, progress, cancellationToken);
    }

    /// <summary>Searches for the best options of a regressor.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/>, <see cref="Random"/> or <see cref="Draw"/>.</param>
    /// <param name="how">The cross-validation, and when the search ends; <see cref="CrossValidationOptions"/> alone will do.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time; it can end the search by <see cref="SearchProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="CrossValidation.OfRegressor{T}(Matrix{T}, Matrix{T}, MlpOptions, CrossValidationOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception|/typeparam"/>
    public static SearchResult Regressor<T>(
        Matrix<T> X, Matrix<T> Y, IEnumerable<SearchCandidate> candidates, SearchOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = MlpModel.Samples(X);
        MlpRegressor<T> model = new();
        return Run(new FoldedSamples<T>(model, new MatrixSamples<T>(X), model.Encode(Y, (X.RowCount, X.ColumnCount), nameof(Y)), how?.CrossValidation), candidates, how, progress, cancellationToken);
    }

    /// <summary>Searches for the best options of a regressor of one output.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/>, <see cref="Random"/> or <see cref="Draw"/>.</param>
    /// <param name="how">The cross-validation, and when the search ends; <see cref="CrossValidationOptions"/> alone will do.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time; it can end the search by <see cref="SearchProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="Regressor{T}(Matrix{T}, Matrix{T}, IEnumerable{SearchCandidate}, SearchOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception|/typeparam"/>
    public static SearchResult Regressor<T>(
        Matrix<T> X, IEnumerable<T> y, IEnumerable<SearchCandidate> candidates, SearchOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Regressor(X, MlpRegressor.Row(X, y), candidates, how, progress, cancellationToken);

    private static SearchResult Run<T>(
        FoldedSamples<T> samples, IEnumerable<SearchCandidate> candidates, SearchOptions? how, IProgress<SearchProgress>? progress, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SearchRun<T> run = new(samples, how ?? new SearchOptions(), progress, cancellationToken);
        return run.Run(candidates);
    }

    private static void Check(MlpOptions start, IReadOnlyList<SearchAxis> axes)
    {
        Require.NotNull(start);
        if (Require.NotNull(axes).Count == 0 || axes.Contains(null))
        {
            throw new ArgumentException($"axes must have at least one element, and none that is null, but {(axes.Count == 0 ? "is empty" : "one is null")}.", nameof(axes));
        }
    }
}
