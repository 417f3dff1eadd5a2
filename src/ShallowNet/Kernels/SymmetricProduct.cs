using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>A symmetric matrix H of n × n doubles, column-major, of which the lower triangle is kept: H := H + s·J·Jᵀ, J being n × depth.</summary>
/// <remarks>
/// Every element of J·Jᵀ is one chain of fused multiply-adds along the depth, which is then added to H; so the bits do not depend on how the
/// columns are divided among threads. What stands above the diagonal stays as it is.
/// </remarks>
internal static class SymmetricProduct
{
    /// <summary>The columns of H that are computed together: few, since half of a square block on the diagonal is computed in vain.</summary>
    public const int Block = 64;

    /// <summary>Below so many rows, sums one by one are faster than tiles.</summary>
    private const int FewRows = 8;

    /// <summary>Adds to some blocks of columns of H: the part's share of them.</summary>
    /// <param name="J">n × depth; column k starts at k·stride.</param>
    /// <param name="stride">From one column of J to the next.</param>
    /// <param name="depth">The columns of J.</param>
    /// <param name="H">From its first element on, n × n, in columns of the given length.</param>
    /// <param name="size">The rows n, and the length of the columns of H.</param>
    /// <param name="sum">The factor s, and which part of the blocks.</param>
    [MethodImpl(Compile.AtOnce)]
    public static void AddLower(ReadOnlySpan<double> J, int stride, int depth, Span<double> H, SymmetricSize size, SymmetricSum sum)
    {
        Debug.Assert(J.Length >= stride * (depth - 1) + size.Rows && H.Length >= size.Stride * (size.Rows - 1) + size.Rows);
        if (size.Rows < FewRows)
        {
            if (sum.Part == 0)
            {
                AddFew(J, stride, depth, H, size, sum.Factor);
            }

            return;
        }

        // The last block has at least eight columns, which tiles need. Blocks further left are longer: parts take turns.
        int blocks = Math.Max(1, (size.Rows + Block - FewRows) / Block);
        for (int block = sum.Part; block < blocks; block += sum.Parts)
        {
            int first = block * Block, columns = block == blocks - 1 ? size.Rows - first : Block;
            AddBlock(J, stride, depth, H[(first * size.Stride + first)..], new BlockOfColumns(first, columns, size), sum.Factor);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    private static void AddBlock(ReadOnlySpan<double> J, int stride, int depth, Span<double> H, BlockOfColumns block, double factor)
    {
        int rows = block.Size.Rows - block.First;
        using Scratch<double> scratch = Scratch<double>.Rent(rows * block.Columns);
        Products.Multiply(new Multiplication<double>
        {
            A = J.Slice(block.First, stride * (depth - 1) + rows), AStride = stride, B = J[block.First..], C = scratch.Span, Rows = rows, Depth = depth,
            Columns = block.Columns, DepthStride = stride, ColumnStride = 1, Scale = 1,
        });
        for (int j = 0; j < block.Columns; j++)
        {
            Arithmetic.AddScaled(scratch.Span.Slice(j * rows + j, rows - j), factor, H.Slice(j * block.Size.Stride + j, rows - j));
        }
    }

    private static void AddFew(ReadOnlySpan<double> J, int stride, int depth, Span<double> H, SymmetricSize size, double factor)
    {
        for (int j = 0; j < size.Rows; j++)
        {
            for (int i = j; i < size.Rows; i++)
            {
                double chain = 0;
                for (int p = 0; p < depth; p++)
                {
                    chain = Math.FusedMultiplyAdd(J[p * stride + i], J[p * stride + j], chain);
                }

                ref double h = ref H[j * size.Stride + i];
                h = Math.FusedMultiplyAdd(factor, chain, h);
            }
        }
    }

    private readonly record struct BlockOfColumns(int First, int Columns, SymmetricSize Size);
}

/// <summary>The size of a symmetric matrix.</summary>
/// <param name="Rows">n.</param>
/// <param name="Stride">From one column to the next.</param>
internal readonly record struct SymmetricSize(int Rows, int Stride);

/// <summary>How a product is added to a symmetric matrix.</summary>
/// <param name="Factor">What it is multiplied by.</param>
/// <param name="Part">Which part of the blocks of columns, from 0 on.</param>
/// <param name="Parts">Into how many they are divided.</param>
internal readonly record struct SymmetricSum(double Factor, int Part = 0, int Parts = 1);
