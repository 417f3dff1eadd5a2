namespace ShallowNet;

/// <summary>What is in its place among the answers of the networks of each fold, with the errors of the samples of that fold added: the end of an interval by CV+ (Barber et al., 2021).</summary>
/// <param name="sorted">The errors of the samples of each fold, in ascending order.</param>
internal sealed class FoldDistances(double[][] sorted)
{
    /// <summary>The number of the samples.</summary>
    public int Samples { get; } = sorted.Sum(ofFold => ofFold.Length);

    /// <summary>The element in a place of all sums in ascending order.</summary>
    /// <param name="place">From 1 to the number of samples.</param>
    /// <param name="answers">What the networks of each fold answer.</param>
    public double Of(int place, ReadOnlySpan<double> answers)
    {
        double smallest = double.PositiveInfinity;
        for (int fold = 0; fold < sorted.Length; fold++)
        {
            // The first of this fold that is not below the place: of one of the folds, that is the element in it.
            int low = 0, high = sorted[fold].Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = CountUpTo(answers[fold] + sorted[fold][middle], answers) >= place ? (low, middle) : (middle + 1, high);
            }

            smallest = low < sorted[fold].Length ? Math.Min(smallest, answers[fold] + sorted[fold][low]) : smallest;
        }

        return smallest;
    }

    /// <summary>How many sums are not above a value.</summary>
    private int CountUpTo(double value, ReadOnlySpan<double> answers)
    {
        int count = 0;
        for (int fold = 0; fold < sorted.Length; fold++)
        {
            int low = 0, high = sorted[fold].Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = answers[fold] + sorted[fold][middle] <= value ? (middle + 1, high) : (low, middle);
            }

            count += low;
        }

        return count;
    }
}
