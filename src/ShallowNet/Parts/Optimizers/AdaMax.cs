using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// AdaMax (Kingma and Ba, 2015), Adam with the largest gradient in place of the average of squares: v := β₁v + (1 − β₁)dW,
/// u := max(β₂u, |dW| + ε), W := W − α/(1 − β₁ᵗ)·v/u.
/// </summary>
/// <remarks>PyTorch's <c>Adamax</c>, with its defaults.</remarks>
public sealed record AdaMax : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">α; a number or a schedule; 0.002 by default.</param>
    /// <param name="beta1">β₁, at least 0 and less than 1.</param>
    /// <param name="beta2">β₂, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public AdaMax(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(learningRate ?? 0.002)
    {
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
    }

    /// <summary>β₁, the decay of the average of gradients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double Beta1 { get; init => field = Require.Fraction(value, nameof(Beta1)); }

    /// <summary>β₂, the decay of the largest of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double Beta2 { get; init => field = Require.Fraction(value, nameof(Beta2)); }

    /// <summary>ε, which keeps the denominator from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, nameof(Epsilon)); }

    internal override string FileName => "AdaMax";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 2;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step) =>
        UpdateKernels.AdaMax(
            gradient, state[..gradient.Length], state[gradient.Length..], parameters, new AdamStep(learningRate, Beta1, Beta2, Epsilon, step));

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(AdaMax), PrintMembers);
}
