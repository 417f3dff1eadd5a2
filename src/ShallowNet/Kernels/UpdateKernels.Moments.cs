using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <content>Momentum and Adam, which take one pass over what would be two and three: more than the cache holds is read and written once.</content>
internal static partial class UpdateKernels
{
    /// <summary>v := μ·v + g; p := p − α·v.</summary>
    public static void Momentum<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> p, double α, double μ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Step(g, v, p, p, new MomentumOf<T>(α, μ));

    /// <summary>v := β₁v + (1 − β₁)g; s := β₂s + (1 − β₂)g²; p := p − α·v/(√s/√(1 − β₂ᵗ) + ε)/(1 − β₁ᵗ).</summary>
    public static void Adam<T>(ReadOnlySpan<T> g, Span<T> v, Span<T> s, Span<T> p, in AdamStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Step(g, v, s, p, new AdamOf<T>(in step));

    /// <summary>v, s and p of every element at once; s may be p, which is then what is stored last.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void Step<T, TOperation>(ReadOnlySpan<T> g, Span<T> v, Span<T> s, Span<T> p, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IStep<T>
    {
        Map.CheckLengths(g.Length, v.Length);
        Map.CheckLengths(v.Length, s.Length);
        Map.CheckLengths(s.Length, p.Length);
        if (Vector512.IsHardwareAccelerated)
        {
            StepBy<Wide<T>, T, TOperation>(g, v, s, p, f);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            StepBy<Narrow<T>, T, TOperation>(g, v, s, p, f);
        }
        else
        {
            StepBy<Slim<T>, T, TOperation>(g, v, s, p, f);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StepBy<V, T, TOperation>(ReadOnlySpan<T> g, Span<T> v, Span<T> s, Span<T> p, TOperation f)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOperation : struct, IStep<T>
    {
        int i = 0;
        for (; i <= g.Length - V.Count; i += V.Count)
        {
            V vi = Lanes.Load<V, T>(v, i), si = Lanes.Load<V, T>(s, i), pi = f.Apply(Lanes.Load<V, T>(g, i), ref vi, ref si, Lanes.Load<V, T>(p, i));
            Lanes.Store(vi, v, i);
            Lanes.Store(si, s, i);
            Lanes.Store(pi, p, i);
        }

        if (i < g.Length)
        {
            StepOfRest<V, T, TOperation>(g[i..], v[i..], s[i..], p[i..], f);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    private static void StepOfRest<V, T, TOperation>(ReadOnlySpan<T> g, Span<T> v, Span<T> s, Span<T> p, TOperation f)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOperation : struct, IStep<T>
    {
        V vi = Lanes.LoadRest<V, T>(v, 0), si = Lanes.LoadRest<V, T>(s, 0), pi = f.Apply(Lanes.LoadRest<V, T>(g, 0), ref vi, ref si, Lanes.LoadRest<V, T>(p, 0));
        Lanes.StoreRest(vi, v, 0);
        Lanes.StoreRest(si, s, 0);
        Lanes.StoreRest(pi, p, 0);
    }

    /// <summary>What a step does to an element: the new p, and v and s in place.</summary>
    private interface IStep<T>
        where T : unmanaged
    {
        V Apply<V>(V g, ref V v, ref V s, V p)
            where V : struct, IVector<V, T>;
    }

    private readonly struct MomentumOf<T>(double α, double μ) : IStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Accumulate<T> accumulate = new(T.CreateTruncating(μ));
        private readonly Descend<T> descend = new(T.CreateTruncating(-α));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V g, ref V v, ref V s, V p)
            where V : struct, IVector<V, T>
        {
            v = accumulate.Apply(v, g);
            return descend.Apply(p, v);
        }
    }

    private readonly struct AdamOf<T> : IStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Average<T> average;
        private readonly AverageSquares<T> squares;
        private readonly DescendScaled<T> descend;

        public AdamOf(in AdamStep step)
        {
            double α = step.α / (1 - ScalarFunctions.Power(step.β1, step.t)), root = Math.Sqrt(1 - ScalarFunctions.Power(step.β2, step.t));
            average = new(T.CreateTruncating(step.β1), T.CreateTruncating(1 - step.β1));
            squares = new(step.β2, 1 - step.β2);
            descend = new(T.CreateTruncating(-α), T.CreateTruncating(1 / root), T.CreateTruncating(step.ε));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V g, ref V v, ref V s, V p)
            where V : struct, IVector<V, T>
        {
            v = average.Apply(v, g);
            s = squares.Apply(s, g);
            return descend.Apply(v, s, p);
        }
    }
}
