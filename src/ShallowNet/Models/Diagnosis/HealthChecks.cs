using System.Diagnostics;
using System.Numerics;

namespace ShallowNet;

/// <summary>All checks of a diagnosis in their order: causes before what follows from them.</summary>
internal static class HealthChecks
{
    private static readonly IHealthCheck[] All =
    [
        new LeakCheck(), new DuplicatesCheck(), new ImbalanceCheck(), new NoiseCheck(), new ScalingCheck(), new GradientsCheck(), new UnitsCheck(), new RateCheck(), new CurveCheck(), new LineCheck(),
    ];

    /// <summary>Diagnoses a network or a model.</summary>
    /// <param name="patient">What is diagnosed, with the samples it was trained on.</param>
    /// <param name="heldOut">Samples that it is judged by; null where there are none.</param>
    /// <param name="options">What to look for; null for everything.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    public static Diagnosis Diagnose<T>(Patient<T> patient, Batch<T>? heldOut, DiagnosisOptions? options, IProgress<double>? progress, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new DiagnosisOptions();
        Deadline deadline = new(Stopwatch.GetTimestamp(), options.TimeLimit);
        Examination<T> examination = new(patient, options, heldOut, cancellationToken);
        List<Finding> findings = [];
        List<FindingKind> notJudged = [];
        IHealthCheck[] wanted = [.. All.Where(check => check.Kinds.Any(options.Kinds.Contains))];
        foreach ((int done, IHealthCheck check) in wanted.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsOver || (check.NeedsTrials && !examination.CanCompare) || check.IsExplainedBy(findings))
            {
                notJudged.AddRange(check.Kinds.Where(options.Kinds.Contains));
            }
            else
            {
                findings.AddRange(check.Run(examination).Where(finding => options.Kinds.Contains(finding.Kind)));
            }

            progress?.Report((done + 1.0) / wanted.Length);
        }

        return new Diagnosis(patient.Samples, findings)
        {
            NotJudged = notJudged, LearningCurve = examination.LearningCurve, RateTest = examination.RateTest, Layers = patient.IsChosenByData ? [] : examination.Layers.Layers,
        };
    }
}
