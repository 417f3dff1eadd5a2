namespace ShallowNet;

/// <summary>
/// Models that are compared fold by fold, so that what is clearly worse after the first folds need not be trained on the others (Maron and
/// Moore, 1994).
/// </summary>
internal static class Race
{
    /// <summary>The folds of which all must be worse, together by more than a share.</summary>
    private const int FirstFolds = 2;
    private const double Worse = 0.2;

    /// <summary>How many folds to begin with, of so many, against the best model so far, if there is one.</summary>
    public static int FoldsToBeginWith(int folds, bool isAgainstAnother) => isAgainstAnother ? Math.Min(FirstFolds, folds) : folds;

    /// <summary>Whether the costs of the first folds say that a model is worse than another one.</summary>
    public static bool IsLost(ReadOnlySpan<double> costs, ReadOnlySpan<double> others)
    {
        double difference = 0, sum = 0;
        for (int i = 0; i < costs.Length; i++)
        {
            if (costs[i] < others[i])
            {
                return false;
            }

            (difference, sum) = (difference + costs[i] - others[i], sum + others[i]);
        }

        return !(difference <= Worse * Math.Abs(sum));
    }
}
