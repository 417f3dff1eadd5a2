namespace ShallowNet;

/// <summary>How training turns gradients into new parameters: an immutable set of hyper-parameters.</summary>
/// <remarks>An optimizer of your own derives from <see cref="GradientOptimizer"/>.</remarks>
public abstract record Optimizer
{
    private protected Optimizer(LearningRate learningRate) => LearningRate = learningRate;

    /// <summary>α; a number or a schedule.</summary>
    /// <exception cref="ArgumentNullException">The learning rate is null.</exception>
    public LearningRate LearningRate { get; init => field = Require.NotNull(value, nameof(LearningRate)); }
}
