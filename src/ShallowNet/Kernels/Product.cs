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
    [MethodImpl(Compile.AtOnce)]
    public static void Multiply(in Multiplication<T> work)
    {
        Debug.Assert(work.A.Length == (work.AStride == 0 ? work.Rows * work.Depth : work.AStride * (work.Depth - 1) + work.Rows));
        Debug.Assert(work.C.Length == work.Rows * work.Columns && (work.AStride == 0 || (work.Columns >= 4 && !work.IsTransposed)));
        Debug.Assert(work.B.Length > (work.Depth - 1) * work.DepthStride + (work.Columns - 1) * work.ColumnStride);
        if (work.Columns >= 4)
        {
            MultiplyByTiles(in work);
        }
        else if (work.IsTransposed)
        {
            using Scratch<T> scratch = Scratch<T>.Rent(work.A.Length);
            Transposition.Transpose(work.A, work.Rows, work.Depth, scratch.Span, work.Rows);
            FewColumns<TVector, T>.Multiply(work with { A = scratch.Span, IsTransposed = false });
        }
        else
        {
            FewColumns<TVector, T>.Multiply(in work);
        }
    }

    /// <summary>Packs A into panels, then goes over C tile by tile, all rows of some columns before the next columns.</summary>
    /// <remarks>
    /// A vector that hangs over the end of a column is stored whole: what it writes into the next column is overwritten by that
    /// column's own store, which comes later, the lowest panel being the first. Where no store comes later, at the end of C, a tile
    /// goes to a buffer, and from there to C.
    /// </remarks>
    [MethodImpl(Compile.AtOnce)]
    private static void MultiplyByTiles(in Multiplication<T> work)
    {
        int width = TVector.Count, rows = work.Rows, columns = work.Columns, vectors = (rows + width - 1) / width;
        nint vectorStep = width * (nint)(work.Depth + 1);
        using Scratch<T> scratch = Scratch<T>.Rent((int)(vectors * vectorStep)), buffer = Scratch<T>.Rent(3 * width * 8);
        ref T packed = ref MemoryMarshal.GetReference(scratch.Span);
        for (int left = vectors; left > 0;)
        {
            int height = Tiles<TVector, T>.Vectors(left);
            left -= height;
            Pack(in work, left * width, height * width, scratch.Span.Slice((int)(left * vectorStep), (int)(height * vectorStep)));
        }

        ref T b = ref MemoryMarshal.GetReference(work.B);
        ref T c = ref MemoryMarshal.GetReference(work.C);
        int step = columns >= Tiles<TVector, T>.Columns ? Tiles<TVector, T>.Columns : 4;
        for (int next = 0; next < columns; next += step)
        {
            // The last columns are taken together with some of those before, which gives those the same values again.
            nint j = Math.Min(next, columns - step);
            for (int left = vectors; left > 0;)
            {
                int height = Tiles<TVector, T>.Vectors(left);
                left -= height;
                nint place = left * width + j * rows;
                ref T panel = ref Unsafe.Add(ref packed, left * vectorStep);
                ref T columnsOfB = ref Unsafe.Add(ref b, j * work.ColumnStride);
                if (place + (step - 1) * (nint)rows + height * width <= work.C.Length)
                {
                    Tiles<TVector, T>.Compute(new TileSize(height, step), ref panel, ref columnsOfB, in work, ref Unsafe.Add(ref c, place), rows);
                }
                else
                {
                    ref T tile = ref MemoryMarshal.GetReference(buffer.Span);
                    Tiles<TVector, T>.Compute(new TileSize(height, step), ref panel, ref columnsOfB, in work, ref tile, height * width);
                    int count = Math.Min(height * width, rows - left * width);
                    for (int column = 0; column < step; column++)
                    {
                        buffer.Span.Slice(column * height * width, count).CopyTo(work.C[((int)place + column * rows)..]);
                    }
                }
            }
        }
    }

    /// <summary>Start values and rows first to first + height of A, side by side, zeros below A's last row.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Pack(in Multiplication<T> work, int first, int height, Span<T> panel)
    {
        ReadOnlySpan<T> A = work.A, start = work.Start;
        int count = Math.Min(height, work.Rows - first);
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
        if (work.IsTransposed)
        {
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<T> row = A.Slice((first + i) * work.Depth, work.Depth);
                for (int p = 0; p < row.Length; p++)
                {
                    panel[i + p * height] = row[p];
                }
            }

            return;
        }

        ref T from = ref Unsafe.Add(ref MemoryMarshal.GetReference(A), first);
        ref T to = ref MemoryMarshal.GetReference(panel);
        int stride = work.AStride == 0 ? work.Rows : work.AStride;
        for (int p = 0; p < work.Depth; p++)
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

            from = ref Unsafe.Add(ref from, stride);
            to = ref Unsafe.Add(ref to, height);
        }
    }
}
