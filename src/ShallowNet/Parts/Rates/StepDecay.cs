namespace ShallowNet;

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
