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
}
