namespace ShallowNet;

/// <summary>How training turns gradients into new parameters: an immutable set of hyper-parameters.</summary>
/// <remarks>An optimizer of your own derives from <see cref="GradientOptimizer"/>.</remarks>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }
}
