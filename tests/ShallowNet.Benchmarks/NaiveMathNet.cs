using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>The article's formulas as one would type them with MathNet's operators.</summary>
internal static class NaiveMathNet
{
    public static Func<double> Prepare(string name)
    {
        int hidden = name == "W1" ? 4 : 50;
        var (X, Y) = Datasets.Flower<double>(seed: 1);
        return () => Workloads.Seconds(() => Run(X, Y, hidden));
    }

    private static double Run(Matrix<double> X, Matrix<double> Y, int hidden)
    {
        int m = X.ColumnCount;
        NumPyRandom random = new(2);
        Matrix<double> W1 = random.Randn<double>(hidden, 2) * 0.01, b1 = Matrix<double>.Build.Dense(hidden, 1);
        Matrix<double> W2 = random.Randn<double>(1, hidden) * 0.01, b2 = Matrix<double>.Build.Dense(1, 1), ones = Matrix<double>.Build.Dense(1, m, 1);
        double J = 0;
        for (int i = 0; i < 10_000; i++)
        {
            Matrix<double> A1 = (W1 * X + b1 * ones).PointwiseTanh();
            Matrix<double> A2 = 1 / (1 + (-(W2 * A1 + b2 * ones)).PointwiseExp());
            J = -(Y.PointwiseMultiply(A2.PointwiseLog()) + (1 - Y).PointwiseMultiply((1 - A2).PointwiseLog())).RowSums().Sum() / m;
            Matrix<double> dZ2 = A2 - Y;
            Matrix<double> dW2 = dZ2 * A1.Transpose() / m, db2 = dZ2.RowSums().ToColumnMatrix() / m;
            Matrix<double> dZ1 = (W2.Transpose() * dZ2).PointwiseMultiply(1 - A1.PointwisePower(2));
            Matrix<double> dW1 = dZ1 * X.Transpose() / m, db1 = dZ1.RowSums().ToColumnMatrix() / m;
            W1 -= 1.2 * dW1;
            b1 -= 1.2 * db1;
            W2 -= 1.2 * dW2;
            b2 -= 1.2 * db2;
        }

        return J;
    }
}
