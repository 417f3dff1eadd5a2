using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Samples divided into folds, and the score of models that are fitted to all folds but one and judged by that one.</summary>
internal sealed class FoldedSamples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MlpModel<T> model;
    private readonly SampleSource<T> X;
    private readonly Matrix<T> Y;
    private readonly double[]? weights;

    /// <summary>Divides samples into the folds of all repeats.</summary>
    /// <param name="model">A model of their classes that has seen no data yet.</param>
    /// <param name="X">The samples, checked.</param>
    /// <param name="Y">Their targets as the network learns them.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads; by default, those of <see cref="CrossValidationOptions"/>.</param>
    /// <exception cref="ArgumentException">
    /// The folds are more than the samples, are asked for in two ways, or one is refused by <see cref="Fold.Check"/> or <see cref="CheckFold"/>.
    /// </exception>
    public FoldedSamples(MlpModel<T> model, SampleSource<T> X, Matrix<T> Y, CrossValidationOptions? how)
    {
        (this.model, this.X, this.Y, How) = (model, X, Y, how ?? new CrossValidationOptions());
        weights = How.Weights is { } given ? Require.Weights(given, X.Count, nameof(How.Weights)) : null;
        CheckDivision();
        Folds = [.. Enumerable.Range(0, How.Repeats).SelectMany(repeat => FoldsOf(SeedOf(How.Seed, repeat)).Select(fold => (fold, repeat)))];
        for (int i = 0; i < Folds.Count; i++)
        {
            CheckFold(i);
        }
    }

    public CrossValidationOptions How { get; }

    /// <summary>The samples of the smallest fold to train on that do not weigh 0.</summary>
    public int FewestToTrainOn => Folds.Min(fold => WithWeight(fold.Fold.Train).Length);

    private bool HasOneClassPerSample => model is { ClassesOfOutputs: not null, HasOneClassPerSample: true };

    private int FoldsOfARepeat => Folds.Count / How.Repeats;

    /// <summary>Whether the folds are parts that were divided at random.</summary>
    private bool IsAtRandom => How is { OwnFolds: null, Groups: null, TimeOrdered: false };

    /// <summary>The folds of one repeat after the other, and the number of the repeat.</summary>
    public IReadOnlyList<(Fold Fold, int Repeat)> Folds { get; }

    /// <summary>Refuses, before any training, options that do not go with the model, its classes, or the number of features.</summary>
    public void CheckOptions(MlpOptions options)
    {
        X.CheckOptions(model.MakeUnfitted(options));
        if (options.Folds is not null)
        {
            throw new ArgumentException("Folds must not be given in the options of models that are cross-validated, whose samples are parts of the whole: see CrossValidationOptions.", nameof(options));
        }
    }

    /// <summary>How good a result is: larger is better, and what has diverged is below all.</summary>
    public double RankOf(CrossValidationResult result) => How.Metric?.HigherIsBetter ?? true ? result.Mean : -result.Mean;

    /// <summary>The score, on a fold's test samples, of a model fitted to its other samples; NaN where training diverges.</summary>
    /// <param name="options">How the model is made.</param>
    /// <param name="number">The fold.</param>
    /// <param name="divisor">1 to train on all other samples, k to train on a k-th of them.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    public double ScoreOf(MlpOptions options, int number, int divisor, CancellationToken cancellationToken)
    {
        (Fold fold, int repeat) = Folds[number];
        IReadOnlyList<int> train = TrainingPart(number, divisor);
        MlpModel<T> fitted = model.MakeUnfitted(options with
        {
            Seed = SeedOf(options.Seed, repeat),
            Training = options.Training.WithGivenSeed(seed => SeedOf(seed, repeat)) with { KeepWhenCancelled = false },
        });
        try
        {
            X.Fit(fitted, train, Split.Columns(Y, train), WeightsOf(train), cancellationToken);
        }
        catch (TrainingDivergedException)
        {
            return double.NaN;
        }

        return fitted.ScoreOf(X.InputsOf(fitted, fold.Test), Split.Columns(Y, fold.Test), How.Metric, WeightsOf(fold.Test));
    }

    /// <summary>The seed of a repeat: the next one for each repeat, and 0 after the largest.</summary>
    private static int SeedOf(int first, int repeat) => unchecked(first + repeat) & int.MaxValue;

    /// <summary>
    /// A k-th of the samples that a fold trains on: the first ones of a random order in which every class has its share from the beginning, and
    /// samples of weight 0 are not. So there is one of each class as long as there is room, and a smaller part lies within a larger.
    /// </summary>
    internal IReadOnlyList<int> TrainingPart(int number, int k)
    {
        (Fold fold, int repeat) = Folds[number];
        if (k == 1)
        {
            return fold.Train;
        }

        int[] weighing = WithWeight(fold.Train);
        new NumPyRandom(SeedOf(How.Seed, repeat)).Shuffle<int>(weighing);
        int[] classes = HasOneClassPerSample ? OneHot.Decode(Y) : new int[X.Count];
        ILookup<int, int> members = weighing.ToLookup(j => classes[j]);
        IEnumerable<int> inOrder = members
            .SelectMany(ofClass => ofClass.Select((j, rank) => (Column: j, Place: rank / (double)ofClass.Count())))
            .OrderBy(sample => sample.Place).Select(sample => sample.Column);
        return inOrder.Take(Math.Max(1, weighing.Length / k)).Order().ToArray();
    }

    /// <summary>The columns whose samples do not weigh 0.</summary>
    private int[] WithWeight(IReadOnlyList<int> columns) => [.. columns.Where(j => weights is null || weights[j] > 0)];

    private double[]? WeightsOf(IReadOnlyList<int> columns) => weights is null ? null : [.. columns.Select(j => weights[j])];

    /// <summary>Refuses folds that are asked for in more than one way, and groups that are not one for each sample.</summary>
    private void CheckDivision(string paramName = "how")
    {
        string[] ways =
        [
            .. How.OwnFolds is null ? Array.Empty<string>() : [nameof(How.OwnFolds)],
            .. How.Groups is null ? Array.Empty<string>() : [nameof(How.Groups)],
            .. How.TimeOrdered ? [nameof(How.TimeOrdered)] : Array.Empty<string>(),
        ];
        if (ways.Length > 1)
        {
            throw new ArgumentException(
                $"Samples must be divided in one way, OwnFolds, Groups or TimeOrdered, but {string.Join(" and ", ways)} are given.", paramName);
        }

        if (How.Groups is { } groups && groups.Count != X.Count)
        {
            throw new ArgumentException(
                Invariant($"Groups must have {Require.Count(X.Count, "element")} (one for each sample), but has {groups.Count}."), paramName);
        }
    }

    /// <summary>
    /// Refuses, before any training, a fold whose samples weigh nothing or too little, or outside which all weigh nothing, or of whose samples
    /// the metric cannot be taken.
    /// </summary>
    private void CheckFold(int number, string paramName = "how")
    {
        Fold fold = Folds[number].Fold;
        string name = Invariant($"fold {(number % FoldsOfARepeat) + 1} of {FoldsOfARepeat}");
        fold.Check(X.Count, name, paramName);
        double? weight = WeightsOf(fold.Test)?.Sum(), trainWeight = WeightsOf(fold.Train)?.Sum();
        if (weight == 0 || trainWeight == 0)
        {
            throw new ArgumentException($"Weights must not be 0 for all samples to train or to test on, but are for {name}.", paramName);
        }

        if (weight is { } itsWeight)
        {
            Require.MeanWeight(itsWeight / fold.Test.Count, nameof(How.Weights), $" in {name}");
            Require.MeanWeight(trainWeight!.Value / fold.Train.Count, nameof(How.Weights), $" of what {name} trains on");
        }

        if (How.Metric is not { } metric || !HasOneClassPerSample || ReasonAgainst(metric, fold.Test) is not { } reason)
        {
            return;
        }

        int[] numbers = OneHot.Decode(Y);
        ClassLabels classes = model.ClassesOfOutputs!;
        int[] missing = [.. Enumerable.Range(0, classes.Count).Except(fold.Test.Select(j => numbers[j]))];
        // The heaviest sample of each class that the fold lacks: where the metric can be taken with these, that is what it needs.
        int[] lacking = [.. missing.Select(label => Enumerable.Range(0, numbers.Length).Where(j => numbers[j] == label).MaxBy(j => weights?[j] ?? 1))];
        if (missing.Length == 0 || ReasonAgainst(metric, [.. fold.Test, .. lacking]) is not null)
        {
            throw new ArgumentException($"{metric.Name} cannot be taken of {name}. {reason}", paramName);
        }

        int samples = numbers.Count(label => label == missing[0]);
        string advice = samples < 2 ? "there is only one" : IsAtRandom ? $"use at most {Require.Count(samples, "fold")}" : Invariant($"there are {samples} in all");
        throw new ArgumentException($"{name} has no sample of \"{classes.Names[missing[0]]}\", which {metric.Name} needs; {advice}.", paramName);
    }

    /// <summary>Why a metric cannot be taken of samples, in its own words; null where it can. Any probabilities will do to see that.</summary>
    private string? ReasonAgainst(Metric metric, IReadOnlyList<int> columns)
    {
        Matrix<T> itsY = Split.Columns(Y, columns);
        try
        {
            metric.Of(Matrix<T>.Build.Dense(itsY.RowCount, itsY.ColumnCount, T.One / T.CreateTruncating(model.ClassesOfOutputs!.Count)), itsY, WeightsOf(columns));
            return null;
        }
        catch (ArgumentException refused)
        {
            return refused.Message;
        }
    }

    private IReadOnlyList<Fold> FoldsOf(int seed) => How switch
    {
        { OwnFolds: { } own } => own,
        { TimeOrdered: true } => Split.TimeSeries(X.Count, How.Folds),
        { Groups: { } groups } => HasOneClassPerSample ? Split.StratifiedGroupKFold(OneHot.Decode(Y), groups, How.Folds) : Split.GroupKFold(groups, How.Folds),
        _ => HasOneClassPerSample ? Split.StratifiedKFold(OneHot.Decode(Y), How.Folds, seed) : Split.KFold(X.Count, How.Folds, seed),
    };
}
