using System.Numerics;
using System.Text;

namespace ShallowNet;

/// <summary>An optimizer that is a rule for one step: from the gradient of a batch to new parameters.</summary>
/// <remarks>
/// An optimizer of your own is a record that derives from this one. It keeps nothing itself: what it remembers between steps
/// is given to it, some elements for each parameter, all zero at first. Its step is generic, so that it works in both precisions.
/// </remarks>
public abstract record GradientOptimizer : Optimizer
{
    /// <summary>Takes the learning rate.</summary>
    /// <param name="learningRate">α; a number or a schedule.</param>
    /// <exception cref="ArgumentNullException">The learning rate is null.</exception>
    protected GradientOptimizer(LearningRate learningRate) => LearningRate = learningRate;

    /// <summary>α; a number or a schedule.</summary>
    /// <exception cref="ArgumentNullException">The learning rate is null.</exception>
    public LearningRate LearningRate { get; init => field = Require.NotNull(value, nameof(LearningRate)); }

    /// <summary>What α is multiplied by for each kind of parameter; 1 for all unless given.</summary>
    /// <exception cref="ArgumentNullException">The factors are null.</exception>
    public RateFactors RateFactors { get; init => field = Require.NotNull(value, nameof(RateFactors)); } = RateFactors.Equal;

    /// <summary>How many numbers are remembered for each parameter: none for gradient descent, two for Adam.</summary>
    protected internal abstract int StatesPerParameter { get; }

    /// <summary>
    /// Whether a parameter's step depends on its own gradient and state alone. The elements of one W[l] may then be given in several
    /// calls, by several threads. False unless overridden.
    /// </summary>
    protected internal virtual bool IsElementwise => false;

    /// <summary>
    /// λ of decoupled weight decay: every W[l], but no b[l], is multiplied by 1 − αλ before its step. None unless overridden.
    /// </summary>
    protected internal virtual double DecoupledWeightDecay => 0;

    /// <summary>What the weight decay is multiplied by as training goes on; null, and 1 always, unless overridden.</summary>
    protected internal virtual LearningRate? DecoupledWeightDecaySchedule => null;

    /// <summary>Changes the elements of one W[l] or b[l].</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="gradient">The derivatives of J with respect to the elements.</param>
    /// <param name="state">
    /// What is remembered: <see cref="StatesPerParameter"/> times as many elements as there are parameters, all zero
    /// before the first step.
    /// </param>
    /// <param name="parameters">The elements to change.</param>
    /// <param name="learningRate">α at this step, times the parameters' factor.</param>
    /// <param name="step">t, counted from 1.</param>
    /// <exception cref="ArgumentException">The spans' lengths do not fit together.</exception>
    public abstract void Step<T>(
        ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Prints the learning rate, and the factors where they are not all 1.</summary>
    /// <param name="builder">Receives the text.</param>
    /// <returns>True.</returns>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append("LearningRate = ").Append(LearningRate);
        if (RateFactors != RateFactors.Equal)
        {
            builder.Append(", RateFactors = ").Append(RateFactors);
        }

        return true;
    }

    internal sealed override Minimizer<T> Start<T>(Objective<T> objective) => new GradientMinimizer<T>(this, objective);
}
