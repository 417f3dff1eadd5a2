using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>d·aᵀ of one sample, in double whatever the precision: a row of J, of which there are as many as samples.</summary>
internal static class OuterProducts
{
    /// <summary>Writes d·aᵀ, units × inputs.</summary>
    /// <param name="d">Units elements.</param>
    /// <param name="a">Inputs elements.</param>
    /// <param name="product">Receives the columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(ReadOnlySpan<T> d, ReadOnlySpan<T> a, Span<double> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (d.Length == 1)
        {
            Scale(a, d[0], product);
            return;
        }

        if (typeof(T) == typeof(double) && d.Length is 4 or 8)
        {
            WriteWhole(MemoryMarshal.Cast<T, double>(d), MemoryMarshal.Cast<T, double>(a), product);
            return;
        }

        for (int j = 0; j < a.Length; j++)
        {
            Scale(d, a[j], product.Slice(j * d.Length, d.Length));
        }
    }

    /// <summary>The same for four or eight units, which are one or two vectors that stay in their registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteWhole(ReadOnlySpan<double> d, ReadOnlySpan<double> a, Span<double> product)
    {
        ref double from = ref MemoryMarshal.GetReference(d), to = ref MemoryMarshal.GetReference(product[..(d.Length * a.Length)]);
        Vector256<double> first = Vector256.LoadUnsafe(ref from), second = Vector256.LoadUnsafe(ref from, (nuint)d.Length - 4);
        foreach (double factor in a)
        {
            (first * factor).StoreUnsafe(ref to);
            (second * factor).StoreUnsafe(ref to, (nuint)d.Length - 4);
            to = ref Unsafe.Add(ref to, d.Length);
        }
    }

    /// <summary>y = s·x for spans that are mostly shorter than a few vectors: in halves, so that no call is needed for the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<T>(ReadOnlySpan<T> x, T s, Span<double> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double factor = double.CreateTruncating(s);
        int i = 0;
        if (typeof(T) == typeof(double))
        {
            ref double from = ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(x)), to = ref MemoryMarshal.GetReference(y[..x.Length]);
            for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
            {
                (Vector512.LoadUnsafe(ref from, (nuint)i) * factor).StoreUnsafe(ref to, (nuint)i);
            }

            if (i <= x.Length - Vector256<double>.Count)
            {
                (Vector256.LoadUnsafe(ref from, (nuint)i) * factor).StoreUnsafe(ref to, (nuint)i);
                i += Vector256<double>.Count;
            }

            if (i <= x.Length - Vector128<double>.Count)
            {
                (Vector128.LoadUnsafe(ref from, (nuint)i) * factor).StoreUnsafe(ref to, (nuint)i);
                i += Vector128<double>.Count;
            }
        }

        for (; i < x.Length; i++)
        {
            y[i] = double.CreateTruncating(x[i]) * factor;
        }
    }
}
