using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShallowNet.Kernels;

/// <summary>X = L⁻¹ for a lower triangular L of n × n, some columns of X at a time: a lane for each.</summary>
/// <remarks>
/// X_i = (I_i − Σ L_ip·X_p)·(1/L_ii), in each lane one chain of fused multiply-adds along p, of which leading zeros leave nothing: the bits do
/// not depend on how many columns are taken together.
/// </remarks>
internal static class TriangularInverse<TVector>
    where TVector : struct, IVector<TVector, double>
{
    /// <summary>The sum of the squares of each column of X: the diagonal of (L·Lᵀ)⁻¹.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void SumSquares(ReadOnlySpan<double> L, int n, Span<double> sums, Span<double> room)
    {
        int width = TVector.Count, step = Tiles<TVector, double>.Columns;
        Span<double> tile = room[..(3 * width * step)], panel = room[tile.Length..];
        for (int left = (n + width - 1) / width; left > 0;)
        {
            int height = Tiles<TVector, double>.Vectors(left);
            left -= height;
            Group group = new() { L = L, N = n, First = left * width, Lanes = height * width, Panel = panel };
            Solve(in group, tile[..(group.Lanes * step)], step);
            SumSquares(in group, tile);
            tile[..Math.Min(group.Lanes, n - group.First)].CopyTo(sums[group.First..]);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    private static void Solve(in Group group, Span<double> tile, int step)
    {
        group.Panel[..group.Lanes].Clear();

        // The rows in which the columns begin, and so many more that whole tiles are left.
        int row = Math.Min(group.N, group.First + group.Lanes);
        row += (group.N - row) % step;
        for (int i = group.First; i < row; i++)
        {
            tile.Clear();
            if (i - group.First < group.Lanes)
            {
                tile[i - group.First] = 1;
            }

            SolveRow(in group, i, group.First, tile);
        }

        ref double below = ref Unsafe.Add(ref MemoryMarshal.GetReference(group.L), group.First * group.N);
        for (; row < group.N; row += step)
        {
            Multiplication<double> work = new()
            {
                A = default, B = default, C = default, Rows = group.Lanes, Depth = row - group.First, Columns = step, DepthStride = group.N, ColumnStride = 1, Scale = 1,
            };
            Tiles<TVector, double>.Compute(
                new TileSize(group.Lanes / TVector.Count, step), ref MemoryMarshal.GetReference(group.Panel), ref Unsafe.Add(ref below, row), in work,
                ref MemoryMarshal.GetReference(tile), group.Lanes);
            for (int i = 0; i < step; i++)
            {
                SolveRow(in group, row + i, row, tile[(i * group.Lanes)..]);
            }
        }
    }

    /// <summary>−X_i, with what the rows before some row have taken off already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SolveRow(in Group group, int i, int from, ReadOnlySpan<double> start)
    {
        ref double rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(group.Panel), group.Lanes);
        ref double l = ref Unsafe.Add(ref MemoryMarshal.GetReference(group.L), i);
        TVector scale = TVector.Broadcast(-1 / group.L[i * group.N + i]);
        for (int lane = 0; lane < group.Lanes; lane += TVector.Count)
        {
            TVector sum = TVector.Load(in MemoryMarshal.GetReference(start), lane);
            for (int p = from; p < i; p++)
            {
                TVector before = TVector.Load(in rows, (p - group.First) * group.Lanes + lane);
                sum = TVector.FusedMultiplyAdd(before, TVector.Broadcast(Unsafe.Add(ref l, p * group.N)), sum);
            }

            TVector.Store(sum * scale, ref rows, (i - group.First) * group.Lanes + lane);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    private static void SumSquares(in Group group, Span<double> sums)
    {
        ref double rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(group.Panel), group.Lanes);
        for (int lane = 0; lane < group.Lanes; lane += TVector.Count)
        {
            TVector sum = TVector.Broadcast(0);
            for (int i = 0; i < group.N - group.First; i++)
            {
                TVector x = TVector.Load(in rows, i * group.Lanes + lane);
                sum = TVector.FusedMultiplyAdd(x, x, sum);
            }

            TVector.Store(sum, ref MemoryMarshal.GetReference(sums), lane);
        }
    }

    /// <summary>Columns that are taken together.</summary>
    private readonly ref struct Group
    {
        public required ReadOnlySpan<double> L { get; init; }

        public required int N { get; init; }

        /// <summary>The first column; none begins above its row.</summary>
        public required int First { get; init; }

        /// <summary>How many there are, and beyond n as many lanes as fill the last vector.</summary>
        public required int Lanes { get; init; }

        /// <summary>Zeros, in which tiles start, and then −X, a row of lanes for each row from the first on.</summary>
        public required Span<double> Panel { get; init; }
    }
}
