using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShallowNet.Kernels;

/// <summary>The lower triangle of J·Jᵀ, tile by tile: each part packs J once, and of the tiles those that reach below the diagonal are computed.</summary>
internal static class SymmetricTiles<TVector>
    where TVector : struct, IVector<TVector, double>
{
    /// <summary>Adds the part's share of the product to H, at least eight rows of which there are.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void AddLower(in Multiplication<double> work, Span<double> H, int strideOfH, SymmetricSum sum)
    {
        int width = TVector.Count, rows = work.Rows, step = Tiles<TVector, double>.Columns, vectors = (rows + width - 1) / width;
        int vectorStep = width * (work.Depth + 1);
        using Scratch<double> packed = Scratch<double>.Rent(vectors * vectorStep), tile = Scratch<double>.Rent(3 * width * 8);
        for (int left = vectors; left > 0;)
        {
            int height = Tiles<TVector, double>.Vectors(left);
            left -= height;
            Product<TVector, double>.Pack(in work, left * width, height * width, packed.Span.Slice(left * vectorStep, height * vectorStep));
        }

        ref double J = ref MemoryMarshal.GetReference(work.B);
        ref double panels = ref MemoryMarshal.GetReference(packed.Span);
        ref double computed = ref MemoryMarshal.GetReference(tile.Span);

        // Columns further left are longer: parts take turns. The last columns are taken together with some of those before, which are left out.
        for (int next = sum.Part * step; next < rows; next += sum.Parts * step)
        {
            int j = Math.Min(next, rows - step);
            for (int left = vectors; left > 0 && left * width > next;)
            {
                int height = Tiles<TVector, double>.Vectors(left);
                left -= height;
                Tiles<TVector, double>.Compute(
                    new TileSize(height, step), ref Unsafe.Add(ref panels, left * vectorStep), ref Unsafe.Add(ref J, j), in work, ref computed, height * width);
                int top = left * width, end = Math.Min(top + height * width, rows);
                for (int column = next; column < j + step; column++)
                {
                    int first = Math.Max(top, column);
                    if (first < end)
                    {
                        Cholesky.AddScaled(
                            tile.Span.Slice((column - j) * height * width + first - top, end - first), sum.Factor, H.Slice(column * strideOfH + first, end - first));
                    }
                }
            }
        }
    }
}
