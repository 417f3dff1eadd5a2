using System.Numerics;
using System.Runtime.ExceptionServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Finds the options with the best cross-validated score.</summary>
/// <remarks>
/// Every candidate sees the same folds. The models are trained in parallel, each by one thread; results and their order do not depend on
/// how many. After a search, fit the best options to all samples.
/// </remarks>
public static class Search
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

    /// <summary>Combinations of the axes' values drawn at random; one that is drawn again is left out.</summary>
    /// <param name="start">What the axes change.</param>
    /// <param name="count">How many to draw, at least 1.</param>
    /// <param name="seed">At least 0.</param>
    /// <param name="axes">At least one.</param>
    /// <exception cref="ArgumentException">There is no axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count or the seed is out of range.</exception>
    /// <exception cref="ArgumentNullException">An argument or an axis is null.</exception>
    public static IReadOnlyList<SearchCandidate> Random(MlpOptions start, int count, int seed, params IReadOnlyList<SearchAxis> axes)
    {
        Check(start, axes);
        Require.AtLeast(1, count, nameof(count));
        NumPyRandom random = new(seed);
        return [.. Enumerable.Range(0, count)
            .Select(_ => axes.Select(axis => axis.Draw(random)).ToArray())
            .DistinctBy(drawn => string.Join(' ', drawn.Select(Require.Text)))
            .Select(drawn => axes.Zip(drawn).Aggregate(new SearchCandidate("", start), (candidate, of) => of.First.Apply(candidate, of.Second)))];
    }

    /// <summary>Searches for the best options of a classifier.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/> or <see cref="Random"/>.</param>
    /// <param name="how">Folds, repeats, metric and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="CrossValidation.OfClassifier" path="/exception"/>
    public static SearchResult Classifier<T, TLabel>(
        Matrix<T> X, IReadOnlyList<TLabel> labels, IReadOnlyList<SearchCandidate> candidates, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        X = Samples(X);
        how ??= new CrossValidationOptions();
        ClassLabels<TLabel>.Check(labels, X.ColumnCount, nameof(labels));
        ClassLabels<TLabel> classes = ClassLabels<TLabel>.Of(labels, nameof(labels));
        int[] numbers = [.. labels.Select((label, j) => classes.NumberOf(label, j, nameof(labels)))];
        return Run(candidates, how, seed => Split.StratifiedKFold(numbers, how.Folds, seed), Score, progress, cancellationToken);

        double Score(MlpOptions options, Fold fold) => MlpClassifier<T, TLabel>
            .Fit(Split.Columns(X, fold.Train), Part(labels, fold.Train), options, null, maxThreads: 1, null, cancellationToken, classes)
            .Score(Split.Columns(X, fold.Test), Part(labels, fold.Test), how.Metric);
    }

    /// <summary>Searches for the best options of a classifier of samples that can be of several classes at a time.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The classes of each sample.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/> or <see cref="Random"/>.</param>
    /// <param name="how">Folds, repeats and threads; the metric must be null, which means the share of samples with all classes right.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="CrossValidation.OfClassifier" path="/exception"/>
    public static SearchResult MultiLabelClassifier<T, TLabel>(
        Matrix<T> X, IReadOnlyList<IReadOnlyCollection<TLabel>> labels, IReadOnlyList<SearchCandidate> candidates, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        X = Samples(X);
        how ??= new CrossValidationOptions();
        if (how.Metric is not null)
        {
            throw new ArgumentException($"Metric must be null for several labels, but is {how.Metric.Name}.", nameof(how));
        }

        ClassLabels<TLabel>.Check(labels, X.ColumnCount, nameof(labels));
        ClassLabels<TLabel> classes = ClassLabels<TLabel>.Of(labels.SelectMany(set => set), nameof(labels));
        return Run(candidates, how, seed => Split.KFold(X.ColumnCount, how.Folds, seed), Score, progress, cancellationToken);

        double Score(MlpOptions options, Fold fold) => MlpMultiLabelClassifier<T, TLabel>
            .Fit(Split.Columns(X, fold.Train), Part(labels, fold.Train), options, null, maxThreads: 1, null, cancellationToken, classes)
            .Score(Split.Columns(X, fold.Test), Part(labels, fold.Test));
    }

    /// <summary>Searches for the best options of a regressor.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/> or <see cref="Random"/>.</param>
    /// <param name="how">Folds, repeats, metric and threads.</param>
    /// <param name="progress">Told after every model, on its thread, one at a time.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <inheritdoc cref="CrossValidation.OfRegressor{T}(Matrix{T}, Matrix{T}, MlpOptions, CrossValidationOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception"/>
    public static SearchResult Regressor<T>(
        Matrix<T> X, Matrix<T> Y, IReadOnlyList<SearchCandidate> candidates, CrossValidationOptions? how = null,
        IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = Samples(X);
        how ??= new CrossValidationOptions();
        Y = Require.Samples(Y, null, X.ColumnCount, nameof(Y), "", "one for each sample, a column of X");
        return Run(candidates, how, seed => Split.KFold(X.ColumnCount, how.Folds, seed), Score, progress, cancellationToken);

        double Score(MlpOptions options, Fold fold) => MlpRegressor<T>
            .Fit(Split.Columns(X, fold.Train), Split.Columns(Y, fold.Train), options, null, maxThreads: 1, null, cancellationToken)
            .Score(Split.Columns(X, fold.Test), Split.Columns(Y, fold.Test), how.Metric);
    }

    /// <summary>Searches for the best options of a regressor of one output.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers.</param>
    /// <param name="candidates">At least one, such as those of <see cref="Grid"/> or <see cref="Random"/>.</param>
    /// <param name="how">Folds, repeats, metric and threads.</param>
    /// <inheritdoc cref="Regressor{T}(Matrix{T}, Matrix{T}, IReadOnlyList{SearchCandidate}, CrossValidationOptions, IProgress{SearchProgress}, CancellationToken)" path="/exception"/>
    public static SearchResult Regressor<T>(Matrix<T> X, IReadOnlyList<T> y, IReadOnlyList<SearchCandidate> candidates, CrossValidationOptions how)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Regressor(X, MlpRegressor.Row(X, y), candidates, how);

    private static SearchResult Run(
        IReadOnlyList<SearchCandidate> candidates, CrossValidationOptions how, Func<int, IReadOnlyList<Fold>> foldsOf,
        Func<MlpOptions, Fold, double> scoreOf, IProgress<SearchProgress>? progress, CancellationToken cancellationToken)
    {
        Require.NotNull(candidates);
        if (candidates.Count == 0 || candidates.Contains(null))
        {
            throw new ArgumentException(
                $"candidates must have at least one element, and none that is null, but {(candidates.Count == 0 ? "is empty" : "one is null")}.", nameof(candidates));
        }

        (Fold Fold, int Repeat)[] folds = [.. Enumerable.Range(0, how.Repeats).SelectMany(repeat => foldsOf(how.Seed + repeat).Select(fold => (fold, repeat)))];
        double[] scores = new double[candidates.Count * folds.Length];
        int completed = 0;
        Lock oneAtATime = new();
        try
        {
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = how.MaxThreads, CancellationToken = cancellationToken };
            Parallel.For(0, scores.Length, parallel, i =>
            {
                SearchCandidate candidate = candidates[i / folds.Length];
                (Fold fold, int repeat) = folds[i % folds.Length];
                scores[i] = ScoreOrNaN(candidate.Options with { Seed = candidate.Options.Seed + repeat }, fold);
                lock (oneAtATime)
                {
                    progress?.Report(new SearchProgress(++completed, scores.Length, candidate, scores[i]));
                }
            });
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return new SearchResult(
            [.. candidates.Select((candidate, c) => new SearchedCandidate(candidate, new CrossValidationResult(scores[(c * folds.Length)..((c + 1) * folds.Length)])))],
            how.Metric?.HigherIsBetter ?? true);

        double ScoreOrNaN(MlpOptions options, Fold fold)
        {
            try
            {
                return scoreOf(options, fold);
            }
            catch (TrainingDivergedException)
            {
                return double.NaN;
            }
        }
    }

    private static void Check(MlpOptions start, IReadOnlyList<SearchAxis> axes)
    {
        Require.NotNull(start);
        if (Require.NotNull(axes).Count == 0 || axes.Contains(null))
        {
            throw new ArgumentException($"axes must have at least one element, and none that is null, but {(axes.Count == 0 ? "is empty" : "one is null")}.", nameof(axes));
        }
    }

    private static Matrix<T> Samples<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        return Require.Samples(X, null, null, nameof(X), "");
    }

    private static TItem[] Part<TItem>(IReadOnlyList<TItem> items, IReadOnlyList<int> places) => [.. places.Select(place => items[place])];
}
