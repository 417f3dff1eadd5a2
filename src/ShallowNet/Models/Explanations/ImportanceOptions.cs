namespace ShallowNet;

/// <summary>How the importance of columns, or of features, is measured. Immutable; vary one with <c>with</c>.</summary>
public sealed record ImportanceOptions
{
    /// <summary>
    /// What gets worse; null unless given: the log loss of a classifier, the root mean squared error of a multi-label classifier's probabilities and of a regressor, and R² of a
    /// regressor of several targets; of a network by itself its cost.
    /// </summary>
    public Metric? Metric { get; init; }

    /// <summary>How often each is shuffled, at least 1; 5 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Repeats { get; init => field = Require.AtLeast(1, value, nameof(Repeats)); } = 5;

    /// <summary>Seed of the shuffling, at least 0; 0 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => field = Require.AtLeast(0, value, nameof(Seed)); }

    /// <summary>What each sample counts in the metric: m numbers, finite, at least 0 and not all 0; null, and all the same, unless given.</summary>
    public IReadOnlyList<double>? Weights { get; init => field = value is null ? null : ValueList.Of(value); }

    /// <summary>
    /// Names of columns, or of features, that are shuffled together, since they tell the same: a list for each of such groups. None unless given. All others are shuffled each by
    /// itself.
    /// </summary>
    /// <exception cref="ArgumentNullException">A group is null.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Together
    {
        get;
        init => field = ValueList.Of(Require.NotNull(value, nameof(Together)).Select(group => ValueList.OfNotNull(group, nameof(Together))));
    } = ValueList<IReadOnlyList<string>>.Empty;

    /// <summary>The most threads to use, at least 1; as many as the machine runs at a time unless given. The numbers do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxThreads { get; init => field = Require.AtLeast(1, value, nameof(MaxThreads)); } = Environment.ProcessorCount;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ImportanceOptions), PrintMembers);
}
