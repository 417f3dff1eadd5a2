namespace ShallowNet;

/// <content>Folds for cross-validation.</content>
public static partial class Split
{
    /// <summary>Turns of a cross-validation: every sample is in the test part of one turn, and in the training part of all others.</summary>
    /// <remarks>The folds of scikit-learn's <c>KFold(folds, shuffle=True, random_state=seed)</c>.</remarks>
    /// <param name="samples">m, at least as many as folds.</param>
    /// <param name="folds">The number of turns, at least 2.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>As many folds; their test parts differ by one sample at most.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range, or there are more folds than samples.</exception>
    public static IReadOnlyList<Fold> KFold(int samples, int folds = 5, int seed = 0)
    {
        CheckFolds(samples, folds);
        int[] order = new NumPyRandom(seed).Permutation(samples), foldOf = new int[samples];
        int[] dealt = [.. Enumerable.Range(0, samples).Select(position => position % folds).Order()];
        for (int position = 0; position < samples; position++)
        {
            foldOf[order[position]] = dealt[position];
        }

        return Folds(foldOf, folds);
    }

    /// <summary>Turns of a cross-validation whose test parts have the same share of every class.</summary>
    /// <remarks>
    /// The folds of scikit-learn's <c>StratifiedKFold(folds, shuffle=True, random_state=seed)</c>. A class with fewer samples than folds is
    /// missing in some test parts. The classes of labels Y are <see cref="OneHot.Decode{T}"/>.
    /// </remarks>
    /// <param name="classes">The class of every sample; any numbers. At least one class has as many samples as there are folds.</param>
    /// <param name="folds">The number of turns, at least 2.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>As many folds; their test parts differ by one sample at most, and by one of each class.</returns>
    /// <exception cref="ArgumentException">Every class has fewer samples than there are folds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range, or there are more folds than samples.</exception>
    public static IReadOnlyList<Fold> StratifiedKFold(IReadOnlyList<int> classes, int folds = 5, int seed = 0) =>
        StratifiedKFold<int>(classes, folds, seed);

    /// <summary>Turns of a cross-validation whose test parts have the same share of every class, the classes being called by labels of any type.</summary>
    /// <remarks>
    /// The folds of scikit-learn's <c>StratifiedKFold(folds, shuffle=True, random_state=seed)</c>. A class with fewer samples than folds is
    /// missing in some test parts. The classes of labels Y are <see cref="OneHot.Decode{T}"/>.
    /// </remarks>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <param name="classes">The class of every sample, none null. At least one class has as many samples as there are folds.</param>
    /// <param name="folds">The number of turns, at least 2.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>As many folds; their test parts differ by one sample at most, and by one of each class.</returns>
    /// <exception cref="ArgumentException">Every class has fewer samples than there are folds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range, or there are more folds than samples.</exception>
    public static IReadOnlyList<Fold> StratifiedKFold<TLabel>(IEnumerable<TLabel> classes, int folds = 5, int seed = 0)
        where TLabel : notnull
    {
        int[] numbers = NumbersOf<TLabel>([.. Require.NotNull(classes)], nameof(classes));
        CheckFolds(numbers.Length, folds);
        int[][] members = Members(numbers, inOrderOfAppearance => inOrderOfAppearance);
        CheckLargestClass(members.Max(samples => samples.Length), folds, nameof(classes));
        NumPyRandom random = new(seed);
        int[] foldOf = new int[numbers.Length];
        int dealt = 0;
        foreach (int[] samples in members)
        {
            // All samples in order of their classes are dealt to the folds in turn: that fixes how many each fold gets of a class.
            int first = dealt;
            dealt += samples.Length;
            int[] shares = [.. Enumerable.Range(first, samples.Length).Select(position => position % folds).Order()];
            random.Shuffle<int>(shares);
            for (int i = 0; i < samples.Length; i++)
            {
                foldOf[samples[i]] = shares[i];
            }
        }

        return Folds(foldOf, folds);
    }

    private static void CheckFolds(int samples, int folds)
    {
        Require.AtLeast(2, folds, nameof(folds));
        if (folds > samples)
        {
            throw new ArgumentOutOfRangeException(
                nameof(folds), Invariant($"folds must be at most the number of samples, {samples}, but is {folds}."));
        }
    }

    private static void CheckLargestClass(int largest, int folds, string name)
    {
        if (largest < folds)
        {
            throw new ArgumentException(
                Invariant($"At least one class must have {folds} samples (the folds), but the largest of {name} has {largest}."), name);
        }
    }

    private static Fold[] Folds(int[] foldOf, int folds)
    {
        ILookup<int, int> samples = Enumerable.Range(0, foldOf.Length).ToLookup(j => foldOf[j]);
        return [.. Enumerable.Range(0, folds).Select(fold => new Fold(
            Enumerable.Range(0, foldOf.Length).Where(j => foldOf[j] != fold).ToArray(), samples[fold].ToArray()))];
    }
}
