namespace ShallowNet;

/// <summary>How models are cross-validated. Immutable; vary one with <c>with</c>.</summary>
public sealed record CrossValidationOptions
{
    /// <summary>The parts that the samples are divided into, at least 2; 5 unless given. For classes, each has its share of every class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds.</exception>
    public int Folds { get; init => field = Require.AtLeast(2, value, nameof(Folds)); } = 5;

    /// <summary>
    /// Any turns of one's own, such as those of <see cref="Split.TimeSeries"/> or one for each year; at least one. Null, and
    /// <see cref="Folds"/> parts, unless given. A sample may be in several test parts or in none.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    /// <exception cref="ArgumentNullException">A fold is null.</exception>
    public IReadOnlyList<Fold>? OwnFolds
    {
        get;
        init => field = value is null ? null
            : value.Count == 0 ? throw new ArgumentException("OwnFolds must have at least one fold, but is empty.", nameof(OwnFolds))
            : ValueList.OfNotNull(value, nameof(OwnFolds));
    }

    /// <summary>
    /// The group of each sample, m texts, numbers or other values, as in <c>Groups = [.. patients]</c>: no group is in two folds. Null, and every
    /// sample for itself, unless given. The folds are those of <see cref="Split.StratifiedGroupKFold"/> for classes, otherwise of
    /// <see cref="Split.GroupKFold"/>.
    /// </summary>
    /// <exception cref="ArgumentNullException">A group is null.</exception>
    public IReadOnlyList<object>? Groups { get; init => field = value is null ? null : ValueList.OfNotNull(value, nameof(Groups)); }

    /// <summary>
    /// Whether the samples are in the order of time, so that each fold is to be tested by a model of what was before it, as in
    /// <see cref="Split.TimeSeries"/>; false unless given.
    /// </summary>
    public bool TimeOrdered { get; init; }

    /// <summary>
    /// How many times all folds are run, divided and trained by other seeds each time, at least 1; 1 unless given. Folds of one's own, of groups
    /// and of time are not random, and the same each time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public int Repeats { get; init => field = Require.AtLeast(1, value, nameof(Repeats)); } = 1;

    /// <summary>
    /// Seed of the folds of the first repeat, at least 0; 0 unless given. The folds of each further repeat have the next seed, and so have its
    /// models, from <see cref="MlpOptions.Seed"/> on, and their trainings where <see cref="MlpOptions.Training"/> has a seed of its own. After
    /// the largest seed comes 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => field = Require.AtLeast(0, value, nameof(Seed)); }

    /// <summary>What a model is judged by; null for the model's own score: the accuracy, or R².</summary>
    public Metric? Metric { get; init; }

    /// <summary>
    /// What each sample counts, to train on and in the score: m numbers, finite, at least 0, and not all 0 in a fold or outside it. Null, and
    /// all the same, unless given.
    /// </summary>
    public IReadOnlyList<double>? Weights { get; init => field = value is null ? null : ValueList.Of(value); }

    /// <summary>
    /// The most models to train at a time, each by one thread, at least 1; as many as there are processors unless given. In a browser, where there is
    /// one thread, it is one model at a time. The results do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public int MaxThreads { get; init => field = Require.AtLeast(1, value, nameof(MaxThreads)); } = Environment.ProcessorCount;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(CrossValidationOptions), PrintMembers);
}

/// <summary>How far a cross-validation or a search is.</summary>
/// <param name="Completed">The models trained and judged so far.</param>
/// <param name="Total">The models to be trained in all; 0 where that is not known, because candidates are drawn for as long as there is time.</param>
/// <param name="Candidate">What the model that is ready was made by; its description is empty in a cross-validation.</param>
/// <param name="Score">Its score on the fold's other samples; NaN where its training diverged.</param>
public readonly record struct SearchProgress(int Completed, int Total, SearchCandidate Candidate, double Score)
{
    // In the default of the type the candidate's field is null, which stands for this, so that nobody meets a null there.
    private static readonly SearchCandidate Nothing = new("", new MlpOptions());

    /// <summary>The time since the search began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What the search asks; null where no search has made the report.</summary>
    internal StopRequest? Request { get; init; }

    /// <summary>What the model that is ready was made by; in the default of the type, the default options without a description.</summary>
    public SearchCandidate Candidate { get => field ?? Nothing; init => field = value == Nothing ? null : value; } = Candidate == Nothing ? null! : Candidate;

    /// <summary>
    /// Ends the search, without an exception: trainings that go on are given up, and its result has the candidates that were judged by then. The
    /// first candidate always is; so a cross-validation, which has no other, goes on.
    /// </summary>
    /// <remarks>It may be called later, and on any thread. It does nothing where the search is over, or where no search has made the report.</remarks>
    public void Stop() => Request?.Make();

    /// <summary>Whether another report says the same, of whatever search it is.</summary>
    public bool Equals(SearchProgress other) => Completed == other.Completed && Total == other.Total && Candidate == other.Candidate
        && Score.Equals(other.Score) && Elapsed == other.Elapsed;

    /// <summary>A hash code of what it says.</summary>
    public override int GetHashCode() => HashCode.Combine(Completed, Total, Candidate, Score, Elapsed);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(SearchProgress), PrintMembers);
}
