using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What takes the probabilities themselves, and not only the class they choose.</content>
public static partial class Metrics
{
    /// <summary>The mean cross-entropy −Σ y·ln ŷ of the samples, at least 0: the lower, the better.</summary>
    /// <remarks>
    /// scikit-learn's <c>log_loss</c>. Probabilities closer to 0 or 1 than the machine epsilon of T are moved to that distance (2.2e-16 for
    /// double, 1.2e-7 for float), so that a sure mistake costs much, but not infinitely much; then each column of several rows is divided
    /// by its sum. Unlike there, the labels may be probabilities too, and a ŷ outside [0, 1] is refused.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m, in [0, 1]; one row holds the probability of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m: within [0, 1] in one row; columns that sum to 1, usually one-hot, in several.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite or not a probability, or a weight is not allowed.
    /// </exception>
    public static double LogLoss<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (YHat, Y) = Pair(YHat, Y);
        int rows = Y.RowCount, m = Y.ColumnCount;
        Loss loss = rows == 1 ? Loss.CrossEntropy : Loss.CategoricalCrossEntropy;
        loss.Check<T>(ColumnMajor.Span(Y), rows, nameof(Y));
        double[] w = Require.Weights(weights, m, nameof(weights));
        double[] yHat = Array.ConvertAll(ColumnMajor.Array(YHat), double.CreateTruncating);
        double epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        CheckProbabilities(yHat, rows);
        for (int i = 0; i < yHat.Length; i++)
        {
            yHat[i] = Math.Clamp(yHat[i], epsilon, 1 - epsilon);
        }

        for (int start = 0; rows > 1 && start < yHat.Length; start += rows)
        {
            Span<double> column = yHat.AsSpan(start, rows);
            double sum = 0;
            foreach (double p in column)
            {
                sum += p;
            }

            foreach (ref double p in column)
            {
                p /= sum;
            }
        }

        double[] y = Array.ConvertAll(ColumnMajor.Array(Y), double.CreateTruncating), losses = new double[m];
        loss.PerSample<double>(Activation.Identity, yHat, yHat, y, losses);
        return Mean(losses, w);
    }

    /// <summary>
    /// The area under the ROC curve: how likely a sample of class 1 gets a higher output than one of class 0, a tie counting half.
    /// For three classes and more, the mean over the classes of each against all others.
    /// </summary>
    /// <remarks>
    /// scikit-learn's <c>roc_auc_score</c>, for several classes with <c>multi_class="ovr"</c>. Of two rows, the second is taken. Any
    /// outputs will do: only their order counts.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m; one row is of class 1, several rows one for each class.</param>
    /// <param name="Y">The labels, n_y × m: 0 and 1, or one-hot.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <returns>Between 0 and 1; 0.5 is chance.</returns>
    /// <exception cref="ArgumentException">
    /// The shapes differ, a class has no sample, an element is not finite, a label is no class, or a weight is not allowed.
    /// </exception>
    public static double RocAuc<T>(Matrix<T> YHat, Matrix<T> Y, IEnumerable<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (YHat, Y) = Pair(YHat, Y);
        int[] actual = OneHot.Labels(Y, nameof(Y));
        double[] w = Require.Weights(weights, actual.Length, nameof(weights));
        int rows = Y.RowCount, classes = Math.Max(2, rows);
        double[] weightOf = new double[classes];
        for (int j = 0; j < actual.Length; j++)
        {
            weightOf[actual[j]] += w[j];
        }

        int missing = Array.IndexOf(weightOf, 0.0);
        if (missing >= 0)
        {
            throw new ArgumentException(
                Invariant($"Y must have samples of each class, of a weight greater than 0, but has none of class {missing}."), nameof(Y));
        }

        double sum = 0;
        for (int c = classes == 2 ? 1 : 0; c < classes; c++)
        {
            double[] scores = Array.ConvertAll(YHat.Row(Math.Min(c, rows - 1)).ToArray(), double.CreateTruncating);
            sum += AreaOf(c, scores, actual, w);
        }

        return classes == 2 ? sum : sum / classes;
    }

    /// <summary>The area for one class against all others, from the weights of every different score.</summary>
    private static double AreaOf(int positive, double[] scores, int[] actual, double[] w)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(scores, order);
        List<(double Positive, double Negative)> ties = [];
        for (int j = 0; j < order.Length; j++)
        {
            (double ofClass, double ofOthers) = j > 0 && scores[j] == scores[j - 1] ? ties[^1] : default;
            double weight = w[order[j]];
            (double, double) tie = actual[order[j]] == positive ? (ofClass + weight, ofOthers) : (ofClass, ofOthers + weight);
            if (j > 0 && scores[j] == scores[j - 1])
            {
                ties[^1] = tie;
            }
            else
            {
                ties.Add(tie);
            }
        }

        // Pairs won and pairs lost, so that a perfect order gives 1 to the last bit, whatever the weights.
        double all = ties.Aggregate(0.0, (total, tie) => total + tie.Positive), below = 0, won = 0, lost = 0;
        foreach ((double ofClass, double ofOthers) in ties)
        {
            double upToHere = below + ofClass;
            won += ofOthers * (all - upToHere + ofClass / 2);
            lost += ofOthers * (below + ofClass / 2);
            below = upToHere;
        }

        return won / (won + lost);
    }

    private static void CheckProbabilities(double[] YHat, int rows)
    {
        int index = Array.FindIndex(YHat, probability => probability is < 0 or > 1);
        if (index >= 0)
        {
            throw new ArgumentException($"YHat must lie within [0, 1], but YHat{Require.Place(index, rows)} is {Require.Text(YHat[index])}.", nameof(YHat));
        }
    }

    private static double Mean(ReadOnlySpan<double> values, double[] w)
    {
        double sum = 0, total = 0;
        for (int j = 0; j < w.Length; j++)
        {
            sum += w[j] * values[j];
            total += w[j];
        }

        return sum / total;
    }
}
