using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShallowNet.Kernels;

/// <summary>C = scale·(start + A·B) with one to three columns, so few that A is used from where it stands.</summary>
internal static class FewColumns<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(Compile.AtOnce)]
    public static void Multiply(in Multiplication<T> work)
    {
        // Vectors that would hang over the last row are taken together with some rows before, which gives those the same values again.
        int width = TVector.Count, rows = work.Rows, columns = work.Columns, i = 0;
        if (columns == 1)
        {
            for (; i <= rows - 8 * width; i += 8 * width)
            {
                ComputeEightVectors(in work, i);
            }
        }

        for (; rows >= 4 * width && i < rows; i += 4 * width)
        {
            ComputeFourVectors(in work, 0, Math.Min(1, columns - 1), Math.Min(i, rows - 4 * width));
            if (columns == 3)
            {
                ComputeFourVectors(in work, 2, 2, Math.Min(i, rows - 4 * width));
            }
        }

        for (; i < rows; i += width)
        {
            ComputeOneVector(in work, Math.Max(0, Math.Min(i, rows - width)));
        }
    }

    /// <summary>Eight vectors of rows, from row i on, in one column.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void ComputeEightVectors(in Multiplication<T> work, int i)
    {
        int half = 4 * TVector.Count;
        FourVectors<TVector, T> upper = LoadStart(in work, i), lower = LoadStart(in work, i + half);
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.A), i);
        ref T b = ref MemoryMarshal.GetReference(work.B);
        nint rows = work.Rows, depthStride = work.DepthStride;
        for (int p = work.Depth; p > 0; p--)
        {
            TVector factor = TVector.Broadcast(b);
            upper = FourVectors<TVector, T>.FusedMultiplyAdd(FourVectors<TVector, T>.Load(in a), factor, upper);
            lower = FourVectors<TVector, T>.FusedMultiplyAdd(FourVectors<TVector, T>.Load(ref Unsafe.Add(ref a, half)), factor, lower);
            a = ref Unsafe.Add(ref a, rows);
            b = ref Unsafe.Add(ref b, depthStride);
        }

        ref T c = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.C), i);
        TVector scale = TVector.Broadcast(work.Scale);
        FourVectors<TVector, T>.StoreMultiple(upper, scale, ref c);
        FourVectors<TVector, T>.StoreMultiple(lower, scale, ref Unsafe.Add(ref c, half));
    }

    /// <summary>Four vectors of rows, from row i on, in the columns j and k, which may be the same.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void ComputeFourVectors(in Multiplication<T> work, int j, int k, int i)
    {
        FourVectors<TVector, T> cj = LoadStart(in work, i), ck = cj;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.A), i);
        ref T bj = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.B), j * (nint)work.ColumnStride);
        ref T bk = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.B), k * (nint)work.ColumnStride);
        nint rows = work.Rows, depthStride = work.DepthStride;
        for (int p = work.Depth; p > 0; p--)
        {
            FourVectors<TVector, T> ap = FourVectors<TVector, T>.Load(in a);
            cj = FourVectors<TVector, T>.FusedMultiplyAdd(ap, TVector.Broadcast(bj), cj);
            ck = FourVectors<TVector, T>.FusedMultiplyAdd(ap, TVector.Broadcast(bk), ck);
            a = ref Unsafe.Add(ref a, rows);
            bj = ref Unsafe.Add(ref bj, depthStride);
            bk = ref Unsafe.Add(ref bk, depthStride);
        }

        ref T c = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.C), i);
        TVector scale = TVector.Broadcast(work.Scale);
        FourVectors<TVector, T>.StoreMultiple(cj, scale, ref Unsafe.Add(ref c, j * rows));
        FourVectors<TVector, T>.StoreMultiple(ck, scale, ref Unsafe.Add(ref c, k * rows));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FourVectors<TVector, T> LoadStart(in Multiplication<T> work, int i) =>
        work.Start.IsEmpty ? default : FourVectors<TVector, T>.Load(ref Unsafe.Add(ref MemoryMarshal.GetReference(work.Start), i));

    /// <summary>
    /// One vector of rows by up to three columns; of two, the last is computed again. With fewer rows than a vector
    /// has lanes, the other lanes compute on what follows in A, and are thrown away.
    /// </summary>
    [MethodImpl(Compile.AtOnce)]
    private static void ComputeOneVector(in Multiplication<T> work, int i)
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
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(A), i);
        if (work.Columns == 1)
        {
            sums.First = AddStepsOfOne(in work, ref first, safe, sums.First);
        }
        else
        {
            AddSteps(in work, ref first, safe, ref sums);
        }

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
        StoreFirst(sums.First * scale, work.C.Slice(i, count));
        if (work.Columns > 1)
        {
            StoreFirst(sums.Second * scale, work.C.Slice(i + rows, count));
        }

        if (work.Columns > 2)
        {
            StoreFirst(sums.Third * scale, work.C.Slice(i + 2 * rows, count));
        }
    }

    /// <summary>The loop of <see cref="ComputeOneVector"/> with one column.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static TVector AddStepsOfOne(in Multiplication<T> work, ref T a, int steps, TVector sum)
    {
        ref T b = ref MemoryMarshal.GetReference(work.B);
        nint rows = work.Rows, depthStride = work.DepthStride;
        for (; steps > 0; steps--)
        {
            sum = TVector.FusedMultiplyAdd(TVector.Load(in a, 0), TVector.Broadcast(b), sum);
            a = ref Unsafe.Add(ref a, rows);
            b = ref Unsafe.Add(ref b, depthStride);
        }

        return sum;
    }

    /// <summary>The loop of <see cref="ComputeOneVector"/> by itself, so that the sums stay in registers.</summary>
    [MethodImpl(Compile.AtOnce)]
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
            Few.Copy(in Unsafe.As<TVector, T>(ref vector), ref MemoryMarshal.GetReference(destination), destination.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LoadFirst(ReadOnlySpan<T> values)
    {
        if (values.Length == TVector.Count)
        {
            return TVector.Load(in MemoryMarshal.GetReference(values), 0);
        }

        TVector vector = default;
        Few.Copy(in MemoryMarshal.GetReference(values), ref Unsafe.As<TVector, T>(ref vector), values.Length);
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
