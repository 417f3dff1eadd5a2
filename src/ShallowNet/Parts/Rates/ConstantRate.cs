namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>The same rate always.</summary>
    /// <param name="learningRate">α, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not greater than 0.</exception>
    public static LearningRate Constant(double learningRate) => new ConstantRate(learningRate);
}

internal sealed record ConstantRate : LearningRate
{
    public ConstantRate(double learningRate) => Rate = Require.Positive(learningRate, nameof(learningRate));

    public double Rate { get; }

    protected internal override bool ChangesWithinEpoch => false;

    public override double At(TrainingPosition position) => Rate;

    public override string ToString() => Require.Text(Rate);
}
