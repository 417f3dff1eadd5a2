namespace ShallowNet;

/// <summary>The candidates of a round of a search, in their order, and the models that are to be trained next. For one thread at a time.</summary>
/// <param name="source">The candidates with their numbers.</param>
/// <param name="folds">The models of each.</param>
/// <param name="keepsFirst">Whether the models of the first candidate are trained even where the search has ended.</param>
internal sealed class SearchRound(IEnumerator<(int Number, SearchCandidate Candidate)> source, int folds, bool keepsFirst)
{
    private readonly List<CandidateInRound> begun = [];
    private int nextFold;
    private bool isExhausted;

    /// <summary>The candidates whose models are all judged.</summary>
    public IReadOnlyList<CandidateInRound> Judged => begun.FindAll(candidate => candidate.IsJudged);

    /// <summary>Whether all candidates are judged.</summary>
    /// <param name="count">How many there are; 0 where that is not known before the last.</param>
    public bool IsComplete(int count) => (isExhausted || begun.Count == count) && begun.TrueForAll(candidate => candidate.IsJudged);

    /// <summary>The model to train next, a candidate and one of its folds; null where there is none.</summary>
    /// <param name="hasEnded">Whether the search has ended before all is done.</param>
    /// <param name="check">Refuses a candidate whose turn it is.</param>
    public (CandidateInRound Candidate, int Fold)? Next(bool hasEnded, Action<SearchCandidate> check)
    {
        bool isNew = begun.Count == 0 || nextFold == folds;
        if (hasEnded && (!keepsFirst || begun.Count > 1 || (isNew && begun.Count == 1)))
        {
            return null;
        }

        if (isNew)
        {
            isExhausted = isExhausted || !source.MoveNext();
            if (isExhausted)
            {
                return null;
            }

            check(source.Current.Candidate);
            begun.Add(new CandidateInRound(source.Current.Number, source.Current.Candidate, folds, keepsFirst && begun.Count == 0));
            nextFold = 0;
        }

        return (begun[^1], nextFold++);
    }
}

/// <summary>A candidate in a round of a search.</summary>
/// <param name="number">Its place among all candidates.</param>
/// <param name="candidate">The options with their description.</param>
/// <param name="folds">The models to train.</param>
/// <param name="isKept">Whether its models are trained even where the search has ended.</param>
internal sealed class CandidateInRound(int number, SearchCandidate candidate, int folds, bool isKept)
{
    private readonly double[] scores = new double[folds];
    private int missing = folds;

    public int Number => number;

    public SearchCandidate Candidate => candidate;

    public bool IsKept => isKept;

    public bool IsJudged => missing == 0;

    /// <summary>The scores of all folds.</summary>
    public CrossValidationResult Result => new(scores);

    public void Add(int fold, double score)
    {
        scores[fold] = score;
        missing--;
    }
}
