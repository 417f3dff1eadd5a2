using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Adam with Nesterov's momentum (Dozat, 2016): v := β₁v + (1 − β₁)dW, s := β₂s + (1 − β₂)dW²,
/// W := W − α((1 − μₜ)/(1 − μ₁⋯μₜ) dW + μₜ₊₁/(1 − μ₁⋯μₜ₊₁) v)/(√ŝ + ε) with ŝ = s/(1 − β₂ᵗ) and μₜ = β₁(1 − ½·0.96^(tψ)).
/// </summary>
/// <remarks>
/// PyTorch's <c>NAdam</c>, with its defaults. Without <c>foreach=True</c> its version 1.13 takes μₜ twice into the last product, which
/// version 2 put right.
/// </remarks>
public sealed record NAdam : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">α; a number or a schedule; 0.002 by default.</param>
    /// <param name="beta1">β₁, at least 0 and less than 1.</param>
    /// <param name="beta2">β₂, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <param name="momentumDecay">ψ, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public NAdam(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double momentumDecay = 0.004)
        : base(learningRate ?? 0.002)
    {
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
        MomentumDecay = momentumDecay;
    }

    /// <summary>β₁, the decay of the average of gradients, and what μₜ grows to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double Beta1 { get; init => field = Require.Fraction(value, nameof(Beta1)); }

    /// <summary>β₂, the decay of the average of their squares.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double Beta2 { get; init => field = Require.Fraction(value, nameof(Beta2)); }

    /// <summary>ε, which keeps the denominator from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, nameof(Epsilon)); }

    /// <summary>ψ, how fast μₜ grows from ½β₁ to β₁; with 0 it stays at ½β₁.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or negative.</exception>
    public double MomentumDecay { get; init => field = Require.NotNegative(value, nameof(MomentumDecay)); }

    internal override string FileName => "NAdam";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 2;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step) =>
        UpdateKernels.NAdam(
            gradient, state[..gradient.Length], state[gradient.Length..], parameters, new AdamStep(learningRate, Beta1, Beta2, Epsilon, step), MomentumDecay);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(NAdam), PrintMembers);
}
