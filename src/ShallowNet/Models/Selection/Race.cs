namespace ShallowNet;

/// <summary>
/// Models that are compared fold by fold, so that what is clearly worse after the first folds, or clearly better, need not be trained on the others (Maron and
/// Moore, 1994).
/// </summary>
internal static class Race
{
    /// <summary>The folds that must all say the same, together by more than a share.</summary>
    private const int FirstFolds = 2;
    private const double Clear = 0.2;

    /// <summary>How many folds to begin with, of so many, against the best model so far, if there is one.</summary>
    public static int FoldsToBeginWith(int folds, bool isAgainstAnother) => isAgainstAnother ? Math.Min(FirstFolds, folds) : folds;

    /// <summary>Whether the costs of the first folds say that a model is worse than another one, or cannot be had.</summary>
    public static bool IsLost(ReadOnlySpan<double> costs, ReadOnlySpan<double> others) => costs.ContainsAnyExceptInRange(double.MinValue, double.MaxValue) || AreLower(others, costs, others);

    /// <summary>Whether the costs of the first folds decide, one way or the other.</summary>
    public static bool IsDecided(ReadOnlySpan<double> costs, ReadOnlySpan<double> others) => IsLost(costs, others) || AreLower(costs, others, others);

    /// <summary>Whether no cost is above the other, and all together are lower by a clear share of those that are a measure.</summary>
    private static bool AreLower(ReadOnlySpan<double> lower, ReadOnlySpan<double> higher, ReadOnlySpan<double> measures)
    {
        double difference = 0, measure = 0;
        for (int i = 0; i < Math.Min(lower.Length, higher.Length); i++)
        {
            if (!(lower[i] <= higher[i]))
            {
                return false;
            }

            (difference, measure) = (difference + higher[i] - lower[i], measure + measures[i]);
        }

        return difference > Clear * Math.Abs(measure);
    }
}
