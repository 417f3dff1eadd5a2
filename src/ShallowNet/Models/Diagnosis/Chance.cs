namespace ShallowNet;

/// <summary>How probable counts are by chance.</summary>
internal static class Chance
{
    /// <summary>What has a smaller probability is no chance.</summary>
    public const double Small = 0.001;

    /// <summary>The probability of so many successes or more among n, each of which has probability p.</summary>
    public static double OfAtLeast(int successes, int n, double p)
    {
        if (successes <= n * p)
        {
            return 1;
        }

        // Term after term from the most probable one on, so that none is too small for a double where it counts.
        double sum = 0, tail = 0, term = 1;
        int mode = (int)(n * p);
        for (int k = mode; k <= n && term > 0; k++)
        {
            sum += term;
            tail += k >= successes ? term : 0;
            term *= (n - k) * p / ((k + 1) * (1 - p));
        }

        term = 1;
        for (int k = mode; k > 0 && term > 0; k--)
        {
            term *= k * (1 - p) / ((n - k + 1) * p);
            sum += term;
        }

        return tail / sum;
    }
}
