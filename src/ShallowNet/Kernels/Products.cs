using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>
/// The matrix products of a layer, column-major: Z = W·A + b, dW = (1/m)·dZ·Aᵀ, dA = Wᵀ·dZ, and db = (1/m)·Σ dZ.
/// </summary>
/// <remarks>
/// The order of additions is fixed, because the same seed must give the same bits. Every element is one chain of fused multiply-adds along
/// the inner dimension, from the first index to the last; the chain of Z starts from b, the others from 0. There are three exceptions.
/// Layers of one to <see cref="FewUnits"/> units and more than <see cref="FewInputs"/> inputs compute Z in several chains (see
/// <see cref="Dots"/>). db is the sum of eight chains, the first of samples 0, 8, 16, …, which are added in pairs (with one unit: as
/// <see cref="Dots"/> adds). Sums over more than <see cref="Chunk"/> samples are taken in chunks of so many, which are added in their
/// order; this also keeps sums in float accurate. Nothing of this depends on the vector width or the number of threads, and a sample's Z
/// does not depend on the other samples.
/// </remarks>
internal static class Products
{
    /// <summary>The number of samples in a chunk: sums over samples are taken chunk by chunk.</summary>
    public const int Chunk = 512;

    /// <summary>The number of samples that go forward through all layers together: so few that what is computed for them stays in the cache.</summary>
    public const int Block = 256;

    /// <summary>With at most so many units, Z is computed unit by unit, as dot products of a row of W and the columns of A.</summary>
    public const int FewUnits = 3;

    /// <summary>With at most so many inputs, dot products do not pay even then.</summary>
    public const int FewInputs = 8;

    /// <summary>A thread's part of dW has at least so many columns; and rows, if its vectors lie along the inputs.</summary>
    private const int WorthAPart = 8;

    /// <summary>Z = W·A + b: (units × inputs)·(inputs × samples) + units × 1 in every column.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Affine<T>(ReadOnlySpan<T> W, ReadOnlySpan<T> b, ReadOnlySpan<T> A, Span<T> Z, LayerSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int units, int inputs, int samples) = size;
        Debug.Assert(W.Length == units * inputs && b.Length == units && A.Length == inputs * samples && Z.Length == units * samples);
        if (units <= FewUnits && inputs > FewInputs)
        {
            Dots.Affine(W, b, A, Z, size);
        }
        else
        {
            Multiply(new Multiplication<T>
            {
                A = W, Start = b, B = A, C = Z, Rows = units, Depth = inputs, Columns = samples, DepthStride = 1, ColumnStride = inputs, Scale = T.One,
            });
        }
    }

    /// <summary>
    /// dW = scale·dZ·Aᵀ for the first chunk of samples, dW = scale·(dW + dZ·Aᵀ) for the others: (units × samples)·(inputs × samples)ᵀ.
    /// Of the work of the first chunk it can be one part: some columns of dW, or, where dividing does not pay, all in the last part.
    /// </summary>
    [MethodImpl(Compile.AtOnce)]
    public static void WeightGradient<T>(ReadOnlySpan<T> dZ, ReadOnlySpan<T> A, Span<T> dW, LayerSize size, Accumulation<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int units, int inputs, int samples) = size;
        Debug.Assert(dZ.Length == units * samples && A.Length == inputs * samples && dW.Length == units * inputs);
        Debug.Assert(sum.IsFirst || sum.Parts == 1);
        bool isDivided = sum.Parts > 1 && inputs >= WorthAPart * sum.Parts;
        if (!sum.IsFirst)
        {
            AddWeightGradient(dZ, A, dW, size, sum.Scale);
        }
        else if (isDivided && !LiesAlongInputs<T>(size))
        {
            (int first, int count) = Job.Share(inputs, sum.Part, sum.Parts);
            Multiply(new Multiplication<T>
            {
                A = dZ, B = A[first..], C = dW.Slice(first * units, count * units), Rows = units, Depth = samples, Columns = count,
                DepthStride = inputs, ColumnStride = 1, Scale = sum.Scale,
            });
        }
        else if (isDivided && units >= WorthAPart)
        {
            MultiplyAndTranspose(dZ, A, dW, size, sum);
        }
        else if (sum.Part == sum.Parts - 1)
        {
            MultiplyByTransposed(dZ, A, dW, size, sum.Scale);
        }
    }

    /// <summary>db = scale·Σ dZ for the first chunk of samples, db = scale·(db + Σ dZ) for the others.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void BiasGradient<T>(ReadOnlySpan<T> dZ, Span<T> db, LayerSize size, Accumulation<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(dZ.Length == size.Units * size.Samples && db.Length == size.Units);
        if (sum.IsFirst)
        {
            db.Clear();
        }

        Dots.AddColumns(dZ, db, size.Units, size.Samples);
        Arithmetic.Scale(db, sum.Scale);
    }

    /// <summary>dA = Wᵀ·dZ: (units × inputs)ᵀ·(units × samples).</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void BackThroughWeights<T>(ReadOnlySpan<T> W, ReadOnlySpan<T> dZ, Span<T> dA, LayerSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int units, int inputs, int samples) = size;
        Debug.Assert(W.Length == units * inputs && dZ.Length == units * samples && dA.Length == inputs * samples);
        Multiply(new Multiplication<T>
        {
            A = W, IsTransposed = true, B = dZ, C = dA, Rows = inputs, Depth = units, Columns = samples, DepthStride = 1, ColumnStride = units,
            Scale = T.One,
        });
    }

    /// <summary>dW = scale·(dW + dZ·Aᵀ).</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void AddWeightGradient<T>(ReadOnlySpan<T> dZ, ReadOnlySpan<T> A, Span<T> dW, LayerSize size, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Scratch<T> chunk = Scratch<T>.Rent(dW.Length);
        MultiplyByTransposed(dZ, A, chunk.Span, size, T.One);
        Arithmetic.AddAndScale<T>(chunk.Span, dW, scale);
    }

    /// <summary>dW = scale·dZ·Aᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyByTransposed<T>(ReadOnlySpan<T> dZ, ReadOnlySpan<T> A, Span<T> dW, LayerSize size, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int units, int inputs, int samples) = size;
        if (!LiesAlongInputs<T>(size))
        {
            MultiplyByRows(dZ, A, dW, size, scale);
        }
        else if (units == 1)
        {
            // The transpose of a row has the same elements in the same order.
            MultiplyByRows(A, dZ, dW, new(inputs, units, samples), scale);
        }
        else
        {
            MultiplyAndTranspose(dZ, A, dW, size, new(IsFirst: true, scale));
        }
    }

    /// <summary>dW = (scale·A·dZᵀ)ᵀ, or some columns of it, which are rows of A.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void MultiplyAndTranspose<T>(ReadOnlySpan<T> dZ, ReadOnlySpan<T> A, Span<T> dW, LayerSize size, Accumulation<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int units, int inputs, int samples) = size;
        (int first, int count) = Job.Share(inputs, sum.Part, sum.Parts);
        using Scratch<T> transposed = Scratch<T>.Rent(count * units);
        Multiply(new Multiplication<T>
        {
            A = A.Slice(first, A.Length - inputs + count), AStride = count == inputs ? 0 : inputs, B = dZ, C = transposed.Span, Rows = count, Depth = samples, Columns = units,
            DepthStride = units, ColumnStride = 1, Scale = sum.Scale,
        });
        Transposition.Transpose<T>(transposed.Span, units, count, dW.Slice(first * units, count * units), units);
    }

    /// <summary>C = scale·P·Qᵀ with P units × samples and Q inputs × samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyByRows<T>(ReadOnlySpan<T> P, ReadOnlySpan<T> Q, Span<T> C, LayerSize size, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(new Multiplication<T>
        {
            A = P,
            B = Q,
            C = C,
            Rows = size.Units,
            Depth = size.Samples,
            Columns = size.Inputs,
            DepthStride = size.Inputs,
            ColumnStride = 1,
            Scale = scale,
        });

    /// <summary>Whether vectors along the inputs have fewer empty lanes in dW than vectors along the units.</summary>
    private static bool LiesAlongInputs<T>(LayerSize size)
        where T : unmanaged
    {
        int width = Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256.IsHardwareAccelerated ? Vector256<T>.Count : Vector128<T>.Count;
        return (long)Ceiling(size.Inputs, width) * size.Units < (long)Ceiling(size.Units, width) * size.Inputs;
    }

    private static int Ceiling(int count, int width) => (count + width - 1) / width;

    /// <summary>Any product, by the widest vectors that the hardware has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Multiply<T>(in Multiplication<T> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Product<Wide<T>, T>.Multiply(in work);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Product<Narrow<T>, T>.Multiply(in work);
        }
        else
        {
            Product<Slim<T>, T>.Multiply(in work);
        }
    }
}
