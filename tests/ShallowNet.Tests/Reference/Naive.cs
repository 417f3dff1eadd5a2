namespace ShallowNet.Tests;

/// <summary>The formulas as they are written, in double, one element after another: what every kernel must agree with.</summary>
internal static class Naive
{
    /// <summary>C = scale·A·B + bias, all column-major: A rows × depth, B depth × columns.</summary>
    public static double[] Product(double[] A, double[] B, double[]? bias, double scale, int rows, int depth, int columns)
    {
        double[] C = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int p = 0; p < depth; p++)
                {
                    sum += A[i + p * rows] * B[p + j * depth];
                }

                C[i + j * rows] = scale * sum + (bias?[i] ?? 0);
            }
        }

        return C;
    }

    public static double[] Transpose(double[] A, int rows, int columns)
    {
        double[] T = new double[A.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                T[j + i * columns] = A[i + j * rows];
            }
        }

        return T;
    }

    public static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    public static double Softplus(double z) => Math.Max(z, 0) + Log1p(Math.Exp(-Math.Abs(z)));

    /// <summary>ln(1 + x) by Kahan's correction.</summary>
    public static double Log1p(double x) => 1 + x == 1 ? x : Math.Log(1 + x) * (x / (1 + x - 1));

    /// <summary>eˣ − 1 by Kahan's correction.</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : (u - 1) * (x / Math.Log(u));
    }

    public static double[] Softmax(double[] z)
    {
        double maximum = z.Max();
        double[] e = Array.ConvertAll(z, v => Math.Exp(v - maximum));
        double sum = e.Sum();
        return Array.ConvertAll(e, v => v / sum);
    }

    public static double LogSumExp(double[] z)
    {
        double maximum = z.Max();
        return maximum + Math.Log(z.Sum(v => Math.Exp(v - maximum)));
    }
}
