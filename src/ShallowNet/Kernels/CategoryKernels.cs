using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShallowNet.Kernels;

/// <summary>A code becomes the numbers of its category: a column of a table of size × values for each input, one table after another.</summary>
internal static class CategoryKernels
{
    /// <summary>The rows of E that the run's inputs become: zeros for what is no code.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Forward<T>(ReadOnlySpan<T> tables, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run, int values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = A.Length / run.Inputs;
        for (int s = 0; s < samples; s++)
        {
            for (int i = 0; i < run.Count; i++)
            {
                Span<T> e = E.Slice(run.RowPlace(i, s), run.Size);
                int code = CodeOf(A[run.Place(i, s)], values);
                if (code < 0)
                {
                    e.Clear();
                }
                else
                {
                    ReadOnlySpan<T> numbers = tables.Slice((i * values + code) * run.Size, run.Size);
                    Few.Copy(ref MemoryMarshal.GetReference(numbers), ref MemoryMarshal.GetReference(e), run.Size);
                }
            }
        }
    }

    /// <summary>The sums of the derivatives by the tables: those of each code, from the first sample to the last.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void SumGradients<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> sums, in EmbeddedRun run, int values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = A.Length / run.Inputs;
        sums.Clear();
        for (int s = 0; s < samples; s++)
        {
            for (int i = 0; i < run.Count; i++)
            {
                int code = CodeOf(A[run.Place(i, s)], values);
                if (code >= 0)
                {
                    Span<T> sum = sums.Slice((i * values + code) * run.Size, run.Size);
                    ReadOnlySpan<T> de = dE.Slice(run.RowPlace(i, s), run.Size);
                    for (int k = 0; k < sum.Length; k++)
                    {
                        sum[k] += de[k];
                    }
                }
            }
        }
    }

    /// <summary>The code that a number is, from 0 to values − 1; −1 for any other number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CodeOf<T>(T x, int values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(x >= T.Zero && x < T.CreateTruncating(values)))
        {
            return -1;
        }

        int code = int.CreateTruncating(x);
        return T.CreateTruncating(code) == x ? code : -1;
    }
}
