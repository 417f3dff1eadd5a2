using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Weights and biases that are drawn with a view to samples.</content>
public sealed partial class Network<T>
{
    /// <summary>The samples that a bias is drawn from.</summary>
    private const int SamplesOfBias = 5;

    /// <summary>
    /// Draws all W[l] and b[l] anew, layer after layer, so that every unit suits the samples: W ~ N(0, 1), and then each of its rows is divided by the
    /// standard deviation of the unit's z over the samples, which becomes 1; b is minus the unit's z at a random point among five of the
    /// samples, so that the unit bends there. It is the start of RealMLP (Holzmüller, Grinsztajn and Steinwart, 2024).
    /// </summary>
    /// <remarks>
    /// The five samples are drawn with replacement, and their weights, which are positive and have the sum 1, uniformly, for each unit by itself. What is
    /// before and behind Z, embeddings, input factors, batch normalization and the activation, is computed as in prediction, and keeps its parameters. A unit whose z is
    /// the same for all samples keeps its weights as they were drawn.
    /// </remarks>
    /// <param name="X">The samples, n_x × m: usually all, or some thousands, on which the network is to be trained.</param>
    /// <param name="seed">At least 0. The numbers are those of NumPy after <c>np.random.seed(seed)</c>: <c>randn</c> for W[l], then <c>rand(n[l], 10)</c> for b[l].</param>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no column, or an element that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public void InitializeFrom(Matrix<T> X, int seed)
    {
        X = Require.Samples(X, Inputs, null, nameof(X), InputsAre);
        NumPyRandom random = new(seed);
        int m = X.ColumnCount;
        T[] given = ColumnMajor.Array(X);
        for (int l = 1; l <= L; l++)
        {
            ColumnMajor.Convert<double, T>(random.Randn<double>(n[l], W[l].ColumnCount)).CopyTo(W[l]);
            Bounds?.Mirror();
            b[l].Clear();
            T[] Z = new T[Require.Elements(n[l], m)], A = new T[Z.Length];
            LayerColumns<T> columns = new(given, Z, A, m) { Prepared = new T[Require.Elements(widestPrepared, m)] };
            foreach (Stage<T> stage in stages[l])
            {
                stage.Predict(in columns);
                if (stage is AffineStage<T>)
                {
                    FitUnits(l, Z, m, random.Rand<double>(n[l], 2 * SamplesOfBias));
                }
            }

            given = A;
        }
    }

    /// <summary>Scales the rows of W[l] and Z[l], and draws b[l] and adds it to Z[l].</summary>
    private void FitUnits(int l, Span<T> Z, int m, Matrix<double> draws)
    {
        for (int i = 0; i < n[l]; i++)
        {
            double deviation = Deviation(Z, i, n[l], m), scale = deviation > 0 && double.IsFinite(deviation) ? 1 / deviation : 1;
            double sum = 0, z = 0;
            for (int k = 0; k < SamplesOfBias; k++)
            {
                // Exponential numbers divided by their sum are uniform among all weights.
                double weight = -ScalarFunctions.Log(1 - draws[i, SamplesOfBias + k]);
                sum += weight;
                z += weight * double.CreateTruncating(Z[(int)(draws[i, k] * m) * n[l] + i]);
            }

            T factor = T.CreateTruncating(scale), bias = T.CreateTruncating(sum > 0 ? -scale * z / sum : 0);
            for (int j = 0; j < W[l].ColumnCount; j++)
            {
                W[l][i, j] *= factor;
            }

            b[l][i, 0] = bias;
            for (int place = i; place < Z.Length; place += n[l])
            {
                Z[place] = Z[place] * factor + bias;
            }
        }
    }

    /// <summary>√((1/m) Σ (z − mean)²) of a row.</summary>
    private static double Deviation(ReadOnlySpan<T> Z, int row, int rows, int m)
    {
        double mean = 0, squares = 0;
        for (int place = row; place < Z.Length; place += rows)
        {
            mean += double.CreateTruncating(Z[place]) / m;
        }

        for (int place = row; place < Z.Length; place += rows)
        {
            double z = double.CreateTruncating(Z[place]) - mean;
            squares += z * z;
        }

        return Math.Sqrt(squares / m);
    }
}
