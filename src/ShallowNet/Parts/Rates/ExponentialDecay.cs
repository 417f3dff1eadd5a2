namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>α = α₀·factorᵉᵖᵒᶜʰ, with the first epoch counted as 0; PyTorch's <c>ExponentialLR</c>.</summary>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="factor">Finite and greater than 0, such as 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate Exponential(double initial, double factor) => new ExponentialDecay(initial, factor);
}

internal sealed record ExponentialDecay : LearningRate
{
    public ExponentialDecay(double initial, double factor)
    {
        Initial = Require.Positive(initial, nameof(initial));
        Factor = Require.Positive(factor, nameof(factor));
    }

    public double Initial { get; }

    public double Factor { get; }

    protected internal override bool ChangesWithinEpoch => false;

    public override double At(TrainingPosition position) =>
        Initial * ScalarFunctions.Power(Factor, position.CompletedEpochs);

    public override string ToString() => $"Exponential({Require.Text(Initial)}, factor: {Require.Text(Factor)})";
}
