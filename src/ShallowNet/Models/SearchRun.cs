using System.Diagnostics;
using System.Numerics;

namespace ShallowNet;

/// <summary>Models of a search that others train and judge.</summary>
/// <param name="Score">The score of a candidate, by its number, in a fold, of training on one part of so many.</param>
/// <param name="AtOnce">How many models are asked for at a time.</param>
internal sealed record ScoresElsewhere(Func<int, int, int, CancellationToken, double> Score, int AtOnce);

/// <summary>A search at work: rounds of candidates, whose models several threads train, and what ends it before all is done.</summary>
internal sealed class SearchRun<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FoldedSamples<T> samples;
    private readonly SearchOptions options;
    private readonly IProgress<SearchProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly Lock oneAtATime = new();

    /// <summary>Held while a model is reported, which may take long, and may call back.</summary>
    private readonly Lock reporting = new();
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly EarlyEnd end;
    private readonly SortedDictionary<int, SearchedCandidate> judged = [];
    private int completed;
    private int total;

    /// <summary>Prepares a search.</summary>
    /// <param name="samples">The folds.</param>
    /// <param name="options">When it ends.</param>
    /// <param name="progress">Told after every model.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    public SearchRun(FoldedSamples<T> samples, SearchOptions options, IProgress<SearchProgress>? progress, CancellationToken cancellationToken) =>
        (this.samples, this.options, this.progress, this.cancellationToken, end) = (samples, options, progress, cancellationToken, new EarlyEnd(cancellationToken));

    /// <summary>Who trains and judges the models; null for this process.</summary>
    public ScoresElsewhere? Elsewhere { get; init; }

    /// <summary>Judges candidates until all are judged, or something ends the search.</summary>
    /// <exception cref="ArgumentException">There is no candidate, one is null or has options that do not go with the samples, or they have no end.</exception>
    public SearchResult Run(IEnumerable<SearchCandidate> candidates)
    {
        List<SearchCandidate>? all = AllOf(Require.NotNull(candidates));
        IReadOnlyList<int> counts = all is null ? [0] : options.Halving?.Rounds(all.Count, samples.FewestToTrainOn) ?? [all.Count];
        total = (int)Math.Min(int.MaxValue, counts.Sum() * (long)samples.Folds.Count);
        bool isComplete = RunRounds((all ?? candidates).Select((candidate, number) => (number, candidate)), counts);
        if (!isComplete && (!options.KeepWhenCancelled || judged.Count == 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return judged.Count == 0 ? throw Refused("is empty") : new SearchResult(judged.Values, samples.RankOf, isComplete);
    }

    /// <summary>From now on, nobody can end the search.</summary>
    public void Dispose() => end.Dispose();

    /// <summary>All candidates, checked; null where they are to be drawn for as long as there is time.</summary>
    private List<SearchCandidate>? AllOf(IEnumerable<SearchCandidate> candidates)
    {
        bool isUnlimited = options.MostCandidates is null;
        if (isUnlimited && candidates is DrawnCandidates { HasEnd: false } && (options.TimeLimit is null || options.Halving is not null))
        {
            string needed = options.Halving is null ? "MostCandidates or a TimeLimit" : "MostCandidates for Halving";
            throw new ArgumentException($"Candidates that are drawn without end need {needed} (SearchOptions), but there is none.", nameof(candidates));
        }

        if (isUnlimited && options is { TimeLimit: not null, Halving: null } && !candidates.TryGetNonEnumeratedCount(out _))
        {
            return null;
        }

        List<SearchCandidate> all = [.. candidates.Take(options.MostCandidates ?? int.MaxValue)];
        all.ForEach(Check);
        return all.Count > 0 ? all : throw Refused("is empty");
    }

    private void Check(SearchCandidate? candidate) => samples.CheckOptions((candidate ?? throw Refused("one is null")).Options);

    private static ArgumentException Refused(string given, string paramName = "candidates") =>
        new($"{paramName} must have at least one element, and none that is null, but {given}.", paramName);

    /// <summary>Goes through the rounds; whether all candidates of all rounds are judged.</summary>
    /// <param name="candidates">Those of the first round with their numbers.</param>
    /// <param name="counts">How many each round has.</param>
    private bool RunRounds(IEnumerable<(int Number, SearchCandidate Candidate)> candidates, IReadOnlyList<int> counts)
    {
        end.MakeAfter(options.TimeLimit);
        for (int round = 0; round < counts.Count; round++)
        {
            int divisor = Enumerable.Repeat(options.Halving?.Factor ?? 1, counts.Count - 1 - round).Aggregate(1, (product, factor) => product * factor);
            SearchRound ofRound = Train(candidates, divisor, keepsFirst: round == 0);
            foreach (CandidateInRound candidate in ofRound.Judged)
            {
                judged[candidate.Number] = new SearchedCandidate(candidate.Candidate, candidate.Result) { TrainingShare = 1.0 / divisor };
            }

            if (!ofRound.IsComplete(counts[round]))
            {
                return false;
            }

            int remaining = counts[Math.Min(round + 1, counts.Count - 1)];
            candidates = [.. ofRound.Judged.OrderByDescending(candidate => samples.RankOf(candidate.Result)).Take(remaining).Select(candidate => (candidate.Number, candidate.Candidate))];
        }

        return true;
    }

    /// <summary>Trains the models of a round on a part of the samples, one by one in their order, as many at a time as there are threads.</summary>
    private SearchRound Train(IEnumerable<(int Number, SearchCandidate Candidate)> candidates, int divisor, bool keepsFirst)
    {
        using IEnumerator<(int, SearchCandidate)> source = candidates.GetEnumerator();
        SearchRound round = new(source, samples.Folds.Count, keepsFirst);
        int threads = Math.Min(Elsewhere?.AtOnce ?? samples.How.MaxThreads, total > 0 ? total : Environment.ProcessorCount);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            try
            {
                while (Next(round) is var (candidate, fold))
                {
                    CancellationToken token = candidate.IsKept ? cancellationToken : end.Token;
                    double score = Elsewhere is null ? samples.ScoreOf(candidate.Candidate.Options, fold, divisor, token) : Elsewhere.Score(candidate.Number, fold, divisor, token);
                    lock (oneAtATime)
                    {
                        candidate.Add(fold, score);
                    }

                    lock (reporting)
                    {
                        progress?.Report(new SearchProgress(++completed, total, candidate.Candidate, score) { Elapsed = Stopwatch.GetElapsedTime(start), Request = end.Request });
                    }
                }
            }
            catch (OperationCanceledException) when (end.Token.IsCancellationRequested)
            {
                // The model that was being trained is given up.
            }
            catch (Exception exception)
            {
                end.Fail(exception);
            }
        });
        end.ThrowIfFailed();
        return round;
    }

    private (CandidateInRound Candidate, int Fold)? Next(SearchRound round)
    {
        lock (oneAtATime)
        {
            return end.HasFailed || cancellationToken.IsCancellationRequested ? null : round.Next(end.IsMade, Check);
        }
    }
}
