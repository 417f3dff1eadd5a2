namespace ShallowNet;

/// <summary>How Shapley values are computed. Immutable; vary one with <c>with</c>.</summary>
/// <remarks>
/// The cost is in evaluations of the network, of which only what differs is computed anew in the first layer. With n columns or features and B rows of background, a sample takes
/// B·2ⁿ evaluations where n is at most <see cref="MostExactPlayers"/>, and B·<see cref="Permutations"/>·2(n − 1) otherwise: 12 columns take 204,800 and 20 take 3,800 unless
/// something else is given. Fewer exact players make 9 to 12 columns many times faster, at the price of standard errors.
/// </remarks>
public sealed record ShapleyOptions
{
    /// <summary>
    /// Which answer is explained: the number of a class, whose probability it is, or of a target; of a network by itself the number of an output. Null unless given: the second class of two, otherwise the first class,
    /// target or output.
    /// </summary>
    public int? Answer { get; init; }

    /// <summary>Whether the log-odds of a class are explained, ln(p/(1 − p)), rather than its probability p; false unless given. For classifiers, and networks that end in sigmoid or softmax.</summary>
    public bool LogOdds { get; init; }

    /// <summary>The most rows of the background that are used, at least 1; of more, so many are drawn. 50 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int BackgroundRows { get; init => field = Require.AtLeast(1, value, nameof(BackgroundRows)); } = 50;

    /// <summary>
    /// For how many columns, or features, the values are exact: every set of them is tried, 2ⁿ sets. For more, orders are drawn. At least 0 and at most 20; 12 unless given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0 or more than 20.</exception>
    public int MostExactPlayers
    {
        get;
        init => field = (int)Require.Within(0, 20, value, nameof(MostExactPlayers));
    } = 12;

    /// <summary>In how many orders the columns are exchanged for those of each row of the background, each order forwards and backwards; at least 2, and 2 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2: standard errors could not be told.</exception>
    public int Permutations { get; init => field = Require.AtLeast(2, value, nameof(Permutations)); } = 2;

    /// <summary>Seed of the rows and the orders that are drawn, at least 0; 0 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => field = Require.AtLeast(0, value, nameof(Seed)); }

    /// <summary>The most threads to use, at least 1; as many as the machine runs at a time unless given. The values do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxThreads { get; init => field = Require.AtLeast(1, value, nameof(MaxThreads)); } = Environment.ProcessorCount;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ShapleyOptions), PrintMembers);
}
