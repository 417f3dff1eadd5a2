using System.Numerics;
using System.Runtime.CompilerServices;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>One step of an optimizer over the elements of one parameter: p changes, g is its gradient.</summary>
/// <remarks>
/// What loses a share of itself in every step ends among the subnormal numbers, with which processors compute 10 to 100 times as slowly, and stays there: 0.9 of the
/// smallest of them is rounded to itself. So averages and parameters that have become negligible are 0.
/// </remarks>
internal static partial class UpdateKernels
{
    /// <summary>p := p − α·g.</summary>
    public static void GradientDescent<T>(ReadOnlySpan<T> g, Span<T> p, double α)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Binary(p, g, p, new Descend<T>(T.CreateTruncating(-α)));

    /// <summary>s := ρ·s + (1 − ρ)·g²; p := p − α·g/(√s + ε).</summary>
    public static void RMSprop<T>(ReadOnlySpan<T> g, Span<T> s, Span<T> p, double α, double ρ, double ε)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(s, g, s, new AverageSquares<T>(ρ, 1 - ρ));
        Map.Ternary(g, s, p, new DescendScaled<T>(T.CreateTruncating(-α), T.One, T.CreateTruncating(ε)));
    }

    /// <summary>p, but at least lower and at most upper; NaN stays NaN.</summary>
    public static void Limit<T>(Span<T> p, ReadOnlySpan<T> lower, ReadOnlySpan<T> upper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Ternary(lower, upper, p, default(Between<T>));

    /// <summary>v := β₁v + (1 − β₁)g; s := β₂s + (1 − β₂)g².</summary>
    private static void UpdateMoments<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> s, in AdamStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(v, g, v, new Average<T>(T.CreateTruncating(step.β1), T.CreateTruncating(1 - step.β1)));
        Map.Binary(s, g, s, new AverageSquares<T>(step.β2, 1 - step.β2));
    }

    private readonly struct Between<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V lower, V upper, V p)
            where V : struct, IVector<V, T>
        {
            p = V.ConditionalSelect(V.LessThan(p, lower), lower, p);
            return V.ConditionalSelect(V.GreaterThan(p, upper), upper, p);
        }
    }

    private readonly struct Descend<T>(T minusα) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V p, V g)
            where V : struct, IVector<V, T> => ZeroIfNegligible(V.FusedMultiplyAdd(V.Broadcast(minusα), g, p));
    }

    private readonly struct Accumulate<T>(T μ) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V v, V g)
            where V : struct, IVector<V, T> => ZeroIfNegligible(V.FusedMultiplyAdd(V.Broadcast(μ), v, g));
    }

    internal readonly struct Average<T>(T β, T rest) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V v, V g)
            where V : struct, IVector<V, T> => ZeroIfNegligible(V.FusedMultiplyAdd(V.Broadcast(β), v, V.Broadcast(rest) * g));
    }

    private readonly struct AverageSquares<T>(double β, double rest) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T kept = T.CreateTruncating(β), added = T.CreateTruncating(rest), least = T.CreateTruncating(SmallestNormal<T>()), leastRoot = T.CreateTruncating(Math.Sqrt(SmallestNormal<T>() / rest));

        // The root of s stands beside ε, which may be small, too: only what is subnormal is 0, and what g would add of such numbers.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V s, V g)
            where V : struct, IVector<V, T>
        {
            g = ZeroBelow(g, V.Broadcast(leastRoot));
            return ZeroBelow(V.FusedMultiplyAdd(V.Broadcast(kept), s, V.Broadcast(added) * (g * g)), V.Broadcast(least));
        }
    }

    private readonly struct DescendScaled<T>(T minusα, T scale, T ε) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V g, V s, V p)
            where V : struct, IVector<V, T> =>
            ZeroIfNegligible(V.FusedMultiplyAdd(V.Broadcast(minusα), g / V.FusedMultiplyAdd(V.Sqrt(s), V.Broadcast(scale), V.Broadcast(ε)), p));
    }
}
