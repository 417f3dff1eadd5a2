using System.Numerics;
using System.Runtime.CompilerServices;

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
    /// <summary>The columns of a tile: 8 with 32 registers, 4 with 16.</summary>
    public static int Columns => TVector.Count * Unsafe.SizeOf<T>() == 64 ? 8 : 4;

    /// <summary>The vectors in the lowest panel when so many are left: three wherever possible, and one only by itself.</summary>
    public static int Vectors(nint left) => left == 1 ? 1 : left % 3 == 0 ? 3 : 2;

    /// <summary>One tile, stored in whole vectors; from column to column of C it is <paramref name="step"/> elements.</summary>
    public static void Compute(TileSize size, ref readonly T panel, ref readonly T b, in Multiplication<T> work, ref T c, nint step)
    {
        switch ((size.Vectors, size.Columns))
        {
            case (3, 8):
                Tile3x8(in panel, in b, in work, ref c, step);
                break;
            case (2, 8):
                Tile2x8(in panel, in b, in work, ref c, step);
                break;
            case (1, 8):
                Tile1x8(in panel, in b, in work, ref c, step);
                break;
            case (3, 4):
                Tile3x4(in panel, in b, in work, ref c, step);
                break;
            case (2, 4):
                Tile2x4(in panel, in b, in work, ref c, step);
                break;
            default:
                Tile1x4(in panel, in b, in work, ref c, step);
                break;
        }
    }

    /// <summary>3 vectors of rows by 8 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile3x8(ref readonly T panel, ref readonly T b, in Multiplication<T> work, ref T c, nint step)
    {
        int width = TVector.Count;
        TVector c00 = TVector.Load(in panel, 0 * width), c10 = TVector.Load(in panel, 1 * width), c20 = TVector.Load(in panel, 2 * width);
        TVector c01 = c00, c11 = c10, c21 = c20;
        TVector c02 = c00, c12 = c10, c22 = c20;
        TVector c03 = c00, c13 = c10, c23 = c20;
        TVector c04 = c00, c14 = c10, c24 = c20;
        TVector c05 = c00, c15 = c10, c25 = c20;
        TVector c06 = c00, c16 = c10, c26 = c20;
        TVector c07 = c00, c17 = c10, c27 = c20;
        ref T a = ref Unsafe.Add(ref Unsafe.AsRef(in panel), 3 * width);
        nint depthStride = work.DepthStride, s = work.ColumnStride;
        ref T b0 = ref Unsafe.AsRef(in b);
        ref T b4 = ref Unsafe.Add(ref b0, 4 * s);
        for (nint p = work.Depth; p > 0; p--)
        {
            TVector a0 = TVector.Load(in a, 0 * width), a1 = TVector.Load(in a, 1 * width), a2 = TVector.Load(in a, 2 * width);
            TVector bp = TVector.Broadcast(b0);
            c00 = TVector.FusedMultiplyAdd(a0, bp, c00);
            c10 = TVector.FusedMultiplyAdd(a1, bp, c10);
            c20 = TVector.FusedMultiplyAdd(a2, bp, c20);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, s));
            c01 = TVector.FusedMultiplyAdd(a0, bp, c01);
            c11 = TVector.FusedMultiplyAdd(a1, bp, c11);
            c21 = TVector.FusedMultiplyAdd(a2, bp, c21);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 2 * s));
            c02 = TVector.FusedMultiplyAdd(a0, bp, c02);
            c12 = TVector.FusedMultiplyAdd(a1, bp, c12);
            c22 = TVector.FusedMultiplyAdd(a2, bp, c22);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 3 * s));
            c03 = TVector.FusedMultiplyAdd(a0, bp, c03);
            c13 = TVector.FusedMultiplyAdd(a1, bp, c13);
            c23 = TVector.FusedMultiplyAdd(a2, bp, c23);
            bp = TVector.Broadcast(b4);
            c04 = TVector.FusedMultiplyAdd(a0, bp, c04);
            c14 = TVector.FusedMultiplyAdd(a1, bp, c14);
            c24 = TVector.FusedMultiplyAdd(a2, bp, c24);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, s));
            c05 = TVector.FusedMultiplyAdd(a0, bp, c05);
            c15 = TVector.FusedMultiplyAdd(a1, bp, c15);
            c25 = TVector.FusedMultiplyAdd(a2, bp, c25);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, 2 * s));
            c06 = TVector.FusedMultiplyAdd(a0, bp, c06);
            c16 = TVector.FusedMultiplyAdd(a1, bp, c16);
            c26 = TVector.FusedMultiplyAdd(a2, bp, c26);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, 3 * s));
            c07 = TVector.FusedMultiplyAdd(a0, bp, c07);
            c17 = TVector.FusedMultiplyAdd(a1, bp, c17);
            c27 = TVector.FusedMultiplyAdd(a2, bp, c27);
            a = ref Unsafe.Add(ref a, 3 * width);
            b0 = ref Unsafe.Add(ref b0, depthStride);
            b4 = ref Unsafe.Add(ref b4, depthStride);
        }

        TVector scale = TVector.Broadcast(work.Scale);
        TVector.Store(TVector.Multiply(c00, scale), ref c, 0);
        TVector.Store(TVector.Multiply(c10, scale), ref c, width);
        TVector.Store(TVector.Multiply(c20, scale), ref c, 2 * width);
        TVector.Store(TVector.Multiply(c01, scale), ref c, step);
        TVector.Store(TVector.Multiply(c11, scale), ref c, step + width);
        TVector.Store(TVector.Multiply(c21, scale), ref c, step + 2 * width);
        TVector.Store(TVector.Multiply(c02, scale), ref c, 2 * step);
        TVector.Store(TVector.Multiply(c12, scale), ref c, 2 * step + width);
        TVector.Store(TVector.Multiply(c22, scale), ref c, 2 * step + 2 * width);
        TVector.Store(TVector.Multiply(c03, scale), ref c, 3 * step);
        TVector.Store(TVector.Multiply(c13, scale), ref c, 3 * step + width);
        TVector.Store(TVector.Multiply(c23, scale), ref c, 3 * step + 2 * width);
        TVector.Store(TVector.Multiply(c04, scale), ref c, 4 * step);
        TVector.Store(TVector.Multiply(c14, scale), ref c, 4 * step + width);
        TVector.Store(TVector.Multiply(c24, scale), ref c, 4 * step + 2 * width);
        TVector.Store(TVector.Multiply(c05, scale), ref c, 5 * step);
        TVector.Store(TVector.Multiply(c15, scale), ref c, 5 * step + width);
        TVector.Store(TVector.Multiply(c25, scale), ref c, 5 * step + 2 * width);
        TVector.Store(TVector.Multiply(c06, scale), ref c, 6 * step);
        TVector.Store(TVector.Multiply(c16, scale), ref c, 6 * step + width);
        TVector.Store(TVector.Multiply(c26, scale), ref c, 6 * step + 2 * width);
        TVector.Store(TVector.Multiply(c07, scale), ref c, 7 * step);
        TVector.Store(TVector.Multiply(c17, scale), ref c, 7 * step + width);
        TVector.Store(TVector.Multiply(c27, scale), ref c, 7 * step + 2 * width);
    }

    /// <summary>2 vectors of rows by 8 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile2x8(ref readonly T panel, ref readonly T b, in Multiplication<T> work, ref T c, nint step)
    {
        int width = TVector.Count;
        TVector c00 = TVector.Load(in panel, 0 * width), c10 = TVector.Load(in panel, 1 * width);
        TVector c01 = c00, c11 = c10;
        TVector c02 = c00, c12 = c10;
        TVector c03 = c00, c13 = c10;
        TVector c04 = c00, c14 = c10;
        TVector c05 = c00, c15 = c10;
        TVector c06 = c00, c16 = c10;
        TVector c07 = c00, c17 = c10;
        ref T a = ref Unsafe.Add(ref Unsafe.AsRef(in panel), 2 * width);
        nint depthStride = work.DepthStride, s = work.ColumnStride;
        ref T b0 = ref Unsafe.AsRef(in b);
        ref T b4 = ref Unsafe.Add(ref b0, 4 * s);
        for (nint p = work.Depth; p > 0; p--)
        {
            TVector a0 = TVector.Load(in a, 0 * width), a1 = TVector.Load(in a, 1 * width);
            TVector bp = TVector.Broadcast(b0);
            c00 = TVector.FusedMultiplyAdd(a0, bp, c00);
            c10 = TVector.FusedMultiplyAdd(a1, bp, c10);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, s));
            c01 = TVector.FusedMultiplyAdd(a0, bp, c01);
            c11 = TVector.FusedMultiplyAdd(a1, bp, c11);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 2 * s));
            c02 = TVector.FusedMultiplyAdd(a0, bp, c02);
            c12 = TVector.FusedMultiplyAdd(a1, bp, c12);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 3 * s));
            c03 = TVector.FusedMultiplyAdd(a0, bp, c03);
            c13 = TVector.FusedMultiplyAdd(a1, bp, c13);
            bp = TVector.Broadcast(b4);
            c04 = TVector.FusedMultiplyAdd(a0, bp, c04);
            c14 = TVector.FusedMultiplyAdd(a1, bp, c14);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, s));
            c05 = TVector.FusedMultiplyAdd(a0, bp, c05);
            c15 = TVector.FusedMultiplyAdd(a1, bp, c15);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, 2 * s));
            c06 = TVector.FusedMultiplyAdd(a0, bp, c06);
            c16 = TVector.FusedMultiplyAdd(a1, bp, c16);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, 3 * s));
            c07 = TVector.FusedMultiplyAdd(a0, bp, c07);
            c17 = TVector.FusedMultiplyAdd(a1, bp, c17);
            a = ref Unsafe.Add(ref a, 2 * width);
            b0 = ref Unsafe.Add(ref b0, depthStride);
            b4 = ref Unsafe.Add(ref b4, depthStride);
        }

        TVector scale = TVector.Broadcast(work.Scale);
        TVector.Store(TVector.Multiply(c00, scale), ref c, 0);
        TVector.Store(TVector.Multiply(c10, scale), ref c, width);
        TVector.Store(TVector.Multiply(c01, scale), ref c, step);
        TVector.Store(TVector.Multiply(c11, scale), ref c, step + width);
        TVector.Store(TVector.Multiply(c02, scale), ref c, 2 * step);
        TVector.Store(TVector.Multiply(c12, scale), ref c, 2 * step + width);
        TVector.Store(TVector.Multiply(c03, scale), ref c, 3 * step);
        TVector.Store(TVector.Multiply(c13, scale), ref c, 3 * step + width);
        TVector.Store(TVector.Multiply(c04, scale), ref c, 4 * step);
        TVector.Store(TVector.Multiply(c14, scale), ref c, 4 * step + width);
        TVector.Store(TVector.Multiply(c05, scale), ref c, 5 * step);
        TVector.Store(TVector.Multiply(c15, scale), ref c, 5 * step + width);
        TVector.Store(TVector.Multiply(c06, scale), ref c, 6 * step);
        TVector.Store(TVector.Multiply(c16, scale), ref c, 6 * step + width);
        TVector.Store(TVector.Multiply(c07, scale), ref c, 7 * step);
        TVector.Store(TVector.Multiply(c17, scale), ref c, 7 * step + width);
    }

    /// <summary>1 vector of rows by 8 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile1x8(ref readonly T panel, ref readonly T b, in Multiplication<T> work, ref T c, nint step)
    {
        int width = TVector.Count;
        TVector c00 = TVector.Load(in panel, 0 * width);
        TVector c01 = c00;
        TVector c02 = c00;
        TVector c03 = c00;
        TVector c04 = c00;
        TVector c05 = c00;
        TVector c06 = c00;
        TVector c07 = c00;
        ref T a = ref Unsafe.Add(ref Unsafe.AsRef(in panel), width);
        nint depthStride = work.DepthStride, s = work.ColumnStride;
        ref T b0 = ref Unsafe.AsRef(in b);
        ref T b4 = ref Unsafe.Add(ref b0, 4 * s);
        for (nint p = work.Depth; p > 0; p--)
        {
            TVector a0 = TVector.Load(in a, 0 * width);
            TVector bp = TVector.Broadcast(b0);
            c00 = TVector.FusedMultiplyAdd(a0, bp, c00);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, s));
            c01 = TVector.FusedMultiplyAdd(a0, bp, c01);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 2 * s));
            c02 = TVector.FusedMultiplyAdd(a0, bp, c02);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 3 * s));
            c03 = TVector.FusedMultiplyAdd(a0, bp, c03);
            bp = TVector.Broadcast(b4);
            c04 = TVector.FusedMultiplyAdd(a0, bp, c04);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, s));
            c05 = TVector.FusedMultiplyAdd(a0, bp, c05);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, 2 * s));
            c06 = TVector.FusedMultiplyAdd(a0, bp, c06);
            bp = TVector.Broadcast(Unsafe.Add(ref b4, 3 * s));
            c07 = TVector.FusedMultiplyAdd(a0, bp, c07);
            a = ref Unsafe.Add(ref a, width);
            b0 = ref Unsafe.Add(ref b0, depthStride);
            b4 = ref Unsafe.Add(ref b4, depthStride);
        }

        TVector scale = TVector.Broadcast(work.Scale);
        TVector.Store(TVector.Multiply(c00, scale), ref c, 0);
        TVector.Store(TVector.Multiply(c01, scale), ref c, step);
        TVector.Store(TVector.Multiply(c02, scale), ref c, 2 * step);
        TVector.Store(TVector.Multiply(c03, scale), ref c, 3 * step);
        TVector.Store(TVector.Multiply(c04, scale), ref c, 4 * step);
        TVector.Store(TVector.Multiply(c05, scale), ref c, 5 * step);
        TVector.Store(TVector.Multiply(c06, scale), ref c, 6 * step);
        TVector.Store(TVector.Multiply(c07, scale), ref c, 7 * step);
    }

    /// <summary>3 vectors of rows by 4 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile3x4(ref readonly T panel, ref readonly T b, in Multiplication<T> work, ref T c, nint step)
    {
        int width = TVector.Count;
        TVector c00 = TVector.Load(in panel, 0 * width), c10 = TVector.Load(in panel, 1 * width), c20 = TVector.Load(in panel, 2 * width);
        TVector c01 = c00, c11 = c10, c21 = c20;
        TVector c02 = c00, c12 = c10, c22 = c20;
        TVector c03 = c00, c13 = c10, c23 = c20;
        ref T a = ref Unsafe.Add(ref Unsafe.AsRef(in panel), 3 * width);
        nint depthStride = work.DepthStride, s = work.ColumnStride;
        ref T b0 = ref Unsafe.AsRef(in b);
        for (nint p = work.Depth; p > 0; p--)
        {
            TVector a0 = TVector.Load(in a, 0 * width), a1 = TVector.Load(in a, 1 * width), a2 = TVector.Load(in a, 2 * width);
            TVector bp = TVector.Broadcast(b0);
            c00 = TVector.FusedMultiplyAdd(a0, bp, c00);
            c10 = TVector.FusedMultiplyAdd(a1, bp, c10);
            c20 = TVector.FusedMultiplyAdd(a2, bp, c20);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, s));
            c01 = TVector.FusedMultiplyAdd(a0, bp, c01);
            c11 = TVector.FusedMultiplyAdd(a1, bp, c11);
            c21 = TVector.FusedMultiplyAdd(a2, bp, c21);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 2 * s));
            c02 = TVector.FusedMultiplyAdd(a0, bp, c02);
            c12 = TVector.FusedMultiplyAdd(a1, bp, c12);
            c22 = TVector.FusedMultiplyAdd(a2, bp, c22);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 3 * s));
            c03 = TVector.FusedMultiplyAdd(a0, bp, c03);
            c13 = TVector.FusedMultiplyAdd(a1, bp, c13);
            c23 = TVector.FusedMultiplyAdd(a2, bp, c23);
            a = ref Unsafe.Add(ref a, 3 * width);
            b0 = ref Unsafe.Add(ref b0, depthStride);
        }

        TVector scale = TVector.Broadcast(work.Scale);
        TVector.Store(TVector.Multiply(c00, scale), ref c, 0);
        TVector.Store(TVector.Multiply(c10, scale), ref c, width);
        TVector.Store(TVector.Multiply(c20, scale), ref c, 2 * width);
        TVector.Store(TVector.Multiply(c01, scale), ref c, step);
        TVector.Store(TVector.Multiply(c11, scale), ref c, step + width);
        TVector.Store(TVector.Multiply(c21, scale), ref c, step + 2 * width);
        TVector.Store(TVector.Multiply(c02, scale), ref c, 2 * step);
        TVector.Store(TVector.Multiply(c12, scale), ref c, 2 * step + width);
        TVector.Store(TVector.Multiply(c22, scale), ref c, 2 * step + 2 * width);
        TVector.Store(TVector.Multiply(c03, scale), ref c, 3 * step);
        TVector.Store(TVector.Multiply(c13, scale), ref c, 3 * step + width);
        TVector.Store(TVector.Multiply(c23, scale), ref c, 3 * step + 2 * width);
    }

    /// <summary>2 vectors of rows by 4 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile2x4(ref readonly T panel, ref readonly T b, in Multiplication<T> work, ref T c, nint step)
    {
        int width = TVector.Count;
        TVector c00 = TVector.Load(in panel, 0 * width), c10 = TVector.Load(in panel, 1 * width);
        TVector c01 = c00, c11 = c10;
        TVector c02 = c00, c12 = c10;
        TVector c03 = c00, c13 = c10;
        ref T a = ref Unsafe.Add(ref Unsafe.AsRef(in panel), 2 * width);
        nint depthStride = work.DepthStride, s = work.ColumnStride;
        ref T b0 = ref Unsafe.AsRef(in b);
        for (nint p = work.Depth; p > 0; p--)
        {
            TVector a0 = TVector.Load(in a, 0 * width), a1 = TVector.Load(in a, 1 * width);
            TVector bp = TVector.Broadcast(b0);
            c00 = TVector.FusedMultiplyAdd(a0, bp, c00);
            c10 = TVector.FusedMultiplyAdd(a1, bp, c10);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, s));
            c01 = TVector.FusedMultiplyAdd(a0, bp, c01);
            c11 = TVector.FusedMultiplyAdd(a1, bp, c11);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 2 * s));
            c02 = TVector.FusedMultiplyAdd(a0, bp, c02);
            c12 = TVector.FusedMultiplyAdd(a1, bp, c12);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 3 * s));
            c03 = TVector.FusedMultiplyAdd(a0, bp, c03);
            c13 = TVector.FusedMultiplyAdd(a1, bp, c13);
            a = ref Unsafe.Add(ref a, 2 * width);
            b0 = ref Unsafe.Add(ref b0, depthStride);
        }

        TVector scale = TVector.Broadcast(work.Scale);
        TVector.Store(TVector.Multiply(c00, scale), ref c, 0);
        TVector.Store(TVector.Multiply(c10, scale), ref c, width);
        TVector.Store(TVector.Multiply(c01, scale), ref c, step);
        TVector.Store(TVector.Multiply(c11, scale), ref c, step + width);
        TVector.Store(TVector.Multiply(c02, scale), ref c, 2 * step);
        TVector.Store(TVector.Multiply(c12, scale), ref c, 2 * step + width);
        TVector.Store(TVector.Multiply(c03, scale), ref c, 3 * step);
        TVector.Store(TVector.Multiply(c13, scale), ref c, 3 * step + width);
    }

    /// <summary>1 vector of rows by 4 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile1x4(ref readonly T panel, ref readonly T b, in Multiplication<T> work, ref T c, nint step)
    {
        int width = TVector.Count;
        TVector c00 = TVector.Load(in panel, 0 * width);
        TVector c01 = c00;
        TVector c02 = c00;
        TVector c03 = c00;
        ref T a = ref Unsafe.Add(ref Unsafe.AsRef(in panel), width);
        nint depthStride = work.DepthStride, s = work.ColumnStride;
        ref T b0 = ref Unsafe.AsRef(in b);
        for (nint p = work.Depth; p > 0; p--)
        {
            TVector a0 = TVector.Load(in a, 0 * width);
            TVector bp = TVector.Broadcast(b0);
            c00 = TVector.FusedMultiplyAdd(a0, bp, c00);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, s));
            c01 = TVector.FusedMultiplyAdd(a0, bp, c01);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 2 * s));
            c02 = TVector.FusedMultiplyAdd(a0, bp, c02);
            bp = TVector.Broadcast(Unsafe.Add(ref b0, 3 * s));
            c03 = TVector.FusedMultiplyAdd(a0, bp, c03);
            a = ref Unsafe.Add(ref a, width);
            b0 = ref Unsafe.Add(ref b0, depthStride);
        }

        TVector scale = TVector.Broadcast(work.Scale);
        TVector.Store(TVector.Multiply(c00, scale), ref c, 0);
        TVector.Store(TVector.Multiply(c01, scale), ref c, step);
        TVector.Store(TVector.Multiply(c02, scale), ref c, 2 * step);
        TVector.Store(TVector.Multiply(c03, scale), ref c, 3 * step);
    }
}
