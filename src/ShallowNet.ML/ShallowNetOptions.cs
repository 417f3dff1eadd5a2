using System.Text;

namespace ShallowNet;

/// <summary>What a trainer of ML.NET's catalogs learns from, and how. Immutable; vary one with <c>with</c>.</summary>
public sealed record ShallowNetOptions
{
    private static readonly ShallowNetOptions Defaults = new();

    /// <summary>The column with what is to be predicted; "Label" unless given.</summary>
    /// <remarks>
    /// Of two classes: Boolean, or a key of two values, of which the second counts as true. Of more: a key. Of a regression: Single, or a vector of them of
    /// known size, which one network learns together.
    /// </remarks>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public string LabelColumnName { get; init => field = Column.CheckName(value, nameof(LabelColumnName)); } = "Label";

    /// <summary>The column of the features, a vector of Single of known size; "Features" unless given. Its slot names are the model's feature names.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public string FeatureColumnName { get; init => field = Column.CheckName(value, nameof(FeatureColumnName)); } = "Features";

    /// <summary>The column of Single that says what each row counts, at least 0; null when all count the same.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public string? ExampleWeightColumnName { get; init => field = value is null ? null : Column.CheckName(value, nameof(ExampleWeightColumnName)); }

    /// <summary>The network and its training, as far as the data shall not choose them.</summary>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public MlpOptions Model { get; init => field = Require.NotNull(value, nameof(Model)); } = new();

    /// <summary>How much time to take; null: what <see cref="Model"/> says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such effort.</exception>
    public Effort? Effort { get; init => field = value is { } effort ? Require.Defined(effort, nameof(Effort)) : null; }

    /// <summary>
    /// The seed, at least 0. Null: that of <see cref="Model"/> where it is not 0, otherwise that of the MLContext, of which the lower 31 bits count, otherwise 0. The same seed gives
    /// the same bits, for any number of threads.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public int? Seed { get; init => field = value is { } seed ? Require.AtLeast(0, seed, nameof(Seed)) : null; }

    /// <summary>The most threads that training uses; null: what <see cref="Model"/> says, which is all processors unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public int? MaxThreads { get; init => field = value is { } threads ? Require.AtLeast(1, threads, nameof(MaxThreads)) : null; }

    /// <summary>Told after every epoch of the trainings that are shown, on the training thread; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Asked before every batch of a training, which it ends with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What differs from the defaults, such as "ShallowNetOptions { LabelColumnName = churned, Effort = Quick }", the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ShallowNetOptions), PrintMembers);

    /// <summary>The options of the model, where the context of a catalog has a seed, or none.</summary>
    internal MlpOptions ModelOptions(int? contextSeed) => Model with
    {
        Effort = Effort ?? Model.Effort,
        Seed = Seed ?? (Model.Seed != 0 ? Model.Seed : (contextSeed ?? 0) & int.MaxValue),
        Training = MaxThreads is { } threads ? Model.Training with { MaxThreads = threads } : Model.Training,
    };

    private bool PrintMembers(StringBuilder text)
    {
        (string Name, object? Value, bool IsGiven)[] options =
        [
            (nameof(LabelColumnName), LabelColumnName, LabelColumnName != Defaults.LabelColumnName),
            (nameof(FeatureColumnName), FeatureColumnName, FeatureColumnName != Defaults.FeatureColumnName),
            (nameof(ExampleWeightColumnName), ExampleWeightColumnName, ExampleWeightColumnName is not null),
            (nameof(Model), Model, Model != Defaults.Model),
            (nameof(Effort), Effort, Effort is not null),
            (nameof(Seed), Seed, Seed is not null),
            (nameof(MaxThreads), MaxThreads, MaxThreads is not null),
        ];
        text.AppendJoin(", ", options.Where(option => option.IsGiven).Select(option => Invariant($"{option.Name} = {option.Value}")));
        return Array.Exists(options, option => option.IsGiven);
    }
}
