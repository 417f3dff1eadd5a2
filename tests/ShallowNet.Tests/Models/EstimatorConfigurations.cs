namespace ShallowNet.Tests;

/// <summary>A check that does not apply to some estimators or configurations; null for all of them. What it says when it fails holds <c>Failure</c>.</summary>
internal sealed record NotApplicable(string? Check, string? Estimator, string? Configuration, string Failure, string Reason)
{
    public bool Covers(string check, string estimator, string configuration) =>
        (Check ?? check) == check && estimator.EndsWith(Estimator ?? "", StringComparison.Ordinal) && (Configuration ?? configuration) == configuration;
}

/// <summary>The options with which every estimator is checked, and the checks that do not apply.</summary>
internal static class EstimatorConfigurations
{
    public static readonly IReadOnlyDictionary<string, MlpOptions> All = new Dictionary<string, MlpOptions>
    {
        ["defaults"] = new(),
        ["Adam on mini-batches"] = new() { Training = new() { Optimizer = new Adam(0.01), BatchSize = 8, Epochs = 6 } },
        ["dropout"] = Few with { HiddenLayers = [new Dense(12, Activation.ReLU) { Dropout = 0.2 }, new Dense(8, Activation.Tanh) { Dropout = 0.1 }] },
        ["batch normalization"] = Few with { HiddenLayers = [new Dense(8, Activation.Tanh) { BatchNormalization = new BatchNormalization() }], Training = new() { Epochs = Few.Training.Epochs, L2 = 1 } },
        ["residual"] = Few with { HiddenLayers = [new Dense(8, Activation.Tanh), new Dense(8, Activation.Tanh) { Residual = true }] },
        ["no hidden layer"] = Few with { HiddenLayers = [] },
        ["no scaling"] = Few with { InputScaling = Scaling.None, TargetScaling = Scaling.None },
        ["min-max scaling"] = Few with { InputScaling = Scaling.MinMax, TargetScaling = Scaling.MinMax },
        ["robust loss"] = Few with { Loss = Loss.Huber() },
        ["outputs with two ends"] = Few with { OutputActivation = Activation.Tanh },
        ["no refit"] = Few with { Refit = false },
        ["Poisson"] = Few with { Loss = Loss.Poisson },
        ["class weights"] = new() { Training = new() { ClassWeights = ClassWeights.Balanced, Epochs = 6 } },
    };

    public static readonly IReadOnlyList<NotApplicable> Exceptions =
    [
        new(null, "regressor", "class weights", "ClassWeights must not be given", "A regression has no classes to weigh: the option is refused."),
        new(null, "multi-label classifier", "class weights", "ClassWeights must not be given", "Samples of several classes have no weight of one: the option is refused."),
        new("Probabilities_OfClasses_SumToOne", "regressor", null, "probabilities.Enumerate().All", "Predicts numbers, not probabilities."),
        new("Probabilities_OfClasses_SumToOne", "multi-label classifier", null, "column.Sum(double.CreateChecked) to approximate 1.0", "Every class has a probability of its own."),
    ];

    private static MlpOptions Few => new() { Training = new() { Epochs = 6 } };
}
