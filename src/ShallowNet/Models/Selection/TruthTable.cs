using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Samples that are all there can be: every combination of inputs of two values each, with one answer to each.</summary>
internal static class TruthTable
{
    /// <summary>Larger tables would take long to learn as a whole.</summary>
    private const int MostInputs = 8;

    /// <summary>Of more samples, each of which is there several times, some can be spared to judge by.</summary>
    private const int MostSamples = 1024;

    /// <summary>
    /// Whether every combination of the values of two to eight inputs is among at most 1,024 samples, inputs of a single value aside, and samples of the same inputs have the same targets. Then nothing else can be asked, and there
    /// is nothing to be learned but the table itself: what takes a part of it away to judge by, or calls it noise, answers worse.
    /// </summary>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The targets, n_y × m.</param>
    public static bool IsComplete<T>(Matrix<T> X, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (X.ColumnCount > MostSamples)
        {
            return false;
        }

        List<(int Row, T High)> inputs = [];
        for (int i = 0; i < X.RowCount && inputs.Count <= MostInputs; i++)
        {
            T low = X[i, 0], high = low;
            for (int j = 1; j < X.ColumnCount; j++)
            {
                T x = X[i, j];
                if (x != low && x != high && low != high)
                {
                    return false;
                }

                (low, high) = (T.Min(low, x), T.Max(high, x));
            }

            if (low != high)
            {
                inputs.Add((i, high));
            }
        }

        if (inputs.Count is < 2 or > MostInputs)
        {
            return false;
        }

        int[] firstOf = new int[1 << inputs.Count];
        Array.Fill(firstOf, -1);
        for (int j = 0; j < X.ColumnCount; j++)
        {
            int combination = 0;
            for (int bit = 0; bit < inputs.Count; bit++)
            {
                combination |= X[inputs[bit].Row, j] == inputs[bit].High ? 1 << bit : 0;
            }

            if (firstOf[combination] < 0)
            {
                firstOf[combination] = j;
            }
            else if (!Y.Column(j).Equals(Y.Column(firstOf[combination])))
            {
                return false;
            }
        }

        return Array.TrueForAll(firstOf, j => j >= 0);
    }

    /// <summary>Whether each target is one number, and all are one of two.</summary>
    /// <param name="Y">The targets, n_y × m.</param>
    public static bool HasTwoValues<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Y.RowCount == 1 && Y.Enumerate().Distinct().Take(3).Count() <= 2;
}
