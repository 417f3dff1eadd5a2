namespace ShallowNet;

/// <summary>The score that a new sample's score does not exceed with a given probability, if all samples are exchangeable.</summary>
internal static class ConformalQuantile
{
    /// <summary>What rounding may add to a product such as 0.55 · 100, which is 55.</summary>
    private const double Rounding = 1e-9;

    /// <summary>
    /// The ⌈(n + 1)·level⌉-th smallest of n scores. A new score is as likely to be the smallest, or any other in order, of all n + 1, and so does not exceed it
    /// with at least the probability of the level (Vovk, Gammerman and Shafer, 2005).
    /// </summary>
    /// <param name="sorted">The scores in ascending order.</param>
    /// <param name="level">The probability, above 0 and below 1.</param>
    /// <param name="ofWhat">What a message adds to the samples, such as " of class \"a\"".</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is no share, or there are too few scores for it.</exception>
    public static double Of(double[] sorted, double level, string ofWhat = "") => sorted[PlaceOf(sorted.Length, level, ofWhat) - 1];

    /// <summary>The place of that score among so many, from 1 on.</summary>
    /// <param name="count">n.</param>
    /// <param name="level">The probability, above 0 and below 1.</param>
    /// <param name="ofWhat">What a message adds to the samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is no share, or there are too few scores for it.</exception>
    public static int PlaceOf(int count, double level, string ofWhat = "")
    {
        Require.Share(level, nameof(level));
        double place = Math.Ceiling((count + 1) * level - Rounding);
        return place <= count
            ? Math.Max(1, (int)place)
            : throw new ArgumentOutOfRangeException(
                nameof(level), Invariant($"{Percent(level)} needs {Math.Ceiling(level / (1 - level) - Rounding)} calibration samples{ofWhat}, but there {(count == 1 ? "is" : "are")} {count}."));
    }

    /// <summary>A probability as people read it, such as "99 %".</summary>
    public static string Percent(double level) => $"{Require.Text(Math.Round(100 * level, 10))} %";
}
