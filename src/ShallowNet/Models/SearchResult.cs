namespace ShallowNet;

/// <summary>A candidate with the scores of its cross-validation.</summary>
/// <param name="Candidate">The options with their description.</param>
/// <param name="Result">The scores of its folds.</param>
public sealed record SearchedCandidate(SearchCandidate Candidate, CrossValidationResult Result)
{
    /// <summary>
    /// The share of each fold's training samples that its models were trained on: 1, or less in a round of <see cref="Halving"/> after which the
    /// candidate was given up.
    /// </summary>
    public double TrainingShare { get; init; } = 1;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(SearchedCandidate), PrintMembers);
}

/// <summary>The candidates of a search, the best first. Printed, it is a table of them.</summary>
public sealed class SearchResult
{
    /// <summary>Ranks candidates.</summary>
    /// <param name="candidates">In the order in which they were given.</param>
    /// <param name="rankOf">How good a result is: the larger, the better. Sorting puts NaN below all numbers, and so at the end here.</param>
    /// <param name="isComplete">Whether those are all candidates.</param>
    internal SearchResult(IEnumerable<SearchedCandidate> candidates, Func<CrossValidationResult, double> rankOf, bool isComplete)
    {
        Candidates = [.. candidates.OrderByDescending(candidate => candidate.TrainingShare).ThenByDescending(candidate => rankOf(candidate.Result))];
        IsComplete = isComplete;
    }

    /// <summary>
    /// All candidates that were judged, the one with the best mean first; those with equal means in the order in which they were given. A
    /// candidate comes last where one of its trainings diverged. In a search with <see cref="Halving"/>, those of a later round come before
    /// those of an earlier one.
    /// </summary>
    public IReadOnlyList<SearchedCandidate> Candidates { get; }

    /// <summary>The candidate with the best mean score.</summary>
    public SearchedCandidate Best => Candidates[0];

    /// <summary>
    /// Whether all candidates were judged, and all rounds of <see cref="Halving"/> done; false where the search ended before, because its time was
    /// over, or because it was stopped or cancelled.
    /// </summary>
    public bool IsComplete { get; }

    /// <summary>
    /// A line for each candidate, the best first: mean, standard deviation, in a search with <see cref="Halving"/> the share of the samples that it
    /// was trained on, and its description; a last line says where the search is not complete.
    /// </summary>
    public override string ToString()
    {
        string[][] scores = [.. Candidates.Select(candidate => $"{candidate.Result}".Split(" ± "))];
        int[] digits = WidthsOf(scores);
        string[] shares = [.. Candidates.Select(ShareOf)], descriptions = Aligned([.. Candidates.Select(candidate => candidate.Candidate.Description)]);
        int width = shares.Max(share => share.Length);
        IEnumerable<string> lines = Enumerable.Range(0, Candidates.Count).Select(i =>
            $"{string.Join(" ± ", scores[i].Select((score, k) => score.PadLeft(digits[k])))}{shares[i].PadRight(width)}  {descriptions[i]}".TrimEnd());
        return string.Join('\n', IsComplete ? lines : lines.Append("(not complete)"));
    }

    /// <summary>The share of the samples, where there are several; otherwise nothing.</summary>
    private string ShareOf(SearchedCandidate candidate) => Candidates.All(other => other.TrainingShare == 1) ? ""
        : candidate.TrainingShare == 1 ? "  on all" : Invariant($"  on 1/{Math.Round(1 / candidate.TrainingShare)}");

    /// <summary>The width of each column of texts.</summary>
    private static int[] WidthsOf(string[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length))];

    /// <summary>Descriptions that list the same names in the same order, with the values below one another; others as they are.</summary>
    private static string[] Aligned(string[] descriptions)
    {
        string[][] parts = Array.ConvertAll(descriptions, PartsOf);
        if (!Array.TrueForAll(parts, its => its.Select(NameOf).SequenceEqual(parts[0].Select(NameOf))))
        {
            return descriptions;
        }

        int[] widths = WidthsOf(parts);
        return Array.ConvertAll(parts, its => string.Concat(its.Select((part, i) => part.PadRight(widths[i]) + " ")).TrimEnd());

        static string NameOf(string part) => part.Split(" = ")[0];
    }

    /// <summary>What stands between commas that are not in brackets, each with its comma.</summary>
    private static string[] PartsOf(string description)
    {
        List<string> parts = [];
        int depth = 0, start = 0;
        for (int i = 0; i < description.Length; i++)
        {
            depth += description[i] is '[' or '(' or '{' ? 1 : description[i] is ']' or ')' or '}' ? -1 : 0;
            if (depth == 0 && description[i] == ',' && i + 1 < description.Length && description[i + 1] == ' ')
            {
                parts.Add(description[start..(i + 1)]);
                start = i + 2;
            }
        }

        return [.. parts, description[start..]];
    }
}
