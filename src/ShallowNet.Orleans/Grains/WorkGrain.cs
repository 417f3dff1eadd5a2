namespace ShallowNet;

/// <summary>A grain that trains a model as a whole, which takes longer than a call: whoever asks is told to ask again until it is done.</summary>
/// <typeparam name="TResult">What it comes to.</typeparam>
internal abstract class WorkGrain<TResult>(ILocalSiloDetails silo) : Grain, IDisposable
{
    /// <summary>How long a caller waits before it is told to ask again.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource givenUp = new();
    private Task<TResult>? work;

    /// <summary>The silo, as answers name it.</summary>
    protected string Silo => $"{silo.Name} ({silo.SiloAddress.Endpoint})";

    /// <summary>Gives the model up.</summary>
    public async Task Release()
    {
        await givenUp.CancelAsync();
        DeactivateOnIdle();
    }

    public void Dispose() => givenUp.Dispose();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await givenUp.CancelAsync();

    /// <summary>Trains, where no call before has begun to.</summary>
    /// <returns>Whether it is done; what it came to; and why it has failed, null where it has not.</returns>
    protected async Task<(bool IsReady, TResult? Result, string? Failure)> Do(Func<CancellationToken, TResult> train)
    {
        // A thread of its own: those of the pool answer other silos that this one is alive.
        work ??= Task.Factory.StartNew(() => train(givenUp.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            TResult result = await work.WaitAsync(AnswerWithin);
            DeactivateOnIdle();
            return (true, result, null);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            return (false, default, null);
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            // The silo is ending, and another one trains the model.
            DeactivateOnIdle();
            return (false, default, null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            DeactivateOnIdle();
            return (false, default, exception.Message);
        }
    }
}
