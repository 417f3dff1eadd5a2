using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Forward and backward propagation of a batch by several threads: the network's own steps, each thread on its share of the samples
/// or of the parameters. Sums over samples are added in the order in which one thread adds them.
/// </summary>
internal sealed class TrainingStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly MiniBatches<T> batches;
    private readonly int threads;
    private readonly ForwardJob forward;
    private readonly LinearGradientsJob linearGradients;
    private readonly ParameterGradientsJob parameterGradients;
    private readonly ChunksJob chunks;
    private LinearGradients<T>[] dZ = [];
    private ParameterSet<T>[] sums = [];
    private LinearGradients<T> shared = null!;
    private ForwardPass<T> pass = null!;
    private T[] labels = [];
    private ParameterSet<T> gradients = null!;
    private T scale;
    private int firstChunk;

    public TrainingStep(Network<T> network, MiniBatches<T> batches, int threads)
    {
        this.batches = batches;
        this.network = network;
        this.threads = threads;
        forward = new ForwardJob(this);
        linearGradients = new LinearGradientsJob(this);
        parameterGradients = new ParameterGradientsJob(this);
        chunks = new ChunksJob(this);
    }

    /// <summary>Forward propagation of a batch; Σ L(ŷ, y) over its samples.</summary>
    public double Forward(int batch)
    {
        pass = batches.Take(batch, out labels);
        Workers.Run(forward, Parts());
        return LossKernels.Sum<T>(pass.Losses);
    }

    /// <summary>Backward propagation of the batch that went forward last.</summary>
    public void Backward(Gradients<T> result)
    {
        int parts = Parts();
        gradients = result.Parameters;
        scale = T.One / T.CreateTruncating(pass.Samples);
        if (parts == 1)
        {
            network.PropagateBack(pass, labels, result);
        }
        else if (pass.Samples <= Products.Chunk)
        {
            // Made here and not by the first thread that asks.
            shared = pass.dZ;
            Workers.Run(linearGradients, parts);
            Workers.Run(parameterGradients, parts);
        }
        else
        {
            BackwardByChunks(parts);
        }
    }

    /// <summary>A chunk for each thread at a time, then their sums in order.</summary>
    private void BackwardByChunks(int parts)
    {
        while (sums.Length < parts)
        {
            dZ = [.. dZ, network.NewLinearGradients(Products.Chunk)];
            sums = [.. sums, network.NewParameterSet()];
        }

        int count = (pass.Samples + Products.Chunk - 1) / Products.Chunk;
        for (firstChunk = 0; firstChunk < count; firstChunk += parts)
        {
            Workers.Run(chunks, parts);
            for (int chunk = firstChunk; chunk < Math.Min(firstChunk + parts, count); chunk++)
            {
                T[][] sum = sums[chunk - firstChunk].Arrays;
                for (int p = 0; p < sum.Length; p++)
                {
                    if (chunk == 0)
                    {
                        sum[p].CopyTo(gradients.Arrays[p], 0);
                    }
                    else
                    {
                        UpdateKernels.AddAndScale<T>(sum[p], gradients.Arrays[p], chunk == count - 1 ? scale : T.One);
                    }
                }
            }
        }
    }

    private int Parts() => threads == 1 ? 1 : Workers.Parts(pass.Samples * network.NanosecondsPerSample(), threads);

    private sealed class ForwardJob(TrainingStep<T> step) : Job
    {
        public override void Run(int part, int parts)
        {
            (int first, int m) = Share(step.pass.Samples, part, parts);
            step.batches.Gather(step.pass, first, m);
            step.network.Propagate(step.pass, first, m);
            step.network.Losses(step.pass, step.labels, first, m);
        }
    }

    private sealed class LinearGradientsJob(TrainingStep<T> step) : Job
    {
        public override void Run(int part, int parts)
        {
            (int first, int m) = Share(step.pass.Samples, part, parts);
            step.network.LinearGradients(step.pass, step.labels, first, m, step.shared, first);
        }
    }

    private sealed class ParameterGradientsJob(TrainingStep<T> step) : Job
    {
        public override void Run(int part, int parts) => step.network.ParameterGradients(
            step.pass, 0, step.pass.Samples, step.shared, step.gradients, isFirst: true, step.scale, part, parts);
    }

    private sealed class ChunksJob(TrainingStep<T> step) : Job
    {
        public override void Run(int part, int parts)
        {
            int first = (step.firstChunk + part) * Products.Chunk, m = Math.Min(Products.Chunk, step.pass.Samples - first);
            if (m > 0)
            {
                step.network.LinearGradients(step.pass, step.labels, first, m, step.dZ[part], 0);
                step.network.ParameterGradients(step.pass, first, m, step.dZ[part], step.sums[part], isFirst: true, T.One, part: 0, parts: 1);
            }
        }
    }
}
