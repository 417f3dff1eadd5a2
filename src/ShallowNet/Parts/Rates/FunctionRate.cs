namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>A function of your own, asked before every step.</summary>
    /// <param name="function">From where training stands to α, which must be finite and at least 0.</param>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    public static LearningRate Of(Func<TrainingPosition, double> function) => new FunctionRate(function);
}

internal sealed record FunctionRate : LearningRate
{
    public FunctionRate(Func<TrainingPosition, double> function) => Function = Require.NotNull(function);

    public Func<TrainingPosition, double> Function { get; }

    public override double At(TrainingPosition position) => Function(position);

    public override string ToString() => "Of(a function)";
}
