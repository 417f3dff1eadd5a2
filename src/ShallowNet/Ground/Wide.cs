using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>512 bits: AVX-512, with 32 registers.</summary>
internal readonly struct Wide<T>(Vector512<T> value) : IVector<Wide<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> value = value;

    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    public static int Count => Vector512<T>.Count;

    public static Wide<T> Zero => new(Vector512<T>.Zero);

    public static Wide<T> One => new(Vector512<T>.One);

    /// <summary>The elements.</summary>
    public Vector512<T> Value => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Load(ref readonly T source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide<T> vector, ref T destination, nint offset) => vector.value.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> All(double value) => new(typeof(T) == typeof(double) ? Vector512.Create(value).As<double, T>() : Vector512.Create((float)value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator +(Wide<T> a, Wide<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator -(Wide<T> a, Wide<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator *(Wide<T> a, Wide<T> b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator /(Wide<T> a, Wide<T> b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator &(Wide<T> a, Wide<T> b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator |(Wide<T> a, Wide<T> b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator ^(Wide<T> a, Wide<T> b) => new(a.value ^ b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator -(Wide<T> a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator ~(Wide<T> a) => new(~a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> FusedMultiplyAdd(Wide<T> a, Wide<T> b, Wide<T> c) => new(
        typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> FusedMultiplyAdd(Wide<T> a, Wide<T> b, double c) => new(
        typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), Vector512.Create(c)).As<double, T>()
            : Vector512.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), Vector512.Create((float)c)).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> FusedMultiplyAdd(Wide<T> a, double b, Wide<T> c) => new(
        typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(a.value.AsDouble(), Vector512.Create(b), c.value.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(a.value.AsSingle(), Vector512.Create((float)b), c.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Abs(Wide<T> a) => new(Vector512.Abs(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Sqrt(Wide<T> a) => new(Vector512.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> AndNot(Wide<T> a, Wide<T> b) => new(Vector512.AndNot(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Max(Wide<T> a, Wide<T> b) => new(Vector512.Max(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Min(Wide<T> a, Wide<T> b) => new(Vector512.Min(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> MaxNative(Wide<T> a, Wide<T> b) => new(Vector512.MaxNative(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> MinNative(Wide<T> a, Wide<T> b) => new(Vector512.MinNative(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> LessThan(Wide<T> a, Wide<T> b) => new(Vector512.LessThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> LessThanOrEqual(Wide<T> a, Wide<T> b) => new(Vector512.LessThanOrEqual(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> GreaterThan(Wide<T> a, Wide<T> b) => new(Vector512.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> GreaterThanOrEqual(Wide<T> a, Wide<T> b) => new(Vector512.GreaterThanOrEqual(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Equals(Wide<T> a, Wide<T> b) => new(Vector512.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> ConditionalSelect(Wide<T> condition, Wide<T> a, Wide<T> b) => new(Vector512.ConditionalSelect(condition.value, a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> PowerOfTwo(Wide<T> n) => new(
        typeof(T) == typeof(double)
            ? ((n.value.AsInt64() + Vector512.Create(1023L)) << 52).As<long, T>()
            : ((n.value.AsInt32() + Vector512.Create(127)) << 23).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> SignOfOdd(Wide<T> n) => new(
        typeof(T) == typeof(double) ? (n.value.AsInt64() << 63).As<long, T>() : (n.value.AsInt32() << 31).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> SplitExponent(Wide<T> x, out Wide<T> k)
    {
        if (typeof(T) == typeof(double))
        {
            Vector512<long> inDouble = x.value.AsInt64(), exponentInDouble = (inDouble - Vector512.Create(Lanes.RootHalfInDouble)) >> 52;
            k = new(Vector512.ConvertToDouble(exponentInDouble).As<double, T>());
            return new((inDouble - (exponentInDouble << 52)).As<long, T>());
        }

        Vector512<int> inFloat = x.value.AsInt32(), exponent = (inFloat - Vector512.Create(Lanes.RootHalfInFloat)) >> 23;
        k = new(Vector512.ConvertToSingle(exponent).As<float, T>());
        return new((inFloat - (exponent << 23)).As<int, T>());
    }
}
