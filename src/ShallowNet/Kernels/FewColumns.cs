using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShallowNet.Kernels;

/// <summary>C = scale·(start + A·B) with one to three columns, so few that A is used from where it stands.</summary>
internal static class FewColumns<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(in Multiplication<T> work)
    {
        // Vectors that would hang over the last row are taken together with some rows before, which gives those the same values again.
        int width = TVector.Count, rows = work.Rows, columns = work.Columns, i = 0;
        if (columns == 1)
        {
            for (; i <= rows - 8 * width; i += 8 * width)
            {
                EightVectors(in work, i);
            }
        }

        for (; rows >= 4 * width && i < rows; i += 4 * width)
        {
            FourVectors(in work, 0, Math.Min(1, columns - 1), Math.Min(i, rows - 4 * width));
            if (columns == 3)
            {
                FourVectors(in work, 2, 2, Math.Min(i, rows - 4 * width));
            }
        }

        for (; i < rows; i += width)
        {
            OneVector(in work, Math.Max(0, Math.Min(i, rows - width)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightVectors(in Multiplication<T> work, int i)
    {
        ReadOnlySpan<T> start = work.Start;
        int width = TVector.Count;
        TVector c0 = default, c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        if (!start.IsEmpty)
        {
            ref readonly T s = ref Unsafe.Add(ref MemoryMarshal.GetReference(start), i);
            c0 = TVector.Load(in s, 0);
            c1 = TVector.Load(in s, width);
            c2 = TVector.Load(in s, 2 * width);
            c3 = TVector.Load(in s, 3 * width);
            c4 = TVector.Load(in s, 4 * width);
            c5 = TVector.Load(in s, 5 * width);
            c6 = TVector.Load(in s, 6 * width);
            c7 = TVector.Load(in s, 7 * width);
        }

        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.A), i);
        ref T bp = ref MemoryMarshal.GetReference(work.B);
        nint rows = work.Rows, depthStride = work.DepthStride;
        for (int p = work.Depth; p > 0; p--)
        {
            TVector factor = TVector.Broadcast(bp);
            c0 = TVector.FusedMultiplyAdd(TVector.Load(in a, 0), factor, c0);
            c1 = TVector.FusedMultiplyAdd(TVector.Load(in a, width), factor, c1);
            c2 = TVector.FusedMultiplyAdd(TVector.Load(in a, 2 * width), factor, c2);
            c3 = TVector.FusedMultiplyAdd(TVector.Load(in a, 3 * width), factor, c3);
            c4 = TVector.FusedMultiplyAdd(TVector.Load(in a, 4 * width), factor, c4);
            c5 = TVector.FusedMultiplyAdd(TVector.Load(in a, 5 * width), factor, c5);
            c6 = TVector.FusedMultiplyAdd(TVector.Load(in a, 6 * width), factor, c6);
            c7 = TVector.FusedMultiplyAdd(TVector.Load(in a, 7 * width), factor, c7);
            a = ref Unsafe.Add(ref a, rows);
            bp = ref Unsafe.Add(ref bp, depthStride);
        }

        ref T to = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.C), i);
        TVector scale = TVector.Broadcast(work.Scale);
        TVector.Store(TVector.Multiply(c0, scale), ref to, 0);
        TVector.Store(TVector.Multiply(c1, scale), ref to, width);
        TVector.Store(TVector.Multiply(c2, scale), ref to, 2 * width);
        TVector.Store(TVector.Multiply(c3, scale), ref to, 3 * width);
        TVector.Store(TVector.Multiply(c4, scale), ref to, 4 * width);
        TVector.Store(TVector.Multiply(c5, scale), ref to, 5 * width);
        TVector.Store(TVector.Multiply(c6, scale), ref to, 6 * width);
        TVector.Store(TVector.Multiply(c7, scale), ref to, 7 * width);
    }

    /// <summary>Four vectors of rows by two columns, which may be the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourVectors(in Multiplication<T> work, int j, int k, int i)
    {
        ReadOnlySpan<T> start = work.Start;
        int width = TVector.Count;
        TVector c0 = default, c1 = c0, c2 = c0, c3 = c0;
        if (!start.IsEmpty)
        {
            ref readonly T s = ref Unsafe.Add(ref MemoryMarshal.GetReference(start), i);
            c0 = TVector.Load(in s, 0);
            c1 = TVector.Load(in s, width);
            c2 = TVector.Load(in s, 2 * width);
            c3 = TVector.Load(in s, 3 * width);
        }

        TVector d0 = c0, d1 = c1, d2 = c2, d3 = c3;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.A), i);
        ref T bj = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.B), j * (nint)work.ColumnStride);
        ref T bk = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.B), k * (nint)work.ColumnStride);
        nint rows = work.Rows, depthStride = work.DepthStride;
        for (int p = work.Depth; p > 0; p--)
        {
            TVector fj = TVector.Broadcast(bj), fk = TVector.Broadcast(bk);
            TVector ap = TVector.Load(in a, 0);
            c0 = TVector.FusedMultiplyAdd(ap, fj, c0);
            d0 = TVector.FusedMultiplyAdd(ap, fk, d0);
            ap = TVector.Load(in a, width);
            c1 = TVector.FusedMultiplyAdd(ap, fj, c1);
            d1 = TVector.FusedMultiplyAdd(ap, fk, d1);
            ap = TVector.Load(in a, 2 * width);
            c2 = TVector.FusedMultiplyAdd(ap, fj, c2);
            d2 = TVector.FusedMultiplyAdd(ap, fk, d2);
            ap = TVector.Load(in a, 3 * width);
            c3 = TVector.FusedMultiplyAdd(ap, fj, c3);
            d3 = TVector.FusedMultiplyAdd(ap, fk, d3);
            a = ref Unsafe.Add(ref a, rows);
            bj = ref Unsafe.Add(ref bj, depthStride);
            bk = ref Unsafe.Add(ref bk, depthStride);
        }

        TVector scale = TVector.Broadcast(work.Scale);
        ref T cj = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.C), i + j * rows);
        TVector.Store(TVector.Multiply(c0, scale), ref cj, 0);
        TVector.Store(TVector.Multiply(c1, scale), ref cj, width);
        TVector.Store(TVector.Multiply(c2, scale), ref cj, 2 * width);
        TVector.Store(TVector.Multiply(c3, scale), ref cj, 3 * width);
        ref T ck = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.C), i + k * rows);
        TVector.Store(TVector.Multiply(d0, scale), ref ck, 0);
        TVector.Store(TVector.Multiply(d1, scale), ref ck, width);
        TVector.Store(TVector.Multiply(d2, scale), ref ck, 2 * width);
        TVector.Store(TVector.Multiply(d3, scale), ref ck, 3 * width);
    }

    /// <summary>
    /// One vector of rows by up to three columns; where there are fewer, the last is computed again. With fewer rows than a vector
    /// has lanes, the other lanes compute on what follows in A, and are thrown away.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneVector(in Multiplication<T> work, int i)
    {
        ReadOnlySpan<T> A = work.A;
        int width = TVector.Count, rows = work.Rows, depth = work.Depth, count = Math.Min(width, rows - i);
        ThreeSums sums = default;
        if (!work.Start.IsEmpty)
        {
            sums.First = sums.Second = sums.Third = LoadFirst(work.Start.Slice(i, count));
        }

        // So many steps can load a whole vector.
        int safe = A.Length < i + width ? 0 : Math.Min(depth, (A.Length - i - width) / rows + 1);
        AddSteps(in work, ref Unsafe.Add(ref MemoryMarshal.GetReference(A), i), safe, ref sums);
        nint second = OffsetOfSecondColumn(in work), last = OffsetOfLastColumn(in work);
        for (int p = safe; p < depth; p++)
        {
            TVector ap = LoadFirst(A.Slice(i + p * rows, count));
            ref T bp = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.B), p * (nint)work.DepthStride);
            sums.First = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(bp), sums.First);
            sums.Second = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(Unsafe.Add(ref bp, second)), sums.Second);
            sums.Third = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(Unsafe.Add(ref bp, last)), sums.Third);
        }

        TVector scale = TVector.Broadcast(work.Scale);
        StoreFirst(TVector.Multiply(sums.First, scale), work.C.Slice(i, count));
        if (work.Columns > 1)
        {
            StoreFirst(TVector.Multiply(sums.Second, scale), work.C.Slice(i + rows, count));
        }

        if (work.Columns > 2)
        {
            StoreFirst(TVector.Multiply(sums.Third, scale), work.C.Slice(i + 2 * rows, count));
        }
    }

    /// <summary>The loop of <see cref="OneVector"/> by itself, so that the sums stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddSteps(in Multiplication<T> work, ref T a, int steps, ref ThreeSums sums)
    {
        ref T b0 = ref MemoryMarshal.GetReference(work.B);
        ref T b1 = ref Unsafe.Add(ref b0, OffsetOfSecondColumn(in work)), b2 = ref Unsafe.Add(ref b0, OffsetOfLastColumn(in work));
        nint rows = work.Rows, depthStride = work.DepthStride;
        TVector c0 = sums.First, c1 = sums.Second, c2 = sums.Third;
        for (; steps > 0; steps--)
        {
            TVector ap = TVector.Load(in a, 0);
            c0 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(b0), c0);
            c1 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(b1), c1);
            c2 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(b2), c2);
            a = ref Unsafe.Add(ref a, rows);
            b0 = ref Unsafe.Add(ref b0, depthStride);
            b1 = ref Unsafe.Add(ref b1, depthStride);
            b2 = ref Unsafe.Add(ref b2, depthStride);
        }

        (sums.First, sums.Second, sums.Third) = (c0, c1, c2);
    }

    /// <summary>Where the second column of B starts; with one column only, the first.</summary>
    private static nint OffsetOfSecondColumn(in Multiplication<T> work) => Math.Min(1, work.Columns - 1) * (nint)work.ColumnStride;

    private static nint OffsetOfLastColumn(in Multiplication<T> work) => (work.Columns - 1) * (nint)work.ColumnStride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFirst(TVector vector, Span<T> destination)
    {
        if (destination.Length == TVector.Count)
        {
            TVector.Store(vector, ref MemoryMarshal.GetReference(destination), 0);
        }
        else
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TVector, T>(ref vector), destination.Length).CopyTo(destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LoadFirst(ReadOnlySpan<T> values)
    {
        TVector vector = default;
        values.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<TVector, T>(ref vector), TVector.Count));
        return vector;
    }

    /// <summary>The sums of one vector of rows in up to three columns.</summary>
    private struct ThreeSums
    {
        public TVector First;
        public TVector Second;
        public TVector Third;
    }
}
