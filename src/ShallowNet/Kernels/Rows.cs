using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Operations of a matrix with one number for each row (unit), or for each column (sample).</summary>
internal static class Rows
{
    /// <summary>C[i, j] = f(A[i, j], p[i], q[i]). C may be A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map<T, TOperation>(ReadOnlySpan<T> A, ReadOnlySpan<T> p, ReadOnlySpan<T> q, Span<T> C, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, ITernary<T>
    {
        Debug.Assert(p.Length == q.Length && A.Length == C.Length && A.Length % p.Length == 0);
        int rows = p.Length;
        for (int start = 0; start < A.Length; start += rows)
        {
            ReadOnlySpan<T> a = A.Slice(start, rows);
            Span<T> c = C.Slice(start, rows);
            int i = 0;
            for (; i <= rows - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                Store(f.Apply(Load(a, i), Load(p, i), Load(q, i)), c, i);
            }

            if (i < rows)
            {
                StoreRest(f.Apply(LoadRest(a, i), LoadRest(p, i), LoadRest(q, i)), c, i);
            }
        }
    }

    /// <summary>C[i, j] = w[j]·A[i, j]. C may be A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ScaleColumns<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> w, Span<T> C)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(A.Length == C.Length && A.Length % w.Length == 0);
        int rows = A.Length / w.Length;
        if (rows == 1)
        {
            Kernels.Map.Binary(A, w, C, default(Arithmetic.Product<T>));
            return;
        }

        for (int j = 0; j < w.Length; j++)
        {
            ReadOnlySpan<T> a = A.Slice(j * rows, rows);
            Span<T> c = C.Slice(j * rows, rows);
            for (int i = 0; i < rows; i++)
            {
                c[i] = w[j] * a[i];
            }
        }
    }

    /// <summary>sums[i] = Σ A[i, j], a chunk of samples after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum<T>(ReadOnlySpan<T> A, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = sums.Length, chunk = rows * Products.Chunk;
        sums.Clear();
        for (int start = 0; start < A.Length; start += chunk)
        {
            int length = Math.Min(chunk, A.Length - start);
            Dots.AddColumns(A.Slice(start, length), sums, rows, length / rows);
        }
    }
}
