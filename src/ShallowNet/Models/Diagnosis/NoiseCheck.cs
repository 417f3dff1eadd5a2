using System.Numerics;

namespace ShallowNet;

/// <summary>Labels that contradict what networks that were not trained on them are sure of, where these are more than the overlap of classes explains.</summary>
/// <remarks>
/// Where classes overlap, answers err less, the surer they are; where labels are wrong at random, they err as often where they are sure. If the log-odds of samples are normal, as
/// wide as the share of errors says, then a known share of the errors is in the surer half of the samples; what is there beyond that are wrong labels. Which samples are suspicious says
/// confident learning (Northcutt, Jiang and Chuang, 2021).
/// </remarks>
internal sealed class NoiseCheck : IHealthCheck
{
    /// <summary>A share of wrong labels that is worth a search for them.</summary>
    private const double LeastShare = 0.02;

    /// <summary>
    /// That share of the errors may be in the surer half whatever the overlap: real log-odds have longer tails than normal ones, and networks of few samples are sure where they should not be.
    /// </summary>
    private const double LeastByOverlap = 0.1;

    /// <summary>Half of normal numbers are farther from their mean than so many standard deviations.</summary>
    private const double Quartile = 0.6744897501960817;

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.LabelNoise];

    public bool NeedsTrials => true;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => findings.Any(finding => finding.Kind == FindingKind.Leak);

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (examination.Patient.Classes is not { } classes)
        {
            yield break;
        }

        (int[] samples, double[][] p) = examination.OutOfFoldProbabilities(new(VariantKind.Reference));
        if (samples.Length == 0)
        {
            yield break;
        }

        int[] given = Array.ConvertAll(samples, j => classes[j]);
        (int errors, int ofSurer, double byOverlap) = Errors(p, given);
        int[] suspects = Suspects(p, given);
        double share = 2 * (ofSurer - byOverlap * errors) / p.Length;
        if (share < LeastShare || Chance.OfAtLeast(ofSurer, errors, byOverlap) >= Chance.Small || suspects.Length == 0)
        {
            yield break;
        }

        int first = suspects[0], other = Likely(p[first], given[first]);
        IReadOnlyList<string> names = examination.Patient.ClassNames;
        yield return new Finding(
            FindingKind.LabelNoise, FindingSeverity.Note,
            Invariant($"At least {100 * share:0} % of the labels seem to be wrong: {Require.Count(suspects.Length, "sample")} of {samples.Length} contradict networks that were not trained on them, and of the {errors} wrong answers, {ofSurer} are among the surer half, where classes that overlap explain {byOverlap * errors:0}. Sample {samples[first]} is \"{names[given[first]]}\", of which the probability is {p[first][given[first]]:G2}; \"{names[other]}\" has {p[first][other]:G2}."),
            "Look at the samples named here, the most suspicious first, and correct their labels, or leave them out. If they cannot be checked, LabelSmoothing in the training keeps a network from believing them all.")
        {
            Samples = [.. suspects.Select(i => samples[i])], Numbers = [new("share of wrong labels", share), new("suspects", suspects.Length)],
        };
    }

    /// <summary>The samples that confident learning counts outside the diagonal, the most suspicious first: another class is as probable as it is on average where it is given.</summary>
    private static int[] Suspects(double[][] p, int[] given)
    {
        double[] usual = [.. Enumerable.Range(0, p[0].Length).Select(k => Enumerable.Range(0, p.Length).Where(i => given[i] == k).Select(i => p[i][k]).DefaultIfEmpty(double.PositiveInfinity).Average())];
        return
        [
            .. Enumerable.Range(0, p.Length)
                .Where(i => Enumerable.Range(0, usual.Length).Where(k => p[i][k] >= usual[k]).DefaultIfEmpty(given[i]).MaxBy(k => p[i][k]) != given[i])
                .OrderBy(i => p[i][given[i]] - p[i][Likely(p[i], given[i])]).ThenBy(i => i),
        ];
    }

    /// <summary>The most probable class but one.</summary>
    private static int Likely(double[] p, int but) => Enumerable.Range(0, p.Length).Where(k => k != but).MaxBy(k => p[k]);

    /// <summary>The wrong answers, those of the surer half of the samples, and the share of all of them that is there if classes only overlap.</summary>
    private static (int Errors, int OfSurer, double ByOverlap) Errors(double[][] p, int[] given)
    {
        int[] surestFirst = [.. Enumerable.Range(0, p.Length).OrderByDescending(i => p[i].Max()).ThenBy(i => i)];
        int[] wrong = [.. surestFirst.Index().Where(sample => Likely(p[sample.Item], -1) != given[sample.Item]).Select(sample => sample.Index)];
        double rate = (wrong.Length + 0.5) / (p.Length + 1), narrow = 0, wide = 1000;
        for (int step = 0; step < 60; step++)
        {
            double width = (narrow + wide) / 2;
            (narrow, wide) = ErrorsBeyond(0, width) > rate ? (width, wide) : (narrow, width);
        }

        return (wrong.Length, wrong.Count(place => 2 * place < p.Length), Math.Max(LeastByOverlap, ErrorsBeyond(Quartile, narrow) / ErrorsBeyond(0, narrow)));
    }

    /// <summary>The share of samples whose more probable class is wrong and whose log-odds, normal with mean 0, are beyond so many standard deviations.</summary>
    private static double ErrorsBeyond(double deviations, double standardDeviation)
    {
        const int Steps = 400;
        const double Farthest = 8;
        double sum = 0, width = (Farthest - deviations) / Steps;
        for (int i = 0; i < Steps; i++)
        {
            double u = deviations + (i + 0.5) * width;
            sum += ScalarFunctions.Exp(-0.5 * u * u) * LogisticCurve.Sigmoid(-standardDeviation * u);
        }

        // 2/√(2π), since both signs of the log-odds count.
        return 0.79788456080286541 * sum * width;
    }
}
