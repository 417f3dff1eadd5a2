namespace ShallowNet;

/// <summary>How well a training on a share of the samples does.</summary>
/// <param name="Samples">The samples that were trained on.</param>
/// <param name="TrainingLoss">The mean loss of these.</param>
/// <param name="HeldOutLoss">The mean loss of samples that were not trained on: the same ones for all shares.</param>
public sealed record LearningCurvePoint(int Samples, double TrainingLoss, double HeldOutLoss)
{
    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(LearningCurvePoint), PrintMembers);
}
