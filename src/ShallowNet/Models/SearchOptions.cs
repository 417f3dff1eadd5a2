using System.Diagnostics.CodeAnalysis;

namespace ShallowNet;

/// <summary>How a search judges its candidates, and when it ends. Immutable; vary one with <c>with</c>.</summary>
/// <remarks>Where only the cross-validation is to be given, <see cref="CrossValidationOptions"/> alone will do: they become options of this kind.</remarks>
public sealed record SearchOptions
{
    /// <summary>Folds, repeats, metric, weights and threads.</summary>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public CrossValidationOptions CrossValidation { get; init => field = Require.NotNull(value, nameof(CrossValidation)); } = new();

    /// <summary>The most candidates to try, at least 1, the first ones; null, and all, unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public int? MostCandidates { get; init => field = value is { } most ? Require.AtLeast(1, most, nameof(MostCandidates)) : null; }

    /// <summary>
    /// The time after which the search ends with what it has, greater than 0; null, and never for that, unless given. Trainings that it would
    /// interrupt are given up, but those of the first candidate, so that there is one that was judged.
    /// </summary>
    /// <remarks>How many candidates are judged by then depends on the machine. The scores of those that are do not.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0.</exception>
    public TimeSpan? TimeLimit { get; init => field = value is { } limit ? Require.Positive(limit, nameof(TimeLimit)) : null; }

    /// <summary>How most candidates are given up early, on few samples; null, and none, unless given.</summary>
    public Halving? Halving { get; init; }

    /// <summary>
    /// Whether a search whose token is cancelled returns the candidates that it has judged, instead of throwing
    /// <see cref="OperationCanceledException"/>; false unless given. Where it has judged none, it throws all the same.
    /// </summary>
    public bool KeepWhenCancelled { get; init; }

    /// <summary>A search of all candidates with such a cross-validation; null for null.</summary>
    /// <param name="how">Folds, repeats, metric, weights and threads.</param>
    [return: NotNullIfNotNull(nameof(how))]
    public static implicit operator SearchOptions?(CrossValidationOptions? how) => how is null ? null : new SearchOptions { CrossValidation = how };

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(SearchOptions), PrintMembers);
}
