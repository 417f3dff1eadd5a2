namespace ShallowNet;

/// <summary>The list of the library's optimizers: a new one is a line here and a file of its own.</summary>
internal static class OptimizerCatalog
{
    /// <summary>One of each, with its usual numbers.</summary>
    public static IReadOnlyList<Optimizer> Members { get; } =
    [
        new GradientDescent(0.1),
        new Momentum(0.1),
        new Nesterov(0.1),
        new AdaGrad(),
        new RMSprop(),
        new Adam(),
        new AdaMax(),
        new AdamW(),
        new NAdam(),
        new Rprop(),
        new Lbfgs(),
        new ScaledConjugateGradient(),
        new LevenbergMarquardt(),
        new BayesianRegularization(),
    ];
}
