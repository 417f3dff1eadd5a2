using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>A symmetric matrix H of n × n doubles, column-major, of which the lower triangle is kept: H := H + s·J·Jᵀ, J being n × depth.</summary>
/// <remarks>
/// Every element of J·Jᵀ is one chain of fused multiply-adds along the depth, which is then added to H; so the bits do not depend on how the
/// columns are divided among threads. What stands above the diagonal stays as it is.
/// </remarks>
internal static class SymmetricProduct
{
    /// <summary>Below so many rows, sums one by one are faster than tiles, which need as many.</summary>
    private const int FewRows = 8;

    /// <summary>Adds to some of the columns of H: the part's share of them.</summary>
    /// <param name="J">n × depth; column k starts at k·stride.</param>
    /// <param name="stride">From one column of J to the next.</param>
    /// <param name="depth">The columns of J.</param>
    /// <param name="H">From its first element on, n × n, in columns of the given length.</param>
    /// <param name="size">The rows n, and the length of the columns of H.</param>
    /// <param name="sum">The factor s, and which part of the columns.</param>
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

        Multiplication<double> work = new()
        {
            A = J, AStride = stride, B = J, C = default, Rows = size.Rows, Depth = depth, Columns = size.Rows, DepthStride = stride, ColumnStride = 1, Scale = 1,
        };
        if (Vector512.IsHardwareAccelerated)
        {
            SymmetricTiles<Wide<double>>.AddLower(in work, H, size.Stride, sum);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            SymmetricTiles<Narrow<double>>.AddLower(in work, H, size.Stride, sum);
        }
        else
        {
            SymmetricTiles<Slim<double>>.AddLower(in work, H, size.Stride, sum);
        }
    }

    /// <summary>A lane for each row, and a chain for each column, of which those beyond the last and above the diagonal are not used.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void AddFew(ReadOnlySpan<double> J, int stride, int depth, Span<double> H, SymmetricSize size, double factor)
    {
        Vector512<double> s0 = Vector512<double>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0;
        using Scratch<double> packed = Scratch<double>.Rent(depth * Vector512<double>.Count);
        packed.Span.Clear();
        for (int p = 0; p < depth; p++)
        {
            for (int i = 0; i < size.Rows; i++)
            {
                packed.Span[p * Vector512<double>.Count + i] = J[p * stride + i];
            }
        }

        ref double row = ref MemoryMarshal.GetReference(packed.Span);
        for (; depth > 0; depth--)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref row);
            s0 = Vector512.FusedMultiplyAdd(x, Vector512.Create(row), s0);
            s1 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref row, 1)), s1);
            s2 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref row, 2)), s2);
            s3 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref row, 3)), s3);
            s4 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref row, 4)), s4);
            s5 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref row, 5)), s5);
            s6 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref row, 6)), s6);
            row = ref Unsafe.Add(ref row, Vector512<double>.Count);
        }

        Span<double> sums = stackalloc double[FewRows * Vector512<double>.Count];
        ref double sum = ref MemoryMarshal.GetReference(sums);
        s0.StoreUnsafe(ref sum);
        s1.StoreUnsafe(ref sum, 8);
        s2.StoreUnsafe(ref sum, 16);
        s3.StoreUnsafe(ref sum, 24);
        s4.StoreUnsafe(ref sum, 32);
        s5.StoreUnsafe(ref sum, 40);
        s6.StoreUnsafe(ref sum, 48);
        for (int j = 0; j < size.Rows; j++)
        {
            for (int i = j; i < size.Rows; i++)
            {
                ref double h = ref H[j * size.Stride + i];
                h = Math.FusedMultiplyAdd(factor, sums[j * Vector512<double>.Count + i], h);
            }
        }
    }
}

/// <summary>The size of a symmetric matrix.</summary>
/// <param name="Rows">n.</param>
/// <param name="Stride">From one column to the next.</param>
internal readonly record struct SymmetricSize(int Rows, int Stride);

/// <summary>How a product is added to a symmetric matrix.</summary>
/// <param name="Factor">What it is multiplied by.</param>
/// <param name="Part">Which part of the columns, from 0 on.</param>
/// <param name="Parts">Into how many they are divided.</param>
internal readonly record struct SymmetricSum(double Factor, int Part = 0, int Parts = 1);
