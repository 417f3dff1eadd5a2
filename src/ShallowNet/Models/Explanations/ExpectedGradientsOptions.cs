namespace ShallowNet;

/// <summary>How expected gradients are computed. Immutable; vary one with <c>with</c>.</summary>
public sealed record ExpectedGradientsOptions
{
    /// <summary>
    /// Which answer is explained: the number of a class, whose probability it is, or of a target; of a network by itself the number of an output. Null unless given: the second class of two, otherwise the first class,
    /// target or output.
    /// </summary>
    public int? Answer { get; init; }

    /// <summary>
    /// How many derivatives are taken for each sample, at least 2, each on the way to another row of the background; more rows than that are not used, and of fewer each is used as often as another, for as many
    /// derivatives or a few more. 200 unless given. Four times as many halve the standard errors.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2: standard errors could not be told.</exception>
    public int Draws { get; init => field = Require.AtLeast(2, value, nameof(Draws)); } = 200;

    /// <summary>Seed of the rows and the places between them and the samples, at least 0; 0 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => field = Require.AtLeast(0, value, nameof(Seed)); }

    /// <summary>The most threads to use, at least 1; as many as the machine runs at a time unless given. The values do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxThreads { get; init => field = Require.AtLeast(1, value, nameof(MaxThreads)); } = Environment.ProcessorCount;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ExpectedGradientsOptions), PrintMembers);
}
