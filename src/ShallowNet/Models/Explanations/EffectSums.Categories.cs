namespace ShallowNet;

/// <content>A category beside a column of numbers.</content>
internal static partial class EffectSums
{
    /// <summary>What a category and a column of numbers change together beyond what each changes, at each category and each end of an interval.</summary>
    /// <param name="up">Of each sample, by how much the change along its interval differs between the next category and its own; nothing for the last.</param>
    /// <param name="down">The same between its own category and the one before; nothing for the first.</param>
    /// <param name="cells">The category and the interval of each sample.</param>
    /// <param name="size">How many categories and intervals there are.</param>
    /// <returns>The effects, and in how many cells, of two neighbouring categories and an interval, there is no sample.</returns>
    public static (double[,] Effects, int Empty) OfCategoryAndNumbers(double[] up, double[] down, (int Category, int Interval)[] cells, (int Categories, int Intervals) size)
    {
        (int categories, int intervals) = size;
        double[,] means = new double[categories - 1, intervals], neighbours = new double[categories - 1, intervals], counts = new double[categories, intervals], effects = new double[categories, intervals + 1];
        foreach ((int j, (int category, int interval)) in cells.Index())
        {
            counts[category, interval]++;
            if (category + 1 < categories)
            {
                means[category, interval] += up[j];
                neighbours[category, interval]++;
            }

            if (category > 0)
            {
                means[category - 1, interval] += down[j];
                neighbours[category - 1, interval]++;
            }
        }

        (_, int empty) = Divide(means, neighbours, (categories - 1, intervals));
        foreach ((int category, int interval) in Cells((categories - 1, intervals)))
        {
            effects[category + 1, interval + 1] = effects[category, interval + 1] + effects[category + 1, interval] - effects[category, interval] + means[category, interval];
        }

        double[] ofCategories = new double[categories], ofNumbers = new double[intervals + 1];
        for (int category = 0; category < categories - 1; category++)
        {
            double change = 0, samples = 0;
            for (int interval = 0; interval < intervals; interval++)
            {
                double count = neighbours[category, interval];
                change += count * 0.5 * (effects[category + 1, interval] - effects[category, interval] + effects[category + 1, interval + 1] - effects[category, interval + 1]);
                samples += count;
            }

            ofCategories[category + 1] = ofCategories[category] + change / Math.Max(1, samples);
        }

        for (int interval = 0; interval < intervals; interval++)
        {
            double change = 0, samples = 0;
            for (int category = 0; category < categories; category++)
            {
                change += counts[category, interval] * (effects[category, interval + 1] - effects[category, interval]);
                samples += counts[category, interval];
            }

            ofNumbers[interval + 1] = ofNumbers[interval] + change / samples;
        }

        double mean = 0;
        foreach ((int category, int end) in Cells((categories, intervals + 1)))
        {
            effects[category, end] -= ofCategories[category] + ofNumbers[end];
        }

        foreach ((int category, int interval) in Cells((categories, intervals)))
        {
            mean += counts[category, interval] / cells.Length * 0.5 * (effects[category, interval] + effects[category, interval + 1]);
        }

        foreach ((int category, int end) in Cells((categories, intervals + 1)))
        {
            effects[category, end] -= mean;
        }

        return (effects, empty);
    }
}
