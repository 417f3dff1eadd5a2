namespace ShallowNet;

/// <content>How a stratified split shares out the samples of each class.</content>
public static partial class Split
{
    /// <summary>The samples to train and to test on, in random order, with the same share of every class.</summary>
    /// <param name="classes">The class of every sample; any numbers.</param>
    /// <param name="testShare">The share of the samples to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <param name="seed">At least 0.</param>
    /// <param name="shareName">What the caller's user calls the share.</param>
    /// <exception cref="ArgumentException">A class has no sample left to train on.</exception>
    internal static (int[] Train, int[] Test) StratifiedIndices(
        IReadOnlyList<int> classes, double testShare, int seed, string shareName = "testShare")
    {
        int m = classes.Count, test = TestCount(m, testShare, shareName);
        int[][] members = Members(classes, distinct => distinct.Order());
        int[] counts = [.. members.Select(samples => samples.Length)];
        if (test > m - counts.Length)
        {
            throw new ArgumentException(
                Invariant($"A {shareName} of {Require.Text(testShare)} must leave a sample of every class to train on, but there are only {Require.Count(m, "sample")} of {counts.Length} classes."),
                shareName);
        }

        NumPyRandom random = new(seed);
        int[] training = Apportion(counts, m - test, random);

        // What is left is all to test on; asking is for the random numbers that rounding may cost scikit-learn here.
        int[] testing = Apportion([.. counts.Zip(training, (count, taken) => count - taken)], test, random);
        KeepOnBothSides(counts, testing, test);

        List<int> trainIndices = [], testIndices = [];
        for (int k = 0; k < counts.Length; k++)
        {
            int[] shuffled = [.. random.Permutation(counts[k]).Select(position => members[k][position])];
            trainIndices.AddRange(shuffled[..^testing[k]]);
            testIndices.AddRange(shuffled[^testing[k]..]);
        }

        int[] train = [.. trainIndices], tested = [.. testIndices];
        random.Shuffle<int>(train);
        random.Shuffle<int>(tested);
        return (train, tested);
    }

    /// <summary>The number of each label's class, the classes being counted from 0 in their order.</summary>
    private static int[] NumbersOf<TLabel>(TLabel[] labels, string name)
        where TLabel : notnull
    {
        int missing = Array.FindIndex(labels, label => label is null);
        if (missing >= 0)
        {
            throw new ArgumentException(Invariant($"{name} must have no null, but {name}[{missing}] is null."), name);
        }

        TLabel[] distinct = [.. labels.Distinct()];
        IEnumerable<TLabel> ordered = Array.TrueForAll(distinct, label => label is string) ? distinct.OrderBy(label => label as string, StringComparer.Ordinal)
            : Array.TrueForAll(distinct, label => label is IComparable && label.GetType() == distinct[0].GetType()) ? distinct.Order()
            : distinct;
        Dictionary<TLabel, int> numbers = ordered.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number);
        return Array.ConvertAll(labels, label => numbers[label]);
    }

    /// <summary>The samples of each class, in ascending order; the classes in the given order.</summary>
    private static int[][] Members(IReadOnlyList<int> classes, Func<IEnumerable<int>, IEnumerable<int>> order)
    {
        ILookup<int, int> samples = Enumerable.Range(0, classes.Count).ToLookup(j => classes[j]);
        return [.. order(samples.Select(group => group.Key)).Select(k => samples[k].ToArray())];
    }

    /// <summary>
    /// The given number of samples, shared out in proportion to the counts: whole parts first, then one each by the largest remainders,
    /// among equal ones at random.
    /// </summary>
    private static int[] Apportion(int[] counts, int number, NumPyRandom random)
    {
        double total = counts.Sum();
        double[] exact = [.. counts.Select(count => count / total * number)];
        int[] parts = [.. exact.Select(share => (int)Math.Floor(share))];
        int missing = number - parts.Sum();
        IEnumerable<int[]> byRemainder = Enumerable.Range(0, counts.Length)
            .GroupBy(k => exact[k] - Math.Floor(exact[k])).OrderByDescending(group => group.Key).Select(group => group.ToArray());
        foreach (int[] equal in byRemainder)
        {
            if (missing <= 0)
            {
                break;
            }

            int now = Math.Min(missing, equal.Length);
            foreach (int position in random.Permutation(equal.Length)[..now])
            {
                parts[equal[position]]++;
            }

            missing -= now;
        }

        return parts;
    }

    /// <summary>
    /// Moves as few samples as need be, so that every class keeps one to train on, and, if there is room for all, has one to test on
    /// where it has two; the classes with the most give and take.
    /// </summary>
    private static void KeepOnBothSides(int[] counts, int[] testing, int test)
    {
        int several = counts.Count(count => count > 1);
        for (int k = 0; k < counts.Length; k++)
        {
            int least = counts[k] > 1 && test >= several ? 1 : 0;
            testing[k] = Math.Clamp(testing[k], least, counts[k] - 1);
        }

        for (int excess = testing.Sum() - test; excess > 0; excess--)
        {
            testing[Array.IndexOf(testing, testing.Max())]--;
        }

        for (int room = test - testing.Sum(); room > 0; room--)
        {
            int[] spare = [.. counts.Zip(testing, (count, tested) => count - tested)];
            testing[Array.IndexOf(spare, spare.Max())]++;
        }
    }
}
