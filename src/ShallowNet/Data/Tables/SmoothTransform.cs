namespace ShallowNet;

/// <summary>z/√(1 + (z/3)²) with z = (x − offset)/unit: nearly z where that is small, and never beyond −3 and 3.</summary>
internal sealed class SmoothTransform(double offset, double unit) : NumberTransform
{
    public const string Name = "smooth";

    /// <summary>What is never reached.</summary>
    public const double Limit = 3;

    /// <summary>From here on, the result is the limit itself to the last bit.</summary>
    private const double Far = 1e10;

    public double Offset => offset;

    public double Unit => unit;

    public override string FileName => Name;

    public override double[] Numbers => [offset, unit];

    /// <summary>By the median and the quartiles; where these are equal, by half of the range.</summary>
    public static SmoothTransform Fit(double[] sorted)
    {
        double lower = SortedNumbers.Quantile(sorted, 0.25), upper = SortedNumbers.Quantile(sorted, 0.75);
        double range = upper - lower, unit = range > 0 ? range : 0.5 * sorted[^1] - 0.5 * sorted[0];
        return new SmoothTransform(SortedNumbers.Quantile(sorted, 0.5), double.IsFinite(unit) ? Math.Max(unit, double.Epsilon) : double.MaxValue);
    }

    public override double Of(double x)
    {
        double z = (x - offset) / unit;
        double third = z / Limit;
        return Math.Abs(z) < Far ? z / Math.Sqrt(1 + third * third) : double.CopySign(Limit, z);
    }

    public override void Apply(Span<double> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Of(numbers[i]);
        }
    }
}
