using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What people try first: truth tables, curves, points in the plane, and tables with much noise or few samples.</summary>
internal static class FirstTryData
{
    /// <summary>All combinations of so many bits, one a column.</summary>
    public static Matrix<double> Bits(int count) => Matrix<double>.Build.Dense(count, 1 << count, (i, j) => (j >> i) & 1);

    /// <summary>A row of numbers from one to the other, both included, at equal distances.</summary>
    public static Matrix<double> Line(double first, double last, int count) =>
        Matrix<double>.Build.Dense(1, count, (_, j) => first + (last - first) * j / (count - 1));

    /// <summary>Standard normal numbers.</summary>
    public static Matrix<double> Normal(int rows, int columns, NumPyRandom random) => random.Randn<double>(rows, columns);

    /// <summary>The function of each column.</summary>
    public static double[] Of(Matrix<double> X, Func<Vector<double>, double> function) => [.. X.EnumerateColumns().Select(function)];

    /// <summary>The function of each number, and normal noise of a standard deviation.</summary>
    public static double[] Of(Matrix<double> x, Func<double, double> function, double noise, int seed)
    {
        NumPyRandom random = new(seed);
        return [.. x.Row(0).Select(value => function(value) + noise * random.Randn())];
    }

    /// <summary>The same numbers less their mean.</summary>
    public static double[] Centred(IEnumerable<double> y)
    {
        double[] values = [.. y];
        double mean = values.Average();
        return Array.ConvertAll(values, value => value - mean);
    }

    /// <summary>
    /// Two arms of one and a half turns, one inside the other: from the centre out to a distance of 1.
    /// </summary>
    /// <param name="perArm">How many points each arm has.</param>
    /// <param name="shift">0 for the points at equal angles, and 0.5 for those half-way between them.</param>
    public static (Matrix<double> X, int[] Labels) Arms(int perArm, double shift = 0)
    {
        const double First = Math.PI / 4, Last = 3 * Math.PI;
        Matrix<double> X = Matrix<double>.Build.Dense(2, 2 * perArm, (i, j) =>
        {
            double t = First + (Last - First) * (j / 2 + shift) / (perArm - 1);
            return (j % 2 == 0 ? 1 : -1) * t / Last * (i == 0 ? Math.Cos(t) : Math.Sin(t));
        });
        return (X, [.. Enumerable.Range(0, 2 * perArm).Select(j => j % 2)]);
    }

    /// <summary>
    /// Customers, a column of 20 features for each, and who leaves: a quarter. The log odds are linear in five of the features; whoever knew
    /// them would reach an area under the ROC curve of 0.75.
    /// </summary>
    public static (Matrix<double> X, bool[] Leaves) Customers(int count, NumPyRandom random)
    {
        Matrix<double> X = Matrix<double>.Build.Dense(20, count);
        bool[] leaves = new bool[count];
        for (int j = 0; j < count; j++)
        {
            for (int i = 0; i < 20; i++)
            {
                // Twelve normal numbers, four flags, and four amounts that are small mostly.
                X[i, j] = i < 12 ? random.Randn() : i < 16 ? (random.Rand() < 0.3 ? 1 : 0) : -Math.Log(1 - random.Rand());
            }

            double z = -1.1 + 0.65 * X[0, j] - 0.55 * X[1, j] + 0.4 * X[2, j] + 0.5 * X[12, j] - 0.4 * X[16, j];
            leaves[j] = random.Rand() < 1 / (1 + Math.Exp(-z));
        }

        return (X, leaves);
    }

    /// <summary>What a logistic regression without penalty, by Newton's method, gives as the log odds of other samples.</summary>
    public static Matrix<double> LogisticRegression(Matrix<double> X, bool[] labels, Matrix<double> others)
    {
        Matrix<double> A = WithOnes(X);
        Vector<double> w = Vector<double>.Build.Dense(A.RowCount), y = Vector<double>.Build.DenseOfEnumerable(labels.Select(label => label ? 1.0 : 0));
        for (int i = 0; i < 10; i++)
        {
            Vector<double> p = (A.Transpose() * w).Map(z => 1 / (1 + Math.Exp(-z)));
            Matrix<double> weighted = Matrix<double>.Build.Dense(A.RowCount, A.ColumnCount, (row, j) => A[row, j] * p[j] * (1 - p[j]));
            w += weighted.TransposeAndMultiply(A).Cholesky().Solve(A * (y - p));
        }

        return (WithOnes(others).Transpose() * w).ToRowMatrix();

        static Matrix<double> WithOnes(Matrix<double> X) => X.Stack(Matrix<double>.Build.Dense(1, X.ColumnCount, 1));
    }
}
