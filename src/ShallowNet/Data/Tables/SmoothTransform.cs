namespace ShallowNet;

/// <summary>z/√(1 + (z/limit)²) with z = (x − offset)/unit: nearly z where that is small, and never beyond the limit.</summary>
internal sealed class SmoothTransform(double offset, double unit, double limit) : NumberTransform
{
    public const string Name = "smooth";

    /// <summary>The limit of numbers in units of their quartiles, and of their standard deviation.</summary>
    private const double LimitOfQuartiles = 3, LimitOfDeviations = 8;

    /// <summary>Numbers farther from the median than so many interquartile ranges count as if they were there when the mean and the deviation are measured.</summary>
    private const double Fence = 20;

    /// <summary>From here on, the result is the limit itself to the last bit.</summary>
    private const double Far = 1e10;

    public double Offset => offset;

    public double Unit => unit;

    public double Limit => limit;

    public override string FileName => Name;

    public override double[] Numbers => [offset, unit, limit];

    /// <summary>By the median and the quartiles; where these are equal, by half of the range.</summary>
    public static SmoothTransform FitQuartiles(double[] sorted)
    {
        double range = SortedNumbers.Quantile(sorted, 0.75) - SortedNumbers.Quantile(sorted, 0.25), unit = range > 0 ? range : 0.5 * sorted[^1] - 0.5 * sorted[0];
        return new SmoothTransform(SortedNumbers.Quantile(sorted, 0.5), double.IsFinite(unit) ? Math.Max(unit, double.Epsilon) : double.MaxValue, LimitOfQuartiles);
    }

    /// <summary>By the mean and the standard deviation, measured without far values, gaps being filled.</summary>
    public static SmoothTransform FitDeviations(double[] sorted, int gaps, double fill)
    {
        double median = SortedNumbers.Quantile(sorted, 0.5), range = SortedNumbers.Quantile(sorted, 0.75) - SortedNumbers.Quantile(sorted, 0.25);

        // Where most numbers are the same, the others tell what is far.
        double[] distances = range > 0 ? [] : [.. sorted.Where(x => x != median).Select(x => Math.Abs(0.5 * x - 0.5 * median)).Order()];
        double fence = Fence * (range > 0 ? range : 2 * SortedNumbers.Quantile(distances, 0.5));
        double[] near = double.IsFinite(fence) ? [.. sorted.Select(x => Math.Clamp(x, median - fence, median + fence))] : sorted;
        LineTransform line = LineTransform.Fit(near, gaps, Math.Clamp(fill, near[0], near[^1]));
        return new SmoothTransform(line.Offset, line.Unit, LimitOfDeviations);
    }

    public override double Of(double x)
    {
        double z = (x - offset) / unit;
        double share = z / limit;
        return Math.Abs(z) < Far ? z / Math.Sqrt(1 + share * share) : double.CopySign(limit, z);
    }

    public override double SlopeAt(double x)
    {
        double z = (x - offset) / unit, share = z / limit, square = 1 + share * share;
        return Math.Abs(z) < Far ? 1 / (unit * square * Math.Sqrt(square)) : 0;
    }

    public override void Apply(Span<double> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Of(numbers[i]);
        }
    }
}
