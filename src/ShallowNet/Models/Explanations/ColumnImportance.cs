namespace ShallowNet;

/// <summary>How much a model relies on a column, or on a feature.</summary>
/// <param name="Column">The name of the column; of several that were shuffled together, their names.</param>
/// <param name="Mean">By how much the metric gets worse when the column is shuffled, the mean over the repeats; about 0 for a column that does not matter.</param>
/// <param name="StandardDeviation">Over the repeats, with n − 1 in the denominator; NaN for one.</param>
public sealed record ColumnImportance(string Column, double Mean, double StandardDeviation)
{
    /// <summary>By how much the metric got worse in each repeat.</summary>
    public IReadOnlyList<double> Losses { get; init => field = ValueList.Of(Require.NotNull(value, nameof(Losses))); } = ValueList<double>.Empty;

    /// <summary>The standard error of the mean, by how the repeats differ: that of other rows is not in it. NaN for one repeat.</summary>
    public double StandardError => StandardDeviation / Math.Sqrt(Losses.Count);

    /// <summary>The name, and the mean with the standard deviation, as "plan: 0.0412 ± 0.0031".</summary>
    public override string ToString() => double.IsNaN(StandardDeviation)
        ? Invariant($"{Column}: {Mean:0.0000}") : Invariant($"{Column}: {Mean:0.0000} ± {StandardDeviation:0.0000}");

    /// <summary>That of some losses.</summary>
    internal static ColumnImportance Of(string column, double[] losses)
    {
        double mean = losses.Average();
        return new ColumnImportance(column, mean, Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / (losses.Length - 1))) { Losses = losses };
    }
}
