using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// A batch that the shards compute: each gets the parameters, and answers with the losses and the sums of its chunks, which are added here in
/// the order of the chunks as <see cref="Team{T}"/> adds them. So many requests are under way at a time, and answers wait for their turn.
/// A Gauss–Newton matrix goes from shard to shard instead, each of which adds its samples.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="shards">The shards.</param>
/// <param name="order">The samples in the order of the batches; null where they follow one another.</param>
/// <param name="weights">What each sample counts; null where all count the same.</param>
internal sealed class ClusterBatch<T>(Network<T> network, Shards shards, int[]? order, T[]? weights) : RemoteBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most bytes of an answer, about.</summary>
    private const int AnswerLength = 16 << 20;

    /// <summary>The most products of one request for a Gauss–Newton matrix, about: a second's work of one processor.</summary>
    private const double ProductsAtOnce = 2e10;

    private readonly ParameterSet<T> gradients = network.NewParameterGradients();
    private T[] losses = [];
    private int first;
    private int samples;

    public override int Samples => samples;

    private int BytesOfParameters => network.Layout.TrainedLength * Marshal.SizeOf<T>();

    /// <summary>Takes the next part of the order.</summary>
    public void Set(int begin, int count)
    {
        (first, samples) = (begin, count);
        if (losses.Length < count)
        {
            losses = new T[count];
        }
    }

    public override double Forward(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        Evaluate(cancellationToken).GetAwaiter().GetResult();
        ClusterMetrics.Evaluations.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return Sums.Of<T>(losses.AsSpan(0, samples));
    }

    public override void Backward(Gradients<T> result)
    {
        for (int p = 0; p < gradients.Arrays.Length; p++)
        {
            gradients.Arrays[p].CopyTo(result.Parameters.Arrays[p], 0);
        }
    }

    public override void Curvature(double[] result, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        int P = network.Layout.TrainedLength;
        LowerTriangle.Unpack(Curve(new byte[LowerTriangle.Bytes(P)], cancellationToken).GetAwaiter().GetResult(), result, P);
        ClusterMetrics.Evaluations.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private async Task<byte[]> Curve(byte[] sum, CancellationToken cancellationToken)
    {
        // Whole chunks of the sum, in chunks as large as silos take them.
        int P = network.Layout.TrainedLength, ofSum = GaussNewton<T>.SamplesOfChunk(network.Outputs), length = Products.Chunk / ofSum * ofSum;
        int atOnce = (int)Math.Clamp(ProductsAtOnce / ((double)length * network.Outputs * P * P / 2), 1, int.MaxValue);
        byte[] parameters = ArrayBytes.Pack(network.Parameters.Arrays);
        foreach ((int shard, ChunkRequest[] chunks) in Requests(length, atOnce))
        {
            SumsRequest request = new() { Run = shards.Run, Parameters = parameters, Chunks = chunks, Curvature = sum };
            ShardReply reply = await shards.Sum(shard, request, cancellationToken).ConfigureAwait(false);
            sum = reply.Second.Length == sum.Length ? reply.Second
                : throw new ClusterException($"The silo {reply.Silo} must answer with the Gauss–Newton matrix that it was asked for, but has answered with another.");
            ClusterMetrics.Sums.Record(reply.Seconds, new KeyValuePair<string, object?>("silo", reply.Silo));
        }

        return sum;
    }

    private async Task Evaluate(CancellationToken cancellationToken)
    {
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        byte[] parameters = ArrayBytes.Pack(network.Parameters.Arrays);
        Queue<(SumsRequest Request, Task<ShardReply> Reply)> underWay = [];
        try
        {
            foreach ((int shard, ChunkRequest[] chunks) in Requests(Products.Chunk, Math.Max(1, AnswerLength / BytesOfParameters)))
            {
                if (underWay.Count == shards.RequestsAtOnce)
                {
                    await TakeNext().ConfigureAwait(false);
                }

                SumsRequest request = new() { Run = shards.Run, Parameters = parameters, MaskKey = MaskKey, DropoutFactor = DropoutFactor, Chunks = chunks };
                underWay.Enqueue((request, shards.Sum(shard, request, failed.Token)));
            }

            while (underWay.Count > 0)
            {
                await TakeNext().ConfigureAwait(false);
            }
        }
        finally
        {
            await failed.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(underWay.Select(one => one.Reply))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task TakeNext()
        {
            (SumsRequest request, Task<ShardReply> reply) = underWay.Dequeue();
            Add(request, await reply.ConfigureAwait(false));
        }
    }

    /// <summary>Which shard computes which chunks of so many samples, in the order of the chunks.</summary>
    private IEnumerable<(int Shard, ChunkRequest[] Chunks)> Requests(int length, int atOnce)
    {
        int count = (samples + length - 1) / length, begin = 0;
        while (begin < count)
        {
            int shard = ShardOf(begin, count, length), end = begin + 1;
            while (end < count && end - begin < atOnce && ShardOf(end, count, length) == shard)
            {
                end++;
            }

            yield return (shard, [.. Enumerable.Range(begin, end - begin).Select(chunk => ChunkAt(chunk, length))]);
            begin = end;
        }
    }

    /// <summary>The shard that computes a chunk: the one that has its first sample; in a shuffled order, in which all have some, each its share.</summary>
    private int ShardOf(int chunk, int chunks, int length) =>
        order is null ? (first + chunk * length) / shards.SamplesPerShard
        : chunks == 1 ? first / Math.Max(samples, 1) % shards.Count
        : (int)(chunk * (long)shards.Count / chunks);

    private ChunkRequest ChunkAt(int chunk, int length)
    {
        int begin = chunk * length, count = Math.Min(length, samples - begin), sample = first + begin;
        bool isOfOneShard = sample / shards.SamplesPerShard == (sample + count - 1) / shards.SamplesPerShard;
        int[]? list = order is not null ? order[sample..(sample + count)] : isOfOneShard ? null : [.. Enumerable.Range(sample, count)];
        return new ChunkRequest { FirstOfBatch = begin, First = sample, Count = count, Samples = list, Weights = WeightsOf(sample, count) };
    }

    private byte[]? WeightsOf(int begin, int count)
    {
        if (weights is null)
        {
            return null;
        }

        if (order is null)
        {
            return MemoryMarshal.AsBytes(weights.AsSpan(begin, count)).ToArray();
        }

        byte[] result = new byte[count * Marshal.SizeOf<T>()];
        ColumnGather.Copy(weights, 1, order.AsSpan(begin, count), MemoryMarshal.Cast<byte, T>(result.AsSpan()));
        return result;
    }

    private void Add(SumsRequest request, ShardReply reply)
    {
        int count = request.Chunks.Sum(chunk => chunk.Count), begin = request.Chunks[0].FirstOfBatch;
        ReadOnlySpan<T> ofSamples = MemoryMarshal.Cast<byte, T>(reply.First), ofChunks = MemoryMarshal.Cast<byte, T>(reply.Second);
        if (ofSamples.Length != count || reply.Second.Length != (long)request.Chunks.Length * BytesOfParameters)
        {
            throw new ClusterException($"The silo {reply.Silo} must answer with the sums that it was asked for, but has answered with others.");
        }

        ofSamples.CopyTo(losses.AsSpan(begin));
        T scale = T.One / T.CreateTruncating(samples);
        foreach (ChunkRequest chunk in request.Chunks)
        {
            bool isLast = chunk.FirstOfBatch + chunk.Count == samples;
            Accumulation<T> accumulation = new(chunk.FirstOfBatch == 0, isLast ? scale : T.One);
            foreach (T[] array in gradients.Arrays)
            {
                Arithmetic.Accumulate(ofChunks[..array.Length], array, accumulation);
                ofChunks = ofChunks[array.Length..];
            }
        }

        shards.Speeds.Add(reply.Silo, reply.Seconds, count);
        ClusterMetrics.Sums.Record(reply.Seconds, new KeyValuePair<string, object?>("silo", reply.Silo));
    }
}
