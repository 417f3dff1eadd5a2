using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// A search, or a cross-validation of one candidate, whose models the silos of a cluster train: each silo is given it under a name
/// (<see cref="SiloExtensions.AddSearch"/>), and the coordinator starts it (<c>cluster.SearchAsync</c>, of <see cref="ClusterTraining"/>).
/// </summary>
/// <remarks>Samples and candidates are those of <see cref="Search"/>. What is sent are numbers of candidates and folds, and scores.</remarks>
public abstract class ClusterSearch
{
    private protected ClusterSearch(string fingerprint) => Fingerprint = fingerprint;

    /// <summary>What follows from candidates and folds: the same where they are.</summary>
    internal string Fingerprint { get; }

    /// <summary>A search for the best options of a classifier.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What a class is called by.</typeparam>
    /// <param name="X">The samples, n_x × m.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="candidates">The options to choose from.</param>
    /// <param name="how">Folds and budget; the defaults where null.</param>
    /// <exception cref="ArgumentException">The samples, or the folds, are refused, or there is no candidate.</exception>
    public static ClusterSearch Classifier<T, TLabel>(
        Matrix<T> X, IReadOnlyList<TLabel> labels, IReadOnlyList<SearchCandidate> candidates, SearchOptions? how = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        X = MlpModel.Samples(X);
        MlpClassifier<T, TLabel> model = MlpClassifier<T, TLabel>.Of(labels, (X.RowCount, X.ColumnCount), null);
        Matrix<T> Y = model.Encode(labels, (X.RowCount, X.ColumnCount), nameof(labels));
        return Of(new FoldedSamples<T>(model, new MatrixSamples<T>(X), Y, how?.CrossValidation), candidates, how);
    }

    /// <summary>A search for the best options of a regressor.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The samples, n_x × m.</param>
    /// <param name="Y">The targets, n_y × m.</param>
    /// <param name="candidates">The options to choose from.</param>
    /// <param name="how">Folds and budget; the defaults where null.</param>
    /// <exception cref="ArgumentException">The samples, or the folds, are refused, or there is no candidate.</exception>
    public static ClusterSearch Regressor<T>(Matrix<T> X, Matrix<T> Y, IReadOnlyList<SearchCandidate> candidates, SearchOptions? how = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = MlpModel.Samples(X);
        MlpRegressor<T> model = new();
        return Of(new FoldedSamples<T>(model, new MatrixSamples<T>(X), model.Encode(Y, (X.RowCount, X.ColumnCount), nameof(Y)), how?.CrossValidation), candidates, how);
    }

    /// <summary>Whether there is such a model.</summary>
    internal abstract bool Has(int candidate, int fold, int divisor);

    /// <summary>Trains and judges a model here.</summary>
    internal abstract double Score(int candidate, int fold, int divisor, CancellationToken cancellationToken);

    /// <summary>Searches, with scores from elsewhere.</summary>
    internal abstract SearchResult Run(ScoresElsewhere elsewhere, IProgress<SearchProgress>? progress, CancellationToken cancellationToken);

    private static FoldedSearch<T> Of<T>(FoldedSamples<T> samples, IReadOnlyList<SearchCandidate> candidates, SearchOptions? how)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SearchCandidate[] all = [.. Require.NotNull(candidates)];
        if (all.Length == 0)
        {
            throw new ArgumentException("candidates must have at least one element, but is empty.", nameof(candidates));
        }

        StringBuilder text = new(typeof(T).Name);
        text.AppendJoin('\n', all.Select(candidate => $"{candidate}"));
        text.AppendJoin('\n', samples.Folds.Select(fold => string.Join(' ', fold.Fold.Test)));
        return new FoldedSearch<T>(samples, all, how ?? new SearchOptions(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }
}

/// <inheritdoc/>
internal sealed class FoldedSearch<T>(FoldedSamples<T> samples, SearchCandidate[] candidates, SearchOptions how, string fingerprint) : ClusterSearch(fingerprint)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override bool Has(int candidate, int fold, int divisor) =>
        candidate >= 0 && candidate < candidates.Length && fold >= 0 && fold < samples.Folds.Count && divisor >= 1;

    internal override double Score(int candidate, int fold, int divisor, CancellationToken cancellationToken) =>
        samples.ScoreOf(candidates[candidate].Options, fold, divisor, cancellationToken);

    internal override SearchResult Run(ScoresElsewhere elsewhere, IProgress<SearchProgress>? progress, CancellationToken cancellationToken)
    {
        using SearchRun<T> run = new(samples, how, progress, cancellationToken) { Elsewhere = elsewhere };
        return run.Run(candidates);
    }
}
