namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>α = α₀/(1 + decay·epoch), with the first epoch counted as 0.</summary>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="decay">Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate InverseTime(double initial, double decay) => new InverseTimeDecay(initial, decay);
}

internal sealed record InverseTimeDecay : LearningRate
{
    public InverseTimeDecay(double initial, double decay)
    {
        Initial = Require.Positive(initial, nameof(initial));
        Decay = Require.NotNegative(decay, nameof(decay));
    }

    public double Initial { get; }

    public double Decay { get; }

    protected internal override bool ChangesWithinEpoch => false;

    public override double At(TrainingPosition position) => Initial / (1 + Decay * position.CompletedEpochs);

    public override string ToString() => $"InverseTime({Require.Text(Initial)}, decay: {Require.Text(Decay)})";
}
