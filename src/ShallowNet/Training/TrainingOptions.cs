namespace ShallowNet;

/// <summary>How <see cref="Network{T}.Train"/> trains. Immutable; vary one with <c>with</c>.</summary>
public sealed record TrainingOptions
{
    /// <summary>A batch size that takes all samples at once: the article's gradient descent.</summary>
    public const int FullBatch = int.MaxValue;

    /// <summary>The rule of a step; <see cref="Adam"/> with its defaults unless given.</summary>
    /// <exception cref="ArgumentNullException">The optimizer is null.</exception>
    public Optimizer Optimizer { get; init => field = Require.NotNull(value, nameof(Optimizer)); } = new Adam();

    /// <summary>Passes over all samples, at least 1; 100 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one epoch.</exception>
    public int Epochs { get; init => field = Require.AtLeast(1, value, nameof(Epochs)); } = 100;

    /// <summary>
    /// Samples in a step, at least 1; 32 unless given. 1 is stochastic gradient descent, <see cref="FullBatch"/> the
    /// article's; a number larger than the number of samples means all of them. The last batch of an epoch holds what is left.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one sample.</exception>
    public int BatchSize { get; init => field = Require.AtLeast(1, value, nameof(BatchSize)); } = 32;

    /// <summary>
    /// Seed of the order of the samples, at least 0. Every epoch of mini-batches takes them in a new order, NumPy's
    /// <c>permutation(m)</c> of this seed; a full batch is never reordered.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => field = Require.AtLeast(0, value, nameof(Seed)); }

    /// <summary>
    /// The most threads to use, at least 1; as many as there are processors unless given. Threads are used where steps are large enough
    /// for them to pay. The results do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public int MaxThreads { get; init => field = Require.AtLeast(1, value, nameof(MaxThreads)); } = Environment.ProcessorCount;

    /// <summary>Whether mini-batches take the samples in a new order every epoch, or in the order given; true unless given.</summary>
    public bool Shuffle { get; init; } = true;
}
