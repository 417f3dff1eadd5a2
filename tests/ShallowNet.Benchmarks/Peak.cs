using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Benchmarks;

/// <summary>What one core can do at most: fused multiply-adds in registers, on the widest vectors it has.</summary>
internal static class Peak
{
    private const int Chains = 12;

    /// <summary>Floating-point operations per second in float and in double; the best of several short runs.</summary>
    public static (double Single, double Double) Measure() => Vector512.IsHardwareAccelerated
        ? (Measure<Wide<float>, float>(), Measure<Wide<double>, double>())
        : Vector256.IsHardwareAccelerated ? (Measure<Narrow<float>, float>(), Measure<Narrow<double>, double>())
        : (Measure<Slim<float>, float>(), Measure<Slim<double>, double>());

    private static double Measure<TVector, T>()
        where TVector : struct, IVector<TVector, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Count = 2_000_000;
        T[] sink = new T[TVector.Count];
        double best = Enumerable.Range(0, 20).Min(_ => Workloads.Seconds(() => Run<TVector, T>(Count, sink)));
        return 2.0 * Chains * TVector.Count * Count / best;
    }

    /// <summary>So many chains that each waits for no other's result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TVector, T>(int count, T[] sink)
        where TVector : struct, IVector<TVector, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TVector x = TVector.Broadcast(T.CreateTruncating(0.999)), y = TVector.Broadcast(T.CreateTruncating(0.001));
        TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < count; n++)
        {
            a = TVector.FusedMultiplyAdd(a, x, y);
            b = TVector.FusedMultiplyAdd(b, x, y);
            c = TVector.FusedMultiplyAdd(c, x, y);
            d = TVector.FusedMultiplyAdd(d, x, y);
            e = TVector.FusedMultiplyAdd(e, x, y);
            f = TVector.FusedMultiplyAdd(f, x, y);
            g = TVector.FusedMultiplyAdd(g, x, y);
            h = TVector.FusedMultiplyAdd(h, x, y);
            i = TVector.FusedMultiplyAdd(i, x, y);
            j = TVector.FusedMultiplyAdd(j, x, y);
            k = TVector.FusedMultiplyAdd(k, x, y);
            l = TVector.FusedMultiplyAdd(l, x, y);
        }

        // Every chain's result is used.
        a = TVector.FusedMultiplyAdd(a, b, c);
        a = TVector.FusedMultiplyAdd(d, e, a);
        a = TVector.FusedMultiplyAdd(f, g, a);
        a = TVector.FusedMultiplyAdd(h, i, a);
        a = TVector.FusedMultiplyAdd(j, k, a);
        TVector.Store(TVector.FusedMultiplyAdd(l, x, a), ref sink[0], 0);
    }
}
