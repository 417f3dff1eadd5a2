namespace ShallowNet;

/// <summary>
/// How far a pass over the pieces of a table is. A progress that is given to the <c>Fit</c> of a table in pieces, and that is also an
/// <see cref="IProgress{T}"/> of this, as <see cref="ConsoleProgress"/> is, is told after every piece.
/// </summary>
/// <param name="Pass">The number of the pass: 1 for the one that learns the encoder, 2 for the first epoch, and so on.</param>
/// <param name="Rows">The rows of the pass so far.</param>
/// <param name="TotalRows">The rows that the pass has; null in the first one, which counts them.</param>
public readonly record struct PassProgress(int Pass, long Rows, long? TotalRows)
{
    /// <summary>The time since the pass began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(PassProgress), PrintMembers);
}
