namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>α = α₀·factor^⌊epoch/every⌋, with the first epoch counted as 0; PyTorch's <c>StepLR</c>.</summary>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="factor">Finite and greater than 0, such as 0.5.</param>
    /// <param name="every">The epochs from one drop to the next, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate Step(double initial, double factor, int every) => new StepDecay(initial, factor, every);
}

internal sealed record StepDecay : LearningRate
{
    public StepDecay(double initial, double factor, int every)
    {
        Initial = Require.Positive(initial, nameof(initial));
        Factor = Require.Positive(factor, nameof(factor));
        Every = Require.AtLeast(1, every, nameof(every));
    }

    public double Initial { get; }

    public double Factor { get; }

    public int Every { get; }

    protected internal override bool ChangesWithinEpoch => false;

    public override double At(TrainingPosition position) =>
        Initial * ScalarFunctions.Power(Factor, position.CompletedEpochs / Every);

    public override string ToString() => $"Step({Require.Text(Initial)}, factor: {Require.Text(Factor)}, every: {Require.Text(Every)})";
}
