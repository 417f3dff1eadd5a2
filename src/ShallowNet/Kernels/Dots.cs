using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Kernels.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Sums that are not a product's tiles: Z = W·A + b for very few units, and the sum of a matrix's columns.</summary>
/// <remarks>
/// Vectors lie along the columns of A, so that no lane is empty. The order of a sum, in which it differs from a chain: element p
/// belongs to lane p mod 16 (float) or p mod 8 (double), on every machine; each lane is a chain of fused multiply-adds, and the
/// lanes are added in halves: 8 to 8, 4 to 4, 2 to 2, 1 to 1. Then b is added. A vector loaded for rows that are fewer than its lanes
/// reads on in A; those lanes are thrown away.
/// </remarks>
internal static class Dots
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Affine<T>(
        ReadOnlySpan<T> W, ReadOnlySpan<T> b, ReadOnlySpan<T> A, Span<T> Z, int units, int inputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (units == 1)
        {
            OneUnit(W, b[0], A, Z, 0, 1, samples);
            return;
        }

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

    /// <summary>y := y + the sum of the columns of A, rows × columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows<T>(ReadOnlySpan<T> A, Span<T> y, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows == 1)
        {
            y[0] += Sum(A);
            return;
        }

        for (int i = 0; i < rows; i += Vector512<T>.Count)
        {
            int count = Math.Min(Vector512<T>.Count, rows - i);
            Vector512<T> s0 = Vector512<T>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
            int j = 0;
            for (; j <= columns - 8 && i + (j + 7) * rows + Vector512<T>.Count <= A.Length; j += 8)
            {
                ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(A), i + j * (nint)rows);
                s0 += Vector512.LoadUnsafe(ref a);
                s1 += Vector512.LoadUnsafe(ref a, (nuint)rows);
                s2 += Vector512.LoadUnsafe(ref a, (nuint)(2 * rows));
                s3 += Vector512.LoadUnsafe(ref a, (nuint)(3 * rows));
                s4 += Vector512.LoadUnsafe(ref a, (nuint)(4 * rows));
                s5 += Vector512.LoadUnsafe(ref a, (nuint)(5 * rows));
                s6 += Vector512.LoadUnsafe(ref a, (nuint)(6 * rows));
                s7 += Vector512.LoadUnsafe(ref a, (nuint)(7 * rows));
            }

            for (; j < columns; j++)
            {
                Vector512<T> a = LoadRest(A[..(i + j * rows + count)], i + j * rows);
                switch (j % 8)
                {
                    case 0: s0 += a; break;
                    case 1: s1 += a; break;
                    case 2: s2 += a; break;
                    case 3: s3 += a; break;
                    case 4: s4 += a; break;
                    case 5: s5 += a; break;
                    case 6: s6 += a; break;
                    default: s7 += a; break;
                }
            }

            Vector512<T> sum = s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
            Span<T> part = y.Slice(i, count);
            StoreRest(LoadRest<T>(part, 0) + sum, part, 0);
        }
    }

    /// <summary>Σ x, in virtual lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Sum<T>(ReadOnlySpan<T> x)
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
        // Four columns at a time: four chains hide each other's latency. What follows a column in A is read with its last vector,
        // but does not count; columns for which nothing follows are taken one by one.
        int inputs = w.Length, width = Vector512<T>.Count, whole = inputs - inputs % width;
        Vector512<T> wRest = LoadRest(w, whole), exists = whole < inputs ? Existing<T>(inputs - whole) : default;
        ref T w0 = ref MemoryMarshal.GetReference(w);
        int j = 0;
        for (; j < samples - 4 && (j + 3) * inputs + whole + width <= A.Length; j += 4)
        {
            ref T a0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(A), j * (nint)inputs);
            ref T a1 = ref Unsafe.Add(ref a0, inputs), a2 = ref Unsafe.Add(ref a1, inputs), a3 = ref Unsafe.Add(ref a2, inputs);
            Vector512<T> s0 = Vector512<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (nuint p = 0; p < (nuint)whole; p += (nuint)width)
            {
                Vector512<T> wp = Vector512.LoadUnsafe(ref w0, p);
                s0 = FusedMultiplyAdd(wp, Vector512.LoadUnsafe(ref a0, p), s0);
                s1 = FusedMultiplyAdd(wp, Vector512.LoadUnsafe(ref a1, p), s1);
                s2 = FusedMultiplyAdd(wp, Vector512.LoadUnsafe(ref a2, p), s2);
                s3 = FusedMultiplyAdd(wp, Vector512.LoadUnsafe(ref a3, p), s3);
            }

            if (whole < inputs)
            {
                nuint p = (nuint)whole;
                s0 = FusedMultiplyAdd(wRest, Vector512.LoadUnsafe(ref a0, p) & exists, s0);
                s1 = FusedMultiplyAdd(wRest, Vector512.LoadUnsafe(ref a1, p) & exists, s1);
                s2 = FusedMultiplyAdd(wRest, Vector512.LoadUnsafe(ref a2, p) & exists, s2);
                s3 = FusedMultiplyAdd(wRest, Vector512.LoadUnsafe(ref a3, p) & exists, s3);
            }

            ref T z = ref Z[unit + j * units];
            z = AddLanes(s0) + b;
            Unsafe.Add(ref z, units) = AddLanes(s1) + b;
            Unsafe.Add(ref z, 2 * units) = AddLanes(s2) + b;
            Unsafe.Add(ref z, 3 * units) = AddLanes(s3) + b;
        }

        for (; j < samples; j++)
        {
            ReadOnlySpan<T> column = A.Slice(j * inputs, inputs);
            Vector512<T> sum = Vector512<T>.Zero;
            for (int p = 0; p < whole; p += width)
            {
                sum = FusedMultiplyAdd(Vector512.LoadUnsafe(ref w0, (nuint)p), Load(column, p), sum);
            }

            if (whole < inputs)
            {
                sum = FusedMultiplyAdd(wRest, LoadRest(column, whole), sum);
            }

            Z[unit + j * units] = AddLanes(sum) + b;
        }
    }

    /// <summary>All bits set in the first lanes.</summary>
    private static Vector512<T> Existing<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> bits = default;
        MemoryMarshal.CreateSpan(ref Unsafe.As<Vector512<T>, byte>(ref bits), count * Unsafe.SizeOf<T>()).Fill(0xFF);
        return bits;
    }

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
