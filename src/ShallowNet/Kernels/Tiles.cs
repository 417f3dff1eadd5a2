using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace ShallowNet.Kernels;

/// <summary>The vectors of rows and the columns of a tile.</summary>
internal readonly record struct TileSize(int Vectors, int Columns);

/// <summary>C = scale·(start + A·B), tile by tile, with A packed into panels and B read where it stands.</summary>
/// <remarks>
/// A tile of C is up to three vectors of rows by eight columns (four where there are 16 registers): 24 sums in registers, which
/// take three loads, eight broadcasts and 24 fused multiply-adds for each step along the depth. A panel is the rows of a tile:
/// first their start values (a bias, or zeros), then for each step its rows side by side, zeros below the last row. Every element
/// of C is one chain of fused multiply-adds from its start value along the depth.
/// </remarks>
internal static class Tiles<TVector, T>
    where TVector : struct, IVector<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The columns of a tile: 8 with 32 registers, as AVX-512 and NEON have, 4 with 16.</summary>
    public static int Columns => TVector.Count * Unsafe.SizeOf<T>() == 64 || AdvSimd.IsSupported ? 8 : 4;

    /// <summary>The vectors in the lowest panel when so many are left: three wherever possible, and one only by itself.</summary>
    public static int Vectors(nint left) => left == 1 ? 1 : left % 3 == 0 ? 3 : 2;

    /// <summary>One tile, stored in whole vectors; from column to column of C it is <paramref name="step"/> elements.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Compute(TileSize size, ref T panel, ref T b, in Multiplication<T> work, ref T c, nint step)
    {
        switch ((size.Vectors, size.Columns))
        {
            case (3, 8):
                Compute<ThreeVectors<TVector, T>, EightColumns>(ref panel, ref b, in work, ref c, step);
                break;
            case (2, 8):
                Compute<TwoVectors<TVector, T>, EightColumns>(ref panel, ref b, in work, ref c, step);
                break;
            case (1, 8):
                Compute<OneVector<TVector, T>, EightColumns>(ref panel, ref b, in work, ref c, step);
                break;
            case (3, 4):
                Compute<ThreeVectors<TVector, T>, FourColumns>(ref panel, ref b, in work, ref c, step);
                break;
            case (2, 4):
                Compute<TwoVectors<TVector, T>, FourColumns>(ref panel, ref b, in work, ref c, step);
                break;
            default:
                Compute<OneVector<TVector, T>, FourColumns>(ref panel, ref b, in work, ref c, step);
                break;
        }
    }

    /// <remarks>
    /// Which columns there are is known when the method is compiled for its types: with four, nothing is left of the other four. The
    /// distances between columns are computed before the loop, because the compiler does not always take them out of it.
    /// </remarks>
    [MethodImpl(Compile.AtOnce)]
    private static void Compute<TRows, TColumns>(ref T panel, ref T b, in Multiplication<T> work, ref T c, nint step)
        where TRows : struct, IRowVectors<TRows, TVector, T>
        where TColumns : struct, IColumns
    {
        TRows c0 = TRows.Load(in panel), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        nint height = TRows.Count * TVector.Count, depthStride = work.DepthStride, s = work.ColumnStride, s2 = 2 * s, s3 = 3 * s;
        ref T a = ref Unsafe.Add(ref panel, height);
        ref T b4 = ref Unsafe.Add(ref b, TColumns.Count == 8 ? 4 * s : 0);
        for (nint p = work.Depth; p > 0; p--)
        {
            TRows rows = TRows.Load(in a);
            c0 = TRows.FusedMultiplyAdd(rows, TVector.Broadcast(b), c0);
            c1 = TRows.FusedMultiplyAdd(rows, TVector.Broadcast(Unsafe.Add(ref b, s)), c1);
            c2 = TRows.FusedMultiplyAdd(rows, TVector.Broadcast(Unsafe.Add(ref b, s2)), c2);
            c3 = TRows.FusedMultiplyAdd(rows, TVector.Broadcast(Unsafe.Add(ref b, s3)), c3);
            a = ref Unsafe.Add(ref a, height);
            b = ref Unsafe.Add(ref b, depthStride);
            if (TColumns.Count == 8)
            {
                c4 = TRows.FusedMultiplyAdd(rows, TVector.Broadcast(b4), c4);
                c5 = TRows.FusedMultiplyAdd(rows, TVector.Broadcast(Unsafe.Add(ref b4, s)), c5);
                c6 = TRows.FusedMultiplyAdd(rows, TVector.Broadcast(Unsafe.Add(ref b4, s2)), c6);
                c7 = TRows.FusedMultiplyAdd(rows, TVector.Broadcast(Unsafe.Add(ref b4, s3)), c7);
                b4 = ref Unsafe.Add(ref b4, depthStride);
            }
        }

        TVector scale = TVector.Broadcast(work.Scale);
        TRows.StoreMultiple(c0, scale, ref c);
        TRows.StoreMultiple(c1, scale, ref Unsafe.Add(ref c, step));
        TRows.StoreMultiple(c2, scale, ref Unsafe.Add(ref c, 2 * step));
        TRows.StoreMultiple(c3, scale, ref Unsafe.Add(ref c, 3 * step));
        if (TColumns.Count == 8)
        {
            TRows.StoreMultiple(c4, scale, ref Unsafe.Add(ref c, 4 * step));
            TRows.StoreMultiple(c5, scale, ref Unsafe.Add(ref c, 5 * step));
            TRows.StoreMultiple(c6, scale, ref Unsafe.Add(ref c, 6 * step));
            TRows.StoreMultiple(c7, scale, ref Unsafe.Add(ref c, 7 * step));
        }
    }

    /// <summary>The number of a tile's columns, as a type.</summary>
    private interface IColumns
    {
        static abstract int Count { get; }
    }

    private readonly struct EightColumns : IColumns
    {
        public static int Count => 8;
    }

    private readonly struct FourColumns : IColumns
    {
        public static int Count => 4;
    }
}
