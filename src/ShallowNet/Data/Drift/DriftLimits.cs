namespace ShallowNet;

/// <summary>What chance alone moves, and from where on a drift counts.</summary>
/// <remarks>
/// Of a column that has not moved, one table in a thousand is farther than chance is said to go. Where B shares are compared of n and N rows, the population
/// stability index is about (1/n + 1/N) times a chi-squared number with B − 1 degrees of freedom (Yurdakul, 2018); half the square root of that bounds the total
/// variation (Cauchy and Schwarz); the Kolmogorov–Smirnov distance stays below √(−½ ln(0.0005) (1/n + 1/N)) (Smirnov, 1948).
/// </remarks>
internal static class DriftLimits
{
    /// <summary>Shares are compared whose expected number in the smaller table is at least this.</summary>
    public const double LeastExpected = 5;

    /// <summary>The standard normal number that one in a thousand exceeds, in either direction.</summary>
    private const double NormalOfBoth = 3.2905267314918945;

    /// <summary>The standard normal number that one in a thousand exceeds.</summary>
    private const double NormalOfOne = 3.090232306167813;

    /// <summary>√(−½ ln(0.0005)).</summary>
    private const double Smirnov = 1.9494746035204051;

    /// <summary>The chi-squared numbers that one in a thousand exceeds, of 1, 2, … degrees of freedom.</summary>
    private static readonly double[] ChiSquared =
    [
        10.827566170662733, 13.815510557964274, 16.26623619623813, 18.466826952903173, 20.515005652432876, 22.457744484825323,
        24.321886347856854, 26.124481558376143, 27.877164871256575, 29.58829844507442, 31.26413362023999, 32.90949040736021,
        34.52817897487089, 36.12327368039814, 37.69729821835383, 39.25235479076848, 40.79021670690253, 42.31239633167997,
        43.82019596451753, 45.31474661812587, 46.7970380415613,
    ];

    /// <summary>How far chance moves the population stability index of some shares.</summary>
    public static double Psi(int shares, double rows, double rowsOfTraining) => shares < 2 ? 0 : ChiSquared[shares - 2] * (1 / rows + 1 / rowsOfTraining);

    /// <summary>How far chance moves the total variation of some shares.</summary>
    public static double TotalVariation(int shares, double rows, double rowsOfTraining) => 0.5 * Math.Sqrt(Psi(shares, rows, rowsOfTraining));

    /// <summary>How far chance moves the Kolmogorov–Smirnov distance.</summary>
    public static double KolmogorovSmirnov(double rows, double rowsOfTraining) => Smirnov * Math.Sqrt(1 / rows + 1 / rowsOfTraining);

    /// <summary>How far chance moves a share that is p in both tables together.</summary>
    public static double Share(double p, double rows, double rowsOfTraining) => NormalOfBoth * Math.Sqrt(p * (1 - p) * (1 / rows + 1 / rowsOfTraining));

    /// <summary>The share of values that were never met in training which chance brings, where so many were met once (Good, 1953).</summary>
    public static double Unmet(double metOnce, double rows, double rowsOfTraining)
    {
        // The square root of a number of rare events has a standard deviation of about ½.
        double root = Math.Sqrt((metOnce + 1) / (rowsOfTraining + 1) * rows) + NormalOfOne / 2;
        return Math.Min(1, root * root / rows);
    }

    /// <summary>The size of a measure that is moderate from the first bound on, and large from the second, if chance does not explain it.</summary>
    public static DriftSize SizeOf(double measure, double byChance, double moderate, double large) =>
        measure <= byChance || measure < moderate ? DriftSize.None : measure < large ? DriftSize.Moderate : DriftSize.Large;
}
