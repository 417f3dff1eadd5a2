using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>y = f(x) on every element.</summary>
internal interface IUnary<T>
    where T : unmanaged
{
    Vector512<T> Apply(Vector512<T> x);
}

/// <summary>z = f(x, y) on every pair of elements.</summary>
internal interface IBinary<T>
    where T : unmanaged
{
    Vector512<T> Apply(Vector512<T> x, Vector512<T> y);
}

/// <summary>z = f(x, y, z) on every triple of elements, the third being replaced.</summary>
internal interface ITernary<T>
    where T : unmanaged
{
    Vector512<T> Apply(Vector512<T> x, Vector512<T> y, Vector512<T> z);
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
        int i = 0;
        for (; i <= x.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Lanes.Store(f.Apply(Lanes.Load(x, i)), y, i);
        }

        if (i < x.Length)
        {
            UnaryOfRest(x[i..], y[i..], f);
        }
    }

    /// <summary>The last elements, in a method by itself: what the compiler puts into one method is bounded.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void UnaryOfRest<T, TOperation>(ReadOnlySpan<T> x, Span<T> y, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IUnary<T> => Lanes.StoreRest(f.Apply(Lanes.LoadRest(x, 0)), y, 0);

    [MethodImpl(Compile.AtOnce)]
    public static void Binary<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinary<T>
    {
        CheckLengths(x.Length, y.Length);
        CheckLengths(y.Length, z.Length);
        int i = 0;
        for (; i <= x.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Lanes.Store(f.Apply(Lanes.Load(x, i), Lanes.Load(y, i)), z, i);
        }

        if (i < x.Length)
        {
            BinaryOfRest(x[i..], y[i..], z[i..], f);
        }
    }

    /// <inheritdoc cref="UnaryOfRest"/>
    [MethodImpl(Compile.AtOnce)]
    private static void BinaryOfRest<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinary<T> => Lanes.StoreRest(f.Apply(Lanes.LoadRest(x, 0), Lanes.LoadRest(y, 0)), z, 0);

    [MethodImpl(Compile.AtOnce)]
    public static void Ternary<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, ITernary<T>
    {
        CheckLengths(x.Length, y.Length);
        CheckLengths(y.Length, z.Length);
        int i = 0;
        for (; i <= x.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Lanes.Store(f.Apply(Lanes.Load(x, i), Lanes.Load(y, i), Lanes.Load<T>(z, i)), z, i);
        }

        if (i < x.Length)
        {
            TernaryOfRest(x[i..], y[i..], z[i..], f);
        }
    }

    /// <inheritdoc cref="UnaryOfRest"/>
    [MethodImpl(Compile.AtOnce)]
    private static void TernaryOfRest<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, ITernary<T> => Lanes.StoreRest(f.Apply(Lanes.LoadRest(x, 0), Lanes.LoadRest(y, 0), Lanes.LoadRest<T>(z, 0)), z, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckLengths(int first, int second)
    {
        if (first != second)
        {
            Refuse(first, second);
        }
    }

    private static void Refuse(int first, int second) =>
        throw new ArgumentException(Invariant($"The spans must have the same number of elements, but have {first} and {second}."));
}
