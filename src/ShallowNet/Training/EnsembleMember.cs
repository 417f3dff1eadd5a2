namespace ShallowNet;

/// <summary>How a network of an ensemble was trained.</summary>
public readonly record struct EnsembleMember
{
    /// <summary>Its number, counted from 0.</summary>
    public int Number { get; init; }

    /// <summary>The seed that it was made and trained with.</summary>
    public int Seed { get; init; }

    /// <summary>The epochs of its training.</summary>
    public int Epochs { get; init; }

    /// <summary>The epoch whose parameters it has, counted from 1: the best one where there is <see cref="EarlyStopping"/>, otherwise the last.</summary>
    public int KeptEpoch { get; init; }

    /// <summary>The cost of that epoch, as in <see cref="TrainingEpoch.Cost"/>.</summary>
    public double Cost { get; init; }

    /// <summary>The validation cost after that epoch, as in <see cref="TrainingEpoch.ValidationCost"/>; NaN where there are no validation samples.</summary>
    public double ValidationCost { get; init; }

    /// <summary>Why its training ended.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(EnsembleMember), PrintMembers);

    /// <summary>What a history says of a member.</summary>
    internal static EnsembleMember Of(int number, int seed, TrainingHistory history)
    {
        int kept = history.BestEpoch ?? history.Epochs.Count;
        TrainingEpoch epoch = history.Epochs[kept - 1];
        return new EnsembleMember
        {
            Number = number, Seed = seed, Epochs = history.Epochs.Count, KeptEpoch = kept, Cost = epoch.Cost, ValidationCost = epoch.ValidationCost, StopReason = history.StopReason,
        };
    }
}
