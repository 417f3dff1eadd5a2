namespace ShallowNet;

/// <summary>
/// Training stopped because the cost or a parameter was no longer finite. The message tells what has become of the parameters, and what to
/// try.
/// </summary>
/// <remarks>
/// A network that was trained has the parameters from the start of the last epoch that began with a finite cost, or, where
/// <see cref="EarlyStopping"/> was asked for, those of the best epoch. After <see cref="Trainer{T}.TrainStep"/> it has those from before the
/// last step that began with a finite cost, and after a model's <c>PartialFit</c> those from before the piece. The static <c>Fit</c> of a model
/// makes its own network, and then gives no model.
/// </remarks>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(string message, int epoch, TrainingHistory history)
        : base(message)
    {
        Epoch = epoch;
        History = history;
    }

    /// <summary>The epoch in which it happened, counted from 1.</summary>
    public int Epoch { get; }

    /// <summary>The epochs that ended with a finite cost.</summary>
    public TrainingHistory History { get; }
}
