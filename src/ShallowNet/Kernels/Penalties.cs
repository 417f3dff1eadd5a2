using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>What regularization and clipping do to gradients.</summary>
internal static class Penalties
{
    /// <summary>dW := dW + l2·W + l1·sign W.</summary>
    public static void AddGradient<T>(ReadOnlySpan<T> W, Span<T> dW, double l2, double l1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(W, dW, dW, new Penalize<T>(All<T>(l2), All<T>(l1)));

    /// <summary>g := g, but no element beyond ±limit.</summary>
    public static void Clip<T>(Span<T> g, double limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(g, g, new Clamp<T>(All<T>(limit)));

    private readonly struct Penalize<T>(Vector512<T> l2, Vector512<T> l1) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> w, Vector512<T> dw)
        {
            Vector512<T> signed = Vector512.ConditionalSelect(Vector512.Equals(w, Vector512<T>.Zero), Vector512<T>.Zero, l1 | (w & All<T>(-0.0)));
            return FusedMultiplyAdd(l2, w, dw) + signed;
        }
    }

    // By comparisons, because minimum and maximum would turn NaN into the limit.
    private readonly struct Clamp<T>(Vector512<T> limit) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> g)
        {
            g = Vector512.ConditionalSelect(Vector512.GreaterThan(g, limit), limit, g);
            return Vector512.ConditionalSelect(Vector512.LessThan(g, -limit), -limit, g);
        }
    }
}
