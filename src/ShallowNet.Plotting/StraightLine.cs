namespace ShallowNet.Plotting;

/// <summary>The straight line ŷ = slope·y + intercept that fits answers to targets best by least squares, and how well it does.</summary>
/// <param name="Slope">What ŷ grows by where y grows by 1; NaN where all y are the same.</param>
/// <param name="Intercept">ŷ where y is 0.</param>
/// <param name="Correlation">Pearson's R, between −1 and 1; NaN where all y, or all ŷ, are the same.</param>
internal readonly record struct StraightLine(double Slope, double Intercept, double Correlation)
{
    public static StraightLine Through(double[] y, double[] yHat)
    {
        double mean = Mean(y), meanHat = Mean(yHat);

        // Distances from the mean in units of the largest one, so that no square overflows or vanishes.
        double unit = y.Max(value => Math.Abs(value - mean)), unitHat = yHat.Max(value => Math.Abs(value - meanHat));
        double squares = 0, squaresHat = 0, products = 0;
        for (int j = 0; j < y.Length; j++)
        {
            double distance = (y[j] - mean) / unit, distanceHat = unitHat == 0 ? 0 : (yHat[j] - meanHat) / unitHat;
            squares += distance * distance;
            squaresHat += distanceHat * distanceHat;
            products += distance * distanceHat;
        }

        double slope = products / squares * (unitHat / unit);
        return new(slope, meanHat - slope * mean, Math.Clamp(products / Math.Sqrt(squares * squaresHat), -1, 1));
    }

    public double At(double y) => Slope * y + Intercept;

    public override string ToString() => $"ŷ ≈ {Numbers.Short(Slope)} y {(Intercept < 0 ? "−" : "+")} {Numbers.Short(Math.Abs(Intercept))}";

    private static double Mean(double[] values) => values.Sum(value => value / values.Length);
}
