using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>Losses of the residual r = a − y that grow linearly far from 0, and dA = ∂L/∂A.</summary>
internal static class RobustLossKernels
{
    /// <summary>Σ above·r where r &gt; 0, below·r elsewhere.</summary>
    public static void Tilted<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses, double below, double above)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LossKernels.SumColumns(A, Y, losses, new TiltedResidual<T>(T.CreateTruncating(below), T.CreateTruncating(above)));

    /// <summary>da = above where r &gt; 0, below where r &lt; 0, 0 at 0.</summary>
    public static void TiltedSlope<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA, double below, double above)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, Y, dA, new TiltedSign<T>(T.CreateTruncating(below), T.CreateTruncating(above)));

    /// <summary>Σ ½r² where |r| ≤ δ, δ(|r| − ½δ) elsewhere.</summary>
    public static void Huber<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses, double δ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LossKernels.SumColumns(A, Y, losses, new HuberResidual<T>(T.CreateTruncating(δ)));

    /// <summary>da = r, clipped to [−δ, δ].</summary>
    public static void HuberSlope<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA, double δ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, Y, dA, new ClippedResidual<T>(T.CreateTruncating(δ)));

    private readonly struct TiltedResidual<T>(T below, T above) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T>
        {
            V r = a - y;
            return r * V.ConditionalSelect(V.LessThan(r, V.Zero), V.Broadcast(below), V.Broadcast(above));
        }
    }

    // Neither above nor below is r itself: 0, or NaN.
    private readonly struct TiltedSign<T>(T below, T above) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T>
        {
            V r = a - y;
            V notAbove = V.ConditionalSelect(V.LessThan(r, V.Zero), V.Broadcast(below), r);
            return V.ConditionalSelect(V.GreaterThan(r, V.Zero), V.Broadcast(above), notAbove);
        }
    }

    private readonly struct HuberResidual<T>(T δ) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T>
        {
            // Both parts are c·(|r| − ½c) with c = min(|r|, δ). A native minimum gives its second argument where one is NaN.
            V r = V.Abs(a - y);
            V c = V.MinNative(V.Broadcast(δ), r);
            return c * (r - V.All(0.5) * c);
        }
    }

    private readonly struct ClippedResidual<T>(T δ) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T> => V.MaxNative(-V.Broadcast(δ), V.MinNative(V.Broadcast(δ), a - y));
    }
}
