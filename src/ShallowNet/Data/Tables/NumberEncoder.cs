namespace ShallowNet;

/// <summary>Numbers and flags: scaled, with the median in the place of gaps, and an indicator of gaps where there were some.</summary>
internal sealed class NumberEncoder : ColumnEncoder
{
    /// <summary>Makes an encoder.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="kind">Numbers, or flags.</param>
    /// <param name="fill">What stands for a gap: the median of the numbers seen.</param>
    /// <param name="transform">How numbers are scaled; null where all were the same, so that they tell nothing.</param>
    /// <param name="hasIndicator">Whether a further feature tells gaps: there were some.</param>
    /// <exception cref="ArgumentException">The name is empty, or the fill not finite.</exception>
    public NumberEncoder(string name, ColumnKind kind, double fill, NumberTransform? transform, bool hasIndicator)
        : base(name, kind)
    {
        (Fill, Transform, HasGaps) = (fill, transform, hasIndicator);
        FeatureNames = [.. transform is null ? Array.Empty<string>() : [name], .. hasIndicator ? [$"{name} is missing"] : Array.Empty<string>()];
        if (!double.IsFinite(fill))
        {
            throw new ArgumentException($"What fills gaps must be finite, but is {Require.Text(fill)}.");
        }
    }

    public double Fill { get; }

    public NumberTransform? Transform { get; }

    public override bool HasGaps { get; }

    public override object? Typical => Kind == ColumnKind.Flag ? Fill >= 0.5 : Fill;

    public override IReadOnlyList<string> FeatureNames { get; }

    public override string Description
    {
        get
        {
            string values = Transform switch
            {
                null => "has one value only, and is left out",
                LineTransform { Offset: 0, Unit: 1 } => "as it is",
                LineTransform line => $"(x {Less(line.Offset)})/{Table.Printed(line.Unit)}",
                SmoothTransform smooth => $"(x {Less(smooth.Offset)})/{Table.Printed(smooth.Unit)}, smoothly within −{Table.Printed(smooth.Limit)} to {Table.Printed(smooth.Limit)}",
                _ => "by quantiles",
            };
            return HasGaps ? $"{values}; gaps: {Table.Printed(Fill)} and an indicator" : values;
        }
    }

    /// <summary>Looks at the numbers of a column.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="kind">Numbers, or flags.</param>
    /// <param name="numbers">Finite numbers, and NaN for gaps.</param>
    /// <param name="scaling">How numbers are scaled that are not only 0 and 1.</param>
    public static NumberEncoder Fit(string name, ColumnKind kind, ReadOnlySpan<double> numbers, NumberScaling scaling)
    {
        double[] seen = [.. numbers.ToArray().Where(number => !double.IsNaN(number)).Order()];
        int gaps = numbers.Length - seen.Length;
        if (seen.Length == 0)
        {
            return new NumberEncoder(name, kind, 0, null, hasIndicator: false);
        }

        double median = SortedNumbers.Quantile(seen, 0.5);
        NumberTransform? transform = seen[0] == seen[^1] ? null
            : Array.TrueForAll(seen, number => number is 0 or 1) ? NumberTransform.None : NumberTransform.Fit(scaling, seen, gaps, median);
        return new NumberEncoder(name, kind, median, transform, hasIndicator: gaps > 0);
    }

    public override bool IsUnknown(double cell) => double.IsNaN(cell) && !HasGaps;

    public override double CellOf(double number) => number;

    public override double CellOf(bool flag) => flag ? 1 : 0;

    public override int Encode<T>(Span<double> cells, Span<T> features, int stride)
    {
        int gaps = 0, indicator = Transform is null ? 0 : 1;
        for (int j = 0; j < cells.Length; j++)
        {
            if (double.IsNaN(cells[j]))
            {
                gaps++;
                cells[j] = Fill;
                if (HasGaps)
                {
                    features[j * stride + indicator] = T.One;
                }
            }
        }

        if (Transform is not null)
        {
            Transform.Apply(cells);
            for (int j = 0; j < cells.Length; j++)
            {
                features[j * stride] = T.CreateTruncating(cells[j]);
            }
        }

        return HasGaps ? 0 : gaps;
    }

    private protected override bool Takes(ColumnKind kind) => kind is ColumnKind.Number or ColumnKind.Flag;

    private static string Less(double offset) => offset < 0 ? $"+ {Table.Printed(-offset)}" : $"− {Table.Printed(offset)}";
}
