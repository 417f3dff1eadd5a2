using System.Numerics;

namespace ShallowNet;

/// <summary>The samples of a training on a cluster in batches, in the orders that <see cref="MiniBatches{T}"/> has on one machine.</summary>
internal sealed class ClusterBatches<T> : BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ClusterBatch<T> batch;
    private readonly NumPyRandom random;
    private readonly int samples;
    private readonly double m;
    private readonly int size;
    private readonly int count;
    private readonly int[]? order;
    private int next;

    /// <summary>Divides samples into batches.</summary>
    /// <param name="trainer">Who trains.</param>
    /// <param name="shards">Who has the samples.</param>
    /// <param name="samples">How many there are.</param>
    /// <param name="weights">What each counts; null where all count the same.</param>
    public ClusterBatches(Trainer<T> trainer, Shards shards, int samples, double[]? weights)
    {
        m = weights?.Sum() ?? samples;
        this.samples = samples;
        random = trainer.Random;
        TrainingOptions options = trainer.Options;
        size = options.Optimizer.NeedsAllSamples ? samples : Math.Min(options.BatchSize, samples);
        count = (samples + size - 1) / size;
        order = options.Shuffle && count > 1 ? [.. Enumerable.Range(0, samples)] : null;
        batch = new ClusterBatch<T>(trainer.Network, shards, order, SampleWeights.Normalize<T>(weights));
    }

    public override int BatchesPerEpoch => count;

    public override void BeginEpoch()
    {
        next = 0;
        if (order is not null)
        {
            random.Permutation(order);
        }
    }

    public override bool TryNext(TrainingObjective<T> objective)
    {
        if (next == count)
        {
            return false;
        }

        batch.Set(next * size, Math.Min(size, samples - next * size));
        next++;
        objective.SetBatch(batch, m);
        return true;
    }
}
