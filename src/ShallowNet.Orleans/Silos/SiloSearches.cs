namespace ShallowNet;

/// <summary>A search under the name that messages call it by.</summary>
/// <param name="Name">The name.</param>
/// <param name="Search">What is searched.</param>
internal sealed record NamedSearch(string Name, ClusterSearch Search);

/// <summary>The searches that a silo was given. What a message names is looked up here, and nowhere else.</summary>
internal sealed class SiloSearches(IEnumerable<NamedSearch> all)
{
    private readonly Dictionary<string, ClusterSearch> searches = all.ToDictionary(search => search.Name, search => search.Search);

    public ClusterSearch? Find(string name) => searches.GetValueOrDefault(name);

    /// <summary>Why a request is refused; null where it is not.</summary>
    public string? Refuse(ScoreRequest request) => Find(request.Search) is not { } search
        ? $"The silo must have the search \"{request.Search}\", but has not: see AddSearch."
        : search.Fingerprint != request.Fingerprint ? $"The search \"{request.Search}\" must have the same candidates and folds everywhere, but the silo has others."
        : search.Has(request.Candidate, request.Fold, request.Divisor) ? null
        : Invariant($"A model must be of one of the search's candidates and folds, but candidate {request.Candidate}, fold {request.Fold} and a part of 1/{request.Divisor} were asked for.");
}
