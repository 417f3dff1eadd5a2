using System.Numerics;

namespace ShallowNet;

/// <summary>Curves that make of a classifier's probabilities those that are what they say: one for two classes, or one for each of more, whose sum is made 1.</summary>
internal sealed class ProbabilityCurves(ProbabilityCalibration[] curves)
{
    /// <summary>Probabilities nearer to 0 or 1 count as if they were so near.</summary>
    private const double Least = 1e-9;

    public IReadOnlyList<ProbabilityCalibration> Curves => curves;

    /// <summary>The logarithm of the odds of a probability.</summary>
    public static double OddsOf(double probability) => ScalarFunctions.Log(Math.Max(probability, Least)) - ScalarFunctions.Log(Math.Max(1 - probability, Least));

    /// <summary>Learns curves.</summary>
    /// <param name="probabilities">outputs × m: of class 1, or of each class.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="weights">What each sample counts; null where all count the same.</param>
    /// <param name="method">Platt's or the isotonic one.</param>
    /// <exception cref="ArgumentException">A class has no samples, or all of them.</exception>
    public static ProbabilityCurves Fit(double[] probabilities, int[] labels, double[]? weights, CalibrationMethod method)
    {
        int outputs = probabilities.Length / labels.Length;
        return new ProbabilityCurves([.. Enumerable.Range(0, outputs).Select(output =>
        {
            IEnumerable<double> scores = labels.Select((_, j) => OddsOf(probabilities[j * outputs + output]));
            IEnumerable<bool> isOf = labels.Select(label => label == (outputs == 1 ? 1 : output));
            return method == CalibrationMethod.Platt ? ProbabilityCalibration.Platt(scores, isOf, weights) : ProbabilityCalibration.Isotonic(scores, isOf, weights);
        })]);
    }

    /// <summary>Replaces probabilities, outputs × m.</summary>
    public void Apply<T>(Span<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int first = 0; first < probabilities.Length; first += curves.Length)
        {
            double sum = 0;
            for (int k = 0; k < curves.Length; k++)
            {
                double calibrated = curves[k].Of(OddsOf(double.CreateTruncating(probabilities[first + k])));
                probabilities[first + k] = T.CreateTruncating(calibrated);
                sum += calibrated;
            }

            for (int k = 0; k < curves.Length && curves.Length > 1; k++)
            {
                // Where no class is possible by its own curve, all are alike.
                probabilities[first + k] = sum > 0 ? T.CreateTruncating(double.CreateTruncating(probabilities[first + k]) / sum) : T.CreateTruncating(1.0 / curves.Length);
            }
        }
    }
}
