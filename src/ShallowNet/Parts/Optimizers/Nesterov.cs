using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Gradient descent with Nesterov's momentum (Nesterov, 1983): v := μv + dW, W := W − α(dW + μv).</summary>
/// <remarks>
/// PyTorch's <c>SGD(momentum=μ, nesterov=True)</c>. Textbooks take the gradient at the point that the velocity leads to,
/// v := μv − α dW(W + μv), W := W + v. Here W is that point itself, so that the gradient is taken where the parameters are:
/// the same steps as long as α and μ stay the same.
/// </remarks>
public sealed record Nesterov : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">α; a number or a schedule.</param>
    /// <param name="decay">μ, at least 0 and less than 1.</param>
    /// <exception cref="ArgumentNullException">The learning rate is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Nesterov(LearningRate learningRate, double decay = 0.9)
        : base(learningRate) => Decay = decay;

    /// <summary>μ, the share of the velocity that stays from step to step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double Decay { get; init => field = Require.Fraction(value, nameof(Decay)); }

    internal override string FileName => "Nesterov";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 1;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step) =>
        UpdateKernels.Nesterov(gradient, state, parameters, learningRate, Decay);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Nesterov), PrintMembers);
}
