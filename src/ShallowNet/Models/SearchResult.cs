namespace ShallowNet;

/// <summary>A candidate and how it did.</summary>
/// <param name="Candidate">The options with their description.</param>
/// <param name="Result">The scores of its folds.</param>
public sealed record SearchedCandidate(SearchCandidate Candidate, CrossValidationResult Result);

/// <summary>The candidates of a search, the best first. Its text is a table.</summary>
public sealed class SearchResult
{
    // In the order of numbers, NaN is below all.
    internal SearchResult(IReadOnlyList<SearchedCandidate> candidates, bool higherIsBetter) => Candidates = [.. candidates.OrderByDescending(
        candidate => higherIsBetter ? candidate.Result.Mean : -candidate.Result.Mean)];

    /// <summary>
    /// All candidates, the one with the best mean first; of equals, the one that came first. Those of which a training diverged come last.
    /// </summary>
    public IReadOnlyList<SearchedCandidate> Candidates { get; }

    /// <summary>The candidate with the best mean score.</summary>
    public SearchedCandidate Best => Candidates[0];

    /// <summary>A line for each candidate, the best first: mean, standard deviation, description.</summary>
    public override string ToString() =>
        string.Join('\n', Candidates.Select(candidate => $"{candidate.Result}  {candidate.Candidate.Description}"));
}
