using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>
/// The few vector operations that <see cref="Vector512"/> has for float and double separately, written once for both.
/// </summary>
/// <remarks>
/// Kernels that work element by element use vectors of 512 bits on every machine; where the hardware's are narrower, the runtime splits them.
/// The last elements of a span are padded to a whole vector, so that an element's result does not depend on its place.
/// </remarks>
internal static class Lanes
{
    /// <summary>A constant in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> All<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? Vector512.Create(value).As<double, T>()
            : Vector512.Create((float)value).As<float, T>();

    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FusedMultiplyAdd<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    /// <summary>The smallest number of full precision.</summary>
    public static double SmallestNormal<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double) ? 2.2250738585072014e-308 : 1.1754943508222875e-38;

    /// <summary>x, but 0 where its magnitude is below a bound; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ZeroBelow<T>(Vector512<T> x, Vector512<T> bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector512.AndNot(x, Vector512.LessThan(Vector512.Abs(x), bound));

    /// <summary>x, but 0 below 2⁻⁹⁶⁰ (float: 2⁻¹⁰⁰), so far above the subnormal numbers that small multiples of what stays are none either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ZeroIfNegligible<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ZeroBelow(x, All<T>(typeof(T) == typeof(double) ? 1.026134200324594e-289 : 7.888609052210118e-31));

    /// <summary>The vector that starts at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
    {
        Debug.Assert(index >= 0 && index + Vector512<T>.Count <= source.Length);
        return Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)index);
    }

    /// <summary>The last elements from <paramref name="index"/> on, fewer than a vector has; zero in the lanes beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadRest<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
    {
        Vector512<T> vector = default;
        ReadOnlySpan<T> rest = source[index..];
        Debug.Assert(rest.Length < Vector512<T>.Count);
        Few.Copy(in MemoryMarshal.GetReference(rest), ref Unsafe.As<Vector512<T>, T>(ref vector), rest.Length);
        return vector;
    }

    /// <summary>Writes a whole vector at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector512<T> vector, Span<T> destination, int index)
        where T : unmanaged
    {
        Debug.Assert(index >= 0 && index + Vector512<T>.Count <= destination.Length);
        vector.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)index);
    }

    /// <summary>Writes the lanes that fit between <paramref name="index"/> and the end, not all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRest<T>(Vector512<T> vector, Span<T> destination, int index)
        where T : unmanaged
    {
        Span<T> rest = destination[index..];
        Debug.Assert(rest.Length < Vector512<T>.Count);
        Few.Copy(in Unsafe.As<Vector512<T>, T>(ref vector), ref MemoryMarshal.GetReference(rest), rest.Length);
    }

    /// <summary>
    /// n + 1.5·2^52 (float: n + 1.5·2^23), where n is x·factor rounded to the nearest whole number, ties to even, of a magnitude up to 2^21.
    /// The lowest bits of this sum are n as an integer; below, it is called n with the offset.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> RoundWithOffset<T>(Vector512<T> x, Vector512<T> factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FusedMultiplyAdd(x, factor, Offset<T>());

    /// <summary>n, from n with the offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> WithoutOffset<T>(Vector512<T> n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => n - Offset<T>();

    /// <summary>2ⁿ, from n with the offset; n must lie within the normal exponents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PowerOfTwo<T>(Vector512<T> n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? ((n.AsInt64() + Vector512.Create(1023L)) << 52).As<long, T>()
            : ((n.AsInt32() + Vector512.Create(127)) << 23).As<int, T>();

    /// <summary>The sign bit where n is odd and nothing where it is even, from n with the offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> SignOfOdd<T>(Vector512<T> n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? (n.AsInt64() << 63).As<long, T>()
            : (n.AsInt32() << 31).As<int, T>();

    /// <summary>The offset with which whole numbers are rounded: 1.5·2^52, and 1.5·2^23 for float.</summary>
    public const double OffsetInDouble = 6755399441055744;

    /// <inheritdoc cref="OffsetInDouble"/>
    public const double OffsetInFloat = 12582912;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Offset<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => All<T>(typeof(T) == typeof(double) ? OffsetInDouble : OffsetInFloat);

    /// <summary>Splits positive normal x = 2ᵏ·f with f in [√½, √2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> SplitExponent<T>(Vector512<T> x, out Vector512<T> k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            const long RootHalf = 0x3FE6A09E667F3BCDL;
            Vector512<long> offset = x.AsInt64() - Vector512.Create(RootHalf);
            Vector512<long> exponent = offset >> 52;
            k = Vector512.ConvertToDouble(exponent).As<double, T>();
            return (x.AsInt64() - (exponent << 52)).As<long, T>();
        }

        const int RootHalfSingle = 0x3F3504F3;
        Vector512<int> offsetSingle = x.AsInt32() - Vector512.Create(RootHalfSingle);
        Vector512<int> exponentSingle = offsetSingle >> 23;
        k = Vector512.ConvertToSingle(exponentSingle).As<float, T>();
        return (x.AsInt32() - (exponentSingle << 23)).As<int, T>();
    }
}
