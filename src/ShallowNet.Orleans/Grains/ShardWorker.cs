using System.Numerics;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>A shard's samples and a network to compute with, whatever the precision.</summary>
/// <param name="plan">What the shard is.</param>
internal abstract class ShardWorker(ShardPlan plan)
{
    /// <inheritdoc cref="ShardPlan.Run"/>
    public Guid Run => Plan.Run;

    protected ShardPlan Plan { get; } = plan;

    /// <summary>Losses of all chunks, and sums of their derivatives, as bytes.</summary>
    public abstract (byte[] Losses, byte[] Sums) Sum(SumsRequest request, IReadOnlyDictionary<int, ColumnsOfShard> others);

    /// <summary>The Gauss–Newton matrix that the request has, with all chunks added, as bytes.</summary>
    public abstract byte[] Curve(SumsRequest request, IReadOnlyDictionary<int, ColumnsOfShard> others);

    /// <summary>The class of each sample, as the bytes of integers; none where the plan does not need them.</summary>
    public abstract byte[] Classes { get; }

    /// <summary>Inputs and labels of some samples of the shard, as bytes.</summary>
    public abstract (byte[] X, byte[] Y) Columns(int[] samples);

    /// <summary>Why a request cannot be answered; null where it can.</summary>
    public abstract string? Refuse(SumsRequest request);

    /// <summary>The key of a shard's grain.</summary>
    public string KeyOf(int shard) => Key(Plan.Name, shard);

    /// <summary>The key of a shard's grain.</summary>
    public static string Key(string name, int shard) => Invariant($"{name}/{shard}");

    /// <summary>Whether samples are of this shard.</summary>
    public bool Has(int[] samples) => Array.TrueForAll(samples, sample => sample >= Plan.First && sample - Plan.First < Plan.Count);

    /// <summary>The samples of each other shard that the chunks have, in ascending order.</summary>
    public Dictionary<int, int[]> SamplesOfOthers(SumsRequest request) => request.Chunks
        .SelectMany(chunk => chunk.Samples ?? [])
        .Where(sample => sample < Plan.First || sample - Plan.First >= Plan.Count)
        .Distinct().Order().GroupBy(sample => sample / Plan.SamplesPerShard).ToDictionary(group => group.Key, group => group.ToArray());
}

/// <inheritdoc/>
internal sealed class ShardWorker<T> : ShardWorker
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly T[] X;
    private readonly T[] Y;
    private readonly LinearGradients<T> dZ;
    private readonly ParameterSet<T> sums;
    private readonly Dictionary<int, (ForwardPass<T> Pass, Matrix<T> X, T[] Y)> rooms = [];
    private GaussNewton<T>? gaussNewton;
    private double[] H = [];

    /// <summary>Reads a shard.</summary>
    /// <param name="plan">What it is.</param>
    /// <param name="source">Where its samples are.</param>
    /// <param name="limits">What the silo accepts.</param>
    public ShardWorker(ShardPlan plan, ShardSource<T> source, SiloLimits limits)
        : base(plan)
    {
        using MemoryStream stream = new(plan.Network);
        network = SafetensorsExtensions.Load<T>(stream, limits.Parts);
        if (source.Inputs != network.Inputs || source.Outputs != network.Outputs || source.Samples != plan.Samples)
        {
            throw new ArgumentException(Invariant(
                $"The data \"{plan.Data}\" must have {plan.Samples} samples of {network.Inputs} inputs and {network.Outputs} outputs, but have {source.Samples} of {source.Inputs} and {source.Outputs}."));
        }

        X = new T[Require.Elements(network.Inputs, plan.Count, "A shard")];
        Y = new T[Require.Elements(network.Outputs, plan.Count, "A shard")];
        source.Read(plan.First, X, Y);
        Matrix<T> labels = ColumnMajor.Create(network.Outputs, plan.Count, Y);
        Require.Finite(ColumnMajor.Create(network.Inputs, plan.Count, X), nameof(X));
        network.Loss.CheckLabels(labels, network.Outputs, plan.Count);
        Classes = plan.NeedsClasses ? MemoryMarshal.AsBytes<int>(SampleWeights.RequiredClassesOf(labels)).ToArray() : [];
        Y = new SmoothedLabels<T>(plan.LabelSmoothing, network.Loss.ClassesOf(network.Outputs) ?? 1).Of(Y);
        dZ = network.NewLinearGradients(Products.Chunk);
        sums = network.NewParameterGradients();
    }

    public override byte[] Classes { get; }

    private int Length => network.Layout.TrainedLength;

    public override string? Refuse(SumsRequest request)
    {
        int bytes = Length * Plan.BytesOfNumber;
        return request.Parameters.Length != bytes ? Invariant($"A request must have {bytes} bytes of parameters, but has {request.Parameters.Length}.")
            : request.Chunks.Length == 0 || request.Chunks.Length * (long)bytes > Array.MaxLength ? Invariant($"A request must have at least one chunk, and not more than fit in an answer, but has {request.Chunks.Length}.")
            : request.Curvature is { } curvature && curvature.LongLength != LowerTriangle.Bytes(Length)
                ? Invariant($"A Gauss–Newton matrix must have {LowerTriangle.Bytes(Length)} bytes, but has {curvature.Length}.")
            : Array.TrueForAll(request.Chunks, IsPossible) ? null
            : Invariant($"A chunk must have 1 to {Products.Chunk} samples that there are, but one has not.");
    }

    public override (byte[] Losses, byte[] Sums) Sum(SumsRequest request, IReadOnlyDictionary<int, ColumnsOfShard> others)
    {
        ArrayBytes.Unpack(request.Parameters, network.Parameters.Arrays);
        byte[] losses = new byte[request.Chunks.Sum(chunk => chunk.Count) * Plan.BytesOfNumber], all = new byte[request.Chunks.Length * request.Parameters.Length];
        Span<T> ofSamples = MemoryMarshal.Cast<byte, T>(losses.AsSpan()), ofChunks = MemoryMarshal.Cast<byte, T>(all.AsSpan());
        foreach (ChunkRequest chunk in request.Chunks)
        {
            (ForwardPass<T> pass, T[] y) = Propagate(chunk, request, others);
            network.Losses(pass, y, 0, chunk.Count);
            pass.Losses.CopyTo(ofSamples);
            ofSamples = ofSamples[chunk.Count..];
            SampleRange range = new(0, chunk.Count, 0);
            network.PropagateBack(pass, y, range, dZ);
            network.AddParameterGradients(pass, range, dZ, sums, new Accumulation<T>(IsFirst: true, T.One));
            ofChunks = ArrayBytes.Pack(sums.Arrays, ofChunks);
        }

        return (losses, all);
    }

    public override byte[] Curve(SumsRequest request, IReadOnlyDictionary<int, ColumnsOfShard> others)
    {
        ArrayBytes.Unpack(request.Parameters, network.Parameters.Arrays);

        // Nobody else computes meanwhile: the silos of a training wait for this one.
        gaussNewton ??= new GaussNewton<T>(network, Environment.ProcessorCount);
        H = H.Length > 0 ? H : new double[Require.Elements(Length, Length, "A Gauss–Newton matrix")];
        LowerTriangle.Unpack(request.Curvature, H, Length);
        foreach (ChunkRequest chunk in request.Chunks)
        {
            (ForwardPass<T> pass, T[] y) = Propagate(chunk, request, others);
            gaussNewton.Add(pass, y, H);
        }

        return LowerTriangle.Pack(H, Length);
    }

    public override (byte[] X, byte[] Y) Columns(int[] samples)
    {
        int[] places = Array.ConvertAll(samples, sample => sample - Plan.First);
        byte[] x = new byte[samples.Length * network.Inputs * Plan.BytesOfNumber], y = new byte[samples.Length * network.Outputs * Plan.BytesOfNumber];
        ColumnGather.Copy<T>(X, network.Inputs, places, MemoryMarshal.Cast<byte, T>(x.AsSpan()));
        ColumnGather.Copy<T>(Y, network.Outputs, places, MemoryMarshal.Cast<byte, T>(y.AsSpan()));
        return (x, y);
    }

    /// <summary>Brings a chunk's samples together, and goes forward with them: the pass, and the labels.</summary>
    private (ForwardPass<T> Pass, T[] Y) Propagate(ChunkRequest chunk, SumsRequest request, IReadOnlyDictionary<int, ColumnsOfShard> others)
    {
        (ForwardPass<T> pass, Matrix<T> x, T[] y) = RoomFor(chunk.Count);
        Gather(chunk, others, ColumnMajor.Span(x), y);
        (pass.FirstOfBatch, pass.MaskKey, pass.DropoutFactor) = (chunk.FirstOfBatch, request.MaskKey, request.DropoutFactor);
        pass.Weights = chunk.Weights is { } weights ? MemoryMarshal.Cast<byte, T>(weights.AsSpan()).ToArray() : null;
        network.Propagate(pass);
        return (pass, y);
    }

    private bool IsPossible(ChunkRequest chunk) =>
        (chunk.Weights is null || chunk.Weights.Length == chunk.Count * Plan.BytesOfNumber) &&
        chunk.Count >= 1 && chunk.Count <= Products.Chunk && chunk.FirstOfBatch >= 0 && (chunk.Samples is { } samples
            ? samples.Length == chunk.Count && Array.TrueForAll(samples, sample => sample >= 0 && sample < Plan.Samples)
            : chunk.First >= Plan.First && chunk.First - Plan.First <= Plan.Count - chunk.Count);

    private void Gather(ChunkRequest chunk, IReadOnlyDictionary<int, ColumnsOfShard> others, Span<T> x, Span<T> y)
    {
        (int n, int k) = (network.Inputs, network.Outputs);
        if (chunk.Samples is null)
        {
            int first = chunk.First - Plan.First;
            X.AsSpan(first * n, x.Length).CopyTo(x);
            Y.AsSpan(first * k, y.Length).CopyTo(y);
            return;
        }

        for (int i = 0; i < chunk.Count; i++)
        {
            ReadOnlySpan<T> sourceX = X, sourceY = Y;
            int place = chunk.Samples[i] - Plan.First;
            if (place < 0 || place >= Plan.Count)
            {
                ColumnsOfShard other = others[chunk.Samples[i] / Plan.SamplesPerShard];
                sourceX = MemoryMarshal.Cast<byte, T>(other.X.AsSpan());
                sourceY = MemoryMarshal.Cast<byte, T>(other.Y.AsSpan());
                place = Array.BinarySearch(other.Samples, chunk.Samples[i]);
            }

            sourceX.Slice(place * n, n).CopyTo(x[(i * n)..]);
            sourceY.Slice(place * k, k).CopyTo(y[(i * k)..]);
        }
    }

    /// <summary>Room for so many samples, which is used again and again: chunks would otherwise leave as much behind as there are samples.</summary>
    private (ForwardPass<T> Pass, Matrix<T> X, T[] Y) RoomFor(int samples)
    {
        if (!rooms.TryGetValue(samples, out (ForwardPass<T>, Matrix<T>, T[]) room))
        {
            // A training has chunks of two sizes, or three, and two more for the Gauss–Newton matrix; more are not kept.
            if (rooms.Count == 5)
            {
                rooms.Clear();
            }

            Matrix<T> x = ColumnMajor.Create<T>(network.Inputs, samples);
            rooms[samples] = room = (network.NewPass(x), x, new T[network.Outputs * samples]);
        }

        return room;
    }
}
