using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShallowNet.Kernels;

/// <summary>Copies the transpose of a matrix, or of a part of one.</summary>
internal static class Transposition
{
    /// <summary>The rows and columns of a block, which is so small that the cache keeps its lines until all of each has been used.</summary>
    private const int Block = 16;

    /// <summary>destination[j·step + i] = source[i·columns + j].</summary>
    public static void Transpose<T>(ReadOnlySpan<T> source, int rows, int columns, Span<T> destination, int step)
        where T : unmanaged => Transpose(source, columns, rows, columns, destination, step);

    /// <summary>destination[j·step + i] = source[i·sourceStep + j].</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Transpose<T>(ReadOnlySpan<T> source, int sourceStep, int rows, int columns, Span<T> destination, int step)
        where T : unmanaged
    {
        Debug.Assert(rows > 0 && columns > 0, "A matrix of less than two rows or columns is the same transposed, and is copied instead.");

        // The last element of either, so that all others are within.
        ref T from = ref MemoryMarshal.GetReference(source[..(((rows - 1) * sourceStep) + columns)]);
        ref T to = ref MemoryMarshal.GetReference(destination[..(((columns - 1) * step) + rows)]);
        for (int j0 = 0; j0 < columns; j0 += Block)
        {
            int right = Math.Min(j0 + Block, columns);
            for (int i0 = 0; i0 < rows; i0 += Block)
            {
                int below = Math.Min(i0 + Block, rows);
                for (int j = j0; j < right; j++)
                {
                    ref T column = ref Unsafe.Add(ref to, (nint)j * step);
                    ref T row = ref Unsafe.Add(ref from, j);
                    for (nint i = i0; i < below; i++)
                    {
                        Unsafe.Add(ref column, i) = Unsafe.Add(ref row, i * sourceStep);
                    }
                }
            }
        }
    }
}
