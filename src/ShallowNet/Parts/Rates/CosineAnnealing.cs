namespace ShallowNet;

internal sealed record CosineAnnealing : LearningRate
{
    public CosineAnnealing(double initial, double minimum, int warmUpEpochs)
    {
        Initial = Require.Positive(initial, nameof(initial));
        Minimum = Require.Within(0, initial, minimum, nameof(minimum));
        WarmUpEpochs = Require.AtLeast(0, warmUpEpochs, nameof(warmUpEpochs));
    }

    public double Initial { get; }

    public double Minimum { get; }

    public int WarmUpEpochs { get; }

    public override double At(TrainingPosition position)
    {
        double warmUp = (double)WarmUpEpochs * position.StepsPerEpoch, steps = (double)position.Epochs * position.StepsPerEpoch;
        if (position.CompletedSteps < warmUp)
        {
            return Initial * ((position.CompletedSteps + 1) / (warmUp + 1));
        }

        // There is nothing left to fall through where the warm-up took all epochs.
        double passed = steps > warmUp ? Math.Min((position.CompletedSteps - warmUp) / (steps - warmUp), 1) : 0;
        return Between(Initial, Minimum, passed);
    }

    public override string ToString() =>
        $"Cosine({Require.Text(Initial)}, minimum: {Require.Text(Minimum)}, warmUpEpochs: {Require.Text(WarmUpEpochs)})";

    /// <summary>From one rate to another along half a cosine; exact at both ends.</summary>
    internal static double Between(double from, double to, double passed)
    {
        double share = Cosines.Falling(passed);
        return from * share + to * (1 - share);
    }
}
