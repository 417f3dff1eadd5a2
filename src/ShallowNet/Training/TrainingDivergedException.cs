namespace ShallowNet;

/// <summary>
/// Training stopped because the cost or a parameter was no longer finite. The network has the parameters from the start of
/// the last epoch that began with a finite cost, or, where <see cref="EarlyStopping"/> was asked for, those of the best epoch.
/// </summary>
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
