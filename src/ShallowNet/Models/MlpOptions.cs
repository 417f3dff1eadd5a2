namespace ShallowNet;

/// <summary>
/// How <see cref="MlpClassifier"/> and <see cref="MlpRegressor"/> make and train a network. Whatever is not given is chosen by the data.
/// Immutable; vary one with <c>with</c>.
/// </summary>
/// <remarks>
/// The defaults, for m samples of n features and k outputs:
/// <list type="bullet">
/// <item>Inputs are standardized, and the targets of a regression too.</item>
/// <item>
/// One hidden layer of 2(n + k) units, rounded down to a multiple of 16, at least 16 and at most 128: tanh up to 1,000 samples, ReLU for
/// more, and for data that come in pieces.
/// </item>
/// <item>
/// Up to <see cref="SmallSamples"/> samples: L-BFGS, at most 300 iterations. More samples, or a hidden layer with dropout: Adam with a
/// rate of 0.001, batches of 128 and at most 100 epochs (up to <see cref="SmallSamples"/> samples, of 32 and 300). Data that come in
/// pieces: Adam with that rate, batches of 32.
/// </item>
/// <item>An L2 penalty with λ = 1; none for data that come in pieces, which would share it by their number.</item>
/// <item>
/// From 20 samples on, and two of each class on average, a fifth of them (above <see cref="SmallSamples"/>, a tenth) set aside for validation, from every class its
/// share; training stops when the validation cost has not improved for 20 epochs (10), and goes back to the best epoch.
/// </item>
/// <item>
/// Up to <see cref="SmallSamples"/> samples, the network is then trained anew on all samples, for as many epochs as were best: a small
/// set has none to spare.
/// </item>
/// </list>
/// They were chosen on five public data sets, where they do at least as well as scikit-learn's defaults behind a standardizer; the
/// benchmark project measures it.
/// </remarks>
public sealed record MlpOptions
{
    /// <summary>The number of samples up to which a data set counts as small.</summary>
    public const int SmallSamples = 10_000;

    private const int MostSamplesForTanh = 1000;

    /// <summary>The hidden layers; an empty list for none at all, which makes a linear model. Null: chosen by the data.</summary>
    /// <exception cref="ArgumentException">A layer is null.</exception>
    public IReadOnlyList<Dense>? HiddenLayers
    {
        get;
        init => field = value is null ? null
            : value.Contains(null) ? throw new ArgumentException("HiddenLayers must not have a null layer, but have one.", nameof(HiddenLayers))
            : [.. value];
    }

    /// <summary>The loss. Null: cross-entropy for classes; what belongs to the output activation in a regression.</summary>
    public Loss? Loss { get; init; }

    /// <summary>
    /// The activation of a regression's outputs, such as <see cref="Activation.Exponential"/> with <see cref="Loss.Poisson"/> for counts.
    /// Null: the identity. Classifiers end in sigmoid or softmax always.
    /// </summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>How the inputs are scaled; <see cref="Scaling.Standardize"/> unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scaling.</exception>
    public Scaling InputScaling { get; init => field = ScalingKinds.Known(value, nameof(InputScaling)); } = Scaling.Standardize;

    /// <summary>
    /// How the targets of a regression are scaled, whose cost is then in scaled units; predictions are scaled back. Null:
    /// <see cref="Scaling.Standardize"/> for outputs that are the identity, otherwise <see cref="Scaling.None"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scaling.</exception>
    public Scaling? TargetScaling { get; init => field = value is { } scaling ? ScalingKinds.Known(scaling, nameof(TargetScaling)) : null; }

    /// <summary>
    /// Changes how the network is trained, given what the data would choose: <c>defaults => defaults with { L2 = 3 }</c>. Null: as the
    /// data choose.
    /// </summary>
    public Func<TrainingOptions, TrainingOptions>? Training { get; init; }

    /// <summary>
    /// Whether the network is trained anew on all samples, the validation samples included, for as many epochs as were best on those;
    /// without <see cref="EarlyStopping"/>, for as many as there were. Null: up to <see cref="SmallSamples"/> samples.
    /// </summary>
    public bool? Refit { get; init; }

    /// <summary>The names of the features, in their order, for those who read the model later; null for none.</summary>
    /// <exception cref="ArgumentNullException">A name is null.</exception>
    public IReadOnlyList<string>? FeatureNames
    {
        get;
        init => field = value is null ? null : [.. value.Select(name => Require.NotNull(name, nameof(FeatureNames)))];
    }

    /// <summary>Seed of the weights, the validation samples and the order of the samples, at least 0; 0 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => field = Require.AtLeast(0, value, nameof(Seed)); }

    /// <summary>The same options, but with one more change to the training, after those there are.</summary>
    /// <param name="change">Given the options so far, those to train with.</param>
    /// <exception cref="ArgumentNullException">The change is null.</exception>
    public MlpOptions WithTraining(Func<TrainingOptions, TrainingOptions> change)
    {
        Require.NotNull(change);
        Func<TrainingOptions, TrainingOptions>? before = Training;
        return this with { Training = before is null ? change : defaults => change(before(defaults)) };
    }

    /// <summary>The hidden layers for n features, k outputs and m samples; null for data that come in pieces.</summary>
    internal IReadOnlyList<Dense> HiddenLayersFor(int features, int outputs, int? samples) => HiddenLayers
        ?? [new Dense((int)Math.Clamp(2L * (features + outputs) / 16 * 16, 16, 128), samples <= MostSamplesForTanh ? Activation.Tanh : Activation.ReLU)];

    /// <summary>The training for m samples of so many classes; 0 for what has none.</summary>
    internal TrainingOptions TrainingFor(int samples, int classes, IReadOnlyList<Dense> layers)
    {
        bool isSmall = samples <= SmallSamples;
        TrainingOptions training = new()
        {
            Optimizer = isSmall && layers.All(layer => layer.Dropout == 0) ? new Lbfgs() : new Adam(),
            Epochs = isSmall ? 300 : 100,
            BatchSize = isSmall ? 32 : 128,
            L2 = 1,
            Seed = Seed,
        };
        if (samples >= Math.Max(20, 2L * classes))
        {
            training = training with { ValidationShare = isSmall ? 0.2 : 0.1, EarlyStopping = new EarlyStopping(isSmall ? 20 : 10) };
        }

        return Adjusted(training);
    }

    /// <summary>The training of a piece of the data: a pass in steps, whatever the data would choose.</summary>
    internal TrainingOptions TrainingForPieces()
    {
        TrainingOptions training = Adjusted(new TrainingOptions { Seed = Seed });
        return training with
        {
            Optimizer = training.Optimizer is GradientOptimizer ? training.Optimizer : new Adam(),
            Epochs = 1,
            ValidationShare = 0,
            EarlyStopping = null,
            TargetCost = null,
        };
    }

    private TrainingOptions Adjusted(TrainingOptions training) => Training is null ? training : Training(training)
        ?? throw new InvalidOperationException("Training must give the options to train with, but gave null.");
}
