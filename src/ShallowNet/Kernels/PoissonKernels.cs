using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>The negative logarithm of a Poisson distribution's probability, without the part that depends on y alone.</summary>
internal static class PoissonKernels
{
    /// <summary>Σ eᶻ − y·z: the loss of a = eᶻ.</summary>
    public static void FromZ<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> Y, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LossKernels.SumColumns(Z, Y, losses, default(LossOfZ<T>));

    /// <summary>Σ a − y·ln a, where 0·ln 0 = 0.</summary>
    public static void FromA<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LossKernels.SumColumns(A, Y, losses, default(LossOfA<T>));

    /// <summary>da = 1 − y/a, where 0/0 = 0.</summary>
    public static void Slope<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, Y, dA, default(SlopeOfA<T>));

    private readonly struct LossOfZ<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V y)
            where V : struct, IVector<V, T> => V.FusedMultiplyAdd(-y, z, Elementary.Exp(z));
    }

    private readonly struct LossOfA<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T> => a - LossKernels.TimesOrZero(y, Elementary.Log(a));
    }

    private readonly struct SlopeOfA<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T> =>
            V.One - LossKernels.TimesOrZero(y, V.One / a);
    }
}
