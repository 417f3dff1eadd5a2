namespace ShallowNet;

/// <inheritdoc cref="IMemberGrain"/>
[CollectionAgeLimit(Minutes = 10)]
internal sealed class MemberGrain(SiloEnsembles ensembles, SiloLimits limits, ILocalSiloDetails silo) : WorkGrain<MemberReply>(silo), IMemberGrain
{
    public async Task<MemberReply> Train(MemberRequest request)
    {
        if (ensembles.Refuse(request, limits) is { } refusal)
        {
            DeactivateOnIdle();
            return new MemberReply { Silo = Silo, Refusal = refusal };
        }

        (bool isReady, MemberReply? trained, string? failure) = await Do(token => ensembles.Find(request.Ensemble)!.Train(request.Member, token));
        return (trained ?? new MemberReply()) with { Silo = Silo, IsReady = isReady, Refusal = failure };
    }
}
