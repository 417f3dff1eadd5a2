namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>
    /// α₀ for a share of the training's steps, and then along half a cosine to 0. It also suits as the factor of weight decay
    /// (<see cref="AdamW.WeightDecaySchedule"/>) and dropout (<see cref="TrainingOptions.DropoutSchedule"/>), as in RealMLP (Holzmüller,
    /// Grinsztajn and Steinwart, 2024), with α₀ = 1.
    /// </summary>
    /// <remarks>As long as the steps of an epoch are not known, it stays at α₀.</remarks>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="flatShare">The share of the steps with α₀, at least 0 and less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate FlatCosine(double initial, double flatShare = 0.5) => new FlatCosine(initial, flatShare);
}

internal sealed record FlatCosine : LearningRate
{
    public FlatCosine(double initial, double flatShare)
    {
        Initial = Require.Positive(initial, nameof(initial));
        FlatShare = Require.Fraction(flatShare, nameof(flatShare));
    }

    public double Initial { get; }

    public double FlatShare { get; }

    public override double At(TrainingPosition position) =>
        Initial * Cosines.Falling(Math.Max(0, (position.ShareOfSteps - FlatShare) / (1 - FlatShare)));

    public override string ToString() => $"FlatCosine({Require.Text(Initial)}, flatShare: {Require.Text(FlatShare)})";
}
