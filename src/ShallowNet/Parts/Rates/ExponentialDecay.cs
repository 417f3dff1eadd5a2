namespace ShallowNet;

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
