namespace ShallowNet;

/// <summary>How an encoder makes features of a column.</summary>
public sealed record EncodedColumn
{
    internal EncodedColumn(ColumnEncoder encoder, int firstFeature)
    {
        (Name, Kind, FirstFeature, Encoding) = (encoder.Name, encoder.Kind, firstFeature, encoder.Description);
        (Features, Values) = (ValueList.Of(encoder.FeatureNames), ValueList.Of(encoder.Values));
        (HasGaps, Typical) = (encoder.HasGaps, encoder.Typical);
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The number of its first feature, the row of X.</summary>
    public int FirstFeature { get; }

    /// <summary>The names of its features, which follow one another; none where the column told nothing.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>The values of a category that have a feature each, in their order; none for other columns.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether there were gaps in training, so that the features tell one from a value.</summary>
    public bool HasGaps { get; }

    /// <summary>
    /// A value such as the rows of the training had, for examples: the median of numbers and dates, as a <see cref="double"/> or a <see cref="DateTime"/>, the more
    /// frequent flag as a <see cref="bool"/>, the first of the values of a category; null for one whose values were all rare.
    /// </summary>
    public object? Typical { get; }

    /// <summary>How it is done, in words.</summary>
    public string Encoding { get; }

    /// <summary>Whether the column told something in training, so that it is needed.</summary>
    public bool IsUsed => Features.Count > 0;

    /// <summary>The name, the kind and how it is encoded.</summary>
    public override string ToString() => $"{Name} ({Column.WordsFor(Kind)}): {Encoding}";
}
