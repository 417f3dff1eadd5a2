using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Resilient propagation (Riedmiller and Braun, 1993): every parameter has a step length of its own, which grows while its gradient keeps
/// its sign and shrinks when the sign changes; how large the gradient is does not matter.
/// </summary>
/// <remarks>
/// PyTorch's <c>Rprop</c>, with its defaults: where the sign has changed, the parameter stays for one step, and the next step is taken
/// with the shorter length. Meant for <see cref="TrainingOptions.FullBatch"/>: in mini-batches signs change by chance. The learning rate
/// is the length of the first step, and a schedule says nothing after it. One difference from PyTorch: gradients whose product
/// is too small for the precision are still told apart by their signs.
/// </remarks>
public sealed record Rprop : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">The length of the first step; 0.01 by default.</param>
    /// <param name="decreaseFactor">η⁻, greater than 0 and less than 1.</param>
    /// <param name="increaseFactor">η⁺, finite and greater than 1.</param>
    /// <param name="stepSizes">The least and the greatest step length, greater than 0; 10⁻⁶ and 50 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Rprop(
        LearningRate? learningRate = null, double decreaseFactor = 0.5, double increaseFactor = 1.2,
        (double Minimum, double Maximum)? stepSizes = null)
        : base(learningRate ?? 0.01)
    {
        DecreaseFactor = decreaseFactor;
        IncreaseFactor = increaseFactor;
        StepSizes = stepSizes ?? (1e-6, 50);
    }

    /// <summary>η⁻, by which a step length is multiplied when the gradient's sign has changed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double DecreaseFactor { get; init => field = Require.Share(value, nameof(DecreaseFactor)); }

    /// <summary>η⁺, by which it is multiplied when the sign has not changed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not greater than 1.</exception>
    public double IncreaseFactor { get; init => field = Require.GreaterThan(1, value, nameof(IncreaseFactor)); }

    /// <summary>The least and the greatest step length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, not greater than 0, or in the wrong order.</exception>
    public (double Minimum, double Maximum) StepSizes
    {
        get;
        init => field = (
            Require.Positive(value.Minimum, $"{nameof(StepSizes)}.{nameof(value.Minimum)}"),
            Require.AtLeast(value.Minimum, value.Maximum, $"{nameof(StepSizes)}.{nameof(value.Maximum)}"));
    }

    internal override string FileName => "Rprop";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 2;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step)
    {
        Span<T> previous = state[..gradient.Length], sizes = state[gradient.Length..];
        if (step == 1)
        {
            sizes.Fill(T.CreateTruncating(learningRate));
        }

        UpdateKernels.Rprop(
            gradient, previous, sizes, parameters, new RpropRule(DecreaseFactor, IncreaseFactor, StepSizes.Minimum, StepSizes.Maximum));
    }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Rprop), PrintMembers);
}
