using System.Numerics;
using System.Runtime.CompilerServices;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <content>Nesterov, AdaGrad, AdaMax, NAdam and Rprop.</content>
internal static partial class UpdateKernels
{
    /// <summary>v := μ·v + g; p := p − α·(g + μ·v).</summary>
    public static void Nesterov<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> p, double α, double μ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(v, g, v, new Accumulate<T>(T.CreateTruncating(μ)));
        Map.Ternary(v, g, p, new DescendAhead<T>(T.CreateTruncating(-α), T.CreateTruncating(μ)));
    }

    /// <summary>s := s + g²; p := p − α·g/(√s + ε).</summary>
    public static void AdaGrad<T>(ReadOnlySpan<T> g, Span<T> s, Span<T> p, double α, double ε)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(s, g, s, new AverageSquares<T>(1, 1));
        Map.Ternary(g, s, p, new DescendScaled<T>(T.CreateTruncating(-α), T.One, T.CreateTruncating(ε)));
    }

    /// <summary>v := β₁v + (1 − β₁)g; u := max(β₂u, |g| + ε); p := p − α/(1 − β₁ᵗ)·v/u.</summary>
    public static void AdaMax<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> u, Span<T> p, in AdamStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(v, g, v, new Average<T>(T.CreateTruncating(step.β1), T.CreateTruncating(1 - step.β1)));
        Map.Binary(u, g, u, new Largest<T>(T.CreateTruncating(step.β2), T.CreateTruncating(step.ε)));
        Map.Ternary(v, u, p, new DescendQuotient<T>(T.CreateTruncating(-step.α / (1 - ScalarFunctions.Power(step.β1, step.t)))));
    }

    /// <summary>
    /// v := β₁v + (1 − β₁)g; s := β₂s + (1 − β₂)g²;
    /// p := p − α·((1 − μₜ)/(1 − μ₁⋯μₜ)·g + μₜ₊₁/(1 − μ₁⋯μₜ₊₁)·v)/(√s/√(1 − β₂ᵗ) + ε).
    /// </summary>
    public static void NAdam<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> s, Span<T> p, in AdamStep step, double ψ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        UpdateMoments(g, v, s, step);
        (double μ, double next, double product) = NAdamMomentum(step.β1, ψ, step.t);
        T scale = T.CreateTruncating(1 / Math.Sqrt(1 - ScalarFunctions.Power(step.β2, step.t))), ε = T.CreateTruncating(step.ε);
        Map.Ternary(g, s, p, new DescendScaled<T>(T.CreateTruncating(-step.α * (1 - μ) / (1 - product)), scale, ε));
        Map.Ternary(v, s, p, new DescendScaled<T>(T.CreateTruncating(-step.α * next / (1 - product * next)), scale, ε));
    }

    /// <summary>
    /// Where g has the sign of the previous g⁻, the step length is multiplied by η⁺, where it has the other sign by η⁻;
    /// g⁻ := g, but 0 where the sign has changed; p := p − length·sign g⁻.
    /// </summary>
    public static void Rprop<T>(ReadOnlySpan<T> g, Span<T> previous, Span<T> sizes, Span<T> p, in RpropRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Ternary(g, previous, sizes, new Resize<T>(T.CreateTruncating(rule.Decrease), T.CreateTruncating(rule.Increase), T.CreateTruncating(rule.Minimum), T.CreateTruncating(rule.Maximum)));
        Map.Binary(g, previous, previous, new ZeroWhereTurned<T>());
        Map.Ternary(previous, sizes, p, new DescendBySign<T>());
    }

    /// <summary>μₜ, μₜ₊₁ and μ₁⋯μₜ, with μₜ = β₁(1 − ½·0.96^(tψ)).</summary>
    /// <remarks>
    /// The product is computed anew in every step, so that an optimizer has no state but that of its parameters. It falls fast: below 2⁻⁵⁴,
    /// which the usual β₁ and ψ reach after some fifty factors, one minus it is 1, and the factors that follow change nothing.
    /// </remarks>
    [MethodImpl(Compile.AtOnce)]
    internal static (double Now, double Next, double Product) NAdamMomentum(double β1, double ψ, long t)
    {
        const double LogOf96Hundredths = -0.04082199452025513, Negligible = 1.0 / (1L << 54);
        double one = ScalarFunctions.Exp(ψ * LogOf96Hundredths), now = ScalarFunctions.Exp(t * (ψ * LogOf96Hundredths)), later = ScalarFunctions.Exp((t + 1) * (ψ * LogOf96Hundredths));
        double product = 1, power = 1;
        for (long i = 0; i < t && product > Negligible; i++)
        {
            power *= one;
            product *= β1 * (1 - 0.5 * power);
        }

        return (β1 * (1 - 0.5 * now), β1 * (1 - 0.5 * later), product);
    }

    /// <summary>1 with the sign of x; 0 and NaN stay what they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sign<V>(V x)
        where V : struct, IFloats<V> => V.ConditionalSelect(
            V.GreaterThan(V.Abs(x), V.Zero), V.One | (x & V.All(-0.0)), x);

    private readonly struct DescendAhead<T>(T minusα, T μ) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V v, V g, V p)
            where V : struct, IVector<V, T> => ZeroIfNegligible(V.FusedMultiplyAdd(V.Broadcast(minusα), V.FusedMultiplyAdd(V.Broadcast(μ), v, g), p));
    }

    private readonly struct Largest<T>(T β, T ε) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Of a NaN and a number this maximum is NaN, so that a gradient that is NaN shows in the parameters.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V u, V g)
            where V : struct, IVector<V, T> => V.Max(V.Broadcast(β) * u, V.Abs(g) + V.Broadcast(ε));
    }

    private readonly struct DescendQuotient<T>(T minusα) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V v, V u, V p)
            where V : struct, IVector<V, T> => ZeroIfNegligible(V.FusedMultiplyAdd(V.Broadcast(minusα), v / u, p));
    }

    private readonly struct Resize<T>(T decrease, T increase, T minimum, T maximum) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V g, V previous, V size)
            where V : struct, IVector<V, T>
        {
            // The product of two small gradients could be 0; that of a sign and a gradient is not.
            V agreement = Sign(g) * previous;
            V factor = V.ConditionalSelect(V.GreaterThan(agreement, V.Zero), V.Broadcast(increase), V.One);
            factor = V.ConditionalSelect(V.LessThan(agreement, V.Zero), V.Broadcast(decrease), factor);
            return V.Min(V.Max(size * factor, V.Broadcast(minimum)), V.Broadcast(maximum));
        }
    }

    private readonly struct ZeroWhereTurned<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V g, V previous)
            where V : struct, IVector<V, T> => V.ConditionalSelect(
            V.LessThan(Sign(g) * previous, V.Zero), V.Zero, g);
    }

    private readonly struct DescendBySign<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V g, V size, V p)
            where V : struct, IVector<V, T> => p - Sign(g) * size;
    }
}
