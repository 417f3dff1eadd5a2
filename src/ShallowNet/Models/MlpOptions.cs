using System.Text;

namespace ShallowNet;

/// <summary>
/// How <see cref="MlpClassifier"/>, <see cref="MlpMultiLabelClassifier"/> and <see cref="MlpRegressor"/> make and train a network. Whatever is
/// not given is chosen by the data. Immutable; vary one with <c>with</c>.
/// </summary>
/// <remarks>
/// The defaults, for m samples of n features and k outputs:
/// <list type="bullet">
/// <item>
/// Inputs are standardized, and the targets of a regression too; for robust losses by median and interquartile range.
/// </item>
/// <item>
/// Where neither hidden layers nor anything of the training is given, the data choose, by 5-fold cross-validation (<see cref="MlpModel{T}.Selection"/> tells
/// what was tried): a linear model; networks of 4 to 32 tanh units, from several starts, by <see cref="BayesianRegularization"/>, as long as they take little
/// time; and the mean of networks of one hidden layer that <see cref="AdamW"/> trained without one fold each, of the inputs as they are
/// and of the inputs in pieces (<see cref="Embedding"/>), as one network (<see cref="Network.Average"/>), whose probabilities are neither too sure nor too
/// unsure of what no member was trained on. <see cref="Effort"/> says how much time that may take. Below 40 samples the evidence decides. Where a network is
/// not clearly better than the linear model, it is the linear model.
/// </item>
/// <item>
/// With <see cref="Effort.Quick"/>, with folds that do not test on each sample once, or with hidden layers without dropout and batch normalization, up to
/// <see cref="SmallSamples"/> samples, and as long as their number times that of the parameters is at most 10⁸: instead of means, a network of the size below,
/// or that was given, by L-BFGS, whose penalty and number of iterations come from cross-validation (of one fold for more than 5,000 samples, and for large
/// networks). What is chosen is trained on all samples.
/// </item>
/// <item>
/// One hidden layer of 2(n + k) units, rounded down to a multiple of 16, at least 16 and at most 128: tanh up to 1,000 samples, ReLU for
/// more, and for data that come in pieces.
/// </item>
/// <item>
/// Where something is given of the training, the rest is: up to <see cref="SmallSamples"/> samples, L-BFGS, at most 300 iterations. More
/// samples, a hidden layer with dropout, or more than <see cref="MostParametersForLbfgs"/> parameters, for each of which L-BFGS keeps about 30
/// numbers: Adam with a rate of 0.001, batches of 128 and at most 100 epochs (up to <see cref="SmallSamples"/> samples, batches of 32 and at most
/// 300 epochs). Data that come in pieces: Adam with that rate, batches of 32.
/// </item>
/// <item>
/// And an L2 penalty: of λ = 1 and powers of ten beside it, from 0.01 to 100, the one whose network is best for the validation samples. It is 1 without
/// a choice for more than <see cref="SmallSamples"/> samples, of which it is hardly felt, where their number times that of the parameters is more than
/// 10⁸, and with checkpoints or a target cost; and 0.01 up to <see cref="SmallSamples"/> samples without validation. None for
/// <see cref="BayesianRegularization"/>, which finds its own and needs no validation, and for data that come in pieces, which would share it by their number.
/// </item>
/// <item>
/// And, from 20 samples on, and two of each class on average, a fifth of them (above <see cref="SmallSamples"/>, a tenth) is set aside for
/// validation, from every class its share; training stops when the validation cost has not improved for 20 epochs (60 of L-BFGS; above
/// <see cref="SmallSamples"/>, 10), and goes back to the best epoch. Up to <see cref="SmallSamples"/> samples, the network is then trained anew on all samples, for as many epochs as were best.
/// </item>
/// </list>
/// They were chosen on public data sets, of which the page how-defaults-are-chosen tells; the benchmark project measures it.
/// </remarks>
public sealed partial record MlpOptions
{
    /// <summary>The number of samples up to which a data set counts as small.</summary>
    public const int SmallSamples = 10_000;

    /// <summary>
    /// The number of a network's parameters up to which L-BFGS is chosen: it keeps about 30 numbers in double for each, 240 MB in all.
    /// </summary>
    public const int MostParametersForLbfgs = 1_000_000;

    private const int MostSamplesForTanh = 1000;

    /// <summary>λ where there are no samples to judge it by: of few samples a larger one could hide all there is to learn.</summary>
    private const double UnjudgedL2 = 0.01;

    /// <summary>Samples times parameters up to which several trainings are worth their time: an iteration takes a few hundredths of a second.</summary>
    private const double MostWorkForChoice = 1e8;

    private static readonly MlpOptions Defaults = new();

    /// <summary>The hidden layers; an empty list for none at all, which makes a linear model. Null: chosen by the data.</summary>
    /// <exception cref="ArgumentException">A layer is null.</exception>
    public IReadOnlyList<Dense>? HiddenLayers
    {
        get;
        init => field = value is null ? null
            : value.Contains(null) ? throw new ArgumentException("HiddenLayers must not have a null layer, but have one.", nameof(HiddenLayers))
            : ValueList.Of(value);
    }

    /// <summary>The loss. Null: cross-entropy for classes; what belongs to the output activation in a regression.</summary>
    public Loss? Loss { get; init; }

    /// <summary>
    /// The activation of a regression's outputs, such as <see cref="Activation.Exponential"/> with <see cref="Loss.Poisson"/> for counts.
    /// Null: the identity. Classifiers end in sigmoid or softmax always.
    /// </summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>
    /// How the inputs are scaled. Null: <see cref="Scaling.Robust"/> where the loss is robust (<see cref="ShallowNet.Loss.IsRobust"/>: absolute error, Huber,
    /// quantile), otherwise <see cref="Scaling.Standardize"/>. Whatever it is, a feature that has one value only in training does not count.
    /// Robust scaling brings inputs farther from the median than 10 interquartile ranges there, so that a few of them do not decide how the network
    /// learns.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scaling.</exception>
    public Scaling? InputScaling { get; init => field = value is { } scaling ? Require.Defined(scaling, nameof(InputScaling)) : null; }

    /// <summary>How the columns of a table become the network's inputs; of no use to models of matrices.</summary>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public EncoderOptions Encoding { get; init => field = Require.NotNull(value, nameof(Encoding)); } = new();

    /// <summary>
    /// How the targets of a regression are scaled, whose cost is then in scaled units; predictions are scaled back.
    /// </summary>
    /// <remarks>
    /// What is given is done within the range of the output activation (<see cref="Activation.Range"/>):
    /// <list type="bullet">
    /// <item>The identity: as it is. So, too, an activation of your own that does not tell its range.</item>
    /// <item>
    /// Other ranges without two ends, as of ReLU, softplus and the exponential: 0 stays 0. <see cref="Scaling.Standardize"/> only divides by the
    /// standard deviation, and <see cref="Scaling.Robust"/> by the interquartile range (by a tenth of the root of the mean square, and of the
    /// median magnitude, where that is more); <see cref="Scaling.MinMax"/> goes from the end to a distance of 1 from
    /// there, and from −1 to 1 where there is no end, as of leaky ReLU.
    /// </item>
    /// <item>Two ends, as of sigmoid and tanh: <see cref="Scaling.MinMax"/> goes from end to end, and no other scaling is allowed.</item>
    /// </list>
    /// Null:
    /// <list type="bullet">
    /// <item>
    /// Without two ends: <see cref="Scaling.Robust"/> where the loss is robust, otherwise <see cref="Scaling.Standardize"/>.
    /// </item>
    /// <item>
    /// With two ends: <see cref="Scaling.None"/> where the targets of every output lie within the range and fill a tenth of it or more, otherwise
    /// <see cref="Scaling.MinMax"/> to the middle nine tenths of the range, so that outputs reach the smallest and the largest target.
    /// </item>
    /// <item>
    /// <see cref="Scaling.None"/> for probabilities and counts (<see cref="ShallowNet.Loss.LabelsHaveUnits"/>: the cross-entropies, Poisson), but for targets
    /// beyond the range of sigmoid, such as percentages; for softmax; and for an activation of your own that does not tell its range.
    /// </item>
    /// </list>
    /// Targets that no output can reach, such as negative ones of ReLU, are refused.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scaling.</exception>
    public Scaling? TargetScaling { get; init => field = value is { } scaling ? Require.Defined(scaling, nameof(TargetScaling)) : null; }

    /// <summary>
    /// How the network is trained, as far as it is given: <c>new() { L2 = 3 }</c> trains as the data choose, but with that penalty. What is
    /// given counts, even where it is a default of <see cref="TrainingOptions"/>: <c>EarlyStopping = null</c> never stops early.
    /// </summary>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public TrainingOptions Training { get; init => field = Require.NotNull(value, nameof(Training)); } = new();

    /// <summary>
    /// Whether the network is trained anew on all samples, the validation samples included, for as many epochs as were best on those;
    /// without <see cref="EarlyStopping"/>, for as many as there were. Null: up to <see cref="SmallSamples"/> samples.
    /// </summary>
    public bool? Refit { get; init; }

    /// <summary>
    /// The folds by which the data choose, as in a cross-validation: of groups (<see cref="Split.GroupKFold"/>), in the order of time
    /// (<see cref="Split.TimeSeries"/>), or one fold whose test samples are validation samples of one's own. Where something is given that says how
    /// to train, the first fold's test samples are the validation samples. Null: drawn at random, from every class its share. For <c>Fit</c>
    /// only, since the columns are those of its samples.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty, or a fold is null.</exception>
    public IReadOnlyList<Fold>? Folds
    {
        get;
        init => field = value is null ? null
            : value.Count == 0 ? throw new ArgumentException("Folds must have at least one fold, but is empty.", nameof(Folds))
            : ValueList.OfNotNull(value, nameof(Folds));
    }

    /// <summary>The names of the features, in their order, for those who read the model later; null for none.</summary>
    /// <exception cref="ArgumentException">A name is null, or has half a surrogate pair, which no file can hold.</exception>
    public IReadOnlyList<string>? FeatureNames { get; init => field = value is null ? null : Names(value); }

    /// <summary>
    /// How much time to take, where neither hidden layers nor anything of the training nor a refit is given: <see cref="Effort.Default"/> unless given.
    /// Where something is, or folds are that do not test on each sample once, one network is trained as it says.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such effort.</exception>
    public Effort Effort { get; init => field = Require.Defined(value, nameof(Effort)); } = Effort.Default;

    /// <summary>Seed of the weights, the validation samples and the order of the samples, at least 0; 0 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int Seed { get; init => field = Require.AtLeast(0, value, nameof(Seed)); }

    /// <summary>The same options, but with a change to what is given of the training: <c>options.WithTraining(t => t with { L2 = 3 })</c>.</summary>
    /// <param name="change">Makes of what was given so far what is given instead.</param>
    /// <exception cref="ArgumentNullException">The change is null, or makes null.</exception>
    public MlpOptions WithTraining(Func<TrainingOptions, TrainingOptions> change) => this with { Training = Require.NotNull(change)(Training) };

    /// <summary>What differs from the defaults, such as "MlpOptions { Training = { Epochs = 15 }, Seed = 3 }", the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(MlpOptions), PrintMembers);

    /// <summary>
    /// Whether the data choose among several models: the samples are few, and the network is not so large that an iteration takes long, and
    /// nothing is given that says how to train.
    /// </summary>
    internal bool AreChosenBy(int samples, long parameters, IReadOnlyList<Dense> layers) =>
        !IsMonotone && samples <= SmallSamples && (double)samples * parameters <= MostWorkForChoice && Refit is null && !Training.GivesHowToTrain && layers.All(layer => layer is { Dropout: 0, BatchNormalization: null, LearnedMix: false });

    /// <summary>
    /// Whether the model may be the mean of several networks: nothing is given of the network and of how to train, and folds, where they are given, have every
    /// sample to test on once.
    /// </summary>
    internal bool Averages(int samples, IReadOnlyList<Fold>? folds) => Effort != Effort.Quick && !(IsMonotone && samples < FewestForFolds) && HiddenLayers is null && Refit is null && !Training.GivesHowToTrain
        && (folds is null || (folds.Count > 1 && folds.SelectMany(fold => fold.Test).Distinct().Count() == samples && folds.Sum(fold => fold.Test.Count) == samples));

    /// <summary>
    /// Whether the validation samples choose the penalty: none was given, an iteration does not take long, and nothing was given that one training
    /// alone can keep.
    /// </summary>
    internal bool PenaltyIsChosenBy(int samples, long parameters) => samples <= SmallSamples && (double)samples * parameters <= MostWorkForChoice
        && !Training.GivesL2 && Training is { Optimizer.FindsPenalties: false, Checkpoints: null, TargetCost: null };

    /// <summary>The hidden layers for n features, k outputs and m samples; null for data that come in pieces.</summary>
    internal IReadOnlyList<Dense> HiddenLayersFor(int features, int outputs, int? samples) => HiddenLayers
        ?? [.. Enumerable.Repeat(new Dense((int)Math.Clamp(2L * (features + outputs) / 16 * 16, 16, 128), samples <= MostSamplesForTanh && !IsMonotone ? Activation.Tanh : Activation.ReLU), IsMonotone ? 2 : 1)];

    /// <summary>The training of a network of so many parameters on so many samples of so many classes: 0 for targets that are no classes.</summary>
    internal TrainingOptions TrainingFor(int samples, int classes, bool hasDropout, long parameters)
    {
        bool isSmall = samples <= SmallSamples, isLbfgs = isSmall && !hasDropout && !IsMonotone && parameters <= MostParametersForLbfgs;
        TrainingOptions chosen = new()
        {
            Optimizer = isLbfgs ? new Lbfgs() : new Adam(),
            Epochs = isSmall ? 300 : 100,
            BatchSize = isSmall ? 32 : 128,
            L2 = Training.Optimizer.FindsPenalties ? 0 : 1,
            Seed = Seed,
        };
        if (samples >= Math.Max(20, 2L * classes) && !Training.Optimizer.FindsPenalties)
        {
            // The plateaus of L-BFGS are longer than those of steps with noise: a sine of three periods begins with 40 iterations that gain nothing.
            chosen = chosen with { ValidationShare = Folds is not null ? 0 : isSmall ? 0.2 : 0.1, EarlyStopping = new EarlyStopping(isLbfgs ? 60 : isSmall ? 20 : 10) };
        }

        TrainingOptions training = Training.OrElse(chosen);
        return training.L2 == 0 || training.ValidationShare > 0 || Folds is not null || !isSmall ? training : Training.OrElse(chosen with { L2 = UnjudgedL2 });
    }

    /// <summary>The training of a piece of the data: a pass in steps, without what only all samples at once can have.</summary>
    internal TrainingOptions TrainingForPieces()
    {
        TrainingOptions training = Training.OrElse(new TrainingOptions { Seed = Seed });
        return training with
        {
            Optimizer = training.Optimizer.NeedsAllSamples ? new Adam() : training.Optimizer,
            Epochs = 1,
            ValidationShare = 0,
            EarlyStopping = null,
            TargetCost = null,
        };
    }

    /// <summary>Refuses what was given for a training on all samples to a model that sees them in pieces only.</summary>
    /// <exception cref="InvalidOperationException">Something was.</exception>
    internal void CheckForPieces()
    {
        string[] given = [.. Training.GivenForAllSamples, .. Refit == true ? ["Refit = True"] : Array.Empty<string>(), .. Folds is not null ? ["Folds"] : Array.Empty<string>(),
            .. Calibration > CalibrationMethod.None ? [$"Calibration = {Calibration}"] : Array.Empty<string>()];
        if (given.Length > 0)
        {
            throw new InvalidOperationException(
                $"PartialFit sees every sample once, in steps of a batch, and cannot use {string.Join(", ", given)}: leave that out of the options, or use Fit.");
        }
    }

    private static ValueList<string> Names(IReadOnlyList<string> given)
    {
        ValueList<string> names = ValueList.OfNotNull(given, nameof(FeatureNames));
        foreach ((int i, string name) in names.Index())
        {
            Require.ValidText(name, nameof(FeatureNames), i);
        }

        return names;
    }

    private bool PrintMembers(StringBuilder text)
    {
        (string Name, object? Value, bool IsGiven)[] options =
        [
            (nameof(HiddenLayers), HiddenLayers, HiddenLayers is not null),
            (nameof(Loss), Loss, Loss is not null),
            (nameof(OutputActivation), OutputActivation, OutputActivation is not null),
            (nameof(InputScaling), InputScaling, InputScaling is not null),
            (nameof(Encoding), Encoding, Encoding != Defaults.Encoding),
            (nameof(TargetScaling), TargetScaling, TargetScaling is not null),
            (nameof(Training), $"{{ {string.Join(", ", Training.Given)} }}", Training.Given.Any()),
            (nameof(Refit), Refit, Refit is not null),
            (nameof(Folds), Folds, Folds is not null),
            (nameof(FeatureNames), FeatureNames, FeatureNames is not null),
            (nameof(Monotone), Monotone, Monotone.Count > 0),
            (nameof(Effort), Effort, Effort != Defaults.Effort),
            (nameof(Seed), Seed, Seed != Defaults.Seed),
            (nameof(Calibration), Calibration, Calibration != Defaults.Calibration),
        ];
        text.AppendJoin(", ", options.Where(option => option.IsGiven).Select(option => Invariant($"{option.Name} = {option.Value}")));
        return Array.Exists(options, option => option.IsGiven);
    }
}
