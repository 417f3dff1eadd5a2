namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>
    /// Cosine annealing (Loshchilov and Hutter, 2017, without restarts): α = αₘᵢₙ + ½(α₀ − αₘᵢₙ)(1 + cos(π·t/T)) at step t, counted
    /// from 0, of the T steps of the training; PyTorch's <c>CosineAnnealingLR</c>, moved on after every batch.
    /// </summary>
    /// <remarks>
    /// With a warm-up of w steps α = α₀(t + 1)/(w + 1) comes first, and the cosine has the other T − w steps: PyTorch's
    /// <c>SequentialLR</c> of a <c>LinearLR</c> that starts at 1/(w + 1), and of the <c>CosineAnnealingLR</c>. Where the warm-up takes
    /// as many epochs as the training or more, α only rises.
    /// </remarks>
    /// <param name="initial">α₀, finite and greater than 0: the highest rate.</param>
    /// <param name="minimum">αₘᵢₙ, at least 0 and at most α₀; the rate that the last step comes near to.</param>
    /// <param name="warmUpEpochs">The epochs in which the rate rises first, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate Cosine(double initial, double minimum = 0, int warmUpEpochs = 0) =>
        new CosineAnnealing(initial, minimum, warmUpEpochs);
}

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
