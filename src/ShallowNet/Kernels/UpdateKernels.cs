using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
        Map.Binary(p, g, p, new Descend<T>(All<T>(-α)));

    /// <summary>v := μ·v + g; p := p − α·v.</summary>
    public static void Momentum<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> p, double α, double μ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(v, g, v, new Accumulate<T>(All<T>(μ)));
        Map.Binary(p, v, p, new Descend<T>(All<T>(-α)));
    }

    /// <summary>s := ρ·s + (1 − ρ)·g²; p := p − α·g/(√s + ε).</summary>
    public static void RMSprop<T>(ReadOnlySpan<T> g, Span<T> s, Span<T> p, double α, double ρ, double ε)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(s, g, s, new AverageSquares<T>(ρ, 1 - ρ));
        Map.Ternary(g, s, p, new DescendScaled<T>(All<T>(-α), Vector512<T>.One, All<T>(ε)));
    }

    /// <summary>v := β₁v + (1 − β₁)g; s := β₂s + (1 − β₂)g²; p := p − α·v/(√s/√(1 − β₂ᵗ) + ε)/(1 − β₁ᵗ).</summary>
    public static void Adam<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> s, Span<T> p, in AdamStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        UpdateMoments(g, v, s, step);
        double α = step.α / (1 - ScalarFunctions.Power(step.β1, step.t));
        double root = Math.Sqrt(1 - ScalarFunctions.Power(step.β2, step.t));
        Map.Ternary(v, s, p, new DescendScaled<T>(All<T>(-α), All<T>(1 / root), All<T>(step.ε)));
    }

    /// <summary>v := β₁v + (1 − β₁)g; s := β₂s + (1 − β₂)g².</summary>
    private static void UpdateMoments<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> s, in AdamStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(v, g, v, new Average<T>(All<T>(step.β1), All<T>(1 - step.β1)));
        Map.Binary(s, g, s, new AverageSquares<T>(step.β2, 1 - step.β2));
    }

    private readonly struct Descend<T>(Vector512<T> minusα) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> p, Vector512<T> g) => ZeroIfNegligible(FusedMultiplyAdd(minusα, g, p));
    }

    private readonly struct Accumulate<T>(Vector512<T> μ) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> v, Vector512<T> g) => ZeroIfNegligible(FusedMultiplyAdd(μ, v, g));
    }

    internal readonly struct Average<T>(Vector512<T> β, Vector512<T> rest) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> v, Vector512<T> g) => ZeroIfNegligible(FusedMultiplyAdd(β, v, rest * g));
    }

    private readonly struct AverageSquares<T>(double β, double rest) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector512<T> kept = All<T>(β), added = All<T>(rest), least = All<T>(SmallestNormal<T>()), leastRoot = All<T>(Math.Sqrt(SmallestNormal<T>() / rest));

        // The root of s stands beside ε, which may be small, too: only what is subnormal is 0, and what g would add of such numbers.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> s, Vector512<T> g)
        {
            g = ZeroBelow(g, leastRoot);
            return ZeroBelow(FusedMultiplyAdd(kept, s, added * (g * g)), least);
        }
    }

    private readonly struct DescendScaled<T>(Vector512<T> minusα, Vector512<T> scale, Vector512<T> ε) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> g, Vector512<T> s, Vector512<T> p) =>
            ZeroIfNegligible(FusedMultiplyAdd(minusα, g / FusedMultiplyAdd(Vector512.Sqrt(s), scale, ε), p));
    }
}
