using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>y = f(x) on every element.</summary>
internal interface IUnary<T>
    where T : unmanaged
{
    V Apply<V>(V x)
        where V : struct, IVector<V, T>;
}

/// <summary>z = f(x, y) on every pair of elements.</summary>
internal interface IBinary<T>
    where T : unmanaged
{
    V Apply<V>(V x, V y)
        where V : struct, IVector<V, T>;
}

/// <summary>z = f(x, y, z) on every triple of elements, the third being replaced.</summary>
internal interface ITernary<T>
    where T : unmanaged
{
    V Apply<V>(V x, V y, V z)
        where V : struct, IVector<V, T>;
}

/// <summary>
/// Applies an operation to all elements of spans: first in whole vectors, then to the last elements, padded to a whole vector. A destination
/// may be the same span as a source, but must not overlap it otherwise. Lengths are checked in release builds, too, because users can call
/// activations, losses and optimizers with spans of their own.
/// </summary>
internal static class Map
{
    [MethodImpl(Compile.AtOnce)]
    public static void Unary<T, TOperation>(ReadOnlySpan<T> x, Span<T> y, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IUnary<T>
    {
        CheckLengths(x.Length, y.Length);
        if (Vector512.IsHardwareAccelerated)
        {
            Map<Wide<T>, T>.Unary(x, y, f);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Map<Narrow<T>, T>.Unary(x, y, f);
        }
        else
        {
            Map<Slim<T>, T>.Unary(x, y, f);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Binary<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinary<T>
    {
        CheckLengths(x.Length, y.Length);
        CheckLengths(y.Length, z.Length);
        if (Vector512.IsHardwareAccelerated)
        {
            Map<Wide<T>, T>.Binary(x, y, z, f);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Map<Narrow<T>, T>.Binary(x, y, z, f);
        }
        else
        {
            Map<Slim<T>, T>.Binary(x, y, z, f);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Ternary<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, ITernary<T>
    {
        CheckLengths(x.Length, y.Length);
        CheckLengths(y.Length, z.Length);
        if (Vector512.IsHardwareAccelerated)
        {
            Map<Wide<T>, T>.Ternary(x, y, z, f);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Map<Narrow<T>, T>.Ternary(x, y, z, f);
        }
        else
        {
            Map<Slim<T>, T>.Ternary(x, y, z, f);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckLengths(int first, int second)
    {
        if (first != second)
        {
            Refuse(first, second);
        }
    }

    private static void Refuse(int first, int second) =>
        throw new ArgumentException(Invariant($"The spans must have the same number of elements, but have {first} and {second}."));
}

/// <inheritdoc cref="Map"/>
/// <remarks>The last elements are in methods by themselves, because the compiler bounds what it puts into one.</remarks>
internal static class Map<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unary<TOperation>(ReadOnlySpan<T> x, Span<T> y, TOperation f)
        where TOperation : struct, IUnary<T>
    {
        int i = 0;
        for (; i <= x.Length - V.Count; i += V.Count)
        {
            Lanes.Store(f.Apply(Lanes.Load<V, T>(x, i)), y, i);
        }

        if (i < x.Length)
        {
            UnaryOfRest(x[i..], y[i..], f);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Binary<TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where TOperation : struct, IBinary<T>
    {
        int i = 0;
        for (; i <= x.Length - V.Count; i += V.Count)
        {
            Lanes.Store(f.Apply(Lanes.Load<V, T>(x, i), Lanes.Load<V, T>(y, i)), z, i);
        }

        if (i < x.Length)
        {
            BinaryOfRest(x[i..], y[i..], z[i..], f);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ternary<TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where TOperation : struct, ITernary<T>
    {
        int i = 0;
        for (; i <= x.Length - V.Count; i += V.Count)
        {
            Lanes.Store(f.Apply(Lanes.Load<V, T>(x, i), Lanes.Load<V, T>(y, i), Lanes.Load<V, T>(z, i)), z, i);
        }

        if (i < x.Length)
        {
            TernaryOfRest(x[i..], y[i..], z[i..], f);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    private static void UnaryOfRest<TOperation>(ReadOnlySpan<T> x, Span<T> y, TOperation f)
        where TOperation : struct, IUnary<T> => Lanes.StoreRest(f.Apply(Lanes.LoadRest<V, T>(x, 0)), y, 0);

    [MethodImpl(Compile.AtOnce)]
    private static void BinaryOfRest<TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where TOperation : struct, IBinary<T> => Lanes.StoreRest(f.Apply(Lanes.LoadRest<V, T>(x, 0), Lanes.LoadRest<V, T>(y, 0)), z, 0);

    [MethodImpl(Compile.AtOnce)]
    private static void TernaryOfRest<TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where TOperation : struct, ITernary<T> => Lanes.StoreRest(f.Apply(Lanes.LoadRest<V, T>(x, 0), Lanes.LoadRest<V, T>(y, 0), Lanes.LoadRest<V, T>(z, 0)), z, 0);
}
