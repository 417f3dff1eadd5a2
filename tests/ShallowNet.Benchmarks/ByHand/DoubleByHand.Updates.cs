using System.Runtime.CompilerServices;
using ShallowNet.Kernels;
using static System.Runtime.InteropServices.MemoryMarshal;
using static System.Runtime.Intrinsics.Vector256;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace ShallowNet.Benchmarks;

/// <content>The steps of optimizers.</content>
internal static partial class DoubleByHand
{
    [MethodImpl(Compile.AtOnce)]
    public static void GradientDescent(ReadOnlySpan<double> g, Span<double> p, double α)
    {
        ref double gradients = ref GetReference(g), parameters = ref GetReference(p);
        V minusα = Create(-α);
        for (nuint i = 0; i < (nuint)g.Length; i += Count)
        {
            ZeroIfNegligible(FusedMultiplyAdd(minusα, LoadUnsafe(ref gradients, i), LoadUnsafe(ref parameters, i))).StoreUnsafe(ref parameters, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Momentum(ReadOnlySpan<double> g, Span<double> v, Span<double> p, double α, double μ)
    {
        ref double gradients = ref GetReference(g), velocities = ref GetReference(v), parameters = ref GetReference(p);
        V minusα = Create(-α), kept = Create(μ);
        for (nuint i = 0; i < (nuint)g.Length; i += Count)
        {
            V vi = ZeroIfNegligible(FusedMultiplyAdd(kept, LoadUnsafe(ref velocities, i), LoadUnsafe(ref gradients, i)));
            vi.StoreUnsafe(ref velocities, i);
            ZeroIfNegligible(FusedMultiplyAdd(minusα, vi, LoadUnsafe(ref parameters, i))).StoreUnsafe(ref parameters, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Adam(ReadOnlySpan<double> g, Span<double> v, Span<double> s, Span<double> p, in AdamStep step)
    {
        ref double gradients = ref GetReference(g), averages = ref GetReference(v), squares = ref GetReference(s), parameters = ref GetReference(p);
        double rate = step.α / (1 - ScalarFunctions.Power(step.β1, step.t)), root = Math.Sqrt(1 - ScalarFunctions.Power(step.β2, step.t));
        V minusα = Create(-rate), inverse = Create(1 / root), ε = Create(step.ε);
        V kept = Create(step.β1), added = Create(1 - step.β1), keptOfSquares = Create(step.β2), addedOfSquares = Create(1 - step.β2);
        double smallest = Lanes.SmallestNormal<double>();
        V least = Create(smallest), leastRoot = Create(Math.Sqrt(smallest / (1 - step.β2)));
        for (nuint i = 0; i < (nuint)g.Length; i += Count)
        {
            V gi = LoadUnsafe(ref gradients, i), visible = ZeroBelow(gi, leastRoot);
            V vi = ZeroIfNegligible(FusedMultiplyAdd(kept, LoadUnsafe(ref averages, i), added * gi));
            V si = ZeroBelow(FusedMultiplyAdd(keptOfSquares, LoadUnsafe(ref squares, i), addedOfSquares * (visible * visible)), least);
            vi.StoreUnsafe(ref averages, i);
            si.StoreUnsafe(ref squares, i);
            V quotient = vi / FusedMultiplyAdd(Sqrt(si), inverse, ε);
            ZeroIfNegligible(FusedMultiplyAdd(minusα, quotient, LoadUnsafe(ref parameters, i))).StoreUnsafe(ref parameters, i);
        }
    }
}
