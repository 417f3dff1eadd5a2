using System.Numerics;

namespace ShallowNet;

/// <summary>Inputs that nobody scaled, and a training that is the worse for it.</summary>
internal sealed class ScalingCheck : IHealthCheck
{
    /// <summary>Initial weights are made for inputs of mean 0 and variance 1 (LeCun et al., 1998); a factor of ten from there is no longer a matter of taste.</summary>
    private const double Factor = 10, FarFromZero = 3;

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.UnscaledInputs];

    public bool NeedsTrials => true;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => false;

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Patient<T> patient = examination.Patient;
        if (patient.IsChosenByData || patient.ScalesInputs)
        {
            yield break;
        }

        Standardizer scales = Standardizer.Fit(patient.X);
        int[] strange = [.. Enumerable.Range(0, patient.X.RowCount).Where(i => IsStrange(scales.Means[i], scales.StandardDeviations[i])).OrderByDescending(i => Math.Abs(scales.Means[i]) + scales.StandardDeviations[i])];
        Variant given = new(VariantKind.AsGiven), scaled = new(VariantKind.Scaled);
        if (strange.Length == 0 || examination.Compare(given, scaled) is not { IsClear: true })
        {
            yield break;
        }

        (double before, double after) = (examination.TrialOf(given, 0).HeldOutLoss, examination.TrialOf(scaled, 0).HeldOutLoss);
        int worst = strange[0];
        string name = patient.Columns.Names[worst], loss = double.IsFinite(before) ? Invariant($"{after:G3} instead of {before:G3}") : Invariant($"{after:G3}, while the training as it is diverges");
        yield return new Finding(
            FindingKind.UnscaledInputs, FindingSeverity.Severe,
            Invariant($"{Require.Count(strange.Length, "input")} of {patient.X.RowCount} {(strange.Length == 1 ? "is" : "are")} far from mean 0 and standard deviation 1, such as {name} with mean {scales.Means[worst]:G3} and standard deviation {scales.StandardDeviations[worst]:G3}. With scaled inputs the loss of samples that were not trained on is {loss}."),
            "Scale the inputs: var scaler = Standardizer.Fit(X); network.Train(scaler.Transform(X), Y, …), and for new samples network.Predict(scaler.Transform(X)). Models do it by themselves unless InputScaling says otherwise.")
        {
            Columns = [.. strange.Select(i => patient.Columns.Names[i])],
            Numbers = [new("mean", scales.Means[worst]), new("standard deviation", scales.StandardDeviations[worst]), new("loss", before), new("loss with scaled inputs", after)],
        };
    }

    private static bool IsStrange(double mean, double deviation) => deviation > Factor || (deviation > 0 && deviation < 1 / Factor) || Math.Abs(mean) > FarFromZero * Math.Max(deviation, 1);
}
