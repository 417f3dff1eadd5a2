namespace ShallowNet;

/// <summary>The place of a number among those seen, from −√3 to √3: linear from each of the knots to the next.</summary>
internal sealed class QuantileTransform : NumberTransform
{
    public const string Name = "quantiles";

    /// <summary>The quantiles of a long column.</summary>
    private const int MostKnots = 65;

    /// <summary>Numbers that are spread evenly from minus this to this have standard deviation 1.</summary>
    private const double End = 1.7320508075688772;

    private readonly double[] knots;
    private readonly double[] places;

    /// <summary>Makes a transform.</summary>
    /// <param name="numbers">Quantiles at equal distances, in ascending order; several may be equal.</param>
    /// <exception cref="ArgumentException">They are not in order, or all equal.</exception>
    public QuantileTransform(double[] numbers)
    {
        Numbers = numbers;
        List<double> knots = [], places = [];
        for (int i = 0; i < numbers.Length;)
        {
            int end = i;
            while (end + 1 < numbers.Length && numbers[end + 1] == numbers[i])
            {
                end++;
            }

            // Equal quantiles are in the middle of their places, but at the ends at the end.
            double place = i == 0 ? 0 : end == numbers.Length - 1 ? end : 0.5 * (i + end);
            knots.Add(numbers[i]);
            places.Add(End * (2 * place / (numbers.Length - 1) - 1));
            i = end + 1;
        }

        (this.knots, this.places) = ([.. knots], [.. places]);
        if (this.knots.Length < 2 || !this.knots.Zip(this.knots.Skip(1)).All(pair => pair.First < pair.Second))
        {
            throw new ArgumentException("Quantiles must be in ascending order, and not all equal, but are not.");
        }
    }

    public override string FileName => Name;

    public override double[] Numbers { get; }

    /// <summary>The knots, and the place of each.</summary>
    public (double[] Knots, double[] Places) Line => (knots, places);

    public static QuantileTransform Fit(double[] sorted)
    {
        int count = Math.Min(MostKnots, sorted.Length);
        return new QuantileTransform([.. Enumerable.Range(0, count).Select(i => SortedNumbers.Quantile(sorted, i / (count - 1.0)))]);
    }

    public override double Of(double x)
    {
        if (x <= knots[0])
        {
            return places[0];
        }

        if (x >= knots[^1])
        {
            return places[^1];
        }

        int place = Array.BinarySearch(knots, x);
        int above = place >= 0 ? place + 1 : ~place;

        // Halves, because the range can be beyond the largest double.
        double part = (0.5 * x - 0.5 * knots[above - 1]) / (0.5 * knots[above] - 0.5 * knots[above - 1]);
        return places[above - 1] + (places[above] - places[above - 1]) * part;
    }

    public override void Apply(Span<double> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Of(numbers[i]);
        }
    }
}
