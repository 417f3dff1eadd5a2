namespace ShallowNet;

/// <inheritdoc cref="IScoreGrain"/>
internal sealed class ScoreGrain(SiloSearches searches, ILocalSiloDetails silo) : Grain, IScoreGrain, IDisposable
{
    /// <summary>How long a caller waits before it is told to ask again.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource givenUp = new();
    private Task<double>? score;

    public async Task<ScoreReply> Score(ScoreRequest request)
    {
        string name = $"{silo.Name} ({silo.SiloAddress.Endpoint})";
        if (searches.Refuse(request) is { } refusal)
        {
            return new ScoreReply { Silo = name, Refusal = refusal };
        }

        score ??= Task.Run(() => searches.Find(request.Search)!.Score(request.Candidate, request.Fold, request.Divisor, givenUp.Token));
        try
        {
            double value = await score.WaitAsync(AnswerWithin);
            DeactivateOnIdle();
            return new ScoreReply { IsReady = true, Silo = name, Score = value };
        }
        catch (TimeoutException) when (!score.IsCompleted)
        {
            return new ScoreReply { Silo = name };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            DeactivateOnIdle();
            return new ScoreReply { Silo = name, Refusal = exception.Message };
        }
    }

    public async Task Release()
    {
        await givenUp.CancelAsync();
        DeactivateOnIdle();
    }

    public void Dispose() => givenUp.Dispose();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await givenUp.CancelAsync();
}
