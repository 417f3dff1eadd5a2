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
    [MethodImpl(Compile.AtOnce)]
    public static void Map<T, TOperation>(ReadOnlySpan<T> A, ReadOnlySpan<T> p, ReadOnlySpan<T> q, Span<T> C, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, ITernary<T>
    {
        Debug.Assert(p.Length == q.Length && A.Length == C.Length && A.Length % p.Length == 0);
        if (Vector512.IsHardwareAccelerated)
        {
            Rows<Wide<T>, T>.Map(A, p, q, C, f);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Rows<Narrow<T>, T>.Map(A, p, q, C, f);
        }
        else
        {
            Rows<Slim<T>, T>.Map(A, p, q, C, f);
        }
    }

    /// <summary>C[i, j] = A[i, j]·p[i]. C may be A.</summary>
    public static void Scale<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> p, Span<T> C)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(A, p, p, C, default(Times<T>));

    /// <summary>C[i, j] = f(A[i, j], B[i, j], p[i]). C may be A or B.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void MapPairs<T, TOperation>(ReadOnlySpan<T> A, ReadOnlySpan<T> B, ReadOnlySpan<T> p, Span<T> C, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, ITernary<T>
    {
        Debug.Assert(A.Length == B.Length && A.Length == C.Length && A.Length % p.Length == 0);
        if (Vector512.IsHardwareAccelerated)
        {
            Rows<Wide<T>, T>.MapPairs(A, B, p, C, f);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Rows<Narrow<T>, T>.MapPairs(A, B, p, C, f);
        }
        else
        {
            Rows<Slim<T>, T>.MapPairs(A, B, p, C, f);
        }
    }

    /// <summary>C[i, j] = w[j]·A[i, j]. C may be A.</summary>
    [MethodImpl(Compile.AtOnce)]
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

    /// <summary>sums[i] = Σ w[j]·A[i, j]; w empty for ones.</summary>
    public static void Sum<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> w, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumTerms(A, default, w, sums);

    /// <summary>sums[i] = Σ w[j]·A[i, j]·B[i, j]; w empty for ones.</summary>
    public static void SumProducts<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> B, ReadOnlySpan<T> w, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumTerms(A, B, w, sums);

    /// <summary>Σ over the columns, a chunk of samples after the other: the order of db. B empty for ones, w too.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void SumTerms<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> B, ReadOnlySpan<T> w, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = sums.Length, samples = A.Length / rows;
        using Scratch<T> scratch = Scratch<T>.Rent(rows * Math.Min(Products.Chunk, samples));
        sums.Clear();
        for (int first = 0; first < samples; first += Products.Chunk)
        {
            int count = Math.Min(Products.Chunk, samples - first);
            ReadOnlySpan<T> terms = A.Slice(first * rows, count * rows);
            Span<T> room = scratch.Span[..terms.Length];
            if (!B.IsEmpty)
            {
                Arithmetic.Multiply(terms, B.Slice(first * rows, terms.Length), room);
                terms = room;
            }

            if (!w.IsEmpty)
            {
                ScaleColumns(terms, w.Slice(first, count), room);
                terms = room;
            }

            Dots.AddColumns(terms, sums, rows, count);
        }
    }

    private readonly struct Times<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V p, V q)
            where V : struct, IVector<V, T> => x * p;
    }
}

/// <inheritdoc cref="Rows"/>
internal static class Rows<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TOperation>(ReadOnlySpan<T> A, ReadOnlySpan<T> p, ReadOnlySpan<T> q, Span<T> C, TOperation f)
        where TOperation : struct, ITernary<T>
    {
        for (int start = 0, rows = p.Length; start < A.Length; start += rows)
        {
            ReadOnlySpan<T> a = A.Slice(start, rows);
            Span<T> c = C.Slice(start, rows);
            int i = 0;
            for (; i <= rows - V.Count; i += V.Count)
            {
                Store(f.Apply(Load<V, T>(a, i), Load<V, T>(p, i), Load<V, T>(q, i)), c, i);
            }

            if (i < rows)
            {
                StoreRest(f.Apply(LoadRest<V, T>(a, i), LoadRest<V, T>(p, i), LoadRest<V, T>(q, i)), c, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MapPairs<TOperation>(ReadOnlySpan<T> A, ReadOnlySpan<T> B, ReadOnlySpan<T> p, Span<T> C, TOperation f)
        where TOperation : struct, ITernary<T>
    {
        for (int start = 0, rows = p.Length; start < A.Length; start += rows)
        {
            ReadOnlySpan<T> a = A.Slice(start, rows), b = B.Slice(start, rows);
            Span<T> c = C.Slice(start, rows);
            int i = 0;
            for (; i <= rows - V.Count; i += V.Count)
            {
                Store(f.Apply(Load<V, T>(a, i), Load<V, T>(b, i), Load<V, T>(p, i)), c, i);
            }

            if (i < rows)
            {
                StoreRest(f.Apply(LoadRest<V, T>(a, i), LoadRest<V, T>(b, i), LoadRest<V, T>(p, i)), c, i);
            }
        }
    }
}
