namespace ShallowNet;

/// <summary>Something that is wrong with a model, its training or its data, where, and what to do about it.</summary>
public sealed record Finding
{
    internal Finding(FindingKind kind, FindingSeverity severity, string text, string advice) => (Kind, Severity, Text, Advice) = (kind, severity, text, advice);

    /// <summary>What it is.</summary>
    public FindingKind Kind { get; }

    /// <summary>How bad it is.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>What was found, with its numbers, in a sentence or two.</summary>
    public string Text { get; }

    /// <summary>What to do about it.</summary>
    public string Advice { get; }

    /// <summary>The layer that it is about, counted from 1; null where it is about none, or about all.</summary>
    public int? Layer { get; init; }

    /// <summary>The units of the layer that it is about, counted from 0.</summary>
    public IReadOnlyList<int> Units { get; init => field = ValueList.Of(value); } = ValueList<int>.Empty;

    /// <summary>The names of the columns or features that it is about, or of the class.</summary>
    public IReadOnlyList<string> Columns { get; init => field = ValueList.Of(value); } = ValueList<string>.Empty;

    /// <summary>
    /// The samples that it is about, counted from 0, the most suspicious first; of duplicates between two sets of samples, those of the second.
    /// </summary>
    public IReadOnlyList<int> Samples { get; init => field = ValueList.Of(value); } = ValueList<int>.Empty;

    /// <summary>The numbers that were measured.</summary>
    public IReadOnlyList<Measurement> Numbers { get; init => field = ValueList.Of(value); } = ValueList<Measurement>.Empty;

    /// <summary>The severity and kind, what was found, and what to do.</summary>
    public override string ToString() => $"{Severity}, {Kind}: {Text}\n  What to do: {Advice}";
}
