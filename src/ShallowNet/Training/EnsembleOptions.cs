namespace ShallowNet;

/// <summary>How many networks an ensemble has, how each of them is trained, and when the training ends. Immutable; vary one with <c>with</c>.</summary>
public sealed record EnsembleOptions
{
    /// <summary>How many networks are to be trained, at least 1; 5 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public int Members { get; init => field = Require.AtLeast(1, value, nameof(Members)); } = 5;

    /// <summary>How each network is trained; by default, by Adam with mini-batches of 32 for 100 epochs.</summary>
    /// <remarks>
    /// <see cref="TrainingOptions.Seed"/> is that of the first member, and each further member has the next one; after the largest seed comes 0. So the members also differ in the order of the
    /// samples, and in those that <see cref="TrainingOptions.ValidationShare"/> sets aside. Members share <see cref="TrainingOptions.MaxThreads"/>.
    /// <see cref="TrainingOptions.TimeLimit"/> is one for each member, and <see cref="TrainingOptions.KeepWhenCancelled"/> does not count: a member whose training is cancelled is none.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public TrainingOptions Training { get; init => field = Require.NotNull(value, nameof(Training)); } = new();

    /// <summary>
    /// The time after which the ensemble has the members that are trained by then, greater than 0; null, and never for that, unless given. Trainings that it would
    /// interrupt are given up.
    /// </summary>
    /// <remarks>Which members are trained by then depends on the machine. The parameters of those that are do not.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0.</exception>
    public TimeSpan? TimeLimit { get; init => field = value is { } limit ? Require.Positive(limit, nameof(TimeLimit)) : null; }

    /// <summary>
    /// Whether an ensemble whose token is cancelled has the members that are trained by then, instead of throwing <see cref="OperationCanceledException"/>; false
    /// unless given. Where none is trained, it throws all the same.
    /// </summary>
    public bool KeepWhenCancelled { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(EnsembleOptions), PrintMembers);
}
