namespace ShallowNet;

/// <summary>A threshold between two classes, and what it brings on the samples of a report.</summary>
/// <param name="Threshold">The threshold, with what it brings on the samples it was chosen by.</param>
/// <param name="Outcome">What it brings on the samples of the report.</param>
/// <param name="InWords">Both in sentences.</param>
internal sealed record ReportedDecision(DecisionThreshold Threshold, ThresholdOutcome Outcome, string InWords)
{
    /// <summary>The sentences.</summary>
    public override string ToString() => InWords;
}
