using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Sums that are not a product's tiles: Z = W·A + b for very few units, and the sum of a matrix's columns.</summary>
/// <remarks>
/// Vectors lie along the columns of A, so that no lane is empty. The sum for one unit is therefore not one chain of additions, but, on every
/// machine, as many chains as a vector of 512 bits has lanes: element p belongs to chain p mod 16 (float) or p mod 8 (double). The chains
/// are then added in halves (8 to 8, 4 to 4, 2 to 2, 1 to 1), and b is added last. A vector that is longer than the rest of a column also
/// loads what follows in A; the results of those lanes are not used.
/// </remarks>
internal static class Dots
{
    /// <summary>Z = W·A + b: (units × inputs)·(inputs × samples) + units × 1 in every column, unit by unit.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Affine<T>(ReadOnlySpan<T> W, ReadOnlySpan<T> b, ReadOnlySpan<T> A, Span<T> Z, LayerSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int units, int inputs, int samples) = size;
        if (units == 1)
        {
            MultiplyByRow(W, b[0], A, Z, 1, samples);
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

            MultiplyByRow(row, b[i], A, Z[i..], units, samples);
        }
    }

    /// <summary>y := y + the sum of the columns of A, rows × columns.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void AddColumns<T>(ReadOnlySpan<T> A, Span<T> y, int rows, int columns)
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
            // The first columns, from which a whole vector can be loaded without reading beyond A: a multiple of eight of them.
            int whole = A.Length < i + Vector512<T>.Count ? 0 : Math.Min(columns, (A.Length - i - Vector512<T>.Count) / rows + 1) / 8 * 8;
            EightChains<T> chains = default;
            chains.Add(ref Unsafe.Add(ref MemoryMarshal.GetReference(A), i), rows, whole);
            for (int j = whole; j < columns; j++)
            {
                chains[j % 8] += LoadRest(A[..(i + j * rows + count)], i + j * rows);
            }

            Span<T> part = y.Slice(i, count);
            StoreRest(LoadRest<T>(part, 0) + chains.Sum(), part, 0);
        }
    }

    /// <summary>Σ x, in as many chains as a vector of 512 bits has lanes.</summary>
    [MethodImpl(Compile.AtOnce)]
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

    /// <summary>z = w·a + b for every column a of A; from one z to the next it is <paramref name="step"/> elements.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void MultiplyByRow<T>(ReadOnlySpan<T> w, T b, ReadOnlySpan<T> A, Span<T> z, int step, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Four columns at a time, because a processor can work on four sums at once that do not depend on each other. The last vector of a
        // column also loads what follows in A; a mask keeps it out of the sum. Where less than a vector follows, columns are taken one by one.
        int inputs = w.Length, width = Vector512<T>.Count, whole = inputs - inputs % width;
        Vector512<T> wRest = LoadRest(w, whole), exists = whole < inputs ? MaskOfFirst<T>(inputs - whole) : default;
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

            ref T zj = ref z[j * step];
            zj = AddLanes(s0) + b;
            Unsafe.Add(ref zj, step) = AddLanes(s1) + b;
            Unsafe.Add(ref zj, 2 * step) = AddLanes(s2) + b;
            Unsafe.Add(ref zj, 3 * step) = AddLanes(s3) + b;
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

            z[j * step] = AddLanes(sum) + b;
        }
    }

    /// <summary>A mask with all bits set in the first lanes.</summary>
    private static Vector512<T> MaskOfFirst<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>()
            : Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>();

    /// <summary>The sum of the lanes, in halves: 8 to 8, 4 to 4, 2 to 2, 1 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T AddLanes<T>(Vector512<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> quarter = v.GetLower() + v.GetUpper();
        Vector128<T> two = quarter.GetLower() + quarter.GetUpper();
        return typeof(T) == typeof(double)
            ? two[0] + two[1]
            : two[0] + two[2] + (two[1] + two[3]);
    }

    /// <summary>The sums of columns 0, 8, 16, …, of 1, 9, 17, …, and so on.</summary>
    [InlineArray(8)]
    private struct EightChains<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private Vector512<T> first;

        /// <summary>Adds some columns, a multiple of eight; a loop by itself, so that the sums stay in registers.</summary>
        [MethodImpl(Compile.AtOnce)]
        public void Add(ref T a, nint rows, int columns)
        {
            Vector512<T> s0 = this[0], s1 = this[1], s2 = this[2], s3 = this[3], s4 = this[4], s5 = this[5], s6 = this[6], s7 = this[7];
            for (; columns > 0; columns -= 8)
            {
                s0 += Vector512.LoadUnsafe(ref a);
                s1 += Vector512.LoadUnsafe(ref Unsafe.Add(ref a, rows));
                s2 += Vector512.LoadUnsafe(ref Unsafe.Add(ref a, 2 * rows));
                s3 += Vector512.LoadUnsafe(ref Unsafe.Add(ref a, 3 * rows));
                s4 += Vector512.LoadUnsafe(ref Unsafe.Add(ref a, 4 * rows));
                s5 += Vector512.LoadUnsafe(ref Unsafe.Add(ref a, 5 * rows));
                s6 += Vector512.LoadUnsafe(ref Unsafe.Add(ref a, 6 * rows));
                s7 += Vector512.LoadUnsafe(ref Unsafe.Add(ref a, 7 * rows));
                a = ref Unsafe.Add(ref a, 8 * rows);
            }

            (this[0], this[1], this[2], this[3], this[4], this[5], this[6], this[7]) = (s0, s1, s2, s3, s4, s5, s6, s7);
        }

        public Vector512<T> Sum() => this[0] + this[1] + (this[2] + this[3]) + (this[4] + this[5] + (this[6] + this[7]));
    }
}
