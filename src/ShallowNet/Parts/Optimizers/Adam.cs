using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Adam (Kingma and Ba, 2015): v := β₁v + (1 − β₁)dW, s := β₂s + (1 − β₂)dW², W := W − α v̂/(√ŝ + ε) with
/// v̂ = v/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ).
/// </summary>
/// <remarks>PyTorch's <c>Adam</c>, with its defaults.</remarks>
public sealed record Adam : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">α; a number or a schedule; 0.001 by default.</param>
    /// <param name="beta1">β₁, at least 0 and less than 1.</param>
    /// <param name="beta2">β₂, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Adam(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(learningRate ?? 0.001)
    {
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
    }

    /// <summary>β₁, the decay of the average of gradients.</summary>
    public double Beta1 { get; init => field = Require.Fraction(value, nameof(Beta1)); }

    /// <summary>β₂, the decay of the average of their squares.</summary>
    public double Beta2 { get; init => field = Require.Fraction(value, nameof(Beta2)); }

    /// <summary>ε, which keeps the denominator from 0.</summary>
    public double Epsilon { get; init => field = Require.Positive(value, nameof(Epsilon)); }

    internal override string FileName => "Adam";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 2;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step) =>
        UpdateKernels.Adam(
            gradient, state[..gradient.Length], state[gradient.Length..], parameters, new AdamStep(learningRate, Beta1, Beta2, Epsilon, step));

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Adam), PrintMembers);
}
