namespace ShallowNet;

/// <summary>What happened in one epoch of a training.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="Cost">
/// The mean loss of the epoch's samples, each taken just before the step that used it. For a full batch that is the
/// article's J before the epoch's update.
/// </param>
/// <param name="LearningRate">α at the epoch's last step.</param>
/// <param name="Elapsed">The time since training began.</param>
public readonly record struct TrainingEpoch(int Epoch, double Cost, double LearningRate, TimeSpan Elapsed);

/// <summary>What a training reports while it runs.</summary>
/// <param name="Epoch">The epoch that has just ended, counted from 1.</param>
/// <param name="Epochs">The epochs asked for.</param>
/// <param name="Cost">The epoch's cost, as in <see cref="TrainingEpoch.Cost"/>.</param>
/// <param name="LearningRate">α at the epoch's last step.</param>
/// <param name="Elapsed">The time since training began.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, double Cost, double LearningRate, TimeSpan Elapsed);

/// <summary>Cost, learning rate and time of every epoch of a training.</summary>
public sealed class TrainingHistory
{
    private readonly List<TrainingEpoch> epochs;

    internal TrainingHistory(List<TrainingEpoch> epochs)
    {
        this.epochs = epochs;
    }

    /// <summary>The epochs from the first to the last.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs => epochs;

    /// <summary>The cost of every epoch, as in <see cref="TrainingEpoch.Cost"/>.</summary>
    public IReadOnlyList<double> Costs => field ??= epochs.ConvertAll(epoch => epoch.Cost);

    /// <summary>The cost of the last epoch; NaN when there is none.</summary>
    public double FinalCost => epochs.Count == 0 ? double.NaN : epochs[^1].Cost;

    /// <summary>The time that training took.</summary>
    public TimeSpan Elapsed => epochs.Count == 0 ? TimeSpan.Zero : epochs[^1].Elapsed;
}
