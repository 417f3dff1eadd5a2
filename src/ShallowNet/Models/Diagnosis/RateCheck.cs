using System.Numerics;

namespace ShallowNet;

/// <summary>The range test of learning rates: the same training with a hundredth to a hundred times its rate.</summary>
/// <remarks>As in the test of Smith (2017), but each rate has a whole training of its own: what is best in the first steps is too large for the last ones.</remarks>
internal sealed class RateCheck : IHealthCheck
{
    private static readonly double[] Factors = [0.01, 0.1, 1, 10, 100];

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.LearningRateTooLarge, FindingKind.LearningRateTooSmall];

    public bool NeedsTrials => true;

    // Units that are saturated before training are no matter of steps; those that are stuck after it may be.
    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => findings.Any(finding => finding is { Kind: FindingKind.SaturatedUnits, Units.Count: 0 } or
    {
        Kind: FindingKind.Leak or FindingKind.LabelNoise or FindingKind.UnscaledInputs or FindingKind.ExplodingGradients or FindingKind.VanishingGradients,
    });

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (examination.Patient.IsChosenByData || examination.Patient.Training.Optimizer is not GradientOptimizer)
        {
            yield break;
        }

        Trial<T>[] trials = [.. Factors.Select(factor => examination.TrialOf(new(VariantKind.AsGiven, factor), 0))];
        examination.RateTest = [.. Factors.Zip(trials, (factor, trial) => new RateTestPoint(factor, trial.Training, trial.HeldOutLoss))];
        double best = Factors.Zip(trials).MinBy(pair => examination.Share(pair.Second.HeldOutLoss)).First;
        if (best == 1)
        {
            yield break;
        }

        Variant given = new(VariantKind.AsGiven), other = new(VariantKind.AsGiven, best);
        Gain gain = examination.Compare(given, other);

        // What only held-out samples gain is no matter of steps.
        if (!gain.IsClear || gain.OfTraining < Gain.Least)
        {
            yield break;
        }

        (double before, double after) = (examination.TrialOf(given, 0).HeldOutLoss, examination.TrialOf(other, 0).HeldOutLoss);
        bool isTooLarge = best < 1;
        string loss = double.IsFinite(before) ? Invariant($"{after:G3} instead of {before:G3}") : Invariant($"{after:G3}, while the training as it is diverges");
        yield return new Finding(
            isTooLarge ? FindingKind.LearningRateTooLarge : FindingKind.LearningRateTooSmall, FindingSeverity.Severe,
            Invariant($"The learning rate is too {(isTooLarge ? "large" : "small")} ({examination.Patient.Training.Optimizer}): with {best:G3} times the rate, the same training ends with a loss of samples that were not trained on of {loss}."),
            isTooLarge ? Invariant($"Multiply the learning rate by {best:G3}.")
                : Invariant($"Multiply the learning rate by {best:G3}; or train for more epochs, which does the same, but takes longer."))
        {
            Numbers = [new("factor", best), new("loss", before), new("loss with that rate", after)],
        };
    }
}
