namespace ShallowNet;

internal sealed record ConstantRate : LearningRate
{
    public ConstantRate(double rate) => Rate = Require.Positive(rate, "learningRate");

    public double Rate { get; }

    public override double At(TrainingPosition position) => Rate;

    public override string ToString() => Require.Text(Rate);
}
