using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Room for dZ[1], …, dZ[L] of as many samples as backward propagation takes at a time: a chunk, or all where there is batch
/// normalization; and for dA of layers with a residual connection, which is needed a second time.
/// </summary>
internal sealed class LinearGradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] n;
    private readonly T[][] dZ;
    private readonly T[][] dA;

    public LinearGradients(LayerShapes shapes, int samples)
    {
        n = shapes.n;
        samples = shapes.AnyNormalized ? samples : Math.Min(samples, Products.Chunk);
        dZ = [.. n.Select((units, l) => l == 0 ? [] : new T[Require.Elements(units, samples)])];
        dA = [.. n.Select((units, l) => shapes.IsResidual(l) ? new T[Require.Elements(units, samples)] : [])];
    }

    /// <summary>Columns first to first + m of dZ[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Columns(int l, int first, int m) => dZ[l].AsSpan(first * n[l], m * n[l]);

    /// <summary>Columns first to first + m of dA[l], for a layer with a residual connection.</summary>
    public Span<T> Outputs(int l, int first, int m) => dA[l].AsSpan(first * n[l], m * n[l]);
}
