namespace ShallowNet;

/// <summary>What a silo accepts of those who train on it; what is larger is refused before any memory is made for it.</summary>
public sealed record SiloLimits
{
    /// <summary>The most bytes of a network's file, or of the parameters of an ensemble's member, at least 1; 64 MB unless given. A checkpoint may have four times as many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MostBytesOfNetwork { get; init => field = Require.AtLeast(1, value, nameof(MostBytesOfNetwork)); } = 64 << 20;

    /// <summary>The most samples of a shard, at least 1; 2²⁴ unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MostSamplesOfShard { get; init => field = Require.AtLeast(1, value, nameof(MostSamplesOfShard)); } = 1 << 24;

    /// <summary>Activations and losses of your own that networks may have; none unless given. A network with others is refused.</summary>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public LoadOptions Parts { get; init => field = Require.NotNull(value, nameof(Parts)); } = new();

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(SiloLimits), PrintMembers);

    /// <summary>Why a plan is refused; null where it is not.</summary>
    internal string? Refuse(ShardPlan plan) =>
        plan.Network.Length > MostBytesOfNetwork ? Invariant($"A network must have at most {MostBytesOfNetwork} bytes, but has {plan.Network.Length}.")
        : plan.Count < 1 || plan.Count > MostSamplesOfShard ? Invariant($"A shard must have 1 to {MostSamplesOfShard} samples, but has {plan.Count}.")
        : plan.First < 0 || plan.First > plan.Samples - plan.Count ? Invariant($"A shard must be of the {plan.Samples} samples, but begins at {plan.First} and has {plan.Count}.")
        : plan.SamplesPerShard < 1 || plan.First % plan.SamplesPerShard != 0 ? Invariant($"A shard must begin at a multiple of {plan.SamplesPerShard}, the samples of one, but begins at {plan.First}.")
        : plan.BytesOfNumber is not (sizeof(float) or sizeof(double)) ? Invariant($"A number must have 4 or 8 bytes, but has {plan.BytesOfNumber}.")
        : plan.LabelSmoothing is not (>= 0 and < 1) ? Invariant($"LabelSmoothing must be at least 0 and less than 1, but is {plan.LabelSmoothing}.")
        : null;
}
