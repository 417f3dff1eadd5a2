namespace ShallowNet;

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
