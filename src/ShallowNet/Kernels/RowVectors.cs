using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>Some vectors of rows in one column of a matrix, one below the other: the piece that tiles are made of.</summary>
/// <remarks>
/// There is a type for each number of vectors, because the compiler keeps the fields of such a type in registers. With one type that is made
/// of two others, one below the other, the same tiles took 1.5 to 3 times as long.
/// </remarks>
internal interface IRowVectors<TSelf, TVector, T>
    where TSelf : struct, IRowVectors<TSelf, TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract int Count { get; }

    static abstract TSelf Load(ref readonly T source);

    /// <summary>a·b + c, each element rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TVector b, TSelf c);

    /// <summary>destination = factor·rows.</summary>
    static abstract void StoreMultiple(TSelf rows, TVector factor, ref T destination);
}

/// <summary>One vector of rows.</summary>
internal readonly struct OneVector<TVector, T>(TVector v0)
    : IRowVectors<OneVector<TVector, T>, TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TVector v0 = v0;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneVector<TVector, T> Load(ref readonly T source) => new(TVector.Load(in source, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneVector<TVector, T> FusedMultiplyAdd(OneVector<TVector, T> a, TVector b, OneVector<TVector, T> c) =>
        new(TVector.FusedMultiplyAdd(a.v0, b, c.v0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMultiple(OneVector<TVector, T> rows, TVector factor, ref T destination)
    {
        TVector.Store(rows.v0 * factor, ref destination, 0);
    }
}

/// <summary>Two vectors of rows.</summary>
internal readonly struct TwoVectors<TVector, T>(TVector v0, TVector v1)
    : IRowVectors<TwoVectors<TVector, T>, TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TVector v0 = v0;
    private readonly TVector v1 = v1;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoVectors<TVector, T> Load(ref readonly T source) => new(TVector.Load(in source, 0), TVector.Load(in source, TVector.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoVectors<TVector, T> FusedMultiplyAdd(TwoVectors<TVector, T> a, TVector b, TwoVectors<TVector, T> c) =>
        new(TVector.FusedMultiplyAdd(a.v0, b, c.v0), TVector.FusedMultiplyAdd(a.v1, b, c.v1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMultiple(TwoVectors<TVector, T> rows, TVector factor, ref T destination)
    {
        TVector.Store(rows.v0 * factor, ref destination, 0);
        TVector.Store(rows.v1 * factor, ref destination, TVector.Count);
    }
}

/// <summary>Three vectors of rows.</summary>
internal readonly struct ThreeVectors<TVector, T>(TVector v0, TVector v1, TVector v2)
    : IRowVectors<ThreeVectors<TVector, T>, TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TVector v0 = v0;
    private readonly TVector v1 = v1;
    private readonly TVector v2 = v2;

    public static int Count => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ThreeVectors<TVector, T> Load(ref readonly T source) => new(
        TVector.Load(in source, 0),
        TVector.Load(in source, TVector.Count),
        TVector.Load(in source, 2 * TVector.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ThreeVectors<TVector, T> FusedMultiplyAdd(ThreeVectors<TVector, T> a, TVector b, ThreeVectors<TVector, T> c) => new(
        TVector.FusedMultiplyAdd(a.v0, b, c.v0),
        TVector.FusedMultiplyAdd(a.v1, b, c.v1),
        TVector.FusedMultiplyAdd(a.v2, b, c.v2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMultiple(ThreeVectors<TVector, T> rows, TVector factor, ref T destination)
    {
        TVector.Store(rows.v0 * factor, ref destination, 0);
        TVector.Store(rows.v1 * factor, ref destination, TVector.Count);
        TVector.Store(rows.v2 * factor, ref destination, 2 * TVector.Count);
    }
}

/// <summary>Four vectors of rows.</summary>
internal readonly struct FourVectors<TVector, T>(TVector v0, TVector v1, TVector v2, TVector v3)
    : IRowVectors<FourVectors<TVector, T>, TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TVector v0 = v0;
    private readonly TVector v1 = v1;
    private readonly TVector v2 = v2;
    private readonly TVector v3 = v3;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector, T> Load(ref readonly T source) => new(
        TVector.Load(in source, 0),
        TVector.Load(in source, TVector.Count),
        TVector.Load(in source, 2 * TVector.Count),
        TVector.Load(in source, 3 * TVector.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector, T> FusedMultiplyAdd(FourVectors<TVector, T> a, TVector b, FourVectors<TVector, T> c) => new(
        TVector.FusedMultiplyAdd(a.v0, b, c.v0),
        TVector.FusedMultiplyAdd(a.v1, b, c.v1),
        TVector.FusedMultiplyAdd(a.v2, b, c.v2),
        TVector.FusedMultiplyAdd(a.v3, b, c.v3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMultiple(FourVectors<TVector, T> rows, TVector factor, ref T destination)
    {
        TVector.Store(rows.v0 * factor, ref destination, 0);
        TVector.Store(rows.v1 * factor, ref destination, TVector.Count);
        TVector.Store(rows.v2 * factor, ref destination, 2 * TVector.Count);
        TVector.Store(rows.v3 * factor, ref destination, 3 * TVector.Count);
    }
}
