namespace ShallowNet;

/// <summary>Compares shares of two tables.</summary>
internal static class ShareComparison
{
    /// <summary>The population stability index of counts, to each of which half a value is added.</summary>
    public static double Psi(IReadOnlyList<double> counts, IReadOnlyList<double> ofTraining)
    {
        double rows = counts.Sum() + 0.5 * counts.Count, rowsOfTraining = ofTraining.Sum() + 0.5 * counts.Count, psi = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            double q = (counts[i] + 0.5) / rows, p = (ofTraining[i] + 0.5) / rowsOfTraining;
            psi += (q - p) * ScalarFunctions.Log(q / p);
        }

        return psi;
    }

    /// <summary>Half the sum of the differences of shares.</summary>
    public static double TotalVariation(IReadOnlyList<double> counts, IReadOnlyList<double> ofTraining)
    {
        double rows = counts.Sum(), rowsOfTraining = ofTraining.Sum();
        return 0.5 * counts.Zip(ofTraining).Sum(pair => Math.Abs(pair.First / rows - pair.Second / rowsOfTraining));
    }

    /// <summary>
    /// Adds up neighbouring counts, from the first on, until so many are expected in the smaller table that shares can be compared; what is left at the end goes with those
    /// before.
    /// </summary>
    public static (double[] Counts, double[] OfTraining) Pooled(IReadOnlyList<double> counts, IReadOnlyList<double> ofTraining)
    {
        double rowsOfTraining = ofTraining.Sum(), least = DriftLimits.LeastExpected * rowsOfTraining / Math.Min(counts.Sum(), rowsOfTraining);
        List<double> pooled = [], pooledOfTraining = [];
        double count = 0, countOfTraining = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            (count, countOfTraining) = (count + counts[i], countOfTraining + ofTraining[i]);
            if (countOfTraining >= least)
            {
                pooled.Add(count);
                pooledOfTraining.Add(countOfTraining);
                (count, countOfTraining) = (0, 0);
            }
        }

        if (pooled.Count == 0)
        {
            return ([count], [countOfTraining]);
        }

        pooled[^1] += count;
        pooledOfTraining[^1] += countOfTraining;
        return ([.. pooled], [.. pooledOfTraining]);
    }
}
