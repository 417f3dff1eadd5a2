using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Kernels.Lanes;

namespace ShallowNet.Kernels;

/// <summary>
/// The three matrix products of a layer, column-major: Z = W·A + b, dW = (1/m)·dZ·Aᵀ and dA = Wᵀ·dZ, and
/// db = (1/m)·Σ dZ.
/// </summary>
/// <remarks>
/// Every element of a result is one chain of fused multiply-adds along the inner dimension, from its first index to its
/// last, whether it is computed in a vector or alone: the bits do not depend on the width of the machine.
/// </remarks>
internal static class Products
{
    /// <summary>Z = W·A + b: (units × inputs)·(inputs × samples) + units × 1 in every column.</summary>
    public static void Affine<T>(
        ReadOnlySpan<T> W, ReadOnlySpan<T> b, ReadOnlySpan<T> A, Span<T> Z, int units, int inputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(b.Length == units);
        Multiply(W, A, depthStride: 1, columnStride: inputs, b, T.One, Z, units, inputs, samples);
    }

    /// <summary>dW = (1/m)·dZ·Aᵀ: (units × samples)·(inputs × samples)ᵀ.</summary>
    public static void WeightGradient<T>(
        ReadOnlySpan<T> dZ, ReadOnlySpan<T> A, Span<T> dW, int units, int inputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(
            dZ, A, depthStride: inputs, columnStride: 1, default, T.One / T.CreateTruncating(samples), dW, units, samples, inputs);

    /// <summary>db = (1/m)·Σ dZ over the columns.</summary>
    public static void BiasGradient<T>(ReadOnlySpan<T> dZ, Span<T> db, int units, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T one = T.One;
        Multiply(
            dZ, new ReadOnlySpan<T>(in one), depthStride: 0, columnStride: 0, default, T.One / T.CreateTruncating(samples), db,
            units, samples, 1);
    }

    /// <summary>dA = Wᵀ·dZ: (units × inputs)ᵀ·(units × samples).</summary>
    public static void BackThroughWeights<T>(
        ReadOnlySpan<T> W, ReadOnlySpan<T> dZ, Span<T> dA, int units, int inputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Scratch<T> scratch = Scratch<T>.Rent(units * inputs);
        Span<T> transposed = scratch.Span;
        for (int p = 0; p < inputs; p++)
        {
            for (int i = 0; i < units; i++)
            {
                transposed[p + i * inputs] = W[i + p * units];
            }
        }

        Multiply(transposed, dZ, depthStride: 1, columnStride: units, default, T.One, dA, inputs, units, samples);
    }

    /// <summary>
    /// C = scale·(A·B) + bias with A rows × depth, C rows × columns and B(p, j) at p·depthStride + j·columnStride; an
    /// empty bias is none.
    /// </summary>
    private static void Multiply<T>(
        ReadOnlySpan<T> A, ReadOnlySpan<T> B, int depthStride, int columnStride, ReadOnlySpan<T> bias, T scale, Span<T> C,
        int rows, int depth, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(A.Length == rows * depth && C.Length == rows * columns);
        Debug.Assert(B.Length > (depth - 1) * depthStride + (columns - 1) * columnStride);
        int width = Vector256<T>.Count;
        ref T a = ref MemoryMarshal.GetReference(A);
        ref T b = ref MemoryMarshal.GetReference(B);
        int j = 0;
        for (; j <= columns - 4; j += 4)
        {
            ref T bj = ref Unsafe.Add(ref b, j * columnStride);
            int i = 0;
            for (; i <= rows - width; i += width)
            {
                FourColumns(ref Unsafe.Add(ref a, i), ref bj, rows, depth, depthStride, columnStride, out var c0, out var c1, out var c2, out var c3);
                Finish(c0, bias, scale, C, i, i + j * rows);
                Finish(c1, bias, scale, C, i, i + (j + 1) * rows);
                Finish(c2, bias, scale, C, i, i + (j + 2) * rows);
                Finish(c3, bias, scale, C, i, i + (j + 3) * rows);
            }

            for (; i < rows; i++)
            {
                for (int column = j; column < j + 4; column++)
                {
                    OneElement(ref a, ref b, depthStride, columnStride, bias, scale, C, i, column, rows, depth);
                }
            }
        }

        for (; j < columns; j++)
        {
            int i = 0;
            for (; i <= rows - width; i += width)
            {
                Vector256<T> sum = Vector256<T>.Zero;
                ref T bp = ref Unsafe.Add(ref b, j * columnStride);
                for (int p = 0; p < depth; p++)
                {
                    Vector256<T> ap = Vector256.LoadUnsafe(ref a, (nuint)(i + p * rows));
                    sum = FusedMultiplyAdd(ap, Vector256.Create(Unsafe.Add(ref bp, p * depthStride)), sum);
                }

                Finish(sum, bias, scale, C, i, i + j * rows);
            }

            for (; i < rows; i++)
            {
                OneElement(ref a, ref b, depthStride, columnStride, bias, scale, C, i, j, rows, depth);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourColumns<T>(
        ref T a, ref T b, int rows, int depth, int depthStride, int columnStride,
        out Vector256<T> c0, out Vector256<T> c1, out Vector256<T> c2, out Vector256<T> c3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> s0 = Vector256<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (int p = 0; p < depth; p++)
        {
            Vector256<T> ap = Vector256.LoadUnsafe(ref a, (nuint)(p * rows));
            ref T bp = ref Unsafe.Add(ref b, p * depthStride);
            s0 = FusedMultiplyAdd(ap, Vector256.Create(bp), s0);
            s1 = FusedMultiplyAdd(ap, Vector256.Create(Unsafe.Add(ref bp, columnStride)), s1);
            s2 = FusedMultiplyAdd(ap, Vector256.Create(Unsafe.Add(ref bp, 2 * columnStride)), s2);
            s3 = FusedMultiplyAdd(ap, Vector256.Create(Unsafe.Add(ref bp, 3 * columnStride)), s3);
        }

        (c0, c1, c2, c3) = (s0, s1, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<T>(Vector256<T> sum, ReadOnlySpan<T> bias, T scale, Span<T> C, int i, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Store(bias.IsEmpty ? sum * scale : sum * scale + Load(bias, i), C, index);

    private static void OneElement<T>(
        ref T a, ref T b, int depthStride, int columnStride, ReadOnlySpan<T> bias, T scale, Span<T> C, int i, int j, int rows, int depth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int p = 0; p < depth; p++)
        {
            sum = T.FusedMultiplyAdd(
                Unsafe.Add(ref a, i + p * rows), Unsafe.Add(ref b, p * depthStride + j * columnStride), sum);
        }

        C[i + j * rows] = bias.IsEmpty ? sum * scale : sum * scale + bias[i];
    }
}
