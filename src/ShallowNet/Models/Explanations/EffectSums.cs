namespace ShallowNet;

/// <summary>Accumulates the changes of an answer over intervals, or from category to category, to effects with a mean of 0 (Apley and Zhu, 2020).</summary>
internal static partial class EffectSums
{
    /// <summary>The effects at the ends of intervals.</summary>
    /// <param name="changes">By how much the answer changes from one end of each sample's interval to the other.</param>
    /// <param name="intervals">The interval of each sample; every one has some.</param>
    /// <param name="count">How many intervals there are.</param>
    public static double[] Of(double[] changes, int[] intervals, int count)
    {
        double[] sums = new double[count], samples = new double[count], effects = new double[count + 1];
        for (int j = 0; j < changes.Length; j++)
        {
            sums[intervals[j]] += changes[j];
            samples[intervals[j]]++;
        }

        double mean = 0;
        for (int k = 0; k < count; k++)
        {
            effects[k + 1] = effects[k] + sums[k] / samples[k];
            mean += samples[k] / changes.Length * 0.5 * (effects[k] + effects[k + 1]);
        }

        return Array.ConvertAll(effects, effect => effect - mean);
    }

    /// <summary>The effects of categories in their order.</summary>
    /// <param name="up">By how much the answer changes from each sample's category to the next; nothing for the last.</param>
    /// <param name="down">By how much it changes from the one before; nothing for the first.</param>
    /// <param name="categories">The place of each sample's category.</param>
    /// <param name="count">How many categories there are.</param>
    public static double[] OfCategories(double[] up, double[] down, int[] categories, int count)
    {
        double[] sums = new double[count], samples = new double[count], neighbours = new double[count], effects = new double[count];
        for (int j = 0; j < categories.Length; j++)
        {
            int k = categories[j];
            samples[k]++;
            if (k + 1 < count)
            {
                sums[k + 1] += up[j];
                neighbours[k + 1]++;
            }

            if (k > 0)
            {
                sums[k] += down[j];
                neighbours[k]++;
            }
        }

        double mean = 0;
        for (int k = 0; k < count; k++)
        {
            effects[k] = k == 0 ? 0 : effects[k - 1] + sums[k] / Math.Max(1, neighbours[k]);
            mean += samples[k] / categories.Length * effects[k];
        }

        return Array.ConvertAll(effects, effect => effect - mean);
    }

    /// <summary>What two columns change together beyond what each changes, at the corners of pairs of intervals.</summary>
    /// <param name="changes">Of each sample, by how much the change along one side of its cell differs from that along the other.</param>
    /// <param name="cells">The cell of each sample.</param>
    /// <param name="size">How many intervals each column has.</param>
    /// <returns>The effects, and how many cells have no sample: they have the change of the nearest, by the places of the cells, and the first of equals.</returns>
    public static (double[,] Effects, int Empty) OfTwo(double[] changes, (int Row, int Column)[] cells, (int Rows, int Columns) size)
    {
        (int rows, int columns) = size;
        double[,] means = new double[rows, columns], counts = new double[rows, columns], effects = new double[rows + 1, columns + 1];
        for (int j = 0; j < changes.Length; j++)
        {
            means[cells[j].Row, cells[j].Column] += changes[j];
            counts[cells[j].Row, cells[j].Column]++;
        }

        ((int Row, int Column)[] filled, int empty) = Divide(means, counts, size);
        foreach ((int row, int column) in Cells(size))
        {
            effects[row + 1, column + 1] = effects[row, column + 1] + effects[row + 1, column] - effects[row, column] + means[row, column];
        }

        double[] ofRows = MainEffects((row, column) => counts[row, column], (row, column) => effects[row, column], size);
        double[] ofColumns = MainEffects((column, row) => counts[row, column], (column, row) => effects[row, column], (columns, rows));
        double mean = 0;
        foreach ((int row, int column) in Cells((rows + 1, columns + 1)))
        {
            effects[row, column] -= ofRows[row] + ofColumns[column];
        }

        foreach ((int row, int column) in filled)
        {
            mean += counts[row, column] / changes.Length * 0.25 * (effects[row, column] + effects[row + 1, column] + effects[row, column + 1] + effects[row + 1, column + 1]);
        }

        foreach ((int row, int column) in Cells((rows + 1, columns + 1)))
        {
            effects[row, column] -= mean;
        }

        return (effects, empty);
    }

    /// <summary>Divides sums by the numbers of their samples; what has none gets what the nearest has.</summary>
    private static ((int Row, int Column)[] Filled, int Empty) Divide(double[,] sums, double[,] counts, (int Rows, int Columns) size)
    {
        (int Row, int Column)[] filled = [.. Cells(size).Where(cell => counts[cell.Row, cell.Column] > 0)], empty = [.. Cells(size).Where(cell => counts[cell.Row, cell.Column] == 0)];
        foreach ((int row, int column) in filled)
        {
            sums[row, column] /= counts[row, column];
        }

        foreach ((int row, int column) in empty)
        {
            (int nearRow, int nearColumn) = filled.MinBy(cell => Square((cell.Row - row) / (double)size.Rows) + Square((cell.Column - column) / (double)size.Columns));
            sums[row, column] = sums[nearRow, nearColumn];
        }

        return (filled, empty.Length);
    }

    /// <summary>What the sums over both columns change along the first of them, on average over the samples of each of its intervals.</summary>
    private static double[] MainEffects(Func<int, int, double> counts, Func<int, int, double> sums, (int Rows, int Columns) size)
    {
        double[] effects = new double[size.Rows + 1];
        for (int row = 0; row < size.Rows; row++)
        {
            double change = 0, samples = 0;
            for (int column = 0; column < size.Columns; column++)
            {
                double count = counts(row, column);
                change += count * 0.5 * (sums(row + 1, column) - sums(row, column) + sums(row + 1, column + 1) - sums(row, column + 1));
                samples += count;
            }

            effects[row + 1] = effects[row] + change / samples;
        }

        return effects;
    }

    private static IEnumerable<(int Row, int Column)> Cells((int Rows, int Columns) size) =>
        Enumerable.Range(0, size.Rows).SelectMany(row => Enumerable.Range(0, size.Columns).Select(column => (row, column)));

    private static double Square(double x) => x * x;
}
