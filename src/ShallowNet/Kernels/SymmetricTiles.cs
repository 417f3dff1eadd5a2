using System.Diagnostics;
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

        // A tile has as many columns as a vector has lanes: they are read where they stand side by side, in a panel, which ends in zeros.
        Debug.Assert(step == width);
        for (int next = sum.Part * step; next < rows; next += sum.Parts * step)
        {
            // Columns further left are longer: parts take turns.
            (int first, int vectorsOfB) = PanelOf(next / width, vectors);
            Multiplication<double> columns = work with { DepthStride = vectorsOfB * width };
            ref double b = ref Unsafe.Add(ref panels, first * vectorStep + vectorsOfB * width + next - first * width);
            for (int left = vectors; left > 0 && left * width > next;)
            {
                int height = Tiles<TVector, double>.Vectors(left);
                left -= height;
                Tiles<TVector, double>.Compute(new TileSize(height, step), ref Unsafe.Add(ref panels, left * vectorStep), ref b, in columns, ref computed, height * width);
                int top = left * width, end = Math.Min(top + height * width, rows);
                for (int column = next; column < Math.Min(next + step, end); column++)
                {
                    int row = Math.Max(top, column);
                    Cholesky.AddScaled(
                        tile.Span.Slice((column - next) * height * width + row - top, end - row), sum.Factor, H.Slice(column * strideOfH + row, end - row));
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
