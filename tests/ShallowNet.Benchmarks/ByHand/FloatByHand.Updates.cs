using System.Runtime.CompilerServices;
using ShallowNet.Kernels;
using static System.Runtime.InteropServices.MemoryMarshal;
using static System.Runtime.Intrinsics.Vector256;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace ShallowNet.Benchmarks;

/// <content>The steps of optimizers.</content>
internal static partial class FloatByHand
{
    [MethodImpl(Compile.AtOnce)]
    public static void GradientDescent(ReadOnlySpan<float> g, Span<float> p, double α)
    {
        ref float gradients = ref GetReference(g), parameters = ref GetReference(p);
        V minusα = Create((float)-α);
        for (nuint i = 0; i < (nuint)g.Length; i += Count)
        {
            ZeroIfNegligible(FusedMultiplyAdd(minusα, LoadUnsafe(ref gradients, i), LoadUnsafe(ref parameters, i))).StoreUnsafe(ref parameters, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Momentum(ReadOnlySpan<float> g, Span<float> v, Span<float> p, double α, double μ)
    {
        ref float gradients = ref GetReference(g), velocities = ref GetReference(v), parameters = ref GetReference(p);
        V minusα = Create((float)-α), kept = Create((float)μ);
        for (nuint i = 0; i < (nuint)g.Length; i += Count)
        {
            V vi = ZeroIfNegligible(FusedMultiplyAdd(kept, LoadUnsafe(ref velocities, i), LoadUnsafe(ref gradients, i)));
            vi.StoreUnsafe(ref velocities, i);
            ZeroIfNegligible(FusedMultiplyAdd(minusα, vi, LoadUnsafe(ref parameters, i))).StoreUnsafe(ref parameters, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Adam(ReadOnlySpan<float> g, Span<float> v, Span<float> s, Span<float> p, in AdamStep step)
    {
        ref float gradients = ref GetReference(g), averages = ref GetReference(v), squares = ref GetReference(s), parameters = ref GetReference(p);
        double rate = step.α / (1 - ScalarFunctions.Power(step.β1, step.t)), root = Math.Sqrt(1 - ScalarFunctions.Power(step.β2, step.t));
        V minusα = Create((float)-rate), inverse = Create((float)(1 / root)), ε = Create((float)step.ε);
        V kept = Create((float)step.β1), added = Create((float)(1 - step.β1)), keptOfSquares = Create((float)step.β2), addedOfSquares = Create((float)(1 - step.β2));
        double smallest = Lanes.SmallestNormal<float>();
        V least = Create((float)smallest), leastRoot = Create((float)Math.Sqrt(smallest / (1 - step.β2)));
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
