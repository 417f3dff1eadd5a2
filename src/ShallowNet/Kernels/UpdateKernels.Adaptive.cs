using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <content>Nesterov, AdaGrad, AdaMax, NAdam and Rprop.</content>
internal static partial class UpdateKernels
{
    /// <summary>v := μ·v + g; p := p − α·(g + μ·v).</summary>
    public static void Nesterov<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> p, double α, double μ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(v, g, v, new Accumulate<T>(All<T>(μ)));
        Map.Ternary(v, g, p, new DescendAhead<T>(All<T>(-α), All<T>(μ)));
    }

    /// <summary>s := s + g²; p := p − α·g/(√s + ε).</summary>
    public static void AdaGrad<T>(ReadOnlySpan<T> g, Span<T> s, Span<T> p, double α, double ε)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(s, g, s, new AverageSquares<T>(1, 1));
        Map.Ternary(g, s, p, new DescendScaled<T>(All<T>(-α), Vector512<T>.One, All<T>(ε)));
    }

    /// <summary>v := β₁v + (1 − β₁)g; u := max(β₂u, |g| + ε); p := p − α/(1 − β₁ᵗ)·v/u.</summary>
    public static void AdaMax<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> u, Span<T> p, in AdamStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(v, g, v, new Average<T>(All<T>(step.β1), All<T>(1 - step.β1)));
        Map.Binary(u, g, u, new Largest<T>(All<T>(step.β2), All<T>(step.ε)));
        Map.Ternary(v, u, p, new DescendQuotient<T>(All<T>(-step.α / (1 - ScalarFunctions.Power(step.β1, step.t)))));
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
        Vector512<T> scale = All<T>(1 / Math.Sqrt(1 - ScalarFunctions.Power(step.β2, step.t))), ε = All<T>(step.ε);
        Map.Ternary(g, s, p, new DescendScaled<T>(All<T>(-step.α * (1 - μ) / (1 - product)), scale, ε));
        Map.Ternary(v, s, p, new DescendScaled<T>(All<T>(-step.α * next / (1 - product * next)), scale, ε));
    }

    /// <summary>
    /// Where g has the sign of the previous g⁻, the step length is multiplied by η⁺, where it has the other sign by η⁻;
    /// g⁻ := g, but 0 where the sign has changed; p := p − length·sign g⁻.
    /// </summary>
    public static void Rprop<T>(ReadOnlySpan<T> g, Span<T> previous, Span<T> sizes, Span<T> p, in RpropRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Ternary(g, previous, sizes, new Resize<T>(All<T>(rule.Decrease), All<T>(rule.Increase), All<T>(rule.Minimum), All<T>(rule.Maximum)));
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
        Vector512<double> powers = Elementary.Exp(Vector512.Create(1.0, t, t + 1, 0, 0, 0, 0, 0) * (ψ * LogOf96Hundredths));
        double product = 1, power = 1;
        for (long i = 0; i < t && product > Negligible; i++)
        {
            power *= powers[0];
            product *= β1 * (1 - 0.5 * power);
        }

        return (β1 * (1 - 0.5 * powers[1]), β1 * (1 - 0.5 * powers[2]), product);
    }

    /// <summary>1 with the sign of x; 0 and NaN stay what they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Sign<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector512.ConditionalSelect(
            Vector512.GreaterThan(Vector512.Abs(x), Vector512<T>.Zero), Vector512<T>.One | (x & All<T>(-0.0)), x);

    private readonly struct DescendAhead<T>(Vector512<T> minusα, Vector512<T> μ) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> v, Vector512<T> g, Vector512<T> p) => ZeroIfNegligible(FusedMultiplyAdd(minusα, FusedMultiplyAdd(μ, v, g), p));
    }

    private readonly struct Largest<T>(Vector512<T> β, Vector512<T> ε) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Of a NaN and a number this maximum is NaN, so that a gradient that is NaN shows in the parameters.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> u, Vector512<T> g) => Vector512.Max(β * u, Vector512.Abs(g) + ε);
    }

    private readonly struct DescendQuotient<T>(Vector512<T> minusα) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> v, Vector512<T> u, Vector512<T> p) => ZeroIfNegligible(FusedMultiplyAdd(minusα, v / u, p));
    }

    private readonly struct Resize<T>(Vector512<T> decrease, Vector512<T> increase, Vector512<T> minimum, Vector512<T> maximum) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> g, Vector512<T> previous, Vector512<T> size)
        {
            // The product of two small gradients could be 0; that of a sign and a gradient is not.
            Vector512<T> agreement = Sign(g) * previous;
            Vector512<T> factor = Vector512.ConditionalSelect(Vector512.GreaterThan(agreement, Vector512<T>.Zero), increase, Vector512<T>.One);
            factor = Vector512.ConditionalSelect(Vector512.LessThan(agreement, Vector512<T>.Zero), decrease, factor);
            return Vector512.Min(Vector512.Max(size * factor, minimum), maximum);
        }
    }

    private readonly struct ZeroWhereTurned<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> g, Vector512<T> previous) => Vector512.ConditionalSelect(
            Vector512.LessThan(Sign(g) * previous, Vector512<T>.Zero), Vector512<T>.Zero, g);
    }

    private readonly struct DescendBySign<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> g, Vector512<T> size, Vector512<T> p) => p - Sign(g) * size;
    }
}
