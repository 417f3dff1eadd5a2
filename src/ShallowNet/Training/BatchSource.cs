using System.Numerics;

namespace ShallowNet;

/// <summary>Where the batches of a training come from, epoch after epoch.</summary>
internal abstract class BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The batches of an epoch; 0 while that is not known.</summary>
    public abstract int BatchesPerEpoch { get; }

    /// <summary>Begins a pass over the samples.</summary>
    public abstract void BeginEpoch();

    /// <summary>Hands the next batch to the objective; false where the epoch has no more.</summary>
    public abstract bool TryNext(TrainingObjective<T> objective);

    /// <summary>Ends a pass, also one that was given up.</summary>
    public virtual void EndEpoch()
    {
    }
}

/// <summary>Batches that come from elsewhere, one after the other.</summary>
internal sealed class StreamedBatches<T>(Trainer<T> trainer, IEnumerable<Batch<T>> batches) : BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int batchesPerEpoch = batches.TryGetNonEnumeratedCount(out int count) ? count : 0;
    private IEnumerator<Batch<T>>? enumerator;
    private int taken;

    public override int BatchesPerEpoch => batchesPerEpoch;

    public override void BeginEpoch()
    {
        enumerator = batches.GetEnumerator();
        taken = 0;
    }

    public override bool TryNext(TrainingObjective<T> objective)
    {
        if (enumerator!.MoveNext())
        {
            Batch<T> batch = enumerator.Current;
            if (batch is null)
            {
                Require.NotNull(batch, $"batches[{Require.Text(taken)}]");
            }

            objective.CancellationToken.ThrowIfCancellationRequested();
            trainer.SetBatch(batch.X, batch.Y, batch.Weights);
            taken++;
            return true;
        }

        if (taken == 0)
        {
            throw new InvalidOperationException(
                $"The batches must be enumerable in every epoch, and at least one each time, but there are none in epoch {Require.Text(trainer.CompletedEpochs + 1)}.");
        }

        batchesPerEpoch = taken;
        return false;
    }

    public override void EndEpoch()
    {
        // Where the next epoch cannot even be begun, this one is not ended again.
        IEnumerator<Batch<T>>? ended = enumerator;
        enumerator = null;
        ended?.Dispose();
    }
}
