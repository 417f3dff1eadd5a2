namespace ShallowNet;

/// <summary>A candidate with the scores of its cross-validation.</summary>
/// <param name="Candidate">The options with their description.</param>
/// <param name="Result">The scores of its folds.</param>
public sealed record SearchedCandidate(SearchCandidate Candidate, CrossValidationResult Result);

/// <summary>The candidates of a search, the best first. Printed, it is a table of them.</summary>
public sealed class SearchResult
{
    // Sorting puts a mean that is NaN below all numbers, and so at the end here.
    internal SearchResult(IReadOnlyList<SearchedCandidate> candidates, bool higherIsBetter) => Candidates = [.. candidates.OrderByDescending(
        candidate => higherIsBetter ? candidate.Result.Mean : -candidate.Result.Mean)];

    /// <summary>
    /// All candidates, the one with the best mean first; those with equal means in the order in which they were given. A candidate comes last
    /// where one of its trainings diverged.
    /// </summary>
    public IReadOnlyList<SearchedCandidate> Candidates { get; }

    /// <summary>The candidate with the best mean score.</summary>
    public SearchedCandidate Best => Candidates[0];

    /// <summary>A line for each candidate, the best first: mean, standard deviation, description.</summary>
    public override string ToString() =>
        string.Join('\n', Candidates.Select(candidate => $"{candidate.Result}  {candidate.Candidate.Description}"));
}
