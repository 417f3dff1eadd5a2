using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Sums over spans, computed in double in either precision: eight sums, each of every eighth element, which are added in order.</summary>
internal static class Sums
{
    /// <summary>Σ x.</summary>
    public static double Of<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of<T, Itself>(x, x);

    /// <summary>Σ x².</summary>
    public static double OfSquares<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of<T, Times>(x, x);

    /// <summary>Σ |x|.</summary>
    public static double OfMagnitudes<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of<T, Magnitude>(x, x);

    /// <summary>Σ x·y.</summary>
    public static double OfProducts<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of<T, Times>(x, y);

    [MethodImpl(Compile.AtOnce)]
    private static double Of<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        Vector512<double> sums = OfWholeVectors<T, TTerm>(x, y);
        int whole = x.Length - x.Length % 8;
        return Total(whole == x.Length ? sums : sums + default(TTerm).Apply(Rest(x, whole), Rest(y, whole)));
    }

    /// <summary>The sums over all whole vectors: a method by itself, because only in a loop without calls the sums stay in registers.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static Vector512<double> OfWholeVectors<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        Vector512<double> sums = Vector512<double>.Zero;
        for (int i = 0; i <= x.Length - 8; i += 8)
        {
            sums += default(TTerm).Apply(Eight(x, i), Eight(y, i));
        }

        return sums;
    }

    /// <summary>Σ x² over several arrays: the eight sums run over the whole vectors of all arrays; the last elements of each are added at the end.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static double OfSquares<T>(T[][] arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<double> sums = Vector512<double>.Zero;
        double rest = 0;
        foreach (T[] x in arrays)
        {
            int i = 0;
            for (; i <= x.Length - 8; i += 8)
            {
                Vector512<double> v = Eight<T>(x, i);
                sums += v * v;
            }

            for (; i < x.Length; i++)
            {
                double v = double.CreateTruncating(x[i]);
                rest += v * v;
            }
        }

        return Total(sums) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Total(Vector512<double> sums) =>
        sums[0] + sums[1] + sums[2] + sums[3] + sums[4] + sums[5] + sums[6] + sums[7];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Eight<T>(ReadOnlySpan<T> x, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Load(x, i).AsDouble()
            : Widen(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)i).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Rest<T>(ReadOnlySpan<T> x, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? LoadRest(x, i).AsDouble()
            : Widen(LoadRest(x, i).AsSingle().GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(Vector256<float> x)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(x);
        return Vector512.Create(lower, upper);
    }

    private interface ITerm
    {
        Vector512<double> Apply(Vector512<double> x, Vector512<double> y);
    }

    private readonly struct Itself : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => x;
    }

    private readonly struct Times : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => x * y;
    }

    private readonly struct Magnitude : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => Vector512.Abs(x);
    }
}
