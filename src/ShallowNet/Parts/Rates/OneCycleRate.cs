namespace ShallowNet;

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
