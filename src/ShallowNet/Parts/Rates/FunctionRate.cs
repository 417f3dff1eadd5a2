namespace ShallowNet;

internal sealed record FunctionRate : LearningRate
{
    public FunctionRate(Func<TrainingPosition, double> function) => Function = Require.NotNull(function);

    public Func<TrainingPosition, double> Function { get; }

    public override double At(TrainingPosition position) => Function(position);

    public override string ToString() => "Of(a function)";
}
