namespace ShallowNet;

/// <summary>What a diagnosis looks for, and how. Immutable; vary one with <c>with</c>.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>What to look for; everything unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public IReadOnlyList<FindingKind> Kinds
    {
        get;
        init => field = ValueList.Of(Require.NotNull(value, nameof(Kinds)).Select(kind => Require.Defined(kind, nameof(Kinds))));
    } = ValueList.Of(Enum.GetValues<FindingKind>());

    /// <summary>
    /// How a network is trained, which the network itself does not know: what was given to its <c>Train</c>. Null, and as <c>Train</c> does by default, unless given. Models know
    /// how they were trained.
    /// </summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>Seed of what is held out, at least 0; 0 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => field = Require.AtLeast(0, value, nameof(Seed)); }

    /// <summary>The most threads to use, at least 1; as many as there are processors unless given. What is found does not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxThreads { get; init => field = Require.AtLeast(1, value, nameof(MaxThreads)); } = Environment.ProcessorCount;

    /// <summary>
    /// When so much time, greater than 0, is over, nothing further is looked for, and <see cref="Diagnosis.NotJudged"/> says what was not. Null, and never, unless given: what is found
    /// then depends on the machine.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0.</exception>
    public TimeSpan? TimeLimit { get; init => field = value is { } limit ? Require.Positive(limit, nameof(TimeLimit)) : null; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(DiagnosisOptions), PrintMembers);
}
