using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>RMSprop (Hinton, 2012): s := ρs + (1 − ρ)dW², W := W − α dW/(√s + ε).</summary>
/// <remarks>PyTorch's <c>RMSprop</c>, with its defaults.</remarks>
public sealed record RMSprop : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">α; a number or a schedule; 0.01 by default.</param>
    /// <param name="decay">ρ, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RMSprop(LearningRate? learningRate = null, double decay = 0.99, double epsilon = 1e-8)
        : base(learningRate ?? 0.01)
    {
        Decay = decay;
        Epsilon = epsilon;
    }

    /// <summary>ρ, the decay of the average of squares.</summary>
    public double Decay { get; init => field = Require.Fraction(value, nameof(Decay)); }

    /// <summary>ε, which keeps the denominator from 0.</summary>
    public double Epsilon { get; init => field = Require.Positive(value, nameof(Epsilon)); }

    internal override string FileName => "RMSprop";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 1;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step) =>
        UpdateKernels.RMSprop(gradient, state, parameters, learningRate, Decay, Epsilon);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(RMSprop), PrintMembers);
}
