namespace ShallowNet;

/// <inheritdoc cref="IScoreGrain"/>
internal sealed class ScoreGrain(SiloSearches searches, ILocalSiloDetails silo) : WorkGrain<double>(silo), IScoreGrain
{
    public async Task<ScoreReply> Score(ScoreRequest request)
    {
        if (searches.Refuse(request) is { } refusal)
        {
            DeactivateOnIdle();
            return new ScoreReply { Silo = Silo, Refusal = refusal };
        }

        (bool isReady, double score, string? failure) = await Do(token => searches.Find(request.Search)!.Score(request.Candidate, request.Fold, request.Divisor, token));
        return new ScoreReply { Silo = Silo, IsReady = isReady, Refusal = failure, Score = score };
    }
}
