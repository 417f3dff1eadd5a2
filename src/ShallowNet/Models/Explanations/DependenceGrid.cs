namespace ShallowNet;

/// <summary>At which values a model is asked.</summary>
internal static class DependenceGrid
{
    /// <summary>
    /// Every category; of few different numbers each; otherwise numbers at equal distances between two quantiles, as scikit-learn's partial_dependence has them.
    /// </summary>
    /// <param name="cells">The values of the samples; NaN for gaps.</param>
    /// <param name="points">How many.</param>
    /// <param name="shareLeftOut">The share of the samples below the first, and above the last.</param>
    /// <param name="unit">Values must be multiples of this; 0 where they need not.</param>
    public static double[] Points(double[] cells, int points, double shareLeftOut, double unit)
    {
        double[] seen = [.. cells.Where(cell => !double.IsNaN(cell)).Order()], distinct = [.. seen.Distinct()];
        if (distinct.Length < points)
        {
            return distinct;
        }

        double first = Quantile(seen, shareLeftOut), last = Quantile(seen, 1 - shareLeftOut);
        (first, last) = first < last ? (first, last) : (seen[0], seen[^1]);
        double[] numbers = [.. Enumerable.Range(0, points).Select(i => i == points - 1 ? last : first + i * ((last - first) / (points - 1)))];
        return unit > 0 ? [.. numbers.Select(number => unit * Math.Floor(number / unit)).Distinct()] : numbers;
    }

    /// <summary>The ends of intervals with about as many samples in each: the smallest number, and those that stand at equal places in ascending order.</summary>
    public static double[] Edges(double[] cells, int intervals)
    {
        double[] seen = [.. cells.Where(cell => !double.IsNaN(cell)).Order()];
        return [.. Enumerable.Range(0, intervals + 1).Select(k => seen[Math.Max(0, (int)(((long)seen.Length * k + intervals - 1) / intervals) - 1)]).Distinct()];
    }

    /// <summary>In which interval a number is: above one edge and up to the next; the smallest number is in the first.</summary>
    public static int IntervalOf(double cell, double[] edges)
    {
        int place = Array.BinarySearch(edges, cell);
        return Math.Clamp((place >= 0 ? place : ~place) - 1, 0, edges.Length - 2);
    }

    /// <summary>The quantile that SciPy's mquantiles gives unless told otherwise, of numbers in ascending order (Cunnane, 1978).</summary>
    private static double Quantile(double[] sorted, double share)
    {
        int n = sorted.Length;
        double place = n * share + 0.4 + 0.2 * share;
        int below = (int)Math.Floor(Math.Clamp(place, 1, n - 1));
        double rest = Math.Clamp(place - below, 0, 1);
        return (1 - rest) * sorted[below - 1] + rest * sorted[below];
    }
}
