namespace ShallowNet;

/// <summary>How much a model relies on a column.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Mean">By how much the metric gets worse when the column is shuffled, the mean over the repeats; about 0 for a column that does not matter.</param>
/// <param name="StandardDeviation">Over the repeats, with n − 1 in the denominator; NaN for one.</param>
public sealed record ColumnImportance(string Column, double Mean, double StandardDeviation)
{
    /// <summary>The name, and the mean with the standard deviation, as "plan: 0.0412 ± 0.0031".</summary>
    public override string ToString() => double.IsNaN(StandardDeviation)
        ? Invariant($"{Column}: {Mean:0.0000}") : Invariant($"{Column}: {Mean:0.0000} ± {StandardDeviation:0.0000}");
}
