namespace ShallowNet;

/// <summary>A search on a cluster, from the side that asks for scores.</summary>
internal sealed class SearchCoordinator(IGrainFactory cluster, string name, ClusterSearch search, ShardOptions options)
{
    private readonly Patience patience = new(options);
    private readonly Guid run = Guid.NewGuid();

    public SearchResult Run(IProgress<SearchProgress>? progress, CancellationToken cancellationToken) => search.Run(
        new ScoresElsewhere((candidate, fold, divisor, token) => Score(candidate, fold, divisor, token).GetAwaiter().GetResult(), options.RequestsAtOnce), progress, cancellationToken);

    private async Task<double> Score(int candidate, int fold, int divisor, CancellationToken cancellationToken)
    {
        IScoreGrain grain = cluster.GetGrain<IScoreGrain>(Invariant($"{name}/{run}/{candidate}/{fold}/{divisor}"));
        ScoreRequest request = new() { Search = name, Fingerprint = search.Fingerprint, Candidate = candidate, Fold = fold, Divisor = divisor };
        return (await patience.Ask(() => grain.Score(request), grain.Release, cancellationToken).ConfigureAwait(false)).Score;
    }
}
