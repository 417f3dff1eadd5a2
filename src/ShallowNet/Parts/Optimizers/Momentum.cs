using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Gradient descent with momentum (Polyak, 1964): v := μv + dW, W := W − αv.</summary>
/// <remarks>
/// PyTorch's <c>SGD(momentum=μ)</c>. To follow a course that writes v := βv + (1 − β)dW with the rate α, give α(1 − β) here.
/// </remarks>
public sealed record Momentum : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">α; a number or a schedule.</param>
    /// <param name="decay">μ, at least 0 and less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Momentum(LearningRate learningRate, double decay = 0.9)
        : base(learningRate) => Decay = decay;

    /// <summary>μ, the share of the velocity that stays from step to step.</summary>
    public double Decay { get; init => field = Require.Fraction(value, nameof(Decay)); }

    internal override string FileName => "Momentum";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 1;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step) =>
        UpdateKernels.Momentum(gradient, state, parameters, learningRate, Decay);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Momentum), PrintMembers);
}
