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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Few columns: the vectors of A are used once each, from where they stand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByColumn(ReadOnlySpan<T> A, ReadOnlySpan<T> start, ReadOnlySpan<T> B, in Shape<T> shape, Span<T> C, int columns)
    {
        int width = TVector.Count;
        for (int j = 0; j < columns; j++)
        {
            ref readonly T b = ref Unsafe.Add(ref MemoryMarshal.GetReference(B), j * (nint)shape.ColumnStride);
            Span<T> c = C.Slice(j * shape.Rows, shape.Rows);
            if (shape.Rows < width)
            {
                OneShortVector(A, start, in b, in shape, c);
                continue;
            }

            int i = 0;
            for (; i <= shape.Rows - 8 * width; i += 8 * width)
            {
                EightVectors(A, start, in b, in shape, c, i);
            }

            for (; i < shape.Rows; i += width)
            {
                // The last vector is taken together with some rows before, which gives those the same values again.
                OneVector(A, start, in b, in shape, c, Math.Min(i, shape.Rows - width));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightVectors(ReadOnlySpan<T> A, ReadOnlySpan<T> start, ref readonly T b, in Shape<T> shape, Span<T> c, int i)
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
        ref T bp = ref Unsafe.AsRef(in b);
        for (int p = 0; p < shape.Depth; p++)
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
            a = ref Unsafe.Add(ref a, shape.Rows);
            bp = ref Unsafe.Add(ref bp, shape.DepthStride);
        }

        ref T to = ref Unsafe.Add(ref MemoryMarshal.GetReference(c), i);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector(ReadOnlySpan<T> A, ReadOnlySpan<T> start, ref readonly T b, in Shape<T> shape, Span<T> c, int i)
    {
        TVector sum = start.IsEmpty ? default : TVector.Load(in MemoryMarshal.GetReference(start), i);
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(A), i);
        ref T bp = ref Unsafe.AsRef(in b);
        for (int p = 0; p < shape.Depth; p++)
        {
            sum = TVector.FusedMultiplyAdd(TVector.Load(in a, 0), TVector.Broadcast(bp), sum);
            a = ref Unsafe.Add(ref a, shape.Rows);
            bp = ref Unsafe.Add(ref bp, shape.DepthStride);
        }

        TVector.Store(TVector.Multiply(sum, TVector.Broadcast(shape.Scale)), ref MemoryMarshal.GetReference(c), i);
    }

    /// <summary>Fewer rows than a vector has lanes: the other lanes compute on what follows in A, and are thrown away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneShortVector(ReadOnlySpan<T> A, ReadOnlySpan<T> start, ref readonly T b, in Shape<T> shape, Span<T> c)
    {
        int width = TVector.Count, p = 0;
        TVector sum = start.IsEmpty ? default : LoadFirst(start);
        ref T a = ref MemoryMarshal.GetReference(A);
        ref T bp = ref Unsafe.AsRef(in b);
        for (; p < shape.Depth && p * shape.Rows + width <= A.Length; p++)
        {
            sum = TVector.FusedMultiplyAdd(TVector.Load(in a, p * shape.Rows), TVector.Broadcast(bp), sum);
            bp = ref Unsafe.Add(ref bp, shape.DepthStride);
        }

        for (; p < shape.Depth; p++)
        {
            sum = TVector.FusedMultiplyAdd(LoadFirst(A.Slice(p * shape.Rows, shape.Rows)), TVector.Broadcast(bp), sum);
            bp = ref Unsafe.Add(ref bp, shape.DepthStride);
        }

        sum = TVector.Multiply(sum, TVector.Broadcast(shape.Scale));
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TVector, T>(ref sum), c.Length).CopyTo(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LoadFirst(ReadOnlySpan<T> values)
    {
        TVector vector = default;
        values.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<TVector, T>(ref vector), TVector.Count));
        return vector;
    }
}
