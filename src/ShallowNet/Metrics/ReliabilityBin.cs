namespace ShallowNet;

/// <summary>Samples with probabilities that are alike: what was predicted for them, and what happened.</summary>
/// <param name="Weight">What the samples count, which is their number where they weigh 1.</param>
/// <param name="Predicted">The mean of their predicted probabilities.</param>
/// <param name="Observed">The share of them that was of the class.</param>
public sealed record ReliabilityBin(double Weight, double Predicted, double Observed)
{
    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ReliabilityBin), PrintMembers);
}
