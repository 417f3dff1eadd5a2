using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Room for dZ[1], …, dZ[L] of as many samples as backward propagation takes at a time.</summary>
internal sealed class LinearGradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] n;
    private readonly T[][] dZ;

    public LinearGradients(int[] n, int samples)
    {
        this.n = n;
        dZ = [.. n.Select((units, l) => l == 0 ? [] : new T[units * Math.Min(samples, Products.Chunk)])];
    }

    /// <summary>Columns first to first + m of dZ[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Columns(int l, int first, int m) => dZ[l].AsSpan(first * n[l], m * n[l]);
}
