using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>H := H + s·J·Jᵀ to the last bit, whatever the threads and instructions.</summary>
public sealed class SymmetricProductTests
{
    /// <summary>Around the rows that are few, the vectors and the blocks of 64 columns, the last of which has at least eight.</summary>
    internal static int[] Sizes { get; } = Instructions.AreLeftOut
        ? [1, 2, 7, 8, 9, 63, 64, 65, 71, 72, 73, 135, 136]
        : [.. Enumerable.Range(1, 17), 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65, 71, 72, 73, 127, 128, 129, 135, 136, 137, 200];

    [Fact]
    public void AddLower_AllSizes_IsOneChainForEachElement()
    {
        foreach (int rows in Sizes)
        {
            foreach (int depth in rows < 70 ? (int[])[1, 2, 3, 8, 9, 70] : [1, 9])
            {
                Check(rows, depth, stride: rows, rowsOfColumn: rows, factor: 1);
            }
        }
    }

    [Theory]
    [InlineData(1, 3, 1, 1, -1)]
    [InlineData(7, 5, 4, 3, -1)]
    [InlineData(8, 5, 4, 3, -1)]
    [InlineData(64, 64, 9, 0, -1)]
    [InlineData(73, 64, 0, 5, -1)]
    [InlineData(137, 13, 3, 2, -1)]
    [InlineData(73, 5, 1, 1, 0.25)]
    [InlineData(9, 600, 0, 0, 1)]
    [InlineData(80, 270, 2, 1, 1)]
    public void AddLower_PartsOfLargerMatrices_LeavesTheRestAlone(int rows, int depth, int moreOfJ, int moreOfH, double factor) =>
        Check(rows, depth, rows + moreOfJ, rows + moreOfH, factor);

    [Fact]
    public void AddLower_InParts_HasTheSameBits()
    {
        foreach (int rows in (int[])[3, 8, 71, 72, 200, 300])
        {
            double[] J = Random(rows * 11, 1);
            double[] whole = Random(rows * rows, 2);
            double[] before = (double[])whole.Clone();
            SymmetricProduct.AddLower(J, rows, 11, whole, new(rows, rows), new(-1));
            foreach (int parts in (int[])[2, 3, 8])
            {
                double[] H = (double[])before.Clone();
                for (int part = parts - 1; part >= 0; part--)
                {
                    SymmetricProduct.AddLower(J, rows, 11, H, new(rows, rows), new(-1, part, parts));
                }

                H.Should().Equal(whole);
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AddLower_AnElementThatIsNotFinite_IsSeenInItsRowAndColumn(double value)
    {
        double[] J = Random(80 * 3, 1), H = new double[80 * 80];
        J[80 + 20] = value;
        SymmetricProduct.AddLower(J, 80, 3, H, new(80, 80), new(1));
        for (int j = 0; j < 80; j++)
        {
            for (int i = j; i < 80; i++)
            {
                double.IsFinite(H[j * 80 + i]).Should().Be(i != 20 && j != 20);
            }
        }
    }

    internal static double[] Random(int count, int seed) => new NumPyRandom(seed).Randn<double>(count, 1).ToColumnMajorArray();

    private static void Check(int rows, int depth, int stride, int rowsOfColumn, double factor)
    {
        double[] J = Random(stride * (depth - 1) + rows, rows), expected = Random(rowsOfColumn * (rows - 1) + rows, depth);
        Guarded<double> H = new(expected);
        SymmetricProduct.AddLower(LastPage.Copy<double>(J), stride, depth, H.Span, new(rows, rowsOfColumn), new(factor));

        // All of it is compared: what stands above the diagonal, or behind the rows, is as it was.
        NaiveSymmetric.AddLower(J, stride, depth, factor, expected, rows, rowsOfColumn);
        H.Values.AsSpan().SequenceEqual(expected).Should().BeTrue($"{rows} rows and {depth} columns of {stride} are added to columns of {rowsOfColumn}");
    }
}
