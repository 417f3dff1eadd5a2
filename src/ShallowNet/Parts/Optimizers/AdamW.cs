using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019): W := (1 − αλ)W, and then the step of <see cref="Adam"/>.
/// </summary>
/// <remarks>
/// PyTorch's <c>AdamW</c>, with its defaults, but the biases do not decay: as in PyTorch with a parameter group for the biases whose
/// <c>weight_decay</c> is 0.
/// </remarks>
public sealed record AdamW : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">α; a number or a schedule; 0.001 by default.</param>
    /// <param name="beta1">β₁, at least 0 and less than 1.</param>
    /// <param name="beta2">β₂, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public AdamW(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
        : base(learningRate ?? 0.001)
    {
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
        WeightDecay = weightDecay;
    }

    /// <summary>β₁, the decay of the average of gradients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double Beta1 { get; init => field = Require.Fraction(value, nameof(Beta1)); }

    /// <summary>β₂, the decay of the average of their squares.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double Beta2 { get; init => field = Require.Fraction(value, nameof(Beta2)); }

    /// <summary>ε, which keeps the denominator from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, nameof(Epsilon)); }

    /// <summary>λ: every weight loses the share αλ of itself in every step; no bias does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or negative.</exception>
    public double WeightDecay { get; init => field = Require.NotNegative(value, nameof(WeightDecay)); }

    /// <summary>
    /// What λ is multiplied by as training goes on, such as <see cref="LearningRate.FlatCosine"/> with a rate of 1; null, and 1 always, unless given.
    /// </summary>
    public LearningRate? WeightDecaySchedule { get; init; }

    internal override string FileName => "AdamW";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 2;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    protected internal override double DecoupledWeightDecay => WeightDecay;

    /// <inheritdoc/>
    protected internal override LearningRate? DecoupledWeightDecaySchedule => WeightDecaySchedule;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step) =>
        UpdateKernels.Adam(
            gradient, state[..gradient.Length], state[gradient.Length..], parameters, new AdamStep(learningRate, Beta1, Beta2, Epsilon, step));

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(AdamW), PrintMembers);
}
