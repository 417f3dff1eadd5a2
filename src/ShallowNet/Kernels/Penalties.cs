using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>What regularization and clipping do to gradients.</summary>
internal static class Penalties
{
    /// <summary>dW := dW + l2·W + l1·sign W.</summary>
    public static void AddGradient<T>(ReadOnlySpan<T> W, Span<T> dW, double l2, double l1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(W, dW, dW, new Penalize<T>(T.CreateTruncating(l2), T.CreateTruncating(l1)));

    /// <summary>g := g, but no element beyond ±limit.</summary>
    public static void Clip<T>(Span<T> g, double limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(g, g, new Clamp<T>(T.CreateTruncating(limit)));

    private readonly struct Penalize<T>(T l2, T l1) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V w, V dw)
            where V : struct, IVector<V, T>
        {
            V signed = V.ConditionalSelect(V.Equals(w, V.Zero), V.Zero, V.Broadcast(l1) | (w & V.All(-0.0)));
            return V.FusedMultiplyAdd(V.Broadcast(l2), w, dw) + signed;
        }
    }

    // By comparisons, because minimum and maximum would turn NaN into the limit.
    private readonly struct Clamp<T>(T limit) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V g)
            where V : struct, IVector<V, T>
        {
            g = V.ConditionalSelect(V.GreaterThan(g, V.Broadcast(limit)), V.Broadcast(limit), g);
            return V.ConditionalSelect(V.LessThan(g, -V.Broadcast(limit)), -V.Broadcast(limit), g);
        }
    }
}
