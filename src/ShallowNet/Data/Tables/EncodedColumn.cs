namespace ShallowNet;

/// <summary>How an encoder makes features of a column.</summary>
public sealed record EncodedColumn
{
    internal EncodedColumn(ColumnEncoder encoder, int firstFeature)
    {
        (Name, Kind, FirstFeature, Encoding) = (encoder.Name, encoder.Kind, firstFeature, encoder.Description);
        (Features, Values) = (ValueList.Of(encoder.FeatureNames), ValueList.Of(encoder.Values));
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

    /// <summary>How it is done, in words.</summary>
    public string Encoding { get; }

    /// <summary>Whether the column told something in training, so that it is needed.</summary>
    public bool IsUsed => Features.Count > 0;

    /// <summary>The name, the kind and how it is encoded.</summary>
    public override string ToString() => $"{Name} ({Column.WordsFor(Kind)}): {Encoding}";
}
