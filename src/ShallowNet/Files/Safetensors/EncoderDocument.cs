namespace ShallowNet;

/// <summary>How a model makes features of the columns of a table.</summary>
internal sealed record EncoderDocument
{
    /// <summary>The name of the column that is predicted; null where several are.</summary>
    public string? Target { get; init; }

    /// <summary>The names of the columns that are predicted; null where one is.</summary>
    public string[]? Targets { get; init; }

    public required EncodedColumnDocument[] Columns { get; init; }
}

/// <summary>How features are made of one column: what is not of its kind is null.</summary>
internal sealed record EncodedColumnDocument
{
    public required string Name { get; init; }

    /// <summary>What the column holds: number, text, flag or date.</summary>
    public required string Kind { get; init; }

    /// <summary>How it is encoded: number, category or date.</summary>
    public required string Encoding { get; init; }

    /// <summary>Whether gaps have a feature.</summary>
    public bool HasGaps { get; init; }

    /// <summary>What fills the gaps of numbers.</summary>
    public double? Fill { get; init; }

    /// <summary>How numbers are scaled.</summary>
    public TransformDocument? Scaling { get; init; }

    /// <summary>The values of a category with a feature each.</summary>
    public string[]? Values { get; init; }

    /// <summary>The values of a category that share one.</summary>
    public string[]? Rare { get; init; }

    /// <summary>How many numbers the network learns for each value of a category; null where each has a feature.</summary>
    public int? EmbeddingSize { get; init; }

    /// <summary>The latest date, in seconds since 1970.</summary>
    public long? Latest { get; init; }

    /// <summary>What fills gaps among dates, in seconds since 1970.</summary>
    public long? FillDate { get; init; }

    /// <summary>How ages in days are scaled.</summary>
    public TransformDocument? Age { get; init; }

    /// <summary>How years are scaled.</summary>
    public TransformDocument? Year { get; init; }

    /// <summary>The circles that dates have places on: month, weekday, hour.</summary>
    public string[]? Circles { get; init; }
}

/// <summary>How numbers are scaled.</summary>
internal sealed record TransformDocument
{
    public required string Kind { get; init; }

    public required double[] Numbers { get; init; }
}
