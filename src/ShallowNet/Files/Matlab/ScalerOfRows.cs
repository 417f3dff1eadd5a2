namespace ShallowNet;

/// <summary>The numbers of a scaler, which can be given more rows before it is made.</summary>
/// <param name="first">The minimum, or the mean, of each row.</param>
/// <param name="second">The maximum, or the standard deviation, of each row.</param>
/// <param name="range">What minimum and maximum become; null for means and deviations.</param>
internal sealed class ScalerOfRows(double[] first, double[] second, (double Lower, double Upper)? range)
{
    /// <summary>What a row that is constant becomes.</summary>
    public double OfConstants => range?.Lower ?? 0;

    /// <summary>The scaler of the rows before some were removed.</summary>
    public ScalerOfRows Spread(RemovingStep step)
    {
        double[] allFirst = new double[step.Before], allSecond = new double[step.Before];
        for (int i = 0; i < step.Kept.Length; i++)
        {
            (allFirst[step.Kept[i]], allSecond[step.Kept[i]]) = (first[i], second[i]);
        }

        for (int i = 0; i < step.Removed.Length; i++)
        {
            double constant = step.Constants[i];
            (allFirst[step.Removed[i]], allSecond[step.Removed[i]]) = (constant, range is null ? 1 : constant);
        }

        return new(allFirst, allSecond, range);
    }

    public Scaler Make() => range is var (lower, upper) ? new MinMaxScaler(first, second, lower, upper) : new Standardizer(first, second);
}
