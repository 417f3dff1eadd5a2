namespace ShallowNet;

/// <summary>How a table becomes numbers. Immutable; vary one with <c>with</c>.</summary>
public sealed record EncoderOptions
{
    /// <summary>How numbers are scaled; <see cref="NumberScaling.Smooth"/> unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scaling.</exception>
    public NumberScaling Numbers { get; init => field = Require.Defined(value, nameof(Numbers)); }

    /// <summary>
    /// Values of a category that fewer rows have are taken together as one, which unknown values belong to, too; at least 1, which takes none together;
    /// 3 unless given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int RareBelow { get; init => field = Require.AtLeast(1, value, nameof(RareBelow)); } = 3;

    /// <summary>
    /// The most values of a category that get a feature each. A category of more values becomes learned numbers, or, without an
    /// <see cref="EmbeddingSize"/>, its most frequent values get features, and the others are rare. At least 2; 100 unless given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 2.</exception>
    public int MostValues { get; init => field = Require.AtLeast(2, value, nameof(MostValues)); } = 100;

    /// <summary>
    /// How many numbers the network learns for each value of a category with more than <see cref="MostValues"/> of them (<see cref="Embedding.Category"/>); from 0,
    /// for none, to 1,000; 8 unless given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public int EmbeddingSize { get; init => field = Require.Within(0, Embedding.LargestSize, value, nameof(EmbeddingSize)); } = 8;

    /// <summary>The names of columns of numbers that are names of categories, such as postal codes; none unless given.</summary>
    /// <exception cref="ArgumentNullException">The list or a name is null.</exception>
    public IReadOnlyList<string> Categories { get; init => field = ValueList.OfNotNull(value, nameof(Categories)); } = ValueList<string>.Empty;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(EncoderOptions), PrintMembers);
}
