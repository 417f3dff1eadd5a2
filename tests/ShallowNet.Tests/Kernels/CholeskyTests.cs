using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>H = L·Lᵀ and what is computed with L, whatever the threads and instructions.</summary>
public sealed class CholeskyTests
{
    private static int[] Sizes => SymmetricProductTests.Sizes;

    [Fact]
    public void TryFactor_AllSizes_IsItsFormulaToTheLastBit()
    {
        foreach (int n in Sizes)
        {
            double[] H = PositiveDefinite(n), L = (double[])H.Clone();
            Cholesky.TryFactor(L, n, threads: 1).Should().BeTrue();
            L.AsSpan().SequenceEqual(NaiveSymmetric.Factor(H, n)).Should().BeTrue($"{n} × {n} is factored in a fixed order, and only below the diagonal");
            Largest(NaiveSymmetric.Square(L, n), H).Should().BeLessThan(1e-14 * n);
        }
    }

    [Fact]
    public void TryFactor_OnSeveralThreads_HasTheSameBits()
    {
        const int n = 330;
        double[] H = PositiveDefinite(n), expected = (double[])H.Clone();
        Cholesky.TryFactor(expected, n, threads: 1).Should().BeTrue();
        foreach (int threads in (int[])[2, 3, 8])
        {
            double[] L = (double[])H.Clone();
            Cholesky.TryFactor(L, n, threads).Should().BeTrue();
            L.Should().Equal(expected);
        }
    }

    [Fact]
    public void TryFactor_WhatStandsAboveTheDiagonal_DoesNotMatter()
    {
        double[] H = PositiveDefinite(70), L = (double[])H.Clone();
        for (int j = 0; j < 70; j++)
        {
            L.AsSpan(j * 70, j).Fill(double.NaN);
        }

        Cholesky.TryFactor(L, 70, threads: 1).Should().BeTrue();
        Cholesky.TryFactor(H, 70, threads: 1).Should().BeTrue();
        Lower(L, 70).Should().Equal(Lower(H, 70));
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(0, -1.0)]
    [InlineData(5, -0.1)]
    [InlineData(63, -0.1)]
    [InlineData(64, -0.1)]
    [InlineData(129, -0.1)]
    [InlineData(0, double.NaN)]
    [InlineData(64, double.NaN)]
    [InlineData(129, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(64, double.PositiveInfinity)]
    [InlineData(129, double.NegativeInfinity)]
    public void TryFactor_ADiagonalThatIsNotPositiveOrNotFinite_IsFalse(int place, double value)
    {
        double[] H = PositiveDefinite(130);
        H[place * 130 + place] = value;
        Cholesky.TryFactor(H, 130, threads: 2).Should().BeFalse();
    }

    [Theory]
    [InlineData(10, 3, double.NaN)]
    [InlineData(129, 0, double.NaN)]
    [InlineData(129, 128, double.PositiveInfinity)]
    [InlineData(10, 3, double.NegativeInfinity)]
    [InlineData(100, 99, 1e3)]
    public void TryFactor_AnElementThatIsNotFiniteOrTooLarge_IsFalse(int row, int column, double value)
    {
        double[] H = PositiveDefinite(130);
        H[column * 130 + row] = value;
        Cholesky.TryFactor(H, 130, threads: 1).Should().BeFalse();
    }

    [Fact]
    public void TryFactor_LessThanFullRank_IsFalse()
    {
        // Small whole numbers are exact: the third column is what is left of nothing.
        double[] H = [4, 2, 6, 2, 2, 4, 6, 4, 10];
        Cholesky.TryFactor(H, 3, threads: 1).Should().BeFalse();
    }

    [Fact]
    public void Solve_AllSizes_GivesBBack()
    {
        foreach (int n in Sizes)
        {
            (double[] H, double[] L) = Factored(n);
            double[] b = SymmetricProductTests.Random(n, 3);
            Guarded<double> x = new(b);
            Cholesky.Solve(LastPage.Copy<double>(L), n, x.Span);
            Largest(Naive.Product(H, x.Values, null, 1, n, n, 1), b).Should().BeLessThan(1e-13 * n);
        }
    }

    [Fact]
    public void InverseDiagonal_AllSizes_IsThatOfTheInverse()
    {
        foreach (int n in Sizes)
        {
            (double[] H, double[] L) = Factored(n);
            Guarded<double> diagonal = new(n);
            Cholesky.InverseDiagonal(LastPage.Copy<double>(L), n, diagonal.Span, new Guarded<double>(Cholesky.RoomForInverse(n)).Span);
            double[] inverse = NaiveSymmetric.Inverse(H, n);
            Largest(diagonal.Values, [.. Enumerable.Range(0, n).Select(i => inverse[i * n + i])]).Should().BeLessThan(1e-13 * n);
        }
    }

    [Fact]
    public void LogDeterminant_AllSizes_IsTwiceTheSumOfLogarithms()
    {
        foreach (int n in Sizes)
        {
            (_, double[] L) = Factored(n);
            Cholesky.LogDeterminant(L, n).Should().BeApproximately(2 * Enumerable.Range(0, n).Sum(i => Math.Log(L[i * n + i])), 1e-13 * n);
        }

        Cholesky.LogDeterminant([1e200, 0, 0, 1e200], 2).Should().BeApproximately(800 * Math.Log(10), 1e-11, "the determinant itself would be infinite");
    }

    /// <summary>A·Aᵀ/n + I as a whole matrix.</summary>
    private static double[] PositiveDefinite(int n)
    {
        double[] A = SymmetricProductTests.Random(n * n, n);
        double[] H = Naive.Product(A, Naive.Transpose(A, n, n), null, 1.0 / n, n, n, n);
        for (int i = 0; i < n; i++)
        {
            H[i * n + i] += 1;
        }

        return H;
    }

    private static (double[] H, double[] L) Factored(int n)
    {
        double[] H = PositiveDefinite(n), L = (double[])H.Clone();
        Cholesky.TryFactor(L, n, threads: 1).Should().BeTrue();
        return (H, L);
    }

    private static double[] Lower(double[] L, int n) => [.. Enumerable.Range(0, n).SelectMany(j => L[(j * n + j)..((j + 1) * n)])];

    private static double Largest(double[] actual, double[] expected) => actual.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second));
}
