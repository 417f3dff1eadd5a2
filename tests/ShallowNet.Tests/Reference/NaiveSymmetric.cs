namespace ShallowNet.Tests;

/// <summary>Symmetric matrices, column-major, of which the lower triangle counts: the kernels' order of operations, written out.</summary>
internal static class NaiveSymmetric
{
    /// <summary>H := H + s·J·Jᵀ, each element of J·Jᵀ being one chain along the depth.</summary>
    public static void AddLower(ReadOnlySpan<double> J, int stride, int depth, double factor, Span<double> H, int rows, int rowsOfColumn)
    {
        for (int j = 0; j < rows; j++)
        {
            for (int i = j; i < rows; i++)
            {
                double chain = 0;
                for (int p = 0; p < depth; p++)
                {
                    chain = Math.FusedMultiplyAdd(J[p * stride + i], J[p * stride + j], chain);
                }

                H[j * rowsOfColumn + i] = Math.FusedMultiplyAdd(factor, chain, H[j * rowsOfColumn + i]);
            }
        }
    }

    /// <summary>The lower triangle of L, H = L·Lᵀ: what the columns before a block of 64 take off is summed first, that of the block's own one by one.</summary>
    public static double[] Factor(double[] H, int n)
    {
        double[] L = (double[])H.Clone();
        for (int j = 0; j < n; j++)
        {
            int block = j / 64 * 64;
            for (int i = j; i < n; i++)
            {
                for (int first = 0; first < block; first += 64)
                {
                    double chain = 0;
                    for (int p = first; p < first + 64; p++)
                    {
                        chain = Math.FusedMultiplyAdd(L[p * n + i], L[p * n + j], chain);
                    }

                    L[j * n + i] -= chain;
                }

                for (int p = block; p < j; p++)
                {
                    L[j * n + i] = Math.FusedMultiplyAdd(-L[p * n + j], L[p * n + i], L[j * n + i]);
                }

                L[j * n + i] = i == j ? Math.Sqrt(L[j * n + j]) : L[j * n + i] * (1 / L[j * n + j]);
            }
        }

        return L;
    }

    /// <summary>L·Lᵀ as a whole matrix.</summary>
    public static double[] Square(double[] L, int n)
    {
        double[] lower = new double[n * n];
        for (int j = 0; j < n; j++)
        {
            Array.Copy(L, j * n + j, lower, j * n + j, n - j);
        }

        return Naive.Product(lower, Naive.Transpose(lower, n, n), null, 1, n, n, n);
    }

    /// <summary>The inverse of a positive definite matrix, by Gauss's and Jordan's elimination.</summary>
    public static double[] Inverse(double[] H, int n)
    {
        double[] A = (double[])H.Clone(), inverse = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            inverse[i * n + i] = 1;
        }

        for (int p = 0; p < n; p++)
        {
            double pivot = A[p * n + p];
            for (int i = 0; i < n; i++)
            {
                double factor = i == p ? 0 : A[p * n + i] / pivot;
                for (int j = 0; j < n && factor != 0; j++)
                {
                    A[j * n + i] -= factor * A[j * n + p];
                    inverse[j * n + i] -= factor * inverse[j * n + p];
                }
            }

            for (int j = 0; j < n; j++)
            {
                A[j * n + p] /= pivot;
                inverse[j * n + p] /= pivot;
            }
        }

        return inverse;
    }
}
