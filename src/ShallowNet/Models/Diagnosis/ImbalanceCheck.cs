using System.Numerics;

namespace ShallowNet;

/// <summary>Rare classes that are hardly ever recognized, because the answers only ever follow the frequent ones.</summary>
internal sealed class ImbalanceCheck : IHealthCheck
{
    /// <summary>From a tenth of the largest class on, a class is rare (He and Garcia, 2009).</summary>
    private const double Rare = 0.1;

    /// <summary>Half of its samples recognized, as a coin would, are too few.</summary>
    private const double FewRecognized = 0.5;

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.ClassImbalance];

    public bool NeedsTrials => true;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => false;

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Patient<T> patient = examination.Patient;
        if (patient.Classes is not { } classes)
        {
            yield break;
        }

        int[] counts = new int[patient.ClassNames.Count];
        Array.ForEach(classes, label => counts[label]++);
        int[] rare = [.. Enumerable.Range(0, counts.Length).Where(k => counts[k] > 0 && counts[k] < Rare * counts.Max())];
        if (rare.Length == 0)
        {
            yield break;
        }

        (int[] samples, double[][] p) = examination.OutOfFoldProbabilities(new(patient.IsChosenByData ? VariantKind.Reference : VariantKind.AsGiven));
        if (samples.Length == 0)
        {
            yield break;
        }

        int[] usual = Array.ConvertAll(p, of => IndexOfMax(of, k => of[k])), balanced = Array.ConvertAll(p, of => IndexOfMax(of, k => counts[k] == 0 ? 0 : of[k] / counts[k]));
        (double before, double after) = (MeanRecall(usual), MeanRecall(balanced));
        foreach (int k in rare)
        {
            int[] itsSamples = [.. Enumerable.Range(0, samples.Length).Where(i => classes[samples[i]] == k)];
            int recognized = itsSamples.Count(i => usual[i] == k), then = itsSamples.Count(i => balanced[i] == k);
            int won = itsSamples.Count(i => usual[i] != k && balanced[i] == k), lost = itsSamples.Count(i => usual[i] == k && balanced[i] != k);

            // The mean over the classes tells whether what is won of this one is lost of the others (McNemar's test: as many would be won as lost).
            if (recognized >= FewRecognized * itsSamples.Length || after - before < Gain.Least || Chance.OfAtLeast(won, won + lost, 0.5) >= Chance.Small)
            {
                continue;
            }

            string name = patient.ClassNames[k];
            yield return new Finding(
                FindingKind.ClassImbalance, FindingSeverity.Warning,
                Invariant($"Class \"{name}\" is rare ({counts[k]} of {Require.Count(classes.Length, "sample")}), and hardly recognized: {recognized} of {itsSamples.Length} of its samples, when they were not trained on. With all classes counting the same it would be {then}, and the mean share of each class that is recognized {100 * after:0} % instead of {100 * before:0} %."),
                "If missing a rare class costs more than a false alarm, say so: ClassWeights = ClassWeights.Balanced in the training, or a lower threshold (model.ChooseThreshold). Judge the model by Metric.BalancedAccuracy or RocAuc, not by the accuracy.")
            {
                Columns = [name], Numbers = [new("samples of the class", counts[k]), new("recognized", recognized), new("recognized with balanced classes", then), new("of", itsSamples.Length)],
            };
        }

        double MeanRecall(int[] answers) => Enumerable.Range(0, samples.Length).GroupBy(i => classes[samples[i]]).Average(group => group.Average(i => answers[i] == group.Key ? 1.0 : 0));
    }

    private static int IndexOfMax(double[] p, Func<int, double> of) => Enumerable.Range(0, p.Length).MaxBy(of);
}
