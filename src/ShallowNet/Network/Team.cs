using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Puts the samples of a batch in place, a range of them at a time.</summary>
internal interface ISampleSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fills the inputs, labels and weights of samples first to first + samples of a batch.</summary>
    void Gather(ForwardPass<T> batch, int first, int samples);
}

/// <summary>Computes a pass forward and back with some threads, each of which does its share of the samples, or of the units.</summary>
/// <remarks>
/// The derivatives of the parameters are sums over samples. They are taken in chunks of <see cref="Products.Chunk"/> samples, and the sums of
/// chunks are added in the order of the chunks, whoever computed them: that is what makes any number of threads give the same bits.
/// </remarks>
internal sealed class Team<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly int threads;
    private readonly Job forward;
    private readonly Job linearGradients;
    private readonly Job parameterGradients;
    private readonly Job chunks;
    private LinearGradients<T>[] dZ = [];
    private ParameterSet<T>[] sums = [];
    private ForwardPass<T> pass = null!;
    private T[] labels = [];
    private ISampleSource<T>? source;
    private LinearGradients<T> shared = null!;
    private ParameterSet<T> gradients = null!;
    private T scale;
    private int firstChunk;

    /// <summary>A team for a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="threads">The most threads; fewer where there is little to do.</param>
    public Team(Network<T> network, int threads)
    {
        this.network = network;
        this.threads = threads;
        forward = new PartJob(ForwardPart);
        linearGradients = new PartJob(LinearGradientsPart);
        parameterGradients = new PartJob(ParameterGradientsPart);
        chunks = new PartJob(ChunkPart);
    }

    /// <summary>Forward propagation of a batch, with the losses of its samples; their sum.</summary>
    /// <param name="batch">The pass to fill.</param>
    /// <param name="Y">The labels, n_y × m, which others may follow.</param>
    /// <param name="samples">What puts the samples in place; null where they are.</param>
    [MethodImpl(Compile.AtOnce)]
    public double Forward(ForwardPass<T> batch, T[] Y, ISampleSource<T>? samples = null)
    {
        (pass, labels, source) = (batch, Y, samples);
        int parts = Parts();
        if (parts == 1)
        {
            ForwardRange(0, pass.Samples);
        }
        else
        {
            Workers.Run(forward, parts);
        }

        return Sums.Of<T>(pass.Losses);
    }

    /// <summary>The derivatives of the mean loss, from a pass that went forward; and the batch's statistics, for the averages.</summary>
    [MethodImpl(Compile.AtOnce)]
    public void Backward(ForwardPass<T> batch, T[] Y, Gradients<T> result)
    {
        (pass, labels, gradients) = (batch, Y, result.Parameters);
        scale = T.One / T.CreateTruncating(pass.Samples);
        int parts = Parts();
        if (network.Layout.NeedsWholeBatch)
        {
            network.PropagateBack(pass, labels, new SampleRange(0, pass.Samples, 0), pass.dZ, gradients);
            KeepStatistics(result);
        }

        if (parts > 1 && pass.Samples <= Products.Chunk)
        {
            // Made here and not by the first thread that asks.
            shared = pass.dZ;
            Workers.Run(linearGradients, parts);
            Workers.Run(parameterGradients, parts);
        }
        else
        {
            SumChunks(parts);
        }
    }

    /// <summary>Lets go of the batch and its gradients, which would otherwise live as long as the team.</summary>
    public void Forget()
    {
        pass = null!;
        labels = [];
        source = null;
        shared = null!;
        gradients = null!;
    }

    /// <summary>The sum over all chunks, as many of them at a time as there are parts.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void SumChunks(int parts)
    {
        while (parts > 1 && sums.Length < parts)
        {
            dZ = [.. dZ, network.NewLinearGradients(Products.Chunk)];
            sums = [.. sums, network.NewParameterGradients()];
        }

        int count = (pass.Samples + Products.Chunk - 1) / Products.Chunk;
        for (firstChunk = 0; firstChunk < count; firstChunk += parts)
        {
            if (parts == 1)
            {
                ChunkPart(0, parts);
                continue;
            }

            Workers.Run(chunks, parts);
            for (int chunk = firstChunk; chunk < Math.Min(firstChunk + parts, count); chunk++)
            {
                AddChunk(sums[chunk - firstChunk], chunk == 0, chunk == count - 1);
            }
        }
    }

    private void AddChunk(ParameterSet<T> sum, bool isFirst, bool isLast)
    {
        for (int p = 0; p < sum.Arrays.Length; p++)
        {
            if (isFirst)
            {
                sum.Arrays[p].CopyTo(gradients.Arrays[p], 0);
            }
            else
            {
                Arithmetic.AddAndScale<T>(sum.Arrays[p], gradients.Arrays[p], isLast ? scale : T.One);
            }
        }
    }

    private void ForwardPart(int part, int parts)
    {
        (int first, int m) = Job.Share(pass.Samples, part, parts);
        ForwardRange(first, m);
    }

    [MethodImpl(Compile.AtOnce)]
    private void ForwardRange(int first, int m)
    {
        source?.Gather(pass, first, m);
        network.Propagate(pass, first, m);
        network.Losses(pass, labels, first, m);
    }

    private void LinearGradientsPart(int part, int parts)
    {
        (int first, int m) = Job.Share(pass.Samples, part, parts);
        network.PropagateBack(pass, labels, new SampleRange(first, m, first), shared);
    }

    private void ParameterGradientsPart(int part, int parts) => network.AddParameterGradients(
        pass, new SampleRange(0, pass.Samples, 0), shared, gradients, new Accumulation<T>(IsFirst: true, scale, part, parts));

    /// <summary>One chunk: straight into the sum where one thread does all of them, otherwise into a sum of its own.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void ChunkPart(int part, int parts)
    {
        int chunk = firstChunk + part, first = chunk * Products.Chunk, m = Math.Min(Products.Chunk, pass.Samples - first);
        if (m <= 0)
        {
            return;
        }

        bool wholeBatch = network.Layout.NeedsWholeBatch, alone = parts == 1;
        LinearGradients<T> room = alone ? pass.dZ : dZ[part];
        SampleRange range = new(first, m, wholeBatch ? first : 0);
        if (!wholeBatch)
        {
            network.PropagateBack(pass, labels, range, room);
        }

        bool isLast = first + m == pass.Samples;
        network.AddParameterGradients(
            pass, range, room, alone ? gradients : sums[part],
            alone ? new Accumulation<T>(chunk == 0, isLast ? scale : T.One) : new Accumulation<T>(IsFirst: true, T.One));
    }

    private void KeepStatistics(Gradients<T> result)
    {
        for (int i = 0; i < pass.Statistics.Arrays.Length; i++)
        {
            pass.Statistics.Arrays[i].CopyTo(result.Statistics.Arrays[i], 0);
        }

        result.StatisticsSamples = pass.CountedSamples;
    }

    /// <summary>A stage that needs the whole batch needs all of it before the next: one thread.</summary>
    private int Parts() =>
        threads == 1 || network.Layout.NeedsWholeBatch ? 1 : Workers.Parts(pass.Samples * network.NanosecondsPerSample(), threads);

    private sealed class PartJob(Action<int, int> run) : Job
    {
        public override void Run(int part, int parts) => run(part, parts);
    }
}
