using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShallowNet;

/// <summary>256 bits: AVX2 with 16 registers.</summary>
internal readonly struct Narrow<T>(Vector256<T> value) : IVector<Narrow<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> value = value;

    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    public static int Count => Vector256<T>.Count;

    public static Narrow<T> Zero => new(Vector256<T>.Zero);

    public static Narrow<T> One => new(Vector256<T>.One);

    /// <summary>The elements.</summary>
    public Vector256<T> Value => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Load(ref readonly T source, nint offset) => new(Vector256.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Narrow<T> vector, ref T destination, nint offset) => vector.value.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> All(double value) => new(typeof(T) == typeof(double) ? Vector256.Create(value).As<double, T>() : Vector256.Create((float)value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator +(Narrow<T> a, Narrow<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator -(Narrow<T> a, Narrow<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator *(Narrow<T> a, Narrow<T> b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator /(Narrow<T> a, Narrow<T> b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator &(Narrow<T> a, Narrow<T> b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator |(Narrow<T> a, Narrow<T> b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator ^(Narrow<T> a, Narrow<T> b) => new(a.value ^ b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator -(Narrow<T> a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator ~(Narrow<T> a) => new(~a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> FusedMultiplyAdd(Narrow<T> a, Narrow<T> b, Narrow<T> c) => new(
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> FusedMultiplyAdd(Narrow<T> a, Narrow<T> b, double c) => new(
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), Vector256.Create(c)).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), Vector256.Create((float)c)).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> FusedMultiplyAdd(Narrow<T> a, double b, Narrow<T> c) => new(
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.value.AsDouble(), Vector256.Create(b), c.value.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.value.AsSingle(), Vector256.Create((float)b), c.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Abs(Narrow<T> a) => new(Vector256.Abs(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Sqrt(Narrow<T> a) => new(Vector256.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> AndNot(Narrow<T> a, Narrow<T> b) => new(Vector256.AndNot(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Max(Narrow<T> a, Narrow<T> b) => new(Vector256.Max(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Min(Narrow<T> a, Narrow<T> b) => new(Vector256.Min(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> MaxNative(Narrow<T> a, Narrow<T> b) => new(Vector256.MaxNative(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> MinNative(Narrow<T> a, Narrow<T> b) => new(Vector256.MinNative(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> LessThan(Narrow<T> a, Narrow<T> b) => new(Vector256.LessThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> LessThanOrEqual(Narrow<T> a, Narrow<T> b) => new(Vector256.LessThanOrEqual(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> GreaterThan(Narrow<T> a, Narrow<T> b) => new(Vector256.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> GreaterThanOrEqual(Narrow<T> a, Narrow<T> b) => new(Vector256.GreaterThanOrEqual(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Equals(Narrow<T> a, Narrow<T> b) => new(Vector256.Equals(a.value, b.value));

    /// <remarks>
    /// The compiler, which does not see any more that the condition is a comparison, would take three instructions for what is one. Cross-entropy of A in double takes a
    /// sixth less time so (AMD EPYC with AVX2, .NET 10).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> ConditionalSelect(Narrow<T> condition, Narrow<T> a, Narrow<T> b) => new(
        !Avx.IsSupported ? Vector256.ConditionalSelect(condition.value, a.value, b.value)
        : typeof(T) == typeof(double) ? Avx.BlendVariable(b.value.AsDouble(), a.value.AsDouble(), condition.value.AsDouble()).As<double, T>()
        : Avx.BlendVariable(b.value.AsSingle(), a.value.AsSingle(), condition.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> PowerOfTwo(Narrow<T> n) => new(
        typeof(T) == typeof(double)
            ? ((n.value.AsInt64() + Vector256.Create(1023L)) << 52).As<long, T>()
            : ((n.value.AsInt32() + Vector256.Create(127)) << 23).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> SignOfOdd(Narrow<T> n) => new(
        typeof(T) == typeof(double) ? (n.value.AsInt64() << 63).As<long, T>() : (n.value.AsInt32() << 31).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> SplitExponent(Narrow<T> x, out Narrow<T> k)
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<long> inDouble = x.value.AsInt64(), exponentInDouble = (inDouble - Vector256.Create(Lanes.RootHalfInDouble)) >> 52;
            k = new(Vector256.ConvertToDouble(exponentInDouble).As<double, T>());
            return new((inDouble - (exponentInDouble << 52)).As<long, T>());
        }

        Vector256<int> inFloat = x.value.AsInt32(), exponent = (inFloat - Vector256.Create(Lanes.RootHalfInFloat)) >> 23;
        k = new(Vector256.ConvertToSingle(exponent).As<float, T>());
        return new((inFloat - (exponent << 23)).As<int, T>());
    }
}
