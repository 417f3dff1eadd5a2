using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

public abstract partial record Initializer
{
    /// <summary>
    /// Nguyen and Widrow's (1990), for tanh layers: rows uniform in the cube (−1, 1)ⁿ, then scaled to the norm
    /// β = 0.7·n[l]^(1/n[l-1]), biases uniform in (−β, β), so that the units divide the range of inputs in [−1, 1] among them. MATLAB's
    /// <c>initnw</c> spaces its biases evenly instead.
    /// </summary>
    public static Initializer NguyenWidrow { get; } = new NguyenWidrow();
}

internal sealed record NguyenWidrow : Initializer
{
    internal override CatalogRow<Initializer> Row => new("nguyenWidrow");

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random)
    {
        Check(units, inputs, random);
        double norm = Norm(units, inputs);
        Matrix<double> W = Matrix<double>.Build.Dense(units, inputs);
        for (int i = 0; i < units; i++)
        {
            double square = 0;
            for (int j = 0; j < inputs; j++)
            {
                W[i, j] = random.Uniform(-1, 1);
                square += W[i, j] * W[i, j];
            }

            double scale = norm / Math.Sqrt(square);
            for (int j = 0; j < inputs; j++)
            {
                W[i, j] *= scale;
            }
        }

        return W;
    }

    protected internal override Matrix<double> CreateBiases(int units, int inputs, Matrix<double> W, NumPyRandom random)
    {
        double norm = Norm(units, inputs);
        Matrix<double> b = Matrix<double>.Build.Dense(units, 1);
        for (int i = 0; i < units; i++)
        {
            b[i, 0] = random.Uniform(-norm, norm);
        }

        return b;
    }

    /// <summary>0.7·units^(1/inputs), without <see cref="Math.Pow"/>, which differs between operating systems.</summary>
    private static double Norm(int units, int inputs) =>
        0.7 * ScalarFunctions.Exp(ScalarFunctions.Log(units) / inputs);
}
