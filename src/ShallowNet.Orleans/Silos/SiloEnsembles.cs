namespace ShallowNet;

/// <summary>An ensemble under the name that messages call it by.</summary>
/// <param name="Name">The name.</param>
/// <param name="Ensemble">What is trained.</param>
internal sealed record NamedEnsemble(string Name, IClusterEnsemble Ensemble);

/// <summary>The ensembles that a silo was given. What a message names is looked up here, and nowhere else.</summary>
internal sealed class SiloEnsembles(IEnumerable<NamedEnsemble> all)
{
    private readonly Dictionary<string, IClusterEnsemble> ensembles = all.ToDictionary(ensemble => ensemble.Name, ensemble => ensemble.Ensemble);

    public IClusterEnsemble? Find(string name) => ensembles.GetValueOrDefault(name);

    /// <summary>Why a request is refused; null where it is not.</summary>
    public string? Refuse(MemberRequest request, SiloLimits limits) => Find(request.Ensemble) is not { } ensemble
        ? $"The silo must have the ensemble \"{request.Ensemble}\", but has not: see AddEnsemble."
        : request.Member < 0 || request.Member >= ensemble.Members
            ? Invariant($"A member must be one of the {ensemble.Members} that the silo has of the ensemble \"{request.Ensemble}\", counted from 0, but member {request.Member} was asked for.")
        : ensemble.Fingerprint(request.Member) != request.Fingerprint
            ? $"The ensemble \"{request.Ensemble}\" must have the same networks, samples and options of the training everywhere, but the silo has others."
        : ensemble.Bytes(request.Member) > limits.MostBytesOfNetwork
            ? Invariant($"A network must have at most {limits.MostBytesOfNetwork} bytes, but member {request.Member} has {ensemble.Bytes(request.Member)}.")
        : null;
}
