using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>128 bits: NEON with 32 registers, SSE with 16, WebAssembly.</summary>
internal readonly struct Slim<T>(Vector128<T> value) : IVector<Slim<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> value = value;

    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    public static int Count => Vector128<T>.Count;

    public static Slim<T> Zero => new(Vector128<T>.Zero);

    public static Slim<T> One => new(Vector128<T>.One);

    /// <summary>The elements.</summary>
    public Vector128<T> Value => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> Load(ref readonly T source, nint offset) => new(Vector128.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Slim<T> vector, ref T destination, nint offset) => vector.value.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> All(double value) => new(typeof(T) == typeof(double) ? Vector128.Create(value).As<double, T>() : Vector128.Create((float)value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator +(Slim<T> a, Slim<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator -(Slim<T> a, Slim<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator *(Slim<T> a, Slim<T> b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator /(Slim<T> a, Slim<T> b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator &(Slim<T> a, Slim<T> b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator |(Slim<T> a, Slim<T> b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator ^(Slim<T> a, Slim<T> b) => new(a.value ^ b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator -(Slim<T> a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> operator ~(Slim<T> a) => new(~a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> FusedMultiplyAdd(Slim<T> a, Slim<T> b, Slim<T> c) => new(
        typeof(T) == typeof(double)
            ? Vector128.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>()
            : Vector128.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> FusedMultiplyAdd(Slim<T> a, Slim<T> b, double c) => new(
        typeof(T) == typeof(double)
            ? Vector128.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), Vector128.Create(c)).As<double, T>()
            : Vector128.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), Vector128.Create((float)c)).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> FusedMultiplyAdd(Slim<T> a, double b, Slim<T> c) => new(
        typeof(T) == typeof(double)
            ? Vector128.FusedMultiplyAdd(a.value.AsDouble(), Vector128.Create(b), c.value.AsDouble()).As<double, T>()
            : Vector128.FusedMultiplyAdd(a.value.AsSingle(), Vector128.Create((float)b), c.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> Abs(Slim<T> a) => new(Vector128.Abs(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> Sqrt(Slim<T> a) => new(Vector128.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> AndNot(Slim<T> a, Slim<T> b) => new(Vector128.AndNot(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> Max(Slim<T> a, Slim<T> b) => new(Vector128.Max(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> Min(Slim<T> a, Slim<T> b) => new(Vector128.Min(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> MaxNative(Slim<T> a, Slim<T> b) => new(Vector128.MaxNative(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> MinNative(Slim<T> a, Slim<T> b) => new(Vector128.MinNative(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> LessThan(Slim<T> a, Slim<T> b) => new(Vector128.LessThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> LessThanOrEqual(Slim<T> a, Slim<T> b) => new(Vector128.LessThanOrEqual(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> GreaterThan(Slim<T> a, Slim<T> b) => new(Vector128.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> GreaterThanOrEqual(Slim<T> a, Slim<T> b) => new(Vector128.GreaterThanOrEqual(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> Equals(Slim<T> a, Slim<T> b) => new(Vector128.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> ConditionalSelect(Slim<T> condition, Slim<T> a, Slim<T> b) => new(Vector128.ConditionalSelect(condition.value, a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> PowerOfTwo(Slim<T> n) => new(
        typeof(T) == typeof(double)
            ? ((n.value.AsInt64() + Vector128.Create(1023L)) << 52).As<long, T>()
            : ((n.value.AsInt32() + Vector128.Create(127)) << 23).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> SignOfOdd(Slim<T> n) => new(
        typeof(T) == typeof(double) ? (n.value.AsInt64() << 63).As<long, T>() : (n.value.AsInt32() << 31).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slim<T> SplitExponent(Slim<T> x, out Slim<T> k)
    {
        if (typeof(T) == typeof(double))
        {
            Vector128<long> inDouble = x.value.AsInt64(), exponentInDouble = (inDouble - Vector128.Create(Lanes.RootHalfInDouble)) >> 52;
            k = new(Vector128.ConvertToDouble(exponentInDouble).As<double, T>());
            return new((inDouble - (exponentInDouble << 52)).As<long, T>());
        }

        Vector128<int> inFloat = x.value.AsInt32(), exponent = (inFloat - Vector128.Create(Lanes.RootHalfInFloat)) >> 23;
        k = new(Vector128.ConvertToSingle(exponent).As<float, T>());
        return new((inFloat - (exponent << 23)).As<int, T>());
    }
}
