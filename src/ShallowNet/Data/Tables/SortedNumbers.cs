namespace ShallowNet;

/// <summary>Quantiles of numbers that all count the same.</summary>
internal static class SortedNumbers
{
    /// <summary>The number with a share of the others below it: NumPy's quantile by linear interpolation.</summary>
    /// <param name="sorted">At least one number, in ascending order.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = Math.Min((int)place, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
        double part = place - below, distance = sorted[above] - sorted[below];

        // From the nearer end, as NumPy does it.
        return distance == 0 || part == 0 ? sorted[below]
            : double.IsInfinity(distance) ? sorted[below] * (1 - part) + sorted[above] * part
            : part >= 0.5 ? sorted[above] - distance * (1 - part) : sorted[below] + distance * part;
    }
}
