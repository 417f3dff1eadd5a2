using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>AdaGrad (Duchi, Hazan and Singer, 2011): s := s + dW², W := W − α dW/(√s + ε).</summary>
/// <remarks>
/// PyTorch's <c>Adagrad</c>, with its defaults. Its <c>lr_decay</c> is left to the schedules of <see cref="LearningRate"/>.
/// </remarks>
public sealed record AdaGrad : GradientOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">α; a number or a schedule; 0.01 by default.</param>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <param name="initialAccumulator">s before the first step, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public AdaGrad(LearningRate? learningRate = null, double epsilon = 1e-10, double initialAccumulator = 0)
        : base(learningRate ?? 0.01)
    {
        Epsilon = epsilon;
        InitialAccumulator = initialAccumulator;
    }

    /// <summary>ε, which keeps the denominator from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, nameof(Epsilon)); }

    /// <summary>s before the first step. With 0 every parameter's first step is as long as α, however small its gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or negative.</exception>
    public double InitialAccumulator { get; init => field = Require.NotNegative(value, nameof(InitialAccumulator)); }

    internal override string FileName => "AdaGrad";

    /// <inheritdoc/>
    protected internal override int StatesPerParameter => 1;

    /// <inheritdoc/>
    protected internal override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step)
    {
        if (step == 1)
        {
            state.Fill(T.CreateTruncating(InitialAccumulator));
        }

        UpdateKernels.AdaGrad(gradient, state, parameters, learningRate, Epsilon);
    }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(AdaGrad), PrintMembers);
}
