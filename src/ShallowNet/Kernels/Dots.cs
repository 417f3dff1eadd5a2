using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Kernels.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Z = W·A + b for very few units, and the sum of a row: dot products along the inputs.</summary>
/// <remarks>
/// Vectors lie along the columns of A, so that no lane is empty. The order of a sum, in which it differs from a chain: element p
/// belongs to lane p mod 16 (float) or p mod 8 (double), on every machine; each lane is a chain of fused multiply-adds, and the
/// lanes are added in halves: 8 to 8, 4 to 4, 2 to 2, 1 to 1. Then b is added.
/// </remarks>
internal static class Dots
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Affine<T>(
        ReadOnlySpan<T> W, ReadOnlySpan<T> b, ReadOnlySpan<T> A, Span<T> Z, int units, int inputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Scratch<T> scratch = Scratch<T>.Rent(inputs);
        Span<T> row = scratch.Span;
        for (int i = 0; i < units; i++)
        {
            for (int p = 0; p < inputs; p++)
            {
                row[p] = W[i + p * units];
            }

            OneUnit(row, b[i], A, Z, i, units, samples);
        }
    }

    /// <summary>Σ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> sum = Vector512<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            sum += Load(x, i);
        }

        return AddLanes(i < x.Length ? sum + LoadRest(x, i) : sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneUnit<T>(ReadOnlySpan<T> w, T b, ReadOnlySpan<T> A, Span<T> Z, int unit, int units, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = w.Length, width = Vector512<T>.Count, whole = inputs - inputs % width;
        Vector512<T> wRest = LoadRest(w, whole), exists = Existing<T>(inputs - whole);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        for (int j = 0; j < samples; j++)
        {
            ReadOnlySpan<T> column = A.Slice(j * inputs, inputs);
            ref T a0 = ref MemoryMarshal.GetReference(column);
            Vector512<T> sum = Vector512<T>.Zero;
            for (int p = 0; p < whole; p += width)
            {
                sum = FusedMultiplyAdd(Vector512.LoadUnsafe(ref w0, (nuint)p), Vector512.LoadUnsafe(ref a0, (nuint)p), sum);
            }

            if (whole < inputs)
            {
                // What follows the column in A is read, but does not count.
                Vector512<T> rest = j * inputs + whole + width <= A.Length ? Vector512.LoadUnsafe(ref a0, (nuint)whole) & exists : LoadRest(column, whole);
                sum = FusedMultiplyAdd(wRest, rest, sum);
            }

            Z[unit + j * units] = AddLanes(sum) + b;
        }
    }

    /// <summary>All bits set in the first lanes.</summary>
    private static Vector512<T> Existing<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.LessThan(Vector512.CreateSequence(T.Zero, T.One), Vector512.Create(T.CreateTruncating(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T AddLanes<T>(Vector512<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> quarter = v.GetLower() + v.GetUpper();
        Vector128<T> two = quarter.GetLower() + quarter.GetUpper();
        return typeof(T) == typeof(double)
            ? two[0] + two[1]
            : two[0] + two[2] + (two[1] + two[3]);
    }
}
