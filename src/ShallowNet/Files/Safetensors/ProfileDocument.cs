namespace ShallowNet;

/// <summary>What a model knows of the table it was fitted to.</summary>
internal sealed record ProfileDocument
{
    /// <summary>The number of rows.</summary>
    public required double Rows { get; init; }

    public required ColumnProfileDocument[] Columns { get; init; }

    /// <summary>What the model answered.</summary>
    public required ColumnProfileDocument[] Outputs { get; init; }
}

/// <summary>What is known of a column, or of an output: of numbers the quantiles, of categories the values; what is not of its kind is null.</summary>
internal sealed record ColumnProfileDocument
{
    public required string Name { get; init; }

    /// <summary>How many rows have no value.</summary>
    public double? Gaps { get; init; }

    /// <summary>The different quantiles of numbers, or of the seconds since 1970 of dates.</summary>
    public double[]? Quantiles { get; init; }

    /// <summary>How many numbers are below each quantile.</summary>
    public double[]? Below { get; init; }

    /// <summary>How many are up to it.</summary>
    public double[]? UpTo { get; init; }

    /// <summary>The most frequent values of a category.</summary>
    public string[]? Values { get; init; }

    /// <summary>How often each of them occurs.</summary>
    public double[]? Counts { get; init; }

    /// <summary>How many values of a category occur once.</summary>
    public int? MetOnce { get; init; }
}
