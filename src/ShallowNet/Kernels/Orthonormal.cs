using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>The Q of a matrix of full rank whose R has a positive diagonal, in a fixed order: MathNet's providers differ in bits and signs.</summary>
internal static class Orthonormal
{
    /// <summary>Gram and Schmidt's columns, rows × columns with rows ≥ columns, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Columns(Span<double> A, int rows, int columns)
    {
        Debug.Assert(rows >= columns && A.Length == rows * columns);
        for (int j = 0; j < columns; j++)
        {
            Span<double> a = A.Slice(j * rows, rows);

            // Twice is enough: what rounding leaves of the other columns after the first time is gone after the second.
            for (int pass = 0; pass < 2; pass++)
            {
                for (int i = 0; i < j; i++)
                {
                    ReadOnlySpan<double> q = A.Slice(i * rows, rows);
                    Arithmetic.AddScaled(q, -Dot(q, a), a);
                }
            }

            Arithmetic.Scale(a, 1 / Math.Sqrt(Dot(a, a)));
        }
    }

    /// <summary>Σ x·y: eight chains of every eighth element, added in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector512<double> chains = Vector512<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            chains = FusedMultiplyAdd(Load(x, i), Load(y, i), chains);
        }

        if (i < x.Length)
        {
            chains = FusedMultiplyAdd(LoadRest(x, i), LoadRest(y, i), chains);
        }

        double sum = 0;
        for (i = 0; i < Vector512<double>.Count; i++)
        {
            sum += chains[i];
        }

        return sum;
    }
}
