using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>Where training stands when a learning rate is asked for.</summary>
/// <param name="CompletedEpochs">Whole passes over the samples so far; 0 during the first.</param>
/// <param name="CompletedSteps">Updates so far; 0 before the first.</param>
/// <param name="Epochs">The passes that training was asked for.</param>
/// <param name="StepsPerEpoch">
/// The updates in each of them; 0 where that is not known yet: in the first epoch over streamed batches, and for single steps.
/// </param>
/// <param name="Costs">The cost of each completed epoch: on the validation samples where there are some, otherwise in training.</param>
public readonly record struct TrainingPosition(
    int CompletedEpochs, long CompletedSteps, int Epochs, int StepsPerEpoch, IReadOnlyList<double> Costs)
{
    /// <summary>
    /// The cost of each completed epoch: on the validation samples where there are some, otherwise in training; none in the default of the
    /// type. The list itself that was given, and not a copy: a training is asked at every step.
    /// </summary>
    public IReadOnlyList<double> Costs { get => field ?? ValueList<double>.Empty; init; } = Costs;

    /// <summary>Whether two positions have equal numbers and equal costs.</summary>
    /// <param name="other">The other position.</param>
    public bool Equals(TrainingPosition other) =>
        (CompletedEpochs, CompletedSteps, Epochs, StepsPerEpoch) == (other.CompletedEpochs, other.CompletedSteps, other.Epochs, other.StepsPerEpoch)
        && ValueList.AreEqual(Costs, other.Costs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(CompletedEpochs, CompletedSteps, Epochs, StepsPerEpoch, Costs.Count);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(TrainingPosition), PrintMembers);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(
            CultureInfo.InvariantCulture,
            $"CompletedEpochs = {CompletedEpochs}, CompletedSteps = {CompletedSteps}, Epochs = {Epochs}, StepsPerEpoch = {StepsPerEpoch}, ");
        builder.Append($"Costs = {ValueList.TextOf(Costs)}");
        return true;
    }
}

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
    /// Cosine annealing (Loshchilov and Hutter, 2017, without restarts): α = αₘᵢₙ + ½(α₀ − αₘᵢₙ)(1 + cos(π·t/T)) at step t, counted
    /// from 0, of the T steps of the training; PyTorch's <c>CosineAnnealingLR</c>, moved on after every batch.
    /// </summary>
    /// <remarks>
    /// With a warm-up of w steps α = α₀(t + 1)/(w + 1) comes first, and the cosine has the other T − w steps: PyTorch's
    /// <c>SequentialLR</c> of a <c>LinearLR</c> that starts at 1/(w + 1), and of the <c>CosineAnnealingLR</c>. Where the warm-up takes
    /// as many epochs as the training or more, α only rises.
    /// </remarks>
    /// <param name="initial">α₀, finite and greater than 0: the highest rate.</param>
    /// <param name="minimum">αₘᵢₙ, at least 0 and at most α₀; the rate that the last step comes near to.</param>
    /// <param name="warmUpEpochs">The epochs in which the rate rises first, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate Cosine(double initial, double minimum = 0, int warmUpEpochs = 0) =>
        new CosineAnnealing(initial, minimum, warmUpEpochs);

    /// <summary>
    /// The one-cycle policy (Smith and Topin, 2018): along half a cosine from a low rate to the maximum, and along another
    /// to nearly nothing at the last step; PyTorch's <c>OneCycleLR</c>, with its defaults, moved on after every batch.
    /// </summary>
    /// <remarks>
    /// It changes the learning rate alone. PyTorch's lets the momentum fall and rise as well, unless <c>cycle_momentum=False</c> is given.
    /// As long as the steps of an epoch are not known, it stays at the first rate.
    /// </remarks>
    /// <param name="maximum">The highest rate, finite and greater than 0.</param>
    /// <param name="warmUpShare">The share of the steps in which the rate rises, greater than 0 and less than 1.</param>
    /// <param name="initialDivisor">The first rate is the maximum divided by this; finite and at least 1.</param>
    /// <param name="finalDivisor">The last rate is the first divided by this; finite and at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate OneCycle(double maximum, double warmUpShare = 0.3, double initialDivisor = 25, double finalDivisor = 10_000) =>
        new OneCycleRate(maximum, warmUpShare, initialDivisor, finalDivisor);

    /// <summary>
    /// α is multiplied by a factor whenever the cost has not improved for more than some epochs; PyTorch's <c>ReduceLROnPlateau</c> with its
    /// defaults, except that a drop is made however small it is (<c>eps=0</c>).
    /// </summary>
    /// <remarks>The cost is that of <see cref="TrainingPosition.Costs"/>.</remarks>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="factor">Greater than 0 and less than 1.</param>
    /// <param name="patience">The epochs without improvement that are waited for, at least 0; the next one lowers the rate.</param>
    /// <param name="minimumImprovement">
    /// The share of the best cost so far by which another must be lower to be an improvement, at least 0 and less than 1.
    /// </param>
    /// <param name="cooldown">The epochs after a drop that are not counted, at least 0.</param>
    /// <param name="minimum">The lowest rate, at least 0 and at most α₀.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate ReduceOnPlateau(
        double initial, double factor = 0.1, int patience = 10, double minimumImprovement = 1e-4, int cooldown = 0, double minimum = 0) =>
        new PlateauDecay(initial, factor, patience, minimumImprovement, cooldown, minimum);

    /// <summary>A function of your own, asked before every step.</summary>
    /// <param name="function">From where training stands to α, which must be finite and at least 0.</param>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    public static LearningRate Of(Func<TrainingPosition, double> function) => new FunctionRate(function);

    /// <summary>
    /// Whether the rate may change from one step of an epoch to the next. True unless overridden; otherwise <see cref="At"/> is asked
    /// once an epoch.
    /// </summary>
    protected internal virtual bool ChangesWithinEpoch => true;

    /// <summary>α for the next update.</summary>
    /// <param name="position">Where training stands.</param>
    /// <returns>A finite number, at least 0.</returns>
    public abstract double At(TrainingPosition position);

    /// <summary>
    /// A function that gives what <see cref="At"/> gives, for one training that asks it for one position after another: a schedule that
    /// depends on all costs so far then looks at each cost only once.
    /// </summary>
    internal virtual Func<TrainingPosition, double> Start() => At;

    /// <summary>A constant rate.</summary>
    /// <param name="learningRate">α, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not greater than 0.</exception>
    public static implicit operator LearningRate(double learningRate) => Constant(learningRate);
}
