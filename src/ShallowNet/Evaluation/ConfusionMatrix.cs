using System.Text;

namespace ShallowNet;

/// <summary>How often each class was predicted for each class. Its text is a readable table.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[,] counts;

    internal ConfusionMatrix(IReadOnlyList<int> predicted, IReadOnlyList<int> actual, IReadOnlyList<string> classNames, int classes)
    {
        CheckPairs(predicted, actual);
        if (classNames.Count != classes || classNames.Contains(null))
        {
            throw new ArgumentException(
                $"classNames must have {classes} elements (one for each class), none of them null, but has {classNames.Count}.", nameof(classNames));
        }

        counts = new int[classes, classes];
        for (int i = 0; i < actual.Count; i++)
        {
            CheckClass(predicted[i], i, classes, nameof(predicted));
            CheckClass(actual[i], i, classes, nameof(actual));
            counts[actual[i], predicted[i]]++;
        }

        ClassNames = [.. classNames];
        Samples = actual.Count;
    }

    /// <summary>The names of the classes, in order.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of samples.</summary>
    public int Samples { get; }

    /// <summary>The share of the samples on the diagonal, between 0 and 1.</summary>
    public double Accuracy => (double)Enumerable.Range(0, ClassNames.Count).Sum(i => counts[i, i]) / Samples;

    /// <summary>How many samples of one class were predicted as another.</summary>
    /// <param name="actual">The class they are of, counted from 0.</param>
    /// <param name="predicted">The class they were predicted to be of, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted]
    {
        get
        {
            CheckRange(actual, nameof(actual));
            CheckRange(predicted, nameof(predicted));
            return counts[actual, predicted];
        }
    }

    /// <summary>A table with a row for each actual class and a column for each predicted one.</summary>
    public override string ToString()
    {
        int classes = ClassNames.Count;
        int first = Math.Max("actual".Length, ClassNames.Max(name => name.Length));
        int[] widths = [.. Enumerable.Range(0, classes).Select(
            j => Math.Max(ClassNames[j].Length, Enumerable.Range(0, classes).Max(i => $"{counts[i, j]}".Length)))];
        StringBuilder text = new();
        text.Append(' ', first + 2).Append("predicted").Append('\n').Append("actual".PadRight(first));
        for (int j = 0; j < classes; j++)
        {
            text.Append("  ").Append(ClassNames[j].PadLeft(widths[j]));
        }

        for (int i = 0; i < classes; i++)
        {
            text.Append('\n').Append(ClassNames[i].PadRight(first));
            for (int j = 0; j < classes; j++)
            {
                text.Append("  ").Append($"{counts[i, j]}".PadLeft(widths[j]));
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
                $"predicted and actual must have the same number of elements, at least one, but have {predicted.Count} and {actual.Count}.",
                nameof(predicted));
        }
    }

    private static void CheckClass(int value, int index, int classes, string name)
    {
        if (value < 0 || value >= classes)
        {
            throw new ArgumentException($"{name} must lie within 0 and {classes - 1}, but {name}[{index}] is {value}.", name);
        }
    }

    private void CheckRange(int value, string name)
    {
        if (value < 0 || value >= ClassNames.Count)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} must lie within 0 and {ClassNames.Count - 1}, but is {value}.");
        }
    }
}
