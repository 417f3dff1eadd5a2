using Orleans.Storage;

namespace ShallowNet;

/// <inheritdoc cref="ITrainingGrain"/>
/// <remarks>What is kept by storage outlives every silo; what is not, the coordinator says again with the next epoch.</remarks>
internal sealed class TrainingGrain([PersistentState("training", SiloExtensions.StorageName)] IPersistentState<TrainingState> kept, SiloLimits limits)
    : Grain, ITrainingGrain
{
    private ProgressMessage? progress;
    private bool isCancelled;

    public async Task<TrainingStart> Begin(Guid run, int epochs)
    {
        if (kept.State.Run != run)
        {
            // Only a new run: a call that is repeated because its answer was lost must not undo a wish to cancel.
            isCancelled = false;
            kept.State.Run = run;
            await Try(kept.WriteStateAsync());
        }

        progress ??= new ProgressMessage { Epochs = epochs };
        return new TrainingStart { Checkpoint = kept.State.Checkpoint };
    }

    public async Task<bool> Keep(Guid run, byte[] checkpoint)
    {
        if (kept.State.Run != run || checkpoint.Length > limits.MostBytesOfNetwork * 4L)
        {
            return false;
        }

        kept.State.Checkpoint = checkpoint;
        await Try(kept.WriteStateAsync());
        return true;
    }

    public Task<bool?> Report(Guid run, ProgressMessage? now)
    {
        if (kept.State.Run != run)
        {
            return Task.FromResult<bool?>(null);
        }

        progress = now ?? progress;
        return Task.FromResult<bool?>(isCancelled);
    }

    public async Task<bool> Complete(Guid run)
    {
        if (kept.State.Run != run)
        {
            return false;
        }

        await Try(kept.ClearStateAsync());
        DeactivateOnIdle();
        return true;
    }

    public Task<bool> Cancel()
    {
        isCancelled = kept.State.Run != Guid.Empty;
        return Task.FromResult(isCancelled);
    }

    public Task<ProgressMessage?> Progress() => Task.FromResult(kept.State.Run == Guid.Empty ? null : progress ?? new ProgressMessage());

    /// <summary>
    /// What a storage throws that fails, as an error that can be sent: those of databases cannot. Coordinators repeat the call, since the storage may be
    /// there again. Where the state there is another one, Orleans has the grain read it again.
    /// </summary>
    private static async Task Try(Task access)
    {
        try
        {
            await access;
        }
        catch (Exception exception) when (exception is not (InconsistentStateException or OutOfMemoryException))
        {
            throw new OrleansException($"The storage must keep the state of the training, but has failed: {exception.Message}");
        }
    }
}
