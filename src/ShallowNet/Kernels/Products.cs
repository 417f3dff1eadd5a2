using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>
/// The matrix products of a layer, column-major: Z = W·A + b, dW = (1/m)·dZ·Aᵀ, dA = Wᵀ·dZ, and db = (1/m)·Σ dZ.
/// </summary>
/// <remarks>
/// The order of accumulation is part of what a seed means. Every element is a chain of fused multiply-adds along the inner
/// dimension, from the first index to the last; Z's chain starts from b, the others from 0. There are three exceptions. Layers of
/// one to <see cref="FewUnits"/> units and more than <see cref="FewInputs"/> inputs sum Z in virtual lanes (<see cref="Dots"/>).
/// db is the sum of eight chains, the first of samples 0, 8, 16, …, added in pairs (one unit: in virtual lanes). Sums over more than
/// <see cref="Chunk"/> samples are split into chunks of as many, added in order; this keeps float sums accurate, too. None of this
/// depends on the vector width or the number of threads, nor a sample's Z on the samples beside it.
/// </remarks>
internal static class Products
{
    /// <summary>The samples in a chunk of a sum, and in a block of backward propagation.</summary>
    public const int Chunk = 512;

    /// <summary>The samples that go through all layers before the next: so few that they stay in the cache.</summary>
    public const int Block = 256;

    /// <summary>The most units for which an output is a dot product by itself.</summary>
    public const int FewUnits = 3;

    /// <summary>The most inputs for which even that does not pay.</summary>
    public const int FewInputs = 8;

    /// <summary>Z = W·A + b: (units × inputs)·(inputs × samples) + units × 1 in every column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Affine<T>(
        ReadOnlySpan<T> W, ReadOnlySpan<T> b, ReadOnlySpan<T> A, Span<T> Z, int units, int inputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(W.Length == units * inputs && b.Length == units && A.Length == inputs * samples && Z.Length == units * samples);
        if (units <= FewUnits && inputs > FewInputs)
        {
            Dots.Affine(W, b, A, Z, units, inputs, samples);
        }
        else
        {
            Multiply(W, transposed: false, b, A, 1, inputs, T.One, Z, units, inputs, samples);
        }
    }

    /// <summary>
    /// dW = scale·dZ·Aᵀ for the first chunk of samples, dW = scale·(dW + dZ·Aᵀ) for the others:
    /// (units × samples)·(inputs × samples)ᵀ. Or one part of it, for the first chunk.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WeightGradient<T>(
        ReadOnlySpan<T> dZ, ReadOnlySpan<T> A, Span<T> dW, int units, int inputs, int samples, bool first, T scale, int part = 0, int parts = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(dZ.Length == units * samples && A.Length == inputs * samples && dW.Length == units * inputs);
        Debug.Assert(first || parts == 1);
        if (!first)
        {
            using Scratch<T> chunk = Scratch<T>.Rent(dW.Length);
            WeightGradient(dZ, A, chunk.Span, units, inputs, samples, first: true, T.One);
            UpdateKernels.AddAndScale<T>(chunk.Span, dW, scale);
            return;
        }

        // Along which side vectors lie: (dZ·Aᵀ) or its transpose (A·dZᵀ), whichever fills them better.
        int width = Width<T>();
        bool transpose = (long)Ceiling(inputs, width) * units < (long)Ceiling(units, width) * inputs;
        if (parts > 1 && !transpose && inputs >= 8 * parts)
        {
            int from = (int)((long)inputs * part / parts), count = (int)((long)inputs * (part + 1) / parts) - from;
            Multiply(dZ, transposed: false, default, A[from..], inputs, 1, scale, dW.Slice(from * units, count * units), units, samples, count);
            return;
        }

        if (part != parts - 1)
        {
            return;
        }

        if (transpose && units > 1)
        {
            using Scratch<T> scratch = Scratch<T>.Rent(units * inputs);
            OuterProduct(A, dZ, scratch.Span, inputs, units, samples, scale);
            Transpose(scratch.Span, dW, inputs, units);
        }
        else if (transpose)
        {
            OuterProduct(A, dZ, dW, inputs, units, samples, scale);
        }
        else
        {
            OuterProduct(dZ, A, dW, units, inputs, samples, scale);
        }
    }

    /// <summary>db = scale·Σ dZ for the first chunk of samples, db = scale·(db + Σ dZ) for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BiasGradient<T>(ReadOnlySpan<T> dZ, Span<T> db, int units, int samples, bool first, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(dZ.Length == units * samples && db.Length == units);
        if (first)
        {
            db.Clear();
        }

        Dots.AddColumns(dZ, db, units, samples);
        UpdateKernels.Scale(db, scale);
    }

    /// <summary>dA = Wᵀ·dZ: (units × inputs)ᵀ·(units × samples).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BackThroughWeights<T>(
        ReadOnlySpan<T> W, ReadOnlySpan<T> dZ, Span<T> dA, int units, int inputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(W.Length == units * inputs && dZ.Length == units * samples && dA.Length == inputs * samples);
        Multiply(W, transposed: true, default, dZ, 1, units, T.One, dA, inputs, units, samples);
    }

    /// <summary>The lanes of the vectors that products use on this machine.</summary>
    private static int Width<T>()
        where T : unmanaged => Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count;

    private static int Ceiling(int count, int width) => (count + width - 1) / width;

    /// <summary>C = scale·P·Qᵀ with P rows × m and Q columns × m.</summary>
    private static void OuterProduct<T>(ReadOnlySpan<T> P, ReadOnlySpan<T> Q, Span<T> C, int rows, int columns, int m, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(P, transposed: false, default, Q, columns, 1, scale, C, rows, m, columns);

    /// <summary>B = Aᵀ with A rows × columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Transpose<T>(ReadOnlySpan<T> A, Span<T> B, int rows, int columns)
    {
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                B[j + i * columns] = A[i + j * rows];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply<T>(
        ReadOnlySpan<T> A, bool transposed, ReadOnlySpan<T> start, ReadOnlySpan<T> B, int depthStride, int columnStride, T scale,
        Span<T> C, int rows, int depth, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape<T> shape = new(rows, depth, depthStride, columnStride, scale);
        if (Vector512.IsHardwareAccelerated)
        {
            Product<Wide<T>, T>.Multiply(A, transposed, start, B, in shape, C, columns);
        }
        else
        {
            Product<Narrow<T>, T>.Multiply(A, transposed, start, B, in shape, C, columns);
        }
    }
}
