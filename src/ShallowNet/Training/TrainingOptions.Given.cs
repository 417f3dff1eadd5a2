namespace ShallowNet;

/// <content>Which options were given, and which are left to whoever trains.</content>
public sealed partial record TrainingOptions
{
    private static readonly TrainingOptions Defaults = new();

    private readonly Choice given;

    /// <summary>The options for which models choose a value by the data where none is given.</summary>
    [Flags]
    private enum Choice
    {
        None = 0,
        Optimizer = 1,
        Epochs = 2,
        BatchSize = 4,
        Seed = 8,
        L2 = 16,
        ValidationShare = 32,
        EarlyStopping = 64,
    }

    /// <summary>What was given, as "Epochs = 15" each; of the options that models do not choose, those that differ from the defaults.</summary>
    internal IEnumerable<string> Given => All.Where(option => option.IsGiven).Select(option => Text(option.Name, option.Value));

    /// <summary>What was given that one pass over a piece of the data cannot do, as "Epochs = 15" each.</summary>
    internal IEnumerable<string> GivenForAllSamples
    {
        get
        {
            (string Name, object? Value, bool IsForAll)[] options =
            [
                (nameof(Optimizer), Optimizer, Gives(Choice.Optimizer) && Optimizer.NeedsAllSamples),
                (nameof(Epochs), Epochs, Gives(Choice.Epochs) && Epochs > 1),
                (nameof(ValidationShare), ValidationShare, ValidationShare > 0),
                (nameof(EarlyStopping), EarlyStopping, EarlyStopping is not null),
                (nameof(TargetCost), TargetCost, TargetCost is not null),
            ];
            return options.Where(option => option.IsForAll).Select(option => Text(option.Name, option.Value));
        }
    }

    /// <summary>Whether something was given that says how to train, beside limits of time and threads, seeds, and the weights of classes.</summary>
    internal bool GivesHowToTrain => (given & ~Choice.Seed) != 0 || L1 > 0 || ClipNorm is not null || ClipValue is not null || Metrics.Count > 0
        || Checkpoints is not null || TargetCost is not null || !Shuffle
        || LabelSmoothing > 0 || DropoutSchedule is not null;

    /// <summary>Whether an L2 penalty was given.</summary>
    internal bool GivesL2 => Gives(Choice.L2);

    private (string Name, object? Value, bool IsGiven)[] All =>
    [
        (nameof(Optimizer), Optimizer, Gives(Choice.Optimizer)),
        (nameof(Epochs), Epochs, Gives(Choice.Epochs)),
        (nameof(BatchSize), BatchSize, Gives(Choice.BatchSize)),
        (nameof(Seed), Seed, Gives(Choice.Seed)),
        (nameof(MaxThreads), MaxThreads, MaxThreads != Defaults.MaxThreads),
        (nameof(Shuffle), Shuffle, Shuffle != Defaults.Shuffle),
        (nameof(L2), L2, Gives(Choice.L2)),
        (nameof(L1), L1, L1 != Defaults.L1),
        (nameof(ClipNorm), ClipNorm, ClipNorm is not null),
        (nameof(ClipValue), ClipValue, ClipValue is not null),
        (nameof(LabelSmoothing), LabelSmoothing, LabelSmoothing > 0),
        (nameof(DropoutSchedule), DropoutSchedule, DropoutSchedule is not null),
        (nameof(ClassWeights), ClassWeights, ClassWeights is not null),
        (nameof(ValidationShare), ValidationShare, Gives(Choice.ValidationShare)),
        (nameof(EarlyStopping), EarlyStopping, Gives(Choice.EarlyStopping)),
        (nameof(Metrics), Metrics, Metrics.Count > 0),
        (nameof(Checkpoints), Checkpoints, Checkpoints is not null),
        (nameof(TargetCost), TargetCost, TargetCost is not null),
        (nameof(TimeLimit), TimeLimit, TimeLimit is not null),
        (nameof(KeepWhenCancelled), KeepWhenCancelled, KeepWhenCancelled),
    ];

    /// <summary>These options, with those of <paramref name="chosen"/> for all that models choose and that is not given.</summary>
    internal TrainingOptions OrElse(TrainingOptions chosen) => this with
    {
        Optimizer = Gives(Choice.Optimizer) ? Optimizer : chosen.Optimizer,
        Epochs = Gives(Choice.Epochs) ? Epochs : chosen.Epochs,
        BatchSize = Gives(Choice.BatchSize) ? BatchSize : chosen.BatchSize,
        Seed = Gives(Choice.Seed) ? Seed : chosen.Seed,
        L2 = Gives(Choice.L2) ? L2 : chosen.L2,
        ValidationShare = Gives(Choice.ValidationShare) ? ValidationShare : chosen.ValidationShare,
        EarlyStopping = Gives(Choice.EarlyStopping) ? EarlyStopping : chosen.EarlyStopping,
    };

    /// <summary>These options, with another seed where one was given.</summary>
    internal TrainingOptions WithGivenSeed(Func<int, int> change) => Gives(Choice.Seed) ? this with { Seed = change(Seed) } : this;

    private static string Text(string name, object? value) => FormattableString.Invariant($"{name} = {value ?? "null"}");

    private bool Gives(Choice option) => (given & option) != 0;
}
