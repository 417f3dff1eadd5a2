namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>
    /// The one-cycle policy (Smith and Topin, 2018): along half a cosine from a low rate to the maximum, and along another
    /// to nearly nothing at the last step; PyTorch's <c>OneCycleLR</c>, with its defaults, moved on after every batch.
    /// </summary>
    /// <remarks>
    /// It changes the learning rate alone. PyTorch's lets the momentum fall and rise as well, unless <c>cycle_momentum=False</c> is given.
    /// As long as the steps of an epoch are not known, it stays at the first rate.
    /// </remarks>
    /// <param name="maximum">The highest rate, finite and greater than 0.</param>
    /// <param name="warmUpShare">The share of the steps in which the rate rises, greater than 0 and less than 1.</param>
    /// <param name="initialDivisor">The first rate is the maximum divided by this; finite and at least 1.</param>
    /// <param name="finalDivisor">The last rate is the first divided by this; finite and at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate OneCycle(double maximum, double warmUpShare = 0.3, double initialDivisor = 25, double finalDivisor = 10_000) =>
        new OneCycleRate(maximum, warmUpShare, initialDivisor, finalDivisor);
}

internal sealed record OneCycleRate : LearningRate
{
    public OneCycleRate(double maximum, double warmUpShare, double initialDivisor, double finalDivisor)
    {
        Maximum = Require.Positive(maximum, nameof(maximum));
        WarmUpShare = Require.Share(warmUpShare, nameof(warmUpShare));
        InitialDivisor = Require.AtLeast(1.0, initialDivisor, nameof(initialDivisor));
        FinalDivisor = Require.AtLeast(1.0, finalDivisor, nameof(finalDivisor));
    }

    public double Maximum { get; }

    public double WarmUpShare { get; }

    public double InitialDivisor { get; }

    public double FinalDivisor { get; }

    public override double At(TrainingPosition position)
    {
        // The steps, counted from 0, of the highest rate, which may lie between two of them, and of the last.
        double steps = (double)position.Epochs * position.StepsPerEpoch, top = WarmUpShare * steps - 1, last = steps - 1;
        double initial = Maximum / InitialDivisor;
        if (position.StepsPerEpoch == 0)
        {
            return initial;
        }

        if (position.CompletedSteps < top)
        {
            return CosineAnnealing.Between(initial, Maximum, position.CompletedSteps / top);
        }

        return CosineAnnealing.Between(Maximum, initial / FinalDivisor, Math.Min((position.CompletedSteps - top) / (last - top), 1));
    }

    public override string ToString() =>
        $"OneCycle({Require.Text(Maximum)}, warmUpShare: {Require.Text(WarmUpShare)}, " +
        $"initialDivisor: {Require.Text(InitialDivisor)}, finalDivisor: {Require.Text(FinalDivisor)})";
}
