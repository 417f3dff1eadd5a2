using System.Numerics;

namespace ShallowNet;

/// <summary>The learning curve, and whether another network and training do better: then this one has learned too little, or too much by heart.</summary>
internal sealed class CurveCheck : IHealthCheck
{
    /// <summary>The fewest samples, of each class on average, of which something can be learned.</summary>
    private const int FewestOfShare = 8;

    private static readonly int[] Divisors = [8, 4, 2, 1];

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.Underfit, FindingKind.Overfit];

    public bool NeedsTrials => true;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => findings.Any(finding => finding.Kind != FindingKind.ClassImbalance);

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variant given = new(VariantKind.AsGiven), reference = new(VariantKind.Reference);
        if (examination.Patient.IsChosenByData)
        {
            yield break;
        }

        examination.LearningCurve = [.. CurveOf(examination)];
        Gain gain = examination.Compare(given, reference);
        if (!gain.IsClear)
        {
            yield break;
        }

        Trial<T> trial = examination.TrialOf(given, 0), other = examination.TrialOf(reference, 0);
        double training = examination.Share(trial.Training), gap = examination.Share(trial.HeldOutLoss) - training;
        Measurement[] numbers = [new("loss of the training", trial.Training), new("loss of others", trial.HeldOutLoss), new("loss of another network", other.HeldOutLoss)];
        string losses = Invariant($"the loss is {trial.Training:G3} for the samples that were trained on, and {trial.HeldOutLoss:G3} for others. A network that the library chooses has {other.Training:G3} and {other.HeldOutLoss:G3}.");
        yield return gap >= Gain.Least && gain.OfTraining < Gain.Least
            ? new Finding(
                FindingKind.Overfit, FindingSeverity.Warning, $"The network has learned its samples by heart (overfitting): {losses}",
                "Stop earlier (EarlyStopping and ValidationShare), penalize large weights (L2), take fewer units, or more samples. A model in one call (MlpClassifier, MlpRegressor) without options chooses all of that.")
            {
                Numbers = numbers,
            }
            : new Finding(
                FindingKind.Underfit, FindingSeverity.Warning, $"The network has not learned all there is to learn (underfitting): {losses}",
                "Train for more epochs, take more units or a hidden layer more, or a smaller penalty (L2, Dropout). A model in one call (MlpClassifier, MlpRegressor) without options chooses all of that.")
            {
                Numbers = numbers,
            };
    }

    private static IEnumerable<LearningCurvePoint> CurveOf<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Fold fold = examination.Folds[0];
        int[] order = [.. fold.Train];
        new NumPyRandom(0).Shuffle<int>(order);
        foreach (int divisor in Divisors)
        {
            int count = order.Length / divisor;
            if (count < FewestOfShare * (examination.Patient.Classes?.Distinct().Count() ?? 1))
            {
                continue;
            }

            Trial<T> trial = divisor == 1 ? examination.TrialOf(new(VariantKind.AsGiven), 0)
                : examination.Try(new(VariantKind.AsGiven), [.. order[..count].Order()], fold.Test, examination.Patient.X);
            if (double.IsFinite(trial.Training))
            {
                yield return new LearningCurvePoint(count, trial.Training, trial.HeldOutLoss);
            }
        }
    }
}
