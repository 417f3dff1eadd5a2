using System.Globalization;

namespace ShallowNet;

/// <summary>What happened in one epoch of a training.</summary>
public readonly record struct TrainingEpoch
{
    /// <summary>The epoch, counted from 1.</summary>
    public int Epoch { get; init; }

    /// <summary>
    /// The mean loss of the epoch's samples, each taken just before the step that used it, and the penalties. For a full batch that is the
    /// article's J before the epoch's update. For L-BFGS it is J after the epoch's iteration.
    /// </summary>
    public double Cost { get; init; }

    /// <summary>The part of <see cref="Cost"/> that <see cref="TrainingOptions.L1"/> and <see cref="TrainingOptions.L2"/> add; 0 where there are no penalties, and in files of earlier versions.</summary>
    public double Penalty { get; init; }

    /// <summary>The mean loss of the validation samples after the epoch, without penalties; NaN where there are none.</summary>
    public double ValidationCost { get; init; }

    /// <summary>α at the epoch's last step; for L-BFGS, the length of the step along its direction.</summary>
    public double LearningRate { get; init; }

    /// <summary>The norm of the gradient of all parameters at the epoch's last step, before it is clipped; for L-BFGS, after the iteration.</summary>
    public double GradientNorm { get; init; }

    /// <summary>The chosen metrics after the epoch, in the order of <see cref="TrainingOptions.Metrics"/>; none in the default of the type.</summary>
    public IReadOnlyList<double> Metrics { get => field ?? ValueList<double>.Empty; init => field = ValueList.OfOrNull(value); }

    /// <summary>The time since training began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(TrainingEpoch), PrintMembers);
}

/// <summary>What a training reports while it runs.</summary>
/// <remarks>Two reports are equal when they say the same, of whatever training they are.</remarks>
/// <param name="Last">The epoch that has just ended.</param>
/// <param name="Epochs">The number of the last epoch asked for.</param>
public readonly record struct TrainingProgress(TrainingEpoch Last, int Epochs)
{
    /// <summary>The number of the epoch that has just ended, counted from 1.</summary>
    public int Epoch => Last.Epoch;

    /// <summary>The epoch's cost, as in <see cref="TrainingEpoch.Cost"/>.</summary>
    public double Cost => Last.Cost;

    /// <summary>The epoch's validation cost, as in <see cref="TrainingEpoch.ValidationCost"/>.</summary>
    public double ValidationCost => Last.ValidationCost;

    /// <summary>α at the epoch's last step.</summary>
    public double LearningRate => Last.LearningRate;

    /// <summary>The time since training began.</summary>
    public TimeSpan Elapsed => Last.Elapsed;

    /// <summary>Whether the training ends with this epoch, unless it is asked to by <see cref="Stop"/>.</summary>
    public bool IsLast { get; init; }

    /// <summary>What the training asks after each epoch; null where no training has made the report.</summary>
    internal StopRequest? Request { get; init; }

    /// <summary>
    /// Ends the training, without an exception, after the epoch at hand: called while this is reported, with the epoch that is reported. The
    /// network has the parameters of the best epoch where there is <see cref="EarlyStopping"/>, otherwise those of the last one, and the history
    /// says <see cref="StopReason.Stopped"/>.
    /// </summary>
    /// <remarks>
    /// It may be called later, and on any thread: in a program with a window, by a button. It does nothing where the training is over, or where
    /// no training has made the report. A model in one call is then not trained anew on all samples (<see cref="MlpOptions.Refit"/>).
    /// </remarks>
    public void Stop() => Request?.Make();

    /// <summary>Whether somebody asked for an end.</summary>
    internal bool IsStopRequested => Request?.IsMade ?? false;

    /// <summary>Whether another report says the same.</summary>
    public bool Equals(TrainingProgress other) => Last == other.Last && Epochs == other.Epochs && IsLast == other.IsLast;

    /// <summary>A hash code of what it says.</summary>
    public override int GetHashCode() => HashCode.Combine(Last, Epochs, IsLast);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(TrainingProgress), PrintMembers);
}

/// <summary>Every epoch of a training, the best of them, and why it ended.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<TrainingEpoch> epochs, IReadOnlyList<string> metricNames, StopReason stopReason, int? bestEpoch)
    {
        Epochs = epochs;
        MetricNames = metricNames;
        StopReason = stopReason;
        BestEpoch = bestEpoch;
    }

    /// <summary>The epochs from the first to the last.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; }

    /// <summary>The names of the chosen metrics, in the order of <see cref="TrainingEpoch.Metrics"/>.</summary>
    public IReadOnlyList<string> MetricNames { get; }

    /// <summary>Why training ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>The epoch whose parameters the network has, counted from 1, where <see cref="EarlyStopping"/> was asked for; otherwise null.</summary>
    public int? BestEpoch { get; }

    /// <summary>What <see cref="BayesianRegularization"/> found out about the network and its data at its end; null after other trainings.</summary>
    public Evidence? Evidence { get; internal init; }

    /// <summary>The cost of every epoch, as in <see cref="TrainingEpoch.Cost"/>.</summary>
    public IReadOnlyList<double> Costs => field ??= [.. Epochs.Select(epoch => epoch.Cost)];

    /// <summary>The cost of every epoch without its penalties, which compares with <see cref="ValidationCosts"/>: <see cref="TrainingEpoch.Cost"/> − <see cref="TrainingEpoch.Penalty"/>.</summary>
    public IReadOnlyList<double> Losses => field ??= [.. Epochs.Select(epoch => epoch.Cost - epoch.Penalty)];

    /// <summary>The validation cost of every epoch, as in <see cref="TrainingEpoch.ValidationCost"/>.</summary>
    public IReadOnlyList<double> ValidationCosts => field ??= [.. Epochs.Select(epoch => epoch.ValidationCost)];

    /// <summary>The cost of the last epoch; NaN when there is none.</summary>
    public double FinalCost => Epochs.Count == 0 ? double.NaN : Epochs[^1].Cost;

    /// <summary>The time that training took.</summary>
    public TimeSpan Elapsed => Epochs.Count == 0 ? TimeSpan.Zero : Epochs[^1].Elapsed;

    /// <summary>The same epochs, but with another end.</summary>
    internal TrainingHistory EndedBy(StopReason reason) => new(Epochs, MetricNames, reason, BestEpoch);

    /// <summary>
    /// How many epochs there were, why training ended, the first and the last cost, and the best epoch where there is one, as
    /// "53 epochs (EarlyStopping), cost 0.9211 to 0.0751, best epoch 38".
    /// </summary>
    public override string ToString()
    {
        string text = $"{Require.Count(Epochs.Count, "epoch")} ({StopReason})";
        if (Epochs.Count > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", cost {Epochs[0].Cost:0.0000} to {FinalCost:0.0000}");
        }

        return BestEpoch is { } best ? Invariant($"{text}, best epoch {best}") : text;
    }
}
