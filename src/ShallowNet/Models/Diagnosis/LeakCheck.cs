using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Columns that alone give a target away, while all others together do not.</summary>
/// <remarks>Where every column does, or the others do as well without it, the task is easy, and no column is suspicious.</remarks>
internal sealed class LeakCheck : IHealthCheck
{
    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.Leak];

    public bool NeedsTrials => true;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => false;

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Patient<T> patient = examination.Patient;
        (int Column, Column Target)[] suspects =
        [
            .. from i in Enumerable.Range(0, patient.Sources.Count)
               let target = patient.Targets.FirstOrDefault(target => Doubts.Reveals(patient.Sources[i], target))
               where target is not null
               select (i, target),
        ];
        if (suspects.Length == 0 || suspects.Length == patient.Sources.Count)
        {
            yield break;
        }

        Variant reference = new(VariantKind.Reference);
        Matrix<T> others = Without(patient, [.. suspects.Select(suspect => patient.Columns.Features[suspect.Column])]);
        Fold fold = examination.Folds[0];
        (Trial<T> with, Trial<T> without) = (examination.TrialOf(reference, 0), examination.Try(reference, fold.Train, fold.Test, others));
        if (!examination.GainOf([(without, with)]).IsClear)
        {
            yield break;
        }

        foreach ((int column, Column target) in suspects)
        {
            string name = patient.Columns.Names[column];
            yield return new Finding(
                FindingKind.Leak, FindingSeverity.Severe,
                Invariant($"\"{name}\" alone gives \"{target.Name}\" away: at least 99.5 % of the samples follow from it. Without {(suspects.Length == 1 ? "it" : "such columns")} the loss of samples that were not trained on is {without.HeldOutLoss:G3} instead of {with.HeldOutLoss:G3}."),
                $"Ask whether \"{name}\" is known at the time when \"{target.Name}\" is to be predicted. If not, leave it out (table.Without): the model is worth nothing where it is missing.")
            {
                Columns = [name], Numbers = [new("loss with it", with.HeldOutLoss), new("loss without it", without.HeldOutLoss)],
            };
        }
    }

    /// <summary>The samples with some features that are 0 everywhere.</summary>
    private static Matrix<T> Without<T>(Patient<T> patient, (int First, int Count)[] features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> others = patient.X.Clone();
        Span<T> elements = ColumnMajor.Span(others);
        for (int j = 0; j < others.ColumnCount; j++)
        {
            foreach ((int first, int count) in features)
            {
                elements.Slice(j * others.RowCount + first, count).Clear();
            }
        }

        return others;
    }
}
