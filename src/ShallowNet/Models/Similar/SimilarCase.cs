namespace ShallowNet;

/// <summary>A known case that is similar to a sample.</summary>
/// <param name="Index">Its number: the column of the matrix, or the row of the table, from 0 on.</param>
/// <param name="Distance">How far it is, in standard deviations of the hidden units.</param>
public sealed record SimilarCase(int Index, double Distance)
{
    /// <summary>The number and the distance, as "case 17 at 0.42".</summary>
    public override string ToString() => Invariant($"case {Index} at {Distance:0.###}");
}
