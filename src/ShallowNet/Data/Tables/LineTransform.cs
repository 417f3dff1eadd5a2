namespace ShallowNet;

/// <summary>(x − offset)/unit.</summary>
internal sealed class LineTransform(double offset, double unit) : NumberTransform
{
    public const string Name = "line";

    public double Offset => offset;

    public double Unit => unit;

    public override string FileName => Name;

    public override double[] Numbers => [offset, unit];

    /// <summary>To mean 0 and standard deviation 1, gaps being filled.</summary>
    public static LineTransform Fit(double[] seen, int gaps, double fill)
    {
        int count = seen.Length + gaps;

        // Distances from the fill, which is among them, so that the mean of large numbers that hardly differ is exact enough.
        double sum = 0, squares = 0;
        foreach (double x in seen)
        {
            sum += (x - fill) / count;
        }

        double mean = fill + sum;
        foreach (double x in seen)
        {
            squares += (x - mean) / count * (x - mean);
        }

        squares += (fill - mean) / count * (fill - mean) * gaps;
        double deviation = Math.Sqrt(squares);
        return double.IsFinite(mean) && deviation > 0 && double.IsFinite(deviation) ? new LineTransform(mean, deviation) : Halved(seen);
    }

    public override double Of(double x) => (x - offset) / unit;

    public override double SlopeAt(double x) => 1 / unit;

    public override void Apply(Span<double> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (numbers[i] - offset) / unit;
        }
    }

    /// <summary>For numbers whose squares are beyond what a double can hold: from −1 to 1.</summary>
    private static LineTransform Halved(double[] seen)
    {
        double least = seen.Min(), most = seen.Max(), half = 0.5 * most - 0.5 * least;
        return new LineTransform(0.5 * least + 0.5 * most, half > 0 ? half : double.Epsilon);
    }
}
