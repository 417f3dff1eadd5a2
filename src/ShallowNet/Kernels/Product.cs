using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShallowNet.Kernels;

/// <summary>C = scale·(start + A·B) for all shapes: tiles where there are columns enough, column by column otherwise.</summary>
internal static class Product<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// A is rows × depth, or depth × rows if transposed; B(p, j) is at p·DepthStride + j·ColumnStride; start has an element for
    /// each row, or is empty for zeros; C is rows × columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(
        ReadOnlySpan<T> A, bool transposed, ReadOnlySpan<T> start, ReadOnlySpan<T> B, in Shape<T> shape, Span<T> C, int columns)
    {
        Debug.Assert(A.Length == shape.Rows * shape.Depth && C.Length == shape.Rows * columns);
        Debug.Assert(B.Length > (shape.Depth - 1) * shape.DepthStride + (columns - 1) * shape.ColumnStride);
        if (columns >= 4)
        {
            Tiled(A, transposed, start, B, in shape, C, columns);
        }
        else if (transposed)
        {
            using Scratch<T> scratch = Scratch<T>.Rent(A.Length);
            Products.Transpose(A, scratch.Span, shape.Depth, shape.Rows);
            ByColumn(scratch.Span, start, B, in shape, C, columns);
        }
        else
        {
            ByColumn(A, start, B, in shape, C, columns);
        }
    }

    /// <summary>Packs A into panels, then goes over C tile by tile, all rows of some columns before the next columns.</summary>
    /// <remarks>
    /// A vector that hangs over the end of a column is stored whole: what it writes into the next column is overwritten by that
    /// column's own store, which comes later, the lowest panel being the first. Where no store comes later, at the end of C, a tile
    /// goes to a buffer, and from there to C.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tiled(
        ReadOnlySpan<T> A, bool transposed, ReadOnlySpan<T> start, ReadOnlySpan<T> B, in Shape<T> shape, Span<T> C, int columns)
    {
        int width = TVector.Count, vectors = (shape.Rows + width - 1) / width;
        nint vectorStep = width * (nint)(shape.Depth + 1);
        using Scratch<T> scratch = Scratch<T>.Rent((int)(vectors * vectorStep)), buffer = Scratch<T>.Rent(3 * width * 8);
        ref T packed = ref MemoryMarshal.GetReference(scratch.Span);
        for (int left = vectors; left > 0;)
        {
            int height = Tiles<TVector, T>.Vectors(left);
            left -= height;
            Pack(A, transposed, start, in shape, left * width, height * width, scratch.Span.Slice((int)(left * vectorStep), (int)(height * vectorStep)));
        }

        ref T b = ref MemoryMarshal.GetReference(B);
        ref T c = ref MemoryMarshal.GetReference(C);
        int step = columns >= Tiles<TVector, T>.Columns ? Tiles<TVector, T>.Columns : 4;
        for (int next = 0; next < columns; next += step)
        {
            // The last columns are taken together with some of those before, which gives those the same values again.
            nint j = Math.Min(next, columns - step);
            for (int left = vectors; left > 0;)
            {
                int height = Tiles<TVector, T>.Vectors(left);
                left -= height;
                nint place = left * width + j * shape.Rows;
                ref T panel = ref Unsafe.Add(ref packed, left * vectorStep);
                ref T columnsOfB = ref Unsafe.Add(ref b, j * shape.ColumnStride);
                if (place + (step - 1) * (nint)shape.Rows + height * width <= C.Length)
                {
                    Tiles<TVector, T>.Compute(height, step, in panel, in columnsOfB, in shape, ref Unsafe.Add(ref c, place), shape.Rows);
                }
                else
                {
                    Tiles<TVector, T>.Compute(height, step, in panel, in columnsOfB, in shape, ref MemoryMarshal.GetReference(buffer.Span), height * width);
                    int count = Math.Min(height * width, shape.Rows - left * width);
                    for (int column = 0; column < step; column++)
                    {
                        buffer.Span.Slice(column * height * width, count).CopyTo(C[((int)place + column * shape.Rows)..]);
                    }
                }
            }
        }
    }

    /// <summary>Start values and rows first to first + height of A, side by side, zeros below A's last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Pack(
        ReadOnlySpan<T> A, bool transposed, ReadOnlySpan<T> start, in Shape<T> shape, int first, int height, Span<T> panel)
    {
        int count = Math.Min(height, shape.Rows - first);
        if (count < height)
        {
            panel.Clear();
        }

        if (start.IsEmpty)
        {
            panel[..height].Clear();
        }
        else
        {
            start.Slice(first, count).CopyTo(panel);
        }

        panel = panel[height..];
        if (transposed)
        {
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<T> row = A.Slice((first + i) * shape.Depth, shape.Depth);
                for (int p = 0; p < row.Length; p++)
                {
                    panel[i + p * height] = row[p];
                }
            }

            return;
        }

        ref T from = ref Unsafe.Add(ref MemoryMarshal.GetReference(A), first);
        ref T to = ref MemoryMarshal.GetReference(panel);
        for (int p = 0; p < shape.Depth; p++)
        {
            int i = 0;
            for (; i <= count - TVector.Count; i += TVector.Count)
            {
                TVector.Store(TVector.Load(in from, i), ref to, i);
            }

            for (; i < count; i++)
            {
                Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
            }

            from = ref Unsafe.Add(ref from, shape.Rows);
            to = ref Unsafe.Add(ref to, height);
        }
    }

    /// <summary>One to three columns: the vectors of A are used from where they stand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ByColumn(ReadOnlySpan<T> A, ReadOnlySpan<T> start, ReadOnlySpan<T> B, in Shape<T> shape, Span<T> C, int columns)
    {
        // Vectors that would hang over the last row are taken together with some rows before, which gives those the same values again.
        int width = TVector.Count, rows = shape.Rows, i = 0;
        if (columns == 1)
        {
            for (; i <= rows - 8 * width; i += 8 * width)
            {
                EightVectors(A, start, B, in shape, C, i);
            }
        }

        for (; rows >= 4 * width && i < rows; i += 4 * width)
        {
            FourVectors(A, start, B, in shape, C, 0, Math.Min(1, columns - 1), Math.Min(i, rows - 4 * width));
            if (columns == 3)
            {
                FourVectors(A, start, B, in shape, C, 2, 2, Math.Min(i, rows - 4 * width));
            }
        }

        for (; i < rows; i += width)
        {
            OneVector(A, start, B, in shape, C, columns, Math.Max(0, Math.Min(i, rows - width)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightVectors(ReadOnlySpan<T> A, ReadOnlySpan<T> start, ReadOnlySpan<T> B, in Shape<T> shape, Span<T> C, int i)
    {
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

        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(A), i);
        ref T bp = ref MemoryMarshal.GetReference(B);
        nint rows = shape.Rows, depthStride = shape.DepthStride;
        for (int p = shape.Depth; p > 0; p--)
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

        ref T to = ref Unsafe.Add(ref MemoryMarshal.GetReference(C), i);
        TVector scale = TVector.Broadcast(shape.Scale);
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
    private static void FourVectors(
        ReadOnlySpan<T> A, ReadOnlySpan<T> start, ReadOnlySpan<T> B, in Shape<T> shape, Span<T> C, int j, int k, int i)
    {
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
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(A), i);
        ref T bj = ref Unsafe.Add(ref MemoryMarshal.GetReference(B), j * (nint)shape.ColumnStride);
        ref T bk = ref Unsafe.Add(ref MemoryMarshal.GetReference(B), k * (nint)shape.ColumnStride);
        nint rows = shape.Rows, depthStride = shape.DepthStride;
        for (int p = shape.Depth; p > 0; p--)
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

        TVector scale = TVector.Broadcast(shape.Scale);
        ref T cj = ref Unsafe.Add(ref MemoryMarshal.GetReference(C), i + j * rows);
        TVector.Store(TVector.Multiply(c0, scale), ref cj, 0);
        TVector.Store(TVector.Multiply(c1, scale), ref cj, width);
        TVector.Store(TVector.Multiply(c2, scale), ref cj, 2 * width);
        TVector.Store(TVector.Multiply(c3, scale), ref cj, 3 * width);
        ref T ck = ref Unsafe.Add(ref MemoryMarshal.GetReference(C), i + k * rows);
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
    private static void OneVector(
        ReadOnlySpan<T> A, ReadOnlySpan<T> start, ReadOnlySpan<T> B, in Shape<T> shape, Span<T> C, int columns, int i)
    {
        int width = TVector.Count, rows = shape.Rows, depth = shape.Depth, count = Math.Min(width, rows - i);
        TVector c0 = start.IsEmpty ? default : LoadFirst(start.Slice(i, count)), c1 = c0, c2 = c0;
        nint first = Math.Min(1, columns - 1) * shape.ColumnStride, second = (columns - 1) * shape.ColumnStride;
        ref T b = ref MemoryMarshal.GetReference(B);

        // So many steps can load a whole vector.
        int safe = A.Length < i + width ? 0 : Math.Min(depth, (A.Length - i - width) / rows + 1);
        ThreeChains(
            ref Unsafe.Add(ref MemoryMarshal.GetReference(A), i), rows, ref b, ref Unsafe.Add(ref b, first), ref Unsafe.Add(ref b, second),
            shape.DepthStride, safe, ref c0, ref c1, ref c2);
        for (int p = safe; p < depth; p++)
        {
            TVector ap = LoadFirst(A.Slice(i + p * rows, count));
            ref T bp = ref Unsafe.Add(ref b, p * (nint)shape.DepthStride);
            c0 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(bp), c0);
            c1 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(Unsafe.Add(ref bp, first)), c1);
            c2 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(Unsafe.Add(ref bp, second)), c2);
        }

        TVector scale = TVector.Broadcast(shape.Scale);
        StoreFirst(TVector.Multiply(c0, scale), C.Slice(i, count));
        if (columns > 1)
        {
            StoreFirst(TVector.Multiply(c1, scale), C.Slice(i + rows, count));
        }

        if (columns > 2)
        {
            StoreFirst(TVector.Multiply(c2, scale), C.Slice(i + 2 * rows, count));
        }
    }

    /// <summary>The loop of <see cref="OneVector"/> by itself, so that the sums stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ThreeChains(
        ref T a, nint rows, ref T b0, ref T b1, ref T b2, nint depthStride, int steps, ref TVector c0, ref TVector c1, ref TVector c2)
    {
        TVector s0 = c0, s1 = c1, s2 = c2;
        for (; steps > 0; steps--)
        {
            TVector ap = TVector.Load(in a, 0);
            s0 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(b0), s0);
            s1 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(b1), s1);
            s2 = TVector.FusedMultiplyAdd(ap, TVector.Broadcast(b2), s2);
            a = ref Unsafe.Add(ref a, rows);
            b0 = ref Unsafe.Add(ref b0, depthStride);
            b1 = ref Unsafe.Add(ref b1, depthStride);
            b2 = ref Unsafe.Add(ref b2, depthStride);
        }

        (c0, c1, c2) = (s0, s1, s2);
    }

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
}
