using System.Numerics;

namespace ShallowNet;

/// <summary>Derivatives that grow or shrink from layer to layer, and a training that is the worse for it.</summary>
internal sealed class GradientsCheck : IHealthCheck
{
    /// <summary>
    /// Weights that suit the activation keep the derivatives of all hidden layers about as large (Glorot and Bengio, 2010; He et al., 2015), within a factor of three in practice; from a factor
    /// of ten on, one learning rate does not suit the first and the last of them.
    /// </summary>
    private const double Factor = 10;

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.ExplodingGradients, FindingKind.VanishingGradients];

    public bool NeedsTrials => true;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => findings.Any(finding => finding.Kind is FindingKind.UnscaledInputs);

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Patient<T> patient = examination.Patient;
        if (patient.IsChosenByData || patient.Network.L < 3)
        {
            yield break;
        }

        LayerHealth[] layers = examination.Layers.Layers;
        double first = layers[0].GradientAtStart, last = layers[^1].GradientAtStart;
        bool explodes = first > Factor * last || !double.IsFinite(first);
        Variant given = new(VariantKind.AsGiven), redrawn = new(VariantKind.Redrawn);
        if (!(explodes || last > Factor * first) || examination.Compare(given, redrawn) is not { IsClear: true })
        {
            yield break;
        }

        (double before, double after) = (examination.TrialOf(given, 0).HeldOutLoss, examination.TrialOf(redrawn, 0).HeldOutLoss);
        string loss = Invariant($"With weights as the activations want them, and without activations that shrink derivatives, the loss of samples that were not trained on is {after:G3} instead of {before:G3}.");
        Measurement[] numbers = [new("derivative in layer 1", first), new(Invariant($"derivative in layer {layers.Length}"), last), new("loss", before), new("loss after the cure", after)];
        yield return explodes
            ? new Finding(
                FindingKind.ExplodingGradients, FindingSeverity.Severe,
                Invariant($"Gradients explode: when training begins, the derivatives that reach layer 1 are {first / last:G3} times as large as those of layer {layers.Length}. {loss}"),
                "Leave Initializer out, so that each layer has the one of its activation; with BatchNormalization = new() in the hidden layers, or ClipNorm in the training, they stay small, too.")
            {
                Layer = 1, Numbers = numbers,
            }
            : new Finding(
                FindingKind.VanishingGradients, FindingSeverity.Severe,
                Invariant($"Gradients vanish: when training begins, the derivatives that reach layer 1 are {last / first:G3} times as small as those of layer {layers.Length}, so that the first layers hardly learn. {loss}"),
                "Use Activation.ReLU in the hidden layers, leave Initializer out, or take fewer layers; BatchNormalization = new() or Residual = true help networks that must be deep.")
            {
                Layer = 1, Numbers = numbers,
            };
    }
}
