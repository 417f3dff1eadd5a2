using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Gradient descent: W := W − α dW. Batch, stochastic or mini-batch as <see cref="TrainingOptions.BatchSize"/> says.</summary>
/// <remarks>PyTorch's <c>SGD</c> without momentum.</remarks>
public sealed record GradientDescent : GradientOptimizer
{
    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">α; a number or a schedule.</param>
    /// <exception cref="ArgumentNullException">The learning rate is null.</exception>
    public GradientDescent(LearningRate learningRate)
        : base(learningRate)
    {
    }

    internal override string FileName => "GradientDescent";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 0;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step) =>
        UpdateKernels.GradientDescent(gradient, parameters, learningRate);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(GradientDescent), PrintMembers);
}
