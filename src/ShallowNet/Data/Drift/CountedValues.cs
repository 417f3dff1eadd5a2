namespace ShallowNet;

/// <summary>How often each value of a category occurs.</summary>
internal sealed class CountedValues
{
    /// <summary>Counts the cells of a category.</summary>
    /// <param name="cells">Places of values, or that of the rare ones after them, or a negative number for one that is not known.</param>
    /// <param name="values">The number of values with a place.</param>
    public CountedValues(ReadOnlySpan<double> cells, int values)
    {
        Counts = new double[values];
        foreach (double cell in cells)
        {
            if (cell < 0)
            {
                Unmet++;
            }
            else if (cell < values)
            {
                Counts[(int)cell]++;
            }
            else
            {
                Others++;
            }
        }
    }

    /// <summary>Takes sums of probabilities for counts.</summary>
    public CountedValues(double[] counts) => Counts = counts;

    /// <summary>How often each value occurs.</summary>
    public double[] Counts { get; }

    /// <summary>How often rare values occur.</summary>
    public double Others { get; }

    /// <summary>How often values occur that are not known.</summary>
    public double Unmet { get; }
}
