using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The generalized Gauss–Newton matrix from central differences of the outputs, and the second derivatives of the losses as they are written.</summary>
internal static class NaiveCurvature
{
    /// <summary>Σ w JᵀΛJ over the samples, P × P.</summary>
    public static Matrix<double> Of(Network<double> network, Matrix<double> X, Matrix<double> Y, double[]? weights)
    {
        Loss loss = network.Loss;
        Dense last = network.Layers[network.L];

        // Where loss and output belong together, the derivatives are by Z.
        bool matches = loss.Matches(last.Activation) && !last.Residual;
        Matrix<double>[] J = Jacobians(network, X, matches);
        Matrix<double> H = Matrix<double>.Build.Dense(network.ParameterCount, network.ParameterCount), YHat = network.Forward(X).A[network.L];
        for (int s = 0; s < X.ColumnCount; s++)
        {
            H += J[s].TransposeThisAndMultiply(SecondDerivatives(loss, matches, YHat.Column(s), Y.Column(s)) * J[s]) * (weights?[s] ?? 1);
        }

        return H;
    }

    /// <summary>For each sample, the derivatives of its outputs, or of its last Z, by all parameters: n_y × P.</summary>
    public static Matrix<double>[] Jacobians(Network<double> network, Matrix<double> X, bool ofZ)
    {
        const double Step = 1e-5;
        Matrix<double>[] J = [.. Enumerable.Range(0, X.ColumnCount).Select(_ => Matrix<double>.Build.Dense(network.Outputs, network.ParameterCount))];
        int p = 0;
        foreach (double[] array in network.Parameters.Arrays)
        {
            for (int i = 0; i < array.Length; i++, p++)
            {
                double before = array[i];
                array[i] = before + Step;
                Matrix<double> above = Outputs();
                array[i] = before - Step;
                Matrix<double> slope = (above - Outputs()) / (2 * Step);
                array[i] = before;
                for (int s = 0; s < J.Length; s++)
                {
                    J[s].SetColumn(p, slope.Column(s));
                }
            }
        }

        return J;

        Matrix<double> Outputs() => ofZ ? network.Forward(X).Z[network.L] : network.Forward(X).A[network.L];
    }

    private static Matrix<double> SecondDerivatives(Loss loss, bool matches, Vector<double> yHat, Vector<double> y)
    {
        if (loss == Loss.CategoricalCrossEntropy && matches)
        {
            return Matrix<double>.Build.DenseOfDiagonalVector(yHat) - yHat.OuterProduct(yHat);
        }

        return Matrix<double>.Build.DenseOfDiagonalArray([.. yHat.Zip(y, (p, t) => loss.Name switch
        {
            "squared error" => 1,
            "Poisson" => matches ? p : 1 / p,
            "cross-entropy" => matches ? p * (1 - p) : 1 / (p * (1 - p)),
            "categorical cross-entropy" => t / (p * p),
            "Huber (0.3)" => Math.Min(1, 0.3 / Math.Abs(p - t)),
            var other => throw new NotSupportedException(other),
        })]);
    }
}
