namespace ShallowNet;

/// <summary>Where training stands when a learning rate is asked for.</summary>
/// <param name="CompletedEpochs">Whole passes over the samples so far; 0 during the first.</param>
/// <param name="CompletedSteps">Updates so far; 0 before the first.</param>
/// <param name="Epochs">The passes that training was asked for.</param>
/// <param name="StepsPerEpoch">The updates in each of them.</param>
/// <param name="Costs">The cost of each completed epoch: on the validation samples where there are some, otherwise in training.</param>
public readonly record struct TrainingPosition(
    int CompletedEpochs, long CompletedSteps, int Epochs, int StepsPerEpoch, IReadOnlyList<double> Costs);

/// <summary>
/// The learning rate α: a number, or a schedule that lets it fall as training goes on.
/// </summary>
/// <remarks>A schedule of your own is a record that derives from this one. A double converts to a constant rate.</remarks>
public abstract record LearningRate
{
    /// <summary>The same rate always.</summary>
    /// <param name="learningRate">α, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not greater than 0.</exception>
    public static LearningRate Constant(double learningRate) => new ConstantRate(learningRate);

    /// <summary>α = α₀/(1 + decay·epoch), with the first epoch counted as 0.</summary>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="decay">Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate InverseTime(double initial, double decay) => new InverseTimeDecay(initial, decay);

    /// <summary>α = α₀·factorᵉᵖᵒᶜʰ, with the first epoch counted as 0; PyTorch's <c>ExponentialLR</c>.</summary>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="factor">Finite and greater than 0, such as 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate Exponential(double initial, double factor) => new ExponentialDecay(initial, factor);

    /// <summary>α = α₀·factor^⌊epoch/every⌋, with the first epoch counted as 0; PyTorch's <c>StepLR</c>.</summary>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="factor">Finite and greater than 0, such as 0.5.</param>
    /// <param name="every">The epochs from one drop to the next, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate Step(double initial, double factor, int every) => new StepDecay(initial, factor, every);

    /// <summary>
    /// Whether the rate may change from one step of an epoch to the next. True unless overridden; otherwise <see cref="At"/> is asked
    /// once an epoch.
    /// </summary>
    protected internal virtual bool ChangesWithinEpoch => true;

    /// <summary>α for the next update.</summary>
    /// <param name="position">Where training stands.</param>
    /// <returns>A finite number, at least 0.</returns>
    public abstract double At(TrainingPosition position);

    /// <summary>A constant rate.</summary>
    /// <param name="learningRate">α, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not greater than 0.</exception>
    public static implicit operator LearningRate(double learningRate) => Constant(learningRate);
}
