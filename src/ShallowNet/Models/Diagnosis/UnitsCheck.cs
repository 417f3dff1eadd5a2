using System.Numerics;

namespace ShallowNet;

/// <summary>Dead and saturated units.</summary>
internal sealed class UnitsCheck : IHealthCheck
{
    /// <summary>A quarter of a layer's units may be out of work in a training that goes well: the others do it. More may be so by chance in a narrow layer.</summary>
    private const double Usual = 0.25;

    /// <summary>Weights that suit the inputs have a few percent of the activations at an end (LeCun et al., 1998); with most of them there, little is learned, and with nearly all nothing.</summary>
    private const double Most = 0.5, NearlyAll = 0.9;

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.DeadUnits, FindingKind.SaturatedUnits];

    public bool NeedsTrials => false;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => findings.Any(finding => finding.Kind == FindingKind.UnscaledInputs);

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Patient<T> patient = examination.Patient;
        if (patient.IsChosenByData)
        {
            yield break;
        }

        (LayerHealth[] layers, (int[] Dead, int[] Saturated)[] stuck) = examination.Layers;
        bool? isBad = null;
        foreach ((LayerHealth layer, (int[] dead, int[] saturated)) in layers.Zip(stuck))
        {
            string units = Require.Count(layer.Units, "unit"), activation = patient.Network.Layers[layer.Layer].Activation.Name;
            if (IsTooMany(dead.Length, layer.Units))
            {
                yield return new Finding(
                    FindingKind.DeadUnits, dead.Length == layer.Units ? FindingSeverity.Severe : FindingSeverity.Warning,
                    Invariant($"{dead.Length} of the {units} of layer {layer.Layer} ({activation}) are dead: for each of up to 512 samples they are where the activation is flat, so that they answer the same to all and learn nothing more."),
                    "Make the network anew with the activation's own initializer and biases of 0, and train it with a smaller learning rate; or use Activation.LeakyReLU(), which is flat nowhere.")
                {
                    Layer = layer.Layer, Units = dead, Numbers = [new Measurement("dead units", dead.Length), new Measurement("units", layer.Units)],
                };
            }

            bool isStuck = IsTooMany(saturated.Length, layer.Units);
            if (isStuck || layer.SaturatedAtStart >= NearlyAll || (layer.SaturatedAtStart >= Most && examination.CanCompare && (isBad ??= IsBad(examination))))
            {
                yield return new Finding(
                    FindingKind.SaturatedUnits, FindingSeverity.Warning,
                    isStuck
                        ? Invariant($"{saturated.Length} of the {units} of layer {layer.Layer} ({activation}) are stuck at one end of their range for 99 % of the samples: they tell nothing about these, and hardly learn.")
                        : Invariant($"{100 * layer.SaturatedAtStart:0} % of the activations of layer {layer.Layer} ({activation}) are at an end of their range before training begins, where units hardly learn."),
                    "Weights, or inputs, are too large for the activation: use its own initializer (leave Initializer out), scale the inputs (Standardizer), or use Activation.ReLU.")
                {
                    Layer = layer.Layer, Units = isStuck ? saturated : [],
                    Numbers = [new Measurement("saturated units", saturated.Length), new Measurement("share at an end before training", layer.SaturatedAtStart)],
                };
            }
        }
    }

    private static bool IsTooMany(int stuck, int units) => stuck == units || Chance.OfAtLeast(stuck, units, Usual) < Chance.Small;

    private static bool IsBad<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => examination.Compare(new(VariantKind.AsGiven), new(VariantKind.Redrawn)).IsClear;
}
