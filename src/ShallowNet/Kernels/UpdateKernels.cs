using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using static ShallowNet.Kernels.Lanes;

namespace ShallowNet.Kernels;

/// <summary>One step of an optimizer over the elements of one parameter: p changes, g is its gradient.</summary>
internal static class UpdateKernels
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
        Map.Binary(s, g, s, new AverageSquares<T>(All<T>(ρ), All<T>(1 - ρ)));
        Map.Ternary(g, s, p, new DescendScaled<T>(All<T>(-α), Vector256<T>.One, All<T>(ε)));
    }

    /// <summary>v := β₁v + (1 − β₁)g; s := β₂s + (1 − β₂)g²; p := p − α·v/(√s/√(1 − β₂ᵗ) + ε)/(1 − β₁ᵗ).</summary>
    public static void Adam<T>(
        ReadOnlySpan<T> g, Span<T> v, Span<T> s, Span<T> p, double α, double β1, double β2, double ε, long t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map.Binary(v, g, v, new Average<T>(All<T>(β1), All<T>(1 - β1)));
        Map.Binary(s, g, s, new AverageSquares<T>(All<T>(β2), All<T>(1 - β2)));
        double step = α / (1 - PowerOf(β1, t));
        double root = Math.Sqrt(1 - PowerOf(β2, t));
        Map.Ternary(v, s, p, new DescendScaled<T>(All<T>(-step), All<T>(1 / root), All<T>(ε)));
    }

    /// <summary>xᵗ by repeated squaring: <see cref="Math.Pow"/> differs between operating systems.</summary>
    internal static double PowerOf(double x, long t)
    {
        Debug.Assert(t >= 0);
        double result = 1;
        for (; t > 0; t >>= 1)
        {
            result *= (t & 1) == 1 ? x : 1;
            x *= x;
        }

        return result;
    }

    private readonly struct Descend<T>(Vector256<T> minusα) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> p, Vector256<T> g) => FusedMultiplyAdd(minusα, g, p);
    }

    private readonly struct Accumulate<T>(Vector256<T> μ) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> v, Vector256<T> g) => FusedMultiplyAdd(μ, v, g);
    }

    private readonly struct Average<T>(Vector256<T> β, Vector256<T> rest) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> v, Vector256<T> g) => FusedMultiplyAdd(β, v, rest * g);
    }

    private readonly struct AverageSquares<T>(Vector256<T> β, Vector256<T> rest) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> s, Vector256<T> g) => FusedMultiplyAdd(β, s, rest * (g * g));
    }

    private readonly struct DescendScaled<T>(Vector256<T> minusα, Vector256<T> scale, Vector256<T> ε) : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> g, Vector256<T> s, Vector256<T> p) =>
            FusedMultiplyAdd(minusα, g / FusedMultiplyAdd(Vector256.Sqrt(s), scale, ε), p);
    }
}
