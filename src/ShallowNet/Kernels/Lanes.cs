using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>
/// The few vector operations that <see cref="Vector256"/> has for float and double separately, written once for both.
/// </summary>
/// <remarks>
/// Every kernel computes on 256-bit vectors whatever the machine has: the runtime splits them where the hardware is
/// narrower. The remainder of a span is padded to a full vector, so an element has the same bits wherever it stands.
/// </remarks>
internal static class Lanes
{
    /// <summary>A constant in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> All<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? Vector256.Create(value).As<double, T>()
            : Vector256.Create((float)value).As<float, T>();

    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FusedMultiplyAdd<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    /// <summary>The vector that starts at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
    {
        Debug.Assert(index >= 0 && index + Vector256<T>.Count <= source.Length);
        return Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)index);
    }

    /// <summary>The last elements from <paramref name="index"/> on; zero in the lanes beyond the end.</summary>
    public static Vector256<T> LoadRest<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
    {
        Vector256<T> vector = default;
        source[index..].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector256<T>, T>(ref vector), Vector256<T>.Count));
        return vector;
    }

    /// <summary>Writes a whole vector at <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector256<T> vector, Span<T> destination, int index)
        where T : unmanaged
    {
        Debug.Assert(index >= 0 && index + Vector256<T>.Count <= destination.Length);
        vector.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)index);
    }

    /// <summary>Writes the lanes that fit between <paramref name="index"/> and the end.</summary>
    public static void StoreRest<T>(Vector256<T> vector, Span<T> destination, int index)
        where T : unmanaged
    {
        Span<T> rest = destination[index..];
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector256<T>, T>(ref vector), rest.Length).CopyTo(rest);
    }

    /// <summary>2ⁿ for the whole numbers n in the lanes; n must lie within the normal exponents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> PowerOfTwo<T>(Vector256<T> n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Adding 1.5·2^52 (2^23) puts the integer n into the lowest bits of the fraction.
        if (typeof(T) == typeof(double))
        {
            Vector256<long> bits = (n.AsDouble() + Vector256.Create(6755399441055744.0)).AsInt64();
            return ((bits + Vector256.Create(1023L)) << 52).As<long, T>();
        }

        Vector256<int> low = (n.AsSingle() + Vector256.Create(12582912f)).AsInt32();
        return ((low + Vector256.Create(127)) << 23).As<int, T>();
    }

    /// <summary>The nearest whole number, ties to even, for magnitudes up to 2^22.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Round<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> shift = typeof(T) == typeof(double) ? All<T>(6755399441055744.0) : All<T>(12582912.0);
        return x + shift - shift;
    }

    /// <summary>Splits positive normal x = 2ᵏ·f with f in [√½, √2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> SplitExponent<T>(Vector256<T> x, out Vector256<T> k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            const long RootHalf = 0x3FE6A09E667F3BCDL;
            Vector256<long> offset = x.AsInt64() - Vector256.Create(RootHalf);
            Vector256<long> exponent = offset >> 52;
            k = Vector256.ConvertToDouble(exponent).As<double, T>();
            return (x.AsInt64() - (exponent << 52)).As<long, T>();
        }

        const int RootHalfSingle = 0x3F3504F3;
        Vector256<int> offsetSingle = x.AsInt32() - Vector256.Create(RootHalfSingle);
        Vector256<int> exponentSingle = offsetSingle >> 23;
        k = Vector256.ConvertToSingle(exponentSingle).As<float, T>();
        return (x.AsInt32() - (exponentSingle << 23)).As<int, T>();
    }
}
