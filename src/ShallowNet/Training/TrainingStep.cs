using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// A step of training: forward and backward propagation of a batch by several threads, the network's own steps, each thread on its
/// share of the samples or of the parameters; and then penalties, clipping, the optimizer and the running averages. Sums over samples
/// are added in the order in which one thread adds them.
/// </summary>
internal sealed class TrainingStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly TrainingOptions options;
    private readonly NumPyRandom random;
    private readonly OptimizerState<T>? optimizer;
    private readonly Gradients<T> stepGradients;
    private readonly int threads;
    private MiniBatches<T>? batches;
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
    private double normBeforeClipping;

    public TrainingStep(Network<T> network, TrainingOptions options, NumPyRandom random)
    {
        this.network = network;
        this.options = options;
        this.random = random;
        threads = options.MaxThreads;
        stepGradients = network.NewGradients();
        optimizer = options.Optimizer is GradientOptimizer rule ? new OptimizerState<T>(network.Parameters, rule, threads) : null;
        forward = new ForwardJob(this);
        linearGradients = new LinearGradientsJob(this);
        parameterGradients = new ParameterGradientsJob(this);
        chunks = new ChunksJob(this);
    }

    /// <summary>The derivatives taken last.</summary>
    public Gradients<T> Gradients => stepGradients;

    /// <summary>The samples of the batch that went forward last.</summary>
    public int Samples => pass.Samples;

    /// <summary>What the optimizer remembers; null for L-BFGS, which remembers by itself.</summary>
    public OptimizerState<T>? Optimizer => optimizer;

    /// <summary>The optimizer's steps so far.</summary>
    public long Steps => optimizer?.Steps ?? 0;

    /// <summary>Forward propagation of a batch; Σ L(ŷ, y) over its samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Forward(MiniBatches<T> of, int batch)
    {
        batches = of;
        pass = of.Take(batch, out labels);
        return Forward();
    }

    /// <summary>Forward propagation of samples that are in place; Σ L(ŷ, y) over them.</summary>
    public double Forward(ForwardPass<T> samples, T[] theirLabels)
    {
        batches = null;
        (pass, labels) = (samples, theirLabels);
        return Forward();
    }

    /// <summary>The penalties of J where all samples together count <paramref name="m"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Penalty(double m)
    {
        double penalty = 0;
        for (int l = 1; l <= network.L && (options.L1 > 0 || options.L2 > 0); l++)
        {
            Span<T> W = network.Parameters.Weights(l);
            penalty += (options.L2 / 2 * Sums.OfSquares<T>(W) + options.L1 * Sums.OfMagnitudes<T>(W)) / m;
        }

        return penalty;
    }

    /// <summary>The derivatives of J, penalties included, from the batch that went forward last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public Gradients<T> Backward(double m)
    {
        Backward(stepGradients);
        for (int l = 1; l <= network.L && (options.L1 > 0 || options.L2 > 0); l++)
        {
            Penalties.AddGradient(network.Parameters.Weights(l), stepGradients.Parameters.Weights(l), options.L2 / m, options.L1 / m);
        }

        return stepGradients;
    }

    /// <summary>The norm of the derivatives of the last step, before they were clipped.</summary>
    public double GradientNorm() => IsClipped ? normBeforeClipping : Norm();

    private bool IsClipped => options.ClipValue is not null || options.ClipNorm is not null;

    private double Norm() => Math.Sqrt(Sums.OfSquares(stepGradients.Parameters.Arrays));

    /// <summary>Lets the optimizer take a step along the derivatives taken last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Descend(double learningRate)
    {
        Clip();
        optimizer!.Step(stepGradients, learningRate);
        network.FollowStatistics(stepGradients);
    }

    private void Clip()
    {
        if (!IsClipped)
        {
            return;
        }

        normBeforeClipping = Norm();
        if (options.ClipValue is { } limit)
        {
            foreach (T[] gradient in stepGradients.Parameters.Arrays)
            {
                Penalties.Clip<T>(gradient, limit);
            }
        }

        double norm = options.ClipValue is null ? normBeforeClipping : Norm();
        if (options.ClipNorm is { } longest && norm > longest)
        {
            foreach (T[] gradient in stepGradients.Parameters.Arrays)
            {
                UpdateKernels.Scale<T>(gradient, T.CreateTruncating(longest / norm));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private double Forward()
    {
        if (network.Shapes.AnyDropped)
        {
            pass.MaskKey = random.NextKey();
        }

        Workers.Run(forward, Parts());
        return Sums.Of<T>(pass.Losses);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Backward(Gradients<T> result)
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

    /// <summary>Batch normalization needs the whole batch between any two layers: one thread.</summary>
    private int Parts() => threads == 1 || network.Shapes.AnyNormalized ? 1 : Workers.Parts(pass.Samples * network.NanosecondsPerSample(), threads);

    private sealed class ForwardJob(TrainingStep<T> step) : Job
    {
        public override void Run(int part, int parts)
        {
            (int first, int m) = Share(step.pass.Samples, part, parts);
            step.batches?.Gather(step.pass, first, m);
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
