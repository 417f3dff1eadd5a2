using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Losses of the residual r = a − y that grow linearly far from 0, and dA = ∂L/∂A.</summary>
internal static class RobustLossKernels
{
    /// <summary>Σ above·r where r &gt; 0, below·r elsewhere.</summary>
    public static void Tilted<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses, double below, double above)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LossKernels.SumColumns(A, Y, losses, new TiltedResidual<T>(All<T>(below), All<T>(above)));

    /// <summary>da = above where r &gt; 0, below where r &lt; 0, 0 at 0.</summary>
    public static void TiltedSlope<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA, double below, double above)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, Y, dA, new TiltedSign<T>(All<T>(below), All<T>(above)));

    /// <summary>Σ ½r² where |r| ≤ δ, δ(|r| − ½δ) elsewhere.</summary>
    public static void Huber<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses, double δ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LossKernels.SumColumns(A, Y, losses, new HuberResidual<T>(All<T>(δ)));

    /// <summary>da = r, clipped to [−δ, δ].</summary>
    public static void HuberSlope<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA, double δ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, Y, dA, new ClippedResidual<T>(All<T>(δ)));

    private readonly struct TiltedResidual<T>(Vector512<T> below, Vector512<T> above) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> a, Vector512<T> y)
        {
            Vector512<T> r = a - y;
            return r * Vector512.ConditionalSelect(Vector512.LessThan(r, Vector512<T>.Zero), below, above);
        }
    }

    // Neither above nor below is r itself: 0, or NaN.
    private readonly struct TiltedSign<T>(Vector512<T> below, Vector512<T> above) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> a, Vector512<T> y)
        {
            Vector512<T> r = a - y;
            Vector512<T> notAbove = Vector512.ConditionalSelect(Vector512.LessThan(r, Vector512<T>.Zero), below, r);
            return Vector512.ConditionalSelect(Vector512.GreaterThan(r, Vector512<T>.Zero), above, notAbove);
        }
    }

    private readonly struct HuberResidual<T>(Vector512<T> δ) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> a, Vector512<T> y)
        {
            // Both parts are c·(|r| − ½c) with c = min(|r|, δ). A native minimum gives its second argument where one is NaN.
            Vector512<T> r = Vector512.Abs(a - y);
            Vector512<T> c = Vector512.MinNative(δ, r);
            return c * (r - All<T>(0.5) * c);
        }
    }

    private readonly struct ClippedResidual<T>(Vector512<T> δ) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> a, Vector512<T> y) => Vector512.MaxNative(-δ, Vector512.MinNative(δ, a - y));
    }
}
