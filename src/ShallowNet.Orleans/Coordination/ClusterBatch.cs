using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// A batch that the shards compute: each gets the parameters, and answers with the losses and the sums of its chunks, which are added here in
/// the order of the chunks as <see cref="Team{T}"/> adds them. So many requests are under way at a time, and answers wait for their turn.
/// </summary>
internal sealed class ClusterBatch<T>(Network<T> network, Shards shards, int[]? order) : RemoteBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most bytes of an answer, about.</summary>
    private const int AnswerLength = 16 << 20;

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

    private async Task Evaluate(CancellationToken cancellationToken)
    {
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        byte[] parameters = Parameters();
        Queue<(SumsRequest Request, Task<ShardReply> Reply)> underWay = [];
        try
        {
            foreach ((int shard, ChunkRequest[] chunks) in Requests())
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

    private byte[] Parameters()
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(BytesOfParameters);
        Span<byte> rest = bytes;
        foreach (T[] array in network.Parameters.Arrays)
        {
            ReadOnlySpan<byte> numbers = MemoryMarshal.AsBytes<T>(array);
            numbers.CopyTo(rest);
            rest = rest[numbers.Length..];
        }

        return bytes;
    }

    /// <summary>Which shard computes which chunks, in the order of the chunks.</summary>
    private IEnumerable<(int Shard, ChunkRequest[] Chunks)> Requests()
    {
        int atOnce = Math.Max(1, AnswerLength / BytesOfParameters), count = (samples + Products.Chunk - 1) / Products.Chunk, begin = 0;
        while (begin < count)
        {
            int shard = ShardOf(begin, count), end = begin + 1;
            while (end < count && end - begin < atOnce && ShardOf(end, count) == shard)
            {
                end++;
            }

            yield return (shard, [.. Enumerable.Range(begin, end - begin).Select(ChunkAt)]);
            begin = end;
        }
    }

    /// <summary>The shard that computes a chunk: the one that has its first sample; in a shuffled order, in which all have some, each its share.</summary>
    private int ShardOf(int chunk, int chunks) =>
        order is null ? (first + chunk * Products.Chunk) / shards.SamplesPerShard
        : chunks == 1 ? first / Math.Max(samples, 1) % shards.Count
        : (int)(chunk * (long)shards.Count / chunks);

    private ChunkRequest ChunkAt(int chunk)
    {
        int begin = chunk * Products.Chunk, count = Math.Min(Products.Chunk, samples - begin), sample = first + begin;
        bool isOfOneShard = sample / shards.SamplesPerShard == (sample + count - 1) / shards.SamplesPerShard;
        int[]? list = order is not null ? order[sample..(sample + count)] : isOfOneShard ? null : [.. Enumerable.Range(sample, count)];
        return new ChunkRequest { FirstOfBatch = begin, First = sample, Count = count, Samples = list };
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
