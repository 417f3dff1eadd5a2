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
        try
        {
            while (true)
            {
                ScoreReply reply = await patience.Call(() => grain.Score(request), cancellationToken).ConfigureAwait(false);
                if (reply.Refusal is not null)
                {
                    throw new ClusterException($"The silo {reply.Silo} refuses: {reply.Refusal}");
                }

                if (reply.IsReady)
                {
                    return reply.Score;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the model any more; where its silo is lost, so is the model.
            grain.Release().Ignore();
            throw;
        }
    }
}
