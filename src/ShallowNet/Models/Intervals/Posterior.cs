using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// What the data leave open of the parameters of a network by Bayesian regularization: a Gaussian around them with the inverse of H = β Σ JᵀJ + α as its covariance, in Laplace's approximation
/// (MacKay, 1992). A target of a sample then has the variance 1/β + gᵀH⁻¹g with g the derivatives of the answer by the parameters.
/// </summary>
internal sealed class Posterior
{
    /// <summary>The square of more is too much to keep.</summary>
    public const int MostParameters = 200;

    /// <summary>The precision of what is not open.</summary>
    private const double Certain = 1e300;

    private const int SamplesOfChunk = 256;

    /// <summary>L of H = L·Lᵀ, column-major, its lower triangle.</summary>
    private readonly double[] factor;

    private Posterior(double noise, double[] factor) => (NoiseVariance, this.factor) = (noise, factor);

    /// <summary>1/β, in the unit of the network's outputs squared.</summary>
    public double NoiseVariance { get; }

    /// <summary>P.</summary>
    public int Parameters => (int)Math.Round(Math.Sqrt(factor.Length));

    /// <summary>The noise and the factor's lower triangle, column after column, as files have them.</summary>
    public double[] Numbers => [NoiseVariance, .. Enumerable.Range(0, Parameters).SelectMany(j => factor[(j * Parameters + j)..((j + 1) * Parameters)])];

    /// <summary>That of a network and the samples it was trained on; null where there are too many parameters, or no error bars of numbers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="X">The samples, scaled.</param>
    /// <param name="Y">Their targets, scaled.</param>
    /// <param name="evidence">What the training found out.</param>
    public static Posterior? Of(Network<double> network, Matrix<double> X, Matrix<double> Y, Evidence evidence)
    {
        int P = network.Layout.TrainedLength;
        if (P > MostParameters || !network.Loss.MeasuresNoise || network.Layers[network.L].Activation != Activation.Identity)
        {
            return null;
        }

        double[] H = new double[P * P];
        new GaussNewton<double>(network, threads: 1).Sum(network.Forward(X), ColumnMajor.Array(Y), H);
        double[] parameters = [.. network.Parameters.Arrays.SelectMany(array => array)];
        ParameterGroups groups = new(network.Layout.Trained, byInput: false);
        for (int i = 0; i < H.Length; i++)
        {
            H[i] /= evidence.NoiseVariance;
        }

        for (int i = 0; i < P; i++)
        {
            // A weight that training held at 0, and of which no sample tells, is of a constant input, which must not count where it has another value.
            H[i * P + i] += H[i * P + i] == 0 && parameters[i] == 0 ? Certain : evidence.Groups[groups[i]].Alpha;
        }

        return groups.Count == evidence.Groups.Count && Cholesky.TryFactor(H, P, threads: 1) ? new Posterior(evidence.NoiseVariance, H) : null;
    }

    /// <summary>That of a file; null where it can be none of a network of so many parameters.</summary>
    public static Posterior? Of(double[] numbers, int parameters)
    {
        if (numbers.Length != parameters * (parameters + 1) / 2 + 1 || !Array.TrueForAll(numbers, double.IsFinite) || numbers[0] < 0)
        {
            return null;
        }

        double[] factor = new double[parameters * parameters];
        for (int j = 0, i = 1; j < parameters; i += parameters - j, j++)
        {
            numbers.AsSpan(i, parameters - j).CopyTo(factor.AsSpan(j * parameters + j));
            if (numbers[i] <= 0)
            {
                return null;
            }
        }

        return new Posterior(numbers[0], factor);
    }

    /// <summary>The standard deviation of the target of each sample, in the unit of the network's outputs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="X">The samples, scaled.</param>
    /// <param name="output">Which target.</param>
    public double[] DeviationsOf(Network<double> network, Matrix<double> X, int output)
    {
        int P = Parameters;
        double[] deviations = new double[X.ColumnCount], J = new double[P * SamplesOfChunk], solved = new double[P];
        for (int first = 0; first < deviations.Length; first += SamplesOfChunk)
        {
            int count = Math.Min(SamplesOfChunk, deviations.Length - first);
            double[] none = new double[network.Outputs * count];
            Array.Clear(J);
            ForwardPass<double> pass = network.Forward(X.SubMatrix(0, X.RowCount, first, count));
            network.Linearize(pass, none, new SampleRange(0, count, 0), output, network.NewLinearGradients(count), new SampleDerivatives(J.AsSpan(0, P * count), P, network.Layout.TrainedPlaces));
            for (int j = 0; j < count; j++)
            {
                ReadOnlySpan<double> g = J.AsSpan(j * P, P);
                g.CopyTo(solved);
                Cholesky.Solve(factor, P, solved);
                double sum = NoiseVariance;
                for (int i = 0; i < P; i++)
                {
                    sum += g[i] * solved[i];
                }

                deviations[first + j] = Math.Sqrt(sum);
            }
        }

        return deviations;
    }

    /// <summary>Which number a standard normal one exceeds with the rest of the probability.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    public static double NormalQuantile(double probability)
    {
        double low = -40, high = 40;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = GaussianIntegral.Phi(Slim<double>.Broadcast(middle), out _).Value[0] < probability ? (middle, high) : (low, middle);
        }

        return high;
    }
}
