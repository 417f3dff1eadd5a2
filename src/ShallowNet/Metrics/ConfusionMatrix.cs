using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>How often each class was predicted for each class, and what follows from it. Its text is a readable table.</summary>
/// <remarks>
/// scikit-learn's <c>confusion_matrix</c>, <c>balanced_accuracy_score</c>, <c>precision_score</c>, <c>recall_score</c> and
/// <c>f1_score</c>. A sample of weight 2 counts as two samples, and one of weight 0 as none, also where scikit-learn would
/// average over its class.
/// </remarks>
public sealed class ConfusionMatrix
{
    private readonly double[,] counts;

    internal ConfusionMatrix(
        IReadOnlyList<int> predicted, IReadOnlyList<int> actual, IReadOnlyList<string> classNames, int classes, IEnumerable<double>? weights)
    {
        CheckPairs(predicted, actual);
        if (classNames.Count != classes || classNames.Contains(null))
        {
            throw new ArgumentException(
                Invariant($"classNames must have {classes} elements (one for each class), none of them null, but has {classNames.Count}."), nameof(classNames));
        }

        double[] w = Require.Weights(weights, actual.Count, nameof(weights));
        counts = new double[classes, classes];
        for (int i = 0; i < actual.Count; i++)
        {
            CheckClass(predicted[i], i, classes, nameof(predicted));
            CheckClass(actual[i], i, classes, nameof(actual));
            counts[actual[i], predicted[i]] += w[i];
        }

        ClassNames = [.. classNames];
        Samples = actual.Count;
    }

    /// <summary>The names of the classes, in order.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of samples, whatever their weights.</summary>
    public int Samples { get; }

    /// <summary>The share of the samples, by weight, on the diagonal, between 0 and 1.</summary>
    public double Accuracy
    {
        get
        {
            double right = 0, wrong = 0;
            for (int i = 0; i < Classes; i++)
            {
                right += counts[i, i];
                for (int j = 0; j < Classes; j++)
                {
                    wrong += i == j ? 0 : counts[i, j];
                }
            }

            return right / (right + wrong);
        }
    }

    /// <summary>The mean share of right predictions over the classes that have samples, between 0 and 1.</summary>
    public double BalancedAccuracy
    {
        get
        {
            int[] labelled = [.. Enumerable.Range(0, Classes).Where(i => Row(i) > 0)];
            return labelled.Sum(i => counts[i, i] / Row(i)) / labelled.Length;
        }
    }

    private int Classes => ClassNames.Count;

    /// <summary>How many samples of one class were predicted as another: the sum of their weights, which are 1 if none were given.</summary>
    /// <param name="actual">The class they are of, counted from 0.</param>
    /// <param name="predicted">The class they were predicted to be of, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double this[int actual, int predicted]
    {
        get
        {
            CheckRange(actual, nameof(actual));
            CheckRange(predicted, nameof(predicted));
            return counts[actual, predicted];
        }
    }

    /// <summary>The share of the samples predicted to be of a class that are of it; 0 for a class that was never predicted.</summary>
    /// <param name="averaging">How the classes' numbers become one.</param>
    /// <exception cref="ArgumentException">The averaging is binary, and there are not two classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public double Precision(Averaging averaging = Averaging.Binary) => Average(averaging, i => Ratio(counts[i, i], Column(i)));

    /// <summary>The share of the samples of a class that were predicted to be of it; 0 for a class without samples.</summary>
    /// <param name="averaging">How the classes' numbers become one.</param>
    /// <exception cref="ArgumentException">The averaging is binary, and there are not two classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public double Recall(Averaging averaging = Averaging.Binary) => Average(averaging, i => Ratio(counts[i, i], Row(i)));

    /// <summary>The harmonic mean of a class's precision and recall; 0 for a class with neither samples nor predictions.</summary>
    /// <param name="averaging">How the classes' numbers become one.</param>
    /// <exception cref="ArgumentException">The averaging is binary, and there are not two classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public double F1(Averaging averaging = Averaging.Binary) =>
        Average(averaging, i => Ratio(2 * counts[i, i], Row(i) + Column(i)));

    /// <summary>
    /// A table with a row for each actual class and a column for each predicted one; decimals only where weights make them.
    /// </summary>
    public override string ToString()
    {
        int first = Math.Max("actual".Length, ClassNames.Max(name => name.Length));
        string format = Format();
        string[,] cells = new string[Classes, Classes];
        int[] widths = [.. ClassNames.Select(name => name.Length)];
        for (int i = 0; i < Classes; i++)
        {
            for (int j = 0; j < Classes; j++)
            {
                cells[i, j] = counts[i, j].ToString(format, CultureInfo.InvariantCulture);
                widths[j] = Math.Max(widths[j], cells[i, j].Length);
            }
        }

        StringBuilder text = new();
        text.Append(' ', first + 2).Append("predicted").Append('\n').Append("actual".PadRight(first));
        for (int j = 0; j < Classes; j++)
        {
            text.Append("  ").Append(ClassNames[j].PadLeft(widths[j]));
        }

        for (int i = 0; i < Classes; i++)
        {
            text.Append('\n').Append(ClassNames[i].PadRight(first));
            for (int j = 0; j < Classes; j++)
            {
                text.Append("  ").Append(cells[i, j].PadLeft(widths[j]));
            }
        }

        return text.ToString();
    }

    internal static void CheckPairs(IReadOnlyList<int> predicted, IReadOnlyList<int> actual)
    {
        Require.NotNull(predicted);
        Require.NotNull(actual);
        if (predicted.Count != actual.Count || actual.Count == 0)
        {
            throw new ArgumentException(
                Invariant($"predicted and actual must have the same number of elements, at least one, but have {predicted.Count} and {actual.Count}."),
                nameof(predicted));
        }
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    private static void CheckClass(int value, int index, int classes, string name)
    {
        if (value < 0 || value >= classes)
        {
            throw new ArgumentException(Invariant($"{name} must lie within 0 and {classes - 1}, but {name}[{index}] is {value}."), name);
        }
    }

    private double Average(Averaging averaging, Func<int, double> scoreOf)
    {
        switch (averaging)
        {
            case Averaging.Binary when Classes == 2:
                return scoreOf(1);
            case Averaging.Binary:
                throw new ArgumentException(
                    Invariant($"averaging must be Macro or Weighted unless there are 2 classes, but is Binary for {Classes}."), nameof(averaging));
            case Averaging.Macro:
                int[] present = [.. Enumerable.Range(0, Classes).Where(i => Row(i) + Column(i) > 0)];
                return present.Sum(scoreOf) / present.Length;
            case Averaging.Weighted:
                return Enumerable.Range(0, Classes).Sum(i => Row(i) * scoreOf(i)) / Enumerable.Range(0, Classes).Sum(Row);
            default:
                throw new ArgumentOutOfRangeException(nameof(averaging), Invariant($"averaging must be Binary, Macro or Weighted, but is {(int)averaging}."));
        }
    }

    /// <summary>The weight of the samples of a class.</summary>
    private double Row(int actual) => Enumerable.Range(0, Classes).Sum(j => counts[actual, j]);

    /// <summary>The weight of the samples predicted to be of a class.</summary>
    private double Column(int predicted) => Enumerable.Range(0, Classes).Sum(i => counts[i, predicted]);

    /// <summary>Whole numbers without decimals, others with as many for all as give the largest four digits.</summary>
    private string Format()
    {
        IEnumerable<double> all = counts.Cast<double>();
        return all.All(double.IsInteger) ? "F0" : Invariant($"F{Math.Clamp(3 - ScalarFunctions.DecimalExponent(Math.Min(all.Max(), double.MaxValue)), 1, 300)}");
    }

    private void CheckRange(int value, string name)
    {
        if (value < 0 || value >= Classes)
        {
            throw new ArgumentOutOfRangeException(name, Invariant($"{name} must lie within 0 and {Classes - 1}, but is {value}."));
        }
    }
}
