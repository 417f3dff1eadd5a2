namespace ShallowNet;

internal sealed record ConstantRate : LearningRate
{
    public ConstantRate(double learningRate) => Rate = Require.Positive(learningRate, nameof(learningRate));

    public double Rate { get; }

    protected internal override bool ChangesWithinEpoch => false;

    public override double At(TrainingPosition position) => Rate;

    public override string ToString() => Require.Text(Rate);
}
