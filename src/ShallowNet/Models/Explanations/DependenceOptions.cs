namespace ShallowNet;

/// <summary>How partial dependence and accumulated local effects are computed. Immutable; vary one with <c>with</c>.</summary>
public sealed record DependenceOptions
{
    /// <summary>
    /// Which answer: the number of a class, whose probability it is, or of a target; of a network by itself the number of an output. Null unless given: the second class of two, otherwise the first class,
    /// target or output.
    /// </summary>
    public int? Answer { get; init; }

    /// <summary>
    /// Of numbers with at least so many different values, partial dependence is computed at so many, at equal distances; of fewer at each. At least 2; 50 unless given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int GridPoints { get; init => field = Require.AtLeast(2, value, nameof(GridPoints)); } = 50;

    /// <summary>The share of the samples at either end that these points leave out, at least 0 and less than 0.5; 0.05 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not less than 0.5.</exception>
    public double ShareLeftOut
    {
        get;
        init => field = value is >= 0 and < 0.5
            ? value : throw new ArgumentOutOfRangeException(nameof(ShareLeftOut), $"ShareLeftOut must be at least 0 and less than 0.5, but is {Require.Text(value)}.");
    } = 0.05;

    /// <summary>The intervals of numbers for accumulated local effects, with about as many samples in each; at least 1; 20 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Intervals { get; init => field = Require.AtLeast(1, value, nameof(Intervals)); } = 20;

    /// <summary>The most threads to use, at least 1; as many as the machine runs at a time unless given. The numbers do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxThreads { get; init => field = Require.AtLeast(1, value, nameof(MaxThreads)); } = Environment.ProcessorCount;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(DependenceOptions), PrintMembers);
}
