namespace ShallowNet;

/// <summary>How well a training with another learning rate does.</summary>
/// <param name="Factor">What the rate of the training, a number or a schedule, was multiplied by; 1 for itself.</param>
/// <param name="TrainingLoss">The mean loss of the samples that were trained on; infinite where the training diverged.</param>
/// <param name="HeldOutLoss">The mean loss of samples that were not trained on; infinite where the training diverged.</param>
public sealed record RateTestPoint(double Factor, double TrainingLoss, double HeldOutLoss)
{
    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(RateTestPoint), PrintMembers);
}
