namespace ShallowNet;

/// <summary>When training ends because it no longer improves, and goes back to the parameters of its best epoch.</summary>
/// <remarks>
/// What is watched is the metric, if one is given, otherwise the cost: on the validation samples where there are some, otherwise on the
/// training samples. The parameters of the best epoch are restored at the end of training, whatever ended it, failures and
/// cancellation included, as Keras does with <c>restore_best_weights</c>.
/// </remarks>
public sealed record EarlyStopping
{
    /// <summary>Sets when to stop.</summary>
    /// <param name="patience">The epochs without improvement after which training ends, at least 1.</param>
    /// <param name="minimumImprovement">What counts as an improvement must be better than the best so far by more than this; at least 0.</param>
    /// <param name="metric">What to watch instead of the cost.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public EarlyStopping(int patience = 10, double minimumImprovement = 0, Metric? metric = null)
    {
        Patience = patience;
        MinimumImprovement = minimumImprovement;
        Metric = metric;
    }

    /// <summary>The epochs without improvement after which training ends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Patience { get; init => field = Require.AtLeast(1, value, nameof(Patience)); }

    /// <summary>By how much an epoch must be better than the best so far to count as an improvement.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double MinimumImprovement { get; init => field = Require.NotNegative(value, nameof(MinimumImprovement)); }

    /// <summary>What to watch; null for the cost.</summary>
    public Metric? Metric { get; init; }

    /// <summary>
    /// Whether an epoch that is exactly as good as the best so far takes its place, so that the last of equally good epochs is the best; false, and the first
    /// of them, unless given. Patience then counts from it.
    /// </summary>
    public bool LastOfEquals { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(EarlyStopping), PrintMembers);
}
