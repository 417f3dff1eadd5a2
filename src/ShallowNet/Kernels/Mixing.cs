using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>The mix (1 − α)z + αg of matrices whose columns are samples, with a number α for each row (unit), and its derivatives.</summary>
internal static class Mixing
{
    /// <summary>A = (1 − α)Z + αG, exactly G where α is 1. A may be G.</summary>
    public static void Forward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> G, ReadOnlySpan<T> α, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rows.MapPairs(Z, G, α, A, default(Mix<T>));

    /// <summary>D := αD.</summary>
    public static void ScaleByShare<T>(ReadOnlySpan<T> α, Span<T> D)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rows.Scale(D, α, D);

    /// <summary>dZ := dZ + (1 − α)dA.</summary>
    public static void AddRest<T>(ReadOnlySpan<T> dA, ReadOnlySpan<T> α, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rows.MapPairs(dA, dZ, α, dZ, default(SumWithRest<T>));

    /// <summary>dA := dA∘(G − Z), of which dα is the sum over the samples.</summary>
    public static void MultiplyByDifference<T>(ReadOnlySpan<T> G, ReadOnlySpan<T> Z, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Ternary(G, Z, dA, default(DifferenceTimes<T>));

    private readonly struct Mix<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V g, V α)
            where V : struct, IVector<V, T> => V.FusedMultiplyAdd(α, g, (V.One - α) * z);
    }

    private readonly struct SumWithRest<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V da, V dz, V α)
            where V : struct, IVector<V, T> => V.FusedMultiplyAdd(V.One - α, da, dz);
    }

    private readonly struct DifferenceTimes<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V g, V z, V da)
            where V : struct, IVector<V, T> => da * (g - z);
    }
}
