namespace ShallowNet.Plotting;

/// <summary>The points of a ROC curve: for every threshold from the highest score down, who is called positive.</summary>
internal static class RocCurve
{
    /// <param name="scores">A score for each sample; a higher one says class 1.</param>
    /// <param name="isPositive">Whether each sample is of class 1; some are, and some are not.</param>
    /// <returns>The shares of false and of true positives, from (0, 0) to (1, 1); samples of the same score are one step.</returns>
    public static (double[] FalsePositives, double[] TruePositives) Of(double[] scores, bool[] isPositive)
    {
        double[] keys = [.. scores.Select(score => -score)];
        bool[] labels = [.. isPositive];
        Array.Sort(keys, labels);
        double positives = labels.Count(label => label), negatives = labels.Length - positives;
        List<double> x = [0], y = [0];
        int right = 0, wrong = 0;
        for (int j = 0; j < keys.Length; j++)
        {
            right += labels[j] ? 1 : 0;
            wrong += labels[j] ? 0 : 1;
            if (j == keys.Length - 1 || keys[j + 1] != keys[j])
            {
                x.Add(wrong / negatives);
                y.Add(right / positives);
            }
        }

        return ([.. x], [.. y]);
    }
}
