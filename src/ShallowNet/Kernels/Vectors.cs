using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>
/// A vector as wide as those of the machine. Products use it, so that they are written once for all widths; in any of them every element is
/// computed by the same operations in the same order.
/// </summary>
internal interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf Load(ref readonly T source, nint offset);

    static abstract TSelf Broadcast(T value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Multiply(TSelf a, TSelf b);

    static abstract void Store(TSelf vector, ref T destination, nint offset);
}

/// <summary>512 bits: AVX-512, with 32 registers.</summary>
internal readonly struct Wide<T>(Vector512<T> value) : IVector<Wide<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Load(ref readonly T source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> FusedMultiplyAdd(Wide<T> a, Wide<T> b, Wide<T> c) => new(Lanes.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Multiply(Wide<T> a, Wide<T> b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide<T> vector, ref T destination, nint offset) => vector.value.StoreUnsafe(ref destination, (nuint)offset);
}

/// <summary>256 bits: AVX2 with 16 registers, or NEON, whose 32 registers of 128 bits hold as much.</summary>
internal readonly struct Narrow<T>(Vector256<T> value) : IVector<Narrow<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> value = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Load(ref readonly T source, nint offset) => new(Vector256.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> FusedMultiplyAdd(Narrow<T> a, Narrow<T> b, Narrow<T> c) => new(
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Multiply(Narrow<T> a, Narrow<T> b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Narrow<T> vector, ref T destination, nint offset) => vector.value.StoreUnsafe(ref destination, (nuint)offset);
}
