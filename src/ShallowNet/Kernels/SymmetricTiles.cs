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

        ref double panels = ref MemoryMarshal.GetReference(packed.Span);
        ref double computed = ref MemoryMarshal.GetReference(tile.Span);
        ref double J = ref MemoryMarshal.GetReference(work.B);
        for (int next = sum.Part * step; next < rows; next += sum.Parts * step)
        {
            // Columns further left are longer: parts take turns. Where a tile has as many columns as a vector has lanes, they stand side by side in a panel, which
            // ends in zeros; elsewhere the last columns are taken together with some of those before, which are left out.
            int j = step == width ? next : Math.Min(next, rows - step);
            (int first, int vectorsOfB) = PanelOf(next / width, vectors);
            Multiplication<double> columns = step == width ? work with { DepthStride = vectorsOfB * width } : work;
            ref double b = ref step == width ? ref Unsafe.Add(ref panels, first * vectorStep + vectorsOfB * width + next - first * width) : ref Unsafe.Add(ref J, j);
            for (int left = vectors; left > 0 && left * width > next;)
            {
                int height = Tiles<TVector, double>.Vectors(left);
                left -= height;
                Tiles<TVector, double>.Compute(new TileSize(height, step), ref Unsafe.Add(ref panels, left * vectorStep), ref b, in columns, ref computed, height * width);
                int top = left * width, end = Math.Min(top + height * width, rows);
                for (int column = next; column < Math.Min(j + step, end); column++)
                {
                    int row = Math.Max(top, column);
                    Cholesky.AddScaled(
                        tile.Span.Slice((column - j) * height * width + row - top, end - row), sum.Factor, H.Slice(column * strideOfH + row, end - row));
                }
            }
        }
    }

    /// <summary>The panel in which a vector of rows stands: its first vector, and how many it has.</summary>
    private static (int First, int Vectors) PanelOf(int vector, int vectors)
    {
        int height = Tiles<TVector, double>.Vectors(vectors);
        while (vectors - height > vector)
        {
            vectors -= height;
            height = Tiles<TVector, double>.Vectors(vectors);
        }

        return (vectors - height, height);
    }
}
