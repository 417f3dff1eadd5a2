using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Whether probabilities are what they say.</content>
public static partial class Metrics
{
    /// <summary>The mean of (ŷ − y)² over the samples, summed over several rows: the lower, the better; 0 is perfect.</summary>
    /// <remarks>Of one row, scikit-learn's <c>brier_score_loss</c>; of several, the score as Brier (1950) has it, between 0 and 2.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m, in [0, 1]; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m: 0 and 1, or one-hot.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite or no probability, a label is no class, or a weight is not allowed.</exception>
    public static double BrierScore<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (YHat, Y) = Pair(YHat, Y);
        OneHot.Labels(Y, nameof(Y));
        CheckProbabilities(Array.ConvertAll(ColumnMajor.Array(YHat), double.CreateTruncating), YHat.RowCount);
        return Outputs(YHat, Y, weights, MeanSquare).Sum();
    }

    /// <summary>The Brier score of the probability of class 1 and what it consists of: reliability, resolution and uncertainty (Murphy, 1973).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The probabilities of class 1, 1 × m, in [0, 1].</param>
    /// <param name="Y">The labels, 1 × m: 0 and 1.</param>
    /// <param name="bins">How many bins of probabilities there are, at least 1.</param>
    /// <param name="binning">How they are divided.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there are several rows or no sample, an element is not finite or no probability, a label is no class, or a weight is not allowed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin, or no such binning.</exception>
    public static BrierDecomposition BrierDecomposition<T>(
        Matrix<T> YHat, Matrix<T> Y, int bins = 10, Binning binning = Binning.EqualWidths, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Shape(Y, 1, null, nameof(Y), "0 and 1");
        IReadOnlyList<double>? w = ValueList.ItselfOrCopy(weights);
        IReadOnlyList<ReliabilityBin> curve = ReliabilityCurve(YHat, Y, bins, binning, w);
        double total = curve.Sum(bin => bin.Weight), share = curve.Sum(bin => bin.Weight / total * bin.Observed);
        return new BrierDecomposition(
            BrierScore(YHat, Y, w),
            curve.Sum(bin => bin.Weight / total * (bin.Predicted - bin.Observed) * (bin.Predicted - bin.Observed)),
            curve.Sum(bin => bin.Weight / total * (bin.Observed - share) * (bin.Observed - share)),
            share * (1 - share));
    }

    /// <summary>
    /// The mean distance of predicted probabilities from the shares that happened, over bins by their weight (ECE; Naeini, Cooper and Hauskrecht, 2015): between 0, which is best, and 1.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m, in [0, 1]; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m: 0 and 1, or one-hot.</param>
    /// <param name="bins">How many bins of probabilities there are, at least 1.</param>
    /// <param name="binning">How they are divided.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite or no probability, a label is no class, or a weight is not allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin, or no such binning.</exception>
    public static double ExpectedCalibrationError<T>(
        Matrix<T> YHat, Matrix<T> Y, int bins = 10, Binning binning = Binning.EqualWidths, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<ReliabilityBin> curve = ReliabilityCurve(YHat, Y, bins, binning, weights);
        double total = curve.Sum(bin => bin.Weight);
        return curve.Sum(bin => bin.Weight / total * Math.Abs(bin.Predicted - bin.Observed));
    }

    /// <summary>What happened where so much was predicted: on the diagonal where probabilities are what they say.</summary>
    /// <remarks>
    /// Of one row, scikit-learn's <c>calibration_curve</c> of the probability of class 1. Of several, of the probability of the predicted class, and whether it was right (Guo et al., 2017).
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m, in [0, 1]; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m: 0 and 1, or one-hot.</param>
    /// <param name="bins">How many bins of probabilities there are, at least 1.</param>
    /// <param name="binning">How they are divided.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <returns>The bins that have samples, of low probabilities first.</returns>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite or no probability, a label is no class, or a weight is not allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin, or no such binning.</exception>
    public static IReadOnlyList<ReliabilityBin> ReliabilityCurve<T>(
        Matrix<T> YHat, Matrix<T> Y, int bins = 10, Binning binning = Binning.EqualWidths, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int[] predicted, int[] actual) = Classes(YHat, Y);
        CheckProbabilities(Array.ConvertAll(ColumnMajor.Array(ColumnMajor.Of(YHat)), double.CreateTruncating), YHat.RowCount);
        Require.AtLeast(1, bins, nameof(bins));
        Require.Defined(binning, nameof(binning));
        double[] w = Require.Weights(weights, actual.Length, nameof(weights));
        bool isOneRow = YHat.RowCount == 1;
        double[] p = [.. predicted.Select((label, j) => double.CreateTruncating(YHat[isOneRow ? 0 : label, j]))];
        double[] edges = EdgesOf(p, bins, binning), total = new double[bins], probability = new double[bins], happened = new double[bins];
        for (int j = 0; j < p.Length; j++)
        {
            // An edge belongs to the bin below it.
            int place = Array.FindIndex(edges, edge => p[j] <= edge), bin = place < 0 ? bins - 1 : place;
            total[bin] += w[j];
            probability[bin] += w[j] * p[j];
            happened[bin] += (isOneRow ? actual[j] == 1 : actual[j] == predicted[j]) ? w[j] : 0;
        }

        return ValueList.Of(Enumerable.Range(0, bins).Where(bin => total[bin] > 0).Select(bin => new ReliabilityBin(total[bin], probability[bin] / total[bin], happened[bin] / total[bin])));
    }

    /// <summary>The edges between bins.</summary>
    private static double[] EdgesOf(double[] p, int bins, Binning binning)
    {
        SortedSample? sorted = binning == Binning.EqualCounts ? new SortedSample(p, Enumerable.Repeat(1.0, p.Length)) : null;
        return [.. Enumerable.Range(1, bins - 1).Select(i => (double)i / bins).Select(share => sorted?.Quantile(share) ?? share)];
    }
}
