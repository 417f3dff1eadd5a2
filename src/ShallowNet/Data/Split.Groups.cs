namespace ShallowNet;

/// <content>Folds of samples that belong together in groups.</content>
public static partial class Split
{
    /// <summary>The relative difference up to which scikit-learn takes two unevennesses for equal, and the absolute one.</summary>
    private const double RelativeTolerance = 1e-5, AbsoluteTolerance = 1e-8;

    /// <summary>
    /// Turns of a cross-validation in which all samples of a group are on the same side: those of one patient, machine or document, which are
    /// more alike than those of others.
    /// </summary>
    /// <remarks>
    /// The folds of scikit-learn's <c>GroupKFold(folds)</c>: the groups, the largest first, go to the fold with the fewest samples so far. Of
    /// groups with equally many samples, the last comes first. Nothing in it is random.
    /// </remarks>
    /// <typeparam name="TGroup">What the groups are called.</typeparam>
    /// <param name="groups">The group of every sample, none null. At least as many groups as folds.</param>
    /// <param name="folds">The number of turns, at least 2.</param>
    /// <returns>As many folds; their test parts have about equally many samples, as far as the groups' sizes allow.</returns>
    /// <exception cref="ArgumentException">A group is null.</exception>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds, or more folds than groups.</exception>
    public static IReadOnlyList<Fold> GroupKFold<TGroup>(IEnumerable<TGroup> groups, int folds = 5)
        where TGroup : notnull
    {
        int[] numbers = GroupsOf(groups, folds);
        int[] sizes = SizesOf(numbers), samplesOfFold = new int[folds], foldOfGroup = new int[sizes.Length];
        foreach (int group in Enumerable.Range(0, sizes.Length).OrderBy(group => sizes[group]).Reverse())
        {
            int lightest = Array.IndexOf(samplesOfFold, samplesOfFold.Min());
            foldOfGroup[group] = lightest;
            samplesOfFold[lightest] += sizes[group];
        }

        return Folds(Array.ConvertAll(numbers, group => foldOfGroup[group]), folds);
    }

    /// <summary>Turns of a cross-validation in which all samples of a group are on the same side, and each test part has its share of every class.</summary>
    /// <remarks>
    /// The folds of scikit-learn's <c>StratifiedGroupKFold(folds)</c>: the groups, those first whose numbers of samples of each class differ
    /// most, go to the fold in which the classes are then spread most evenly over the folds. Nothing in it is random.
    /// </remarks>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <typeparam name="TGroup">What the groups are called.</typeparam>
    /// <param name="classes">The class of every sample, none null. At least one class has as many samples as there are folds.</param>
    /// <param name="groups">The group of every sample, none null. At least as many groups as folds.</param>
    /// <param name="folds">The number of turns, at least 2.</param>
    /// <returns>As many folds.</returns>
    /// <exception cref="ArgumentException">
    /// A class or a group is null, they differ in number, or every class has fewer samples than there are folds.
    /// </exception>
    /// <exception cref="ArgumentNullException">A list is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds, or more folds than groups.</exception>
    public static IReadOnlyList<Fold> StratifiedGroupKFold<TLabel, TGroup>(IEnumerable<TLabel> classes, IEnumerable<TGroup> groups, int folds = 5)
        where TLabel : notnull
        where TGroup : notnull
    {
        int[] labels = NumbersOf<TLabel>([.. Require.NotNull(classes)], nameof(classes)), numbers = GroupsOf(groups, folds);
        if (labels.Length != numbers.Length)
        {
            throw new ArgumentException(
                Invariant($"groups must have {Require.Count(labels.Length, "element")} (one for each element of classes), but has {numbers.Length}."), nameof(groups));
        }

        int[] counts = SizesOf(labels);
        CheckLargestClass(counts.Max(), folds, nameof(classes));
        double[][] ofGroups = [.. Enumerable.Range(0, numbers.Max() + 1).Select(_ => new double[counts.Length])];
        for (int j = 0; j < labels.Length; j++)
        {
            ofGroups[numbers[j]][labels[j]]++;
        }

        double[][] ofFolds = [.. Enumerable.Range(0, folds).Select(_ => new double[counts.Length])];
        int[] foldOfGroup = new int[ofGroups.Length];
        foreach (int group in Enumerable.Range(0, ofGroups.Length).OrderByDescending(group => Deviation(ofGroups[group])))
        {
            int best = MostEvenFold(ofFolds, counts, ofGroups[group]);
            foldOfGroup[group] = best;
            Add(ofGroups[group], 1, ofFolds[best]);
        }

        return Folds(Array.ConvertAll(numbers, group => foldOfGroup[group]), folds);
    }

    /// <summary>The fold that may have a group so that every class is spread most evenly; of equals, the one with the fewest samples.</summary>
    /// <param name="ofFolds">The samples of every class that each fold has so far.</param>
    /// <param name="counts">The samples of every class in all.</param>
    /// <param name="added">The samples of every class in the group.</param>
    private static int MostEvenFold(double[][] ofFolds, int[] counts, double[] added)
    {
        int best = 0;
        double least = double.PositiveInfinity, fewest = double.PositiveInfinity;
        for (int fold = 0; fold < ofFolds.Length; fold++)
        {
            double samples = ofFolds[fold].Sum();
            Add(added, 1, ofFolds[fold]);
            double unevenness = counts.Select((count, k) => Deviation([.. ofFolds.Select(has => has[k] / count)])).Average();
            Add(added, -1, ofFolds[fold]);
            bool isEqual = Math.Abs(unevenness - least) <= AbsoluteTolerance + RelativeTolerance * least;
            if (unevenness < least || (isEqual && samples < fewest))
            {
                (best, least, fewest) = (fold, unevenness, samples);
            }
        }

        return best;
    }

    private static void Add(double[] counts, int sign, double[] to)
    {
        for (int k = 0; k < to.Length; k++)
        {
            to[k] += sign * counts[k];
        }
    }

    /// <summary>The standard deviation, with n in the denominator.</summary>
    private static double Deviation(double[] numbers)
    {
        double mean = numbers.Sum() / numbers.Length;
        return Math.Sqrt(numbers.Sum(x => (x - mean) * (x - mean)) / numbers.Length);
    }

    /// <summary>The number of each sample's group, of which there must be at least as many as folds.</summary>
    private static int[] GroupsOf<TGroup>(IEnumerable<TGroup> groups, int folds)
        where TGroup : notnull
    {
        int[] numbers = NumbersOf<TGroup>([.. Require.NotNull(groups)], nameof(groups));
        Require.AtLeast(2, folds, nameof(folds));
        int count = numbers.Length == 0 ? 0 : numbers.Max() + 1;
        return folds <= count
            ? numbers
            : throw new ArgumentOutOfRangeException(nameof(folds), Invariant($"folds must be at most the number of groups, {count}, but is {folds}."));
    }

    /// <summary>How often each number occurs, from 0 to the largest.</summary>
    private static int[] SizesOf(int[] numbers)
    {
        int[] sizes = new int[numbers.Max() + 1];
        foreach (int number in numbers)
        {
            sizes[number]++;
        }

        return sizes;
    }
}
