using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Room for dZ[1], …, dZ[L] of as many samples as backward propagation takes at a time: a chunk, or all where a stage needs the whole
/// batch; for dA of layers that need it a second time; and for the derivatives by what stages before Z[l] made of A[l-1].
/// </summary>
internal sealed class LinearGradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] n;
    private readonly T[][] dZ;
    private readonly T[][] dA;
    private readonly T[][] prepared;
    private readonly int[] rows;

    public LinearGradients(ParameterLayout layout, int samples)
    {
        n = layout.n;
        samples = layout.NeedsWholeBatch ? samples : Math.Min(samples, Products.Chunk);
        dZ = [.. n.Select((units, l) => l == 0 ? [] : new T[Require.Elements(units, samples)])];
        rows = [.. layout.AllStages.Select(stage => stage.OutputRows)];
        prepared = [.. layout.AllStages.Select(stage => layout.NeedsGradientOf(stage) ? new T[Require.Elements(stage.OutputRows, samples)] : [])];
        dA = [.. n.Select((units, l) => layout.Stages(l).Any(stage => stage.ReadsLayerInput) ? new T[Require.Elements(units, samples)] : [])];
    }

    /// <summary>dZ[l], or what is to become it, of the samples of a range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Columns(int l, SampleRange range) => dZ[l].AsSpan(range.Column * n[l], range.Count * n[l]);

    /// <summary>The derivatives by the output of a stage before Z[l], by the stage's number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Prepared(int index, SampleRange range) => prepared[index].AsSpan(range.Column * rows[index], range.Count * rows[index]);

    /// <summary>dA[l] of the samples of a range, for a layer that keeps it.</summary>
    public Span<T> Outputs(int l, SampleRange range) => dA[l].AsSpan(range.Column * n[l], range.Count * n[l]);
}

/// <summary>Some samples of a pass, and where their derivatives stand.</summary>
/// <param name="First">The first sample.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Column">The column of the first one in the room for derivatives.</param>
internal readonly record struct SampleRange(int First, int Count, int Column);
