using System.Numerics;

namespace ShallowNet;

/// <summary>Whether a linear model does as well.</summary>
internal sealed class LineCheck : IHealthCheck
{
    /// <summary>By less than a hundredth of what the same answer costs, no network is worth its units; so many standard errors leave a probability of 0.001 that it gains more.</summary>
    private const double Nothing = 0.01, Sure = 3;

    /// <summary>Where classes hardly touch, a line lies between them, as does any other boundary: that tells nothing about its shape.</summary>
    private const double Apart = 0.2;

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.NoBetterThanLinear];

    public bool NeedsTrials => true;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => findings.Count > 0;

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (examination.Patient.IsChosenByData || examination.Patient.Network.L == 1)
        {
            yield break;
        }

        Variant given = new(VariantKind.AsGiven), linear = new(VariantKind.Linear);
        Gain gain = examination.Compare(linear, given, Examination<T>.FoldsCompared);
        Trial<T> network = examination.TrialOf(given, 0), line = examination.TrialOf(linear, 0);
        double share = examination.Share(network.HeldOutLoss);
        if (!(gain.Mean + Sure * gain.StandardError < Nothing) || !(examination.Share(line.HeldOutLoss) < 1 - Gain.Least) || (examination.Patient.Classes is not null && share < Apart))
        {
            yield break;
        }

        yield return new Finding(
            FindingKind.NoBetterThanLinear, FindingSeverity.Note,
            Invariant($"A straight line does as well: the loss of samples that were not trained on is {line.HeldOutLoss:G3} for a linear model, and {network.HeldOutLoss:G3} for the network."),
            "Leave the hidden layers out (a network of its last layer, or HiddenLayers = [] in MlpOptions): a linear model is faster, and can be explained by its weights.")
        {
            Numbers = [new("loss", network.HeldOutLoss), new("loss of a linear model", line.HeldOutLoss)],
        };
    }
}
