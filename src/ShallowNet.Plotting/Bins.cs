namespace ShallowNet.Plotting;

/// <summary>How many numbers fall into each of several equal parts of a range; the last one includes its end.</summary>
internal static class Bins
{
    public static int[] Count(double[] values, double min, double max, int bins)
    {
        int[] counts = new int[bins];
        foreach (double value in values)
        {
            counts[Math.Clamp((int)((value - min) / (max - min) * bins), 0, bins - 1)]++;
        }

        return counts;
    }

    /// <summary>From the smallest number to the greatest, which must be a finite distance; where all are the same, a range around them.</summary>
    public static (double Min, double Max) RangeOf(double[] values, string what, string name)
    {
        double min = values.Min(), max = values.Max(), around = Math.Max(0.5, Math.Abs(min) * 0.05);
        Need.Finite(max - min, $"The range of {what}", name);
        return max > min ? (min, max) : (min - around, max + around);
    }
}
