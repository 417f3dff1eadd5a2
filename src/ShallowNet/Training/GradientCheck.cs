using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>What <see cref="GradientCheck.Run"/> found.</summary>
/// <param name="Parameters">The number of parameters compared: every element of every W[l], b[l], γ[l], β[l] and α[l].</param>
/// <param name="WorstError">The largest relative error of a parameter.</param>
/// <param name="WorstParameter">The parameter it was found at, such as <c>W[2][0, 3]</c>.</param>
/// <param name="Analytic">That parameter's derivative of J from backward propagation.</param>
/// <param name="Numeric">That parameter's derivative of J from central differences.</param>
/// <param name="Difference">‖analytic − numeric‖ / (‖analytic‖ + ‖numeric‖) over all parameters, as courses have it.</param>
public sealed record GradientCheckReport(
    int Parameters, double WorstError, string WorstParameter, double Analytic, double Numeric, double Difference)
{
    /// <summary>The findings in one sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Worst relative error {WorstError:0.0e+0} of {Parameters} parameters, at {WorstParameter} " +
        $"(backward {Analytic:g9}, central difference {Numeric:g9}); overall difference {Difference:0.0e+0}.");
}

/// <summary>Compares backward propagation with central differences of the cost.</summary>
public static class GradientCheck
{
    /// <summary>Checks the derivative of J with respect to every parameter of a network.</summary>
    /// <remarks>
    /// The difference (J(θ + ε) − J(θ − ε))/2ε is taken in double, on a copy of the network, whatever the network's precision.
    /// A parameter's error is |analytic − numeric| relative to the larger of the two, or to a thousandth of the
    /// largest derivative of all where that is larger: below it, a difference shows nothing but the rounding of J.
    /// In double and away from the kinks of ReLU, expect errors below 1e-6; in float, below 1e-3.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="network">The network; it is not changed. A dropout mask is drawn once and kept.</param>
    /// <param name="X">Inputs, n_x × m; a few samples suffice.</param>
    /// <param name="Y">Labels, n_y × m.</param>
    /// <param name="epsilon">ε, finite and greater than 0.</param>
    /// <param name="options">Options of a training whose penalties, class weights and smoothed labels J has; null for none.</param>
    /// <param name="weights">What each sample counts; null when all count the same.</param>
    /// <returns>The worst parameter and its error.</returns>
    /// <exception cref="ArgumentException">X, Y or the weights have the wrong size or an element that is not allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is not finite, not greater than 0, or too small to change a parameter.</exception>
    public static GradientCheckReport Run<T>(
        Network<T> network, Matrix<T> X, Matrix<T> Y, double epsilon = 1e-6, TrainingOptions? options = null, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNull(network);
        Require.Positive(epsilon, nameof(epsilon));
        options ??= new TrainingOptions();
        weights = ValueList.ItselfOrCopy(weights);
        CheckedCost<T> cost = new(network, X, Y, options, weights);
        double[][] analytic = Array.ConvertAll(cost.Gradient(), g => Array.ConvertAll(g, double.CreateTruncating));
        double[][] numeric = CentralDifferences(
            new CheckedCost<double>(network.Copy<double>(), ColumnMajor.Convert<T, double>(X), ColumnMajor.Convert<T, double>(Y), options, weights), epsilon);
        return Compare(analytic, numeric, network.Parameters.NameOf);
    }

    internal static GradientCheckReport Compare(double[][] analytic, double[][] numeric, Func<int, int, string> nameOf)
    {
        double largest = analytic.Concat(numeric).SelectMany(g => g).Max(Math.Abs);
        double squaredDifference = 0, squaredAnalytic = 0, squaredNumeric = 0;
        (double Error, int Parameter, int Index) worst = (-1, 0, 0);
        for (int p = 0; p < analytic.Length; p++)
        {
            for (int i = 0; i < analytic[p].Length; i++)
            {
                double a = analytic[p][i], c = numeric[p][i], difference = Math.Abs(a - c);
                double error = difference == 0 ? 0 : difference / Math.Max(Math.Max(Math.Abs(a), Math.Abs(c)), largest * 1e-3);
                if (error > worst.Error || double.IsNaN(error))
                {
                    worst = (error, p, i);
                }

                squaredDifference += difference * difference;
                squaredAnalytic += a * a;
                squaredNumeric += c * c;
            }
        }

        double norms = Math.Sqrt(squaredAnalytic) + Math.Sqrt(squaredNumeric);
        return new GradientCheckReport(
            analytic.Sum(g => g.Length), worst.Error, nameOf(worst.Parameter, worst.Index), analytic[worst.Parameter][worst.Index],
            numeric[worst.Parameter][worst.Index], norms == 0 ? 0 : Math.Sqrt(squaredDifference) / norms);
    }

    private static double[][] CentralDifferences(CheckedCost<double> cost, double epsilon)
    {
        ParameterSet<double> parameters = cost.Parameters;
        double[][] numeric = Array.ConvertAll(parameters.Arrays, parameter => new double[parameter.Length]);
        for (int p = 0; p < numeric.Length; p++)
        {
            double[] θ = parameters.Arrays[p];
            for (int i = 0; i < θ.Length; i++)
            {
                double value = θ[i], high = value + epsilon, low = value - epsilon;
                if (high == low)
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(epsilon), $"epsilon must be large enough to change {parameters.NameOf(p, i)} = {Require.Text(value)}, but is {Require.Text(epsilon)}.");
                }

                θ[i] = high;
                (double[] above, double penaltyAbove) = cost.Terms();
                θ[i] = low;
                (double[] below, double penaltyBelow) = cost.Terms();
                θ[i] = value;

                // Sample by sample, so that what rounds is each small difference and not the sum of all losses.
                double difference = above.Zip(below).Sum(pair => pair.First - pair.Second);
                numeric[p][i] = (difference / above.Length + (penaltyAbove - penaltyBelow)) / (high - low);
            }
        }

        return numeric;
    }

    /// <summary>J of a network as training sees it, with a dropout mask that stays.</summary>
    private sealed class CheckedCost<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly TrainingObjective<T> objective;
        private readonly ForwardPass<T> pass;
        private readonly Network<T> network;
        private readonly T[] labels;

        public CheckedCost(Network<T> original, Matrix<T> X, Matrix<T> Y, TrainingOptions options, IEnumerable<double>? weights)
        {
            network = original.Copy<T>();
            pass = network.Forward(X);
            Y = network.Loss.CheckLabels(Y, network.Outputs, pass.Samples);
            labels = SmoothedLabels<T>.For(network, options).Of(ColumnMajor.Array(Y));
            double[]? all = SampleWeights.Of(weights, options.ClassWeights, Y);
            pass.Weights = SampleWeights.Normalize<T>(all);

            // The mask that the objective's one forward propagation draws.
            pass.MaskKey = new NumPyRandom(0).NextKey();
            objective = new TrainingObjective<T>(network, options with { MaxThreads = 1 }, new NumPyRandom(0));
            objective.SetBatch(pass, labels, null, all?.Sum() ?? pass.Samples);
        }

        public ParameterSet<T> Parameters => network.Parameters;

        public T[][] Gradient()
        {
            objective.Evaluate();
            objective.DifferentiateUnclipped();
            return objective.Gradients;
        }

        /// <summary>The loss of each sample, and the penalties.</summary>
        public (T[] Losses, double Penalty) Terms()
        {
            network.Propagate(pass);
            network.LossSum(pass, labels);
            return ([.. pass.Losses], objective.Penalty());
        }
    }
}
