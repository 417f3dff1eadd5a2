using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>Spans as vectors, and operations that are made of those of <see cref="IFloats{TSelf}"/>.</summary>
/// <remarks>
/// Kernels that work element by element use vectors as wide as the machine's; sums in chains that go from lane to lane use those of 512 bits on every machine, which
/// the runtime splits where they are wider. The last elements of a span are padded to a whole vector, so that an element's result does not depend on its place.
/// </remarks>
internal static class Lanes
{
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
    public static V ZeroBelow<V>(V x, V bound)
        where V : struct, IFloats<V> => V.AndNot(x, V.LessThan(V.Abs(x), bound));

    /// <summary>x, but 0 below 2⁻⁹⁶⁰ (float: 2⁻¹⁰⁰), so far above the subnormal numbers that small multiples of what stays are none either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ZeroIfNegligible<V>(V x)
        where V : struct, IFloats<V> => ZeroBelow(x, V.All(V.IsDouble ? 1.026134200324594e-289 : 7.888609052210118e-31));

    /// <summary>The vector that starts at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
    {
        Debug.Assert(index >= 0 && index + Vector512<T>.Count <= source.Length);
        return Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)index);
    }

    /// <summary>The last elements from <paramref name="index"/> on, no more than a vector has; zero in the lanes beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadRest<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LoadRest<Wide<T>, T>(source, index).Value;

    /// <summary>Writes a whole vector at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector512<T> vector, Span<T> destination, int index)
        where T : unmanaged
    {
        Debug.Assert(index >= 0 && index + Vector512<T>.Count <= destination.Length);
        vector.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)index);
    }

    /// <summary>Writes the lanes that fit between <paramref name="index"/> and the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRest<T>(Vector512<T> vector, Span<T> destination, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => StoreRest(new Wide<T>(vector), destination, index);

    /// <summary>The vector that starts at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, T>(ReadOnlySpan<T> source, int index)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        Debug.Assert(index >= 0 && index + V.Count <= source.Length);
        return V.Load(in MemoryMarshal.GetReference(source), index);
    }

    /// <summary>The last elements from <paramref name="index"/> on, no more than a vector has; zero in the lanes beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadRest<V, T>(ReadOnlySpan<T> source, int index)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V vector = default;
        ReadOnlySpan<T> rest = source[index..];
        Debug.Assert(rest.Length <= V.Count);
        Few.Copy(in MemoryMarshal.GetReference(rest), ref Unsafe.As<V, T>(ref vector), rest.Length);
        return vector;
    }

    /// <summary>Writes a whole vector at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V vector, Span<T> destination, int index)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        Debug.Assert(index >= 0 && index + V.Count <= destination.Length);
        V.Store(vector, ref MemoryMarshal.GetReference(destination), index);
    }

    /// <summary>Writes the lanes that fit between <paramref name="index"/> and the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRest<V, T>(V vector, Span<T> destination, int index)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        Span<T> rest = destination[index..];
        Debug.Assert(rest.Length <= V.Count);
        Few.Copy(in Unsafe.As<V, T>(ref vector), ref MemoryMarshal.GetReference(rest), rest.Length);
    }

    /// <summary>
    /// n + 1.5·2^52 (float: n + 1.5·2^23), where n is x·factor rounded to the nearest whole number, ties to even, of a magnitude up to 2^21.
    /// The lowest bits of this sum are n as an integer; below, it is called n with the offset.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RoundWithOffset<V>(V x, V factor)
        where V : struct, IFloats<V> => V.FusedMultiplyAdd(x, factor, Offset<V>());

    /// <summary>n, from n with the offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V WithoutOffset<V>(V n)
        where V : struct, IFloats<V> => n - Offset<V>();

    /// <summary>The offset with which whole numbers are rounded: 1.5·2^52, and 1.5·2^23 for float.</summary>
    public const double OffsetInDouble = 6755399441055744;

    /// <inheritdoc cref="OffsetInDouble"/>
    public const double OffsetInFloat = 12582912;

    /// <summary>√½, as the integer with its bits.</summary>
    public const long RootHalfInDouble = 0x3FE6A09E667F3BCD;

    /// <inheritdoc cref="RootHalfInDouble"/>
    public const int RootHalfInFloat = 0x3F3504F3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Offset<V>()
        where V : struct, IFloats<V> => V.All(V.IsDouble ? OffsetInDouble : OffsetInFloat);
}
