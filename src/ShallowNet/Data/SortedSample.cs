namespace ShallowNet;

/// <summary>Numbers in order, each with its weight: their quantiles.</summary>
internal sealed class SortedSample
{
    private readonly double[] values;
    private readonly double[] weights;
    private readonly double total;

    /// <summary>How much weight a quantile is the mean of: that of one number.</summary>
    private readonly double width;

    /// <summary>Sorts the numbers that count.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <param name="weights">A weight for each, at least 0 and not all 0.</param>
    public SortedSample(IEnumerable<double> values, IEnumerable<double> weights)
    {
        (double Value, double Weight)[] counted = [.. values.Zip(weights).Where(pair => pair.Second > 0)];
        this.values = Array.ConvertAll(counted, pair => pair.Value);
        this.weights = Array.ConvertAll(counted, pair => pair.Weight);
        Array.Sort(this.values, this.weights);
        total = this.weights.Sum();
        width = Math.Min(1, total / counted.Length);
    }

    /// <summary>The number that has the given share of the weight below it.</summary>
    /// <remarks>
    /// NumPy's <c>percentile</c> by linear interpolation where all weights are 1, and a number of weight 2 is that number twice. Weights of a mean
    /// below 1 are taken relative to their mean. All this is the mean of the numbers within a window as wide as the weight of one number, which
    /// moves from the lower end of the weights to the upper end.
    /// </remarks>
    public double Quantile(double share)
    {
        double start = (total - width) * share, end = start + width, below = 0, distance = 0;
        double? origin = null;
        for (int i = 0; i < values.Length && below < end; i++)
        {
            double above = below + weights[i], part = Math.Min(above, end) - Math.Max(below, start);
            if (part > 0)
            {
                // Distances from the first number, so that equal numbers have no rounding error.
                origin ??= values[i];
                distance += (values[i] - origin.Value) * (part / width);
            }

            below = above;
        }

        return (origin ?? values[^1]) + distance;
    }

    /// <summary>The median distance from a point of the numbers that are not there; 0 where all are.</summary>
    public double MedianDistanceFrom(double point)
    {
        (double Value, double Weight)[] others = [.. values.Zip(weights).Where(pair => pair.First != point)];
        return others.Length == 0 ? 0 : new SortedSample(others.Select(other => Math.Abs(other.Value - point)), others.Select(other => other.Weight)).Quantile(0.5);
    }
}
