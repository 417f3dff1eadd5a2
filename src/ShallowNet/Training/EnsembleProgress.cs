namespace ShallowNet;

/// <summary>How far the training of an ensemble is.</summary>
/// <param name="Completed">The members that are trained.</param>
/// <param name="Total">The members that are to be trained in all.</param>
/// <param name="Member">The member that has just been trained. Several are trained at a time, so that they need not come in the order of their numbers.</param>
public readonly record struct EnsembleProgress(int Completed, int Total, EnsembleMember Member)
{
    /// <summary>The time since the training of the ensemble began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What the training asks; null where no training has made the report.</summary>
    internal StopRequest? Request { get; init; }

    /// <summary>Ends the training, without an exception: members that are being trained are given up, and the ensemble has those that are trained by then.</summary>
    /// <remarks>It may be called later, and on any thread. It does nothing where the training is over, or where no training has made the report.</remarks>
    public void Stop() => Request?.Make();

    /// <summary>Whether another report says the same, of whatever training it is.</summary>
    public bool Equals(EnsembleProgress other) => Completed == other.Completed && Total == other.Total && Member == other.Member && Elapsed == other.Elapsed;

    /// <summary>A hash code of what it says.</summary>
    public override int GetHashCode() => HashCode.Combine(Completed, Total, Member, Elapsed);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(EnsembleProgress), PrintMembers);
}
