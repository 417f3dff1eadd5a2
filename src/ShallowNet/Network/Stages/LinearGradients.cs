using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Room for dZ[1], …, dZ[L] of as many samples as backward propagation takes at a time: a chunk, or all where a stage needs the whole
/// batch; for the derivatives that stages keep beside them; and for those by what stages before Z[l] made of A[l-1].
/// </summary>
internal sealed class LinearGradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] n;
    private readonly T[][] dZ;
    private readonly T[][] kept;
    private readonly int[] rowsOfKept;
    private readonly T[][] prepared;
    private readonly int[] rows;

    /// <summary>Makes room.</summary>
    /// <param name="layout">Of the network.</param>
    /// <param name="samples">The samples of a pass.</param>
    /// <param name="toX">Whether there is room for the derivatives by the inputs of layer 1, too.</param>
    public LinearGradients(ParameterLayout layout, int samples, bool toX = false)
    {
        n = layout.n;
        samples = layout.NeedsWholeBatch ? samples : Math.Min(samples, Products.Chunk);
        dZ = [.. n.Select((units, l) => l == 0 && !toX ? [] : new T[Require.Elements(units, samples)])];
        rowsOfKept = [.. layout.AllStages.Select(stage => stage.Place.Units)];
        kept = [.. layout.AllStages.Select(stage => stage.KeepsGradient ? new T[Require.Elements(stage.Place.Units, samples)] : [])];
        rows = [.. layout.AllStages.Select(stage => stage.OutputRows)];
        prepared = [.. layout.AllStages.Select(stage => layout.NeedsGradientOf(stage) || (toX && stage.PreparesInput) ? new T[Require.Elements(stage.OutputRows, samples)] : [])];
    }

    /// <summary>dZ[l], or what is to become it, of the samples of a range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Columns(int l, SampleRange range) => dZ[l].AsSpan(range.Column * n[l], range.Count * n[l]);

    /// <summary>What a stage keeps of the samples of a range, by its number among the stages of all layers.</summary>
    public Span<T> Kept(int stage, SampleRange range) => kept[stage].AsSpan(range.Column * rowsOfKept[stage], range.Count * rowsOfKept[stage]);

    /// <summary>The derivatives by the output of a stage before Z[l], by the stage's number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Prepared(int index, SampleRange range) => prepared[index].AsSpan(range.Column * rows[index], range.Count * rows[index]);
}

/// <summary>Some samples of a pass, and where their derivatives stand.</summary>
/// <param name="First">The first sample.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Column">The column of the first one in the room for derivatives.</param>
internal readonly record struct SampleRange(int First, int Count, int Column);
