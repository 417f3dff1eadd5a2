using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Orthonormal columns Q with A = Q·R, where R has a positive diagonal.</summary>
/// <remarks>MathNet's factorization is not used, because its providers differ in the last bits and in signs.</remarks>
internal static class Orthonormal
{
    /// <summary>Replaces the columns of A, rows × columns of full rank with rows ≥ columns, by Q: the method of Gram and Schmidt.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Orthonormalize(Span<double> A, int rows, int columns)
    {
        Debug.Assert(rows >= columns && A.Length == rows * columns);
        for (int j = 0; j < columns; j++)
        {
            Span<double> a = A.Slice(j * rows, rows);

            // Rounding leaves something of the other columns after the first pass; after the second nothing that matters is left.
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
    [MethodImpl(Compile.AtOnce)]
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
