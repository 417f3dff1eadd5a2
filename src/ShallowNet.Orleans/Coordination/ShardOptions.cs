using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>How a training is spread over a cluster. None of it changes the parameters that it ends with.</summary>
public sealed record ShardOptions
{
    /// <summary>Samples of a shard, a multiple of 512, the samples of a chunk; 4096 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a multiple of 512, or less.</exception>
    public int SamplesPerShard
    {
        get;
        init => field = value >= Products.Chunk && value % Products.Chunk == 0 ? value
            : throw new ArgumentOutOfRangeException(nameof(SamplesPerShard), Invariant($"SamplesPerShard must be a multiple of {Products.Chunk}, but is {value}."));
    } = 8 * Products.Chunk;

    /// <summary>After how many epochs a checkpoint is kept, at least 1; 1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int CheckpointEveryEpochs { get; init => field = Require.AtLeast(1, value, nameof(CheckpointEveryEpochs)); } = 1;

    /// <summary>Requests that are under way at a time, at least 1; 16 unless given. Their answers are what the coordinator has in memory beside the parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int RequestsAtOnce { get; init => field = Require.AtLeast(1, value, nameof(RequestsAtOnce)); } = 16;

    /// <summary>How long an answer may take before the request is repeated, greater than 0; 30 seconds unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0.</exception>
    public TimeSpan AnswerWithin { get; init => field = Require.Positive(value, nameof(AnswerWithin)); } = TimeSpan.FromSeconds(30);

    /// <summary>How long requests are repeated before the training gives up, greater than 0; 10 minutes unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0.</exception>
    public TimeSpan GiveUpAfter { get; init => field = Require.Positive(value, nameof(GiveUpAfter)); } = TimeSpan.FromMinutes(10);

    /// <summary>How many times as long as the silo in the middle a silo takes that is called slow, greater than 1; 2 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 1, or not finite.</exception>
    public double SlowFactor { get; init => field = Require.GreaterThan(1, value, nameof(SlowFactor)); } = 2;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ShardOptions), PrintMembers);
}
