namespace ShallowNet;

/// <summary>A factor that follows a schedule through one training, in place of a learning rate.</summary>
/// <param name="schedule">The schedule; null for the factor 1 always.</param>
/// <param name="what">What it is the factor of, for messages.</param>
/// <param name="most">The largest factor.</param>
internal sealed class ScheduledFactor(LearningRate? schedule, string what, double most = double.MaxValue)
{
    private readonly Func<TrainingPosition, double>? factorAt = schedule?.Start();
    private double factor = 1;
    private int epoch = -1;

    /// <summary>Takes note that a call of training begins, whose length may be another.</summary>
    public void Begin() => epoch = -1;

    /// <summary>The factor of the next step.</summary>
    /// <exception cref="InvalidOperationException">The schedule gave a factor that is negative, too large, or not a number.</exception>
    public double At(in TrainingPosition position)
    {
        if (factorAt is null || (epoch == position.CompletedEpochs && !schedule!.ChangesWithinEpoch))
        {
            return factor;
        }

        double given = factorAt(position);
        if (!(given >= 0 && given <= most))
        {
            throw new InvalidOperationException(
                $"The factor of {what} must be {(most == double.MaxValue ? "finite and at least 0" : $"at least 0 and at most {Require.Text(most)}")}, but {schedule} gave {Require.Text(given)} in epoch {Require.Text(position.CompletedEpochs + 1)}.");
        }

        (factor, epoch) = (given, position.CompletedEpochs);
        return factor;
    }
}
