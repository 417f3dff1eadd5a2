namespace ShallowNet;

/// <summary>Places on a circle: each whole number of a cycle as its sine and its cosine, the same on every machine.</summary>
internal static class Cycle
{
    public static readonly (double Sine, double Cosine)[] Months = Of(12), Weekdays = Of(7), Hours = Of(24);

    private static (double, double)[] Of(int count) => [.. Enumerable.Range(0, count).Select(k => (Cosine(4 * k - count, 4 * count), Cosine(k, count)))];

    /// <summary>cos(2πk/n): sin x is cos(x − π/2), which is a quarter of the cycle before.</summary>
    private static double Cosine(int k, int n)
    {
        k = ((k % n) + n) % n;
        k = Math.Min(k, n - k);
        return 4 * k <= n ? Cosines.OfHalfTurns(2.0 * k / n) : -Cosines.OfHalfTurns((n - 2.0 * k) / n);
    }
}
