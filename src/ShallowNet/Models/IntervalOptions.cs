namespace ShallowNet;

/// <summary>Which intervals around predicted numbers are asked for. Immutable; vary one with <c>with</c>.</summary>
public sealed record IntervalOptions
{
    /// <summary>The probability that an interval holds the target, above 0 and below 1; 0.9 unless given. 0.9 needs 9 calibration samples, 0.95 needs 19, 0.99 needs 99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no such share.</exception>
    public double Level { get; init => field = Require.Share(value, nameof(Level)); } = 0.9;

    /// <summary>Which ends are asked for; the others are infinite. Both unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no such ends.</exception>
    public IntervalEnds Ends { get; init => field = Require.Defined(value, nameof(Ends)); }

    /// <summary>What the width depends on; on nothing unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such width.</exception>
    public IntervalWidth Width { get; init => field = Require.Defined(value, nameof(Width)); }

    /// <summary>
    /// The column of texts or flags, each value of which is to be covered with the level's probability by itself, which needs calibration samples enough of each (Mondrian conformal prediction; Vovk, Gammerman
    /// and Shafer, 2005). A value that training had none of counts as the model reads it: as a rare value, as the first of two values, and otherwise it has no intervals, which is refused. Null, and all samples together, unless given.
    /// </summary>
    public string? By { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(IntervalOptions), PrintMembers);
}
