using System.Numerics;

namespace ShallowNet;

/// <summary>An ensemble on a cluster, from the side that asks for its members.</summary>
internal sealed class EnsembleCoordinator<T>(IGrainFactory cluster, string name, ClusterEnsemble<T> ensemble, ShardOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Patience patience = new(options);
    private readonly Guid run = Guid.NewGuid();

    public Task<Ensemble<T>> Run(IProgress<EnsembleProgress>? progress, CancellationToken cancellationToken) =>
        new EnsembleRun<T>(ensemble.Plan, progress, cancellationToken).RunElsewhere(options.RequestsAtOnce, Train);

    private async Task<(EnsembleMember Member, Network<T> Network)> Train(int member, CancellationToken cancellationToken)
    {
        IMemberGrain grain = cluster.GetGrain<IMemberGrain>(Invariant($"{name}/{run}/{member}"));
        MemberRequest request = new() { Ensemble = name, Fingerprint = ensemble.Fingerprint(member), Member = member };
        return ensemble.Trained(member, await patience.Ask(() => grain.Train(request), grain.Release, cancellationToken).ConfigureAwait(false));
    }
}
