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
    /// type. The list itself that was given, and not a copy, because a position is made for every step.
    /// </summary>
    public IReadOnlyList<double> Costs { get => field ?? ValueList<double>.Empty; init; } = Costs;

    /// <summary>The share of the training's steps that are done, from 0 to 1; 0 as long as the steps of an epoch are not known.</summary>
    internal double ShareOfSteps => StepsPerEpoch > 0 ? Math.Min(CompletedSteps / ((double)Epochs * StepsPerEpoch), 1) : 0;

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
public abstract partial record LearningRate
{
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
