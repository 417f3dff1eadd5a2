namespace ShallowNet;

/// <summary>How <c>network.Train</c> trains (<see cref="NetworkTraining"/>). Immutable; vary one with <c>with</c>.</summary>
/// <remarks>
/// What is given is told apart from what is left to its default, even where both have the same value: a model of
/// <see cref="MlpOptions"/> chooses by the data what its <see cref="MlpOptions.Training"/> does not give.
/// </remarks>
public sealed partial record TrainingOptions
{
    /// <summary>A batch size that takes all samples at once: the article's gradient descent.</summary>
    public const int FullBatch = int.MaxValue;

    /// <summary>The rule of a step; <see cref="Adam"/> with its defaults unless given.</summary>
    /// <exception cref="ArgumentNullException">The optimizer is null.</exception>
    public Optimizer Optimizer { get; init => (field, given) = (Require.NotNull(value, nameof(Optimizer)), given | Choice.Optimizer); } = new Adam();

    /// <summary>Passes over all samples, at least 1; 100 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one epoch.</exception>
    public int Epochs { get; init => (field, given) = (Require.AtLeast(1, value, nameof(Epochs)), given | Choice.Epochs); } = 100;

    /// <summary>
    /// Samples in a step, at least 1; 32 unless given. 1 is stochastic gradient descent, <see cref="FullBatch"/> the
    /// article's; a number larger than the number of samples means all of them. The last batch of an epoch holds what is left.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one sample.</exception>
    public int BatchSize { get; init => (field, given) = (Require.AtLeast(1, value, nameof(BatchSize)), given | Choice.BatchSize); } = 32;

    /// <summary>
    /// Seed of the order of the samples, at least 0. Every epoch of mini-batches takes them in a new order, NumPy's
    /// <c>permutation(m)</c> of this seed; a full batch is never reordered.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => (field, given) = (Require.AtLeast(0, value, nameof(Seed)), given | Choice.Seed); }

    /// <summary>
    /// The most threads to use, at least 1; as many as there are processors unless given. Threads are used where steps are large enough
    /// for them to pay; in a browser, where there are no others, the calling one does everything. The results do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public int MaxThreads { get; init => field = Require.AtLeast(1, value, nameof(MaxThreads)); } = Environment.ProcessorCount;

    /// <summary>Whether mini-batches take the samples in a new order every epoch, or in the order given; true unless given.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>λ of the L2 penalty λ/(2m)·Σ‖W[l]‖², at least 0; 0 unless given.</summary>
    /// <remarks>
    /// The cost that training minimizes is J = (1/m) Σ L(ŷ, y) + λ/(2m)·Σ‖W[l]‖² + λ₁/m·Σ|W[l]|, with λ = <see cref="L2"/> and λ₁ =
    /// <see cref="L1"/>, as in the course and in scikit-learn's <c>alpha</c> for a full batch. Biases, γ, β and α are not penalized. m is
    /// the number of all samples, or the sum of their weights, also in a mini-batch, so that the batch size does not change the
    /// minimum; scikit-learn divides by the samples of the batch. Keras' and PyTorch's factors do not divide by m at all.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double L2 { get; init => (field, given) = (Require.NotNegative(value, nameof(L2)), given | Choice.L2); }

    /// <summary>λ₁ of the L1 penalty λ₁/m·Σ|W[l]|, at least 0; 0 unless given. Its derivative at 0 is taken as 0.</summary>
    /// <inheritdoc cref="L2" path="/remarks"/>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double L1 { get; init => field = Require.NotNegative(value, nameof(L1)); }

    /// <summary>
    /// The largest norm of the gradient of all parameters together, greater than 0; a longer one is shortened to it (PyTorch's
    /// <c>clip_grad_norm_</c>, which adds 10⁻⁶ to the norm it divides by). Null, and no limit, unless given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite or not greater than 0.</exception>
    public double? ClipNorm { get; init => field = value is { } norm ? Require.Positive(norm, nameof(ClipNorm)) : null; }

    /// <summary>
    /// The largest magnitude of each element of the gradient, greater than 0 (PyTorch's <c>clip_grad_value_</c>); applied before
    /// <see cref="ClipNorm"/>. Null, and no limit, unless given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite or not greater than 0.</exception>
    public double? ClipValue { get; init => field = value is { } limit ? Require.Positive(limit, nameof(ClipValue)) : null; }

    /// <summary>
    /// s of label smoothing, at least 0 and less than 1; 0 unless given. Training minimizes the cost of the labels Y′ = (1 − s)Y + s/K: K is the number of
    /// classes of a softmax, as in PyTorch's <c>CrossEntropyLoss(label_smoothing)</c>, and 2 for each sigmoid. For the cross-entropies alone. The validation cost and
    /// the metrics are those of Y.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double LabelSmoothing { get; init => field = Require.Fraction(value, nameof(LabelSmoothing)); }

    /// <summary>
    /// What the probabilities of <see cref="Dense.Dropout"/> are multiplied by as training goes on, from 0 to 1, such as
    /// <see cref="LearningRate.FlatCosine"/> with a rate of 1; null, and 1 always, unless given.
    /// </summary>
    public LearningRate? DropoutSchedule { get; init; }

    /// <summary>What the samples of each class count; null, and all the same, unless given. Multiplies the samples' own weights.</summary>
    /// <remarks>They count in the training and the validation cost, where balanced weights are those of its own samples; not in metrics.</remarks>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>
    /// The share of the samples that is set aside for validation, at least 0 and less than 1; 0, and none, unless given. They are chosen
    /// by <see cref="Seed"/>, from every class its share where Y has one row of 0 and 1, or one-hot columns.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double ValidationShare { get; init => (field, given) = (Require.Fraction(value, nameof(ValidationShare)), given | Choice.ValidationShare); }

    /// <summary>When to stop because training no longer improves; null, and never, unless given.</summary>
    public EarlyStopping? EarlyStopping { get; init => (field, given) = (value, given | Choice.EarlyStopping); }

    /// <summary>
    /// The metrics to take after every epoch: on the validation samples where there are some, otherwise on the training samples, with the
    /// samples' own weights; NaN where a prediction is not finite.
    /// </summary>
    /// <exception cref="ArgumentNullException">The list, or a metric, is null.</exception>
    public IReadOnlyList<Metric> Metrics
    {
        get;
        init => field = ValueList.OfNotNull(value, nameof(Metrics));
    } = ValueList<Metric>.Empty;

    /// <summary>When to write a file from which the training can go on; null, and never, unless given.</summary>
    public Checkpoints? Checkpoints { get; init; }

    /// <summary>Training ends with the epoch whose training cost is at most this; null, and never for that, unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number.</exception>
    public double? TargetCost
    {
        get;
        init => field = value is not { } cost || !double.IsNaN(cost)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TargetCost), "TargetCost must be a number, but is NaN.");
    }

    /// <summary>The epoch after which training ends, whatever <see cref="Epochs"/> a schedule is told; null for the last one.</summary>
    internal int? LastEpoch { get; init; }

    /// <summary>
    /// A call of training ends when so much time, greater than 0, is over, with the batch at hand; null, and never for that, unless given.
    /// Where it ends depends on the machine: the same seed then no longer means the same bits.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0.</exception>
    public TimeSpan? TimeLimit { get; init => field = value is { } limit ? Require.Positive(limit, nameof(TimeLimit)) : null; }

    /// <summary>
    /// Whether a training whose token is cancelled returns its history, with <see cref="StopReason.Cancelled"/>, instead of throwing
    /// <see cref="OperationCanceledException"/>; false unless given.
    /// </summary>
    /// <remarks>
    /// The network then has the parameters of the best epoch where there is <see cref="EarlyStopping"/>, otherwise those after the last complete
    /// epoch; where there is none, those from before training. A model in one call throws as ever while no epoch is complete, because there
    /// is no model yet; cancelled while it is trained anew on all samples, it is the model from before that (<see cref="MlpOptions.Refit"/>).
    /// A training that goes on from a <see cref="Checkpoints"/> file goes on as if it had not been cancelled.
    /// </remarks>
    public bool KeepWhenCancelled { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(TrainingOptions), PrintMembers);
}
