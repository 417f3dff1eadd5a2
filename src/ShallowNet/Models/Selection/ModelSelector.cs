using System.Numerics;

namespace ShallowNet;

/// <summary>When samples are few.</summary>
internal static class ModelSelector
{
    /// <summary>
    /// Below so many samples, none can be spared to judge by: what XOR's four samples say cannot be learned from three of them.
    /// </summary>
    public const int FewSamples = 40;
}

/// <summary>Lets the data choose a model: few samples by the evidence, more by cross-validation.</summary>
internal sealed partial class ModelSelector<T>(SelectionTask<T> task)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The folds of a cross-validation; of large tasks, one of these is a judge good enough.</summary>
    private const int Folds = 5;

    /// <summary>An expected cost below this share of the best cost so far needs no proof.</summary>
    private const double ClearlyBetter = 0.1;

    /// <summary>Below this share of what always giving the same answer costs, there is hardly any noise, of which evidence is a good judge.</summary>
    private const double HardlyAnyNoise = 1e-3;

    /// <summary>A mean of networks is better than each of them was found to be, and needs less proof.</summary>
    private const double ShareForMeans = 0.5;

    /// <summary>Evidence e⁵ to 1 is called very strong (Kass and Raftery, 1995).</summary>
    private const double StrongEvidence = 5;

    private readonly EvidenceModels<T> byEvidence = new(task);
    private readonly List<TriedModel> tried = [];
    private readonly double baseCost = SelectionTask.BaseCostOf(new Batch<T>(task.X, task.Y, task.Weights), task.Loss);

    private FittedModel<T>? linear;

    /// <summary>Whether means of several networks are among those that are compared.</summary>
    private bool comparesMeans;

    /// <summary>Whether the linear model may be chosen: where no hidden layers were given, and it is not among those that are trained as monotone networks are.</summary>
    private bool IsLinearCandidate => task.Options.HiddenLayers is not { Count: > 0 } && task.Monotone is null;

    /// <summary>The hidden layers of a network of the usual size, or those that were given.</summary>
    private IReadOnlyList<Dense> Hidden => task.Options.HiddenLayersFor(task.X.RowCount, task.Y.RowCount, task.Samples);

    /// <summary>The chosen network, how it was trained, what it competed with; and the linear network, for comparison.</summary>
    public (FittedModel<T> Model, ModelSelection Selection, Network<T>? Linear) Select()
    {
        linear = byEvidence.ArePossible ? byEvidence.Linear() : null;
        (FittedModel<T> chosen, string judgedBy) = Choose();
        TriedModel? triedLinear = tried.FirstOrDefault(model => model.Description == linear?.Tried.Description);
        chosen = chosen with { OutOfFold = chosen.OutOfFold ?? byEvidence.AnswersOf(chosen) };
        return (chosen, new ModelSelection(judgedBy, tried, chosen.Tried, triedLinear, baseCost), linear?.Network);
    }

    private (FittedModel<T> Chosen, string JudgedBy) Choose()
    {
        try
        {
            (FittedModel<T> chosen, string judgedBy) = ChooseByEvidenceAlone() ?? ChooseByFolds();
            return (task.IsStopped ? chosen with { History = chosen.History.EndedBy(StopReason.Stopped) } : chosen, judgedBy);
        }
        catch (OperationCanceledException) when (task.Options.Training.KeepWhenCancelled && task.Best is not null)
        {
            return (task.Best with { History = task.Best.History.EndedBy(StopReason.Cancelled) }, "cancellation, before all were tried");
        }
    }

    private (FittedModel<T> Chosen, string JudgedBy) ChooseByFolds()
    {
        IReadOnlyList<Fold> all = task.Folds ?? (task.Samples >= 2 * Folds ? FoldsOfSamples() : []);
        IReadOnlyList<Fold> folds = task.Folds is null && all.Count > 0 && (!task.IsSmall || task.IsLarge(Hidden)) ? [all[0]] : all;
        PenalizedModels<T> penalized = Penalized(folds);
        if (folds.Count == 0)
        {
            return (Record(FitUnjudged(penalized)), "nothing, the samples being too few to compare");
        }

        (FittedModel<T>? chosen, double[] costsOfLinear) = JudgeLinear(folds);
        List<FittedModel<T>> networks = byEvidence.ArePossible && task.IsSmall && !task.IsOver ? byEvidence.Networks() : [];
        FittedModel<T>? network = networks.MaxBy(EvidenceModels<T>.LogOf);
        double expected = network is null ? double.PositiveInfinity : byEvidence.ExpectedCost(network);
        if (task.Loss.MeasuresNoise && expected < HardlyAnyNoise * baseCost)
        {
            return (Record(network!), "evidence, there being hardly any noise");
        }

        double errors = ErrorsToBeat(network);
        Lead lead = new(chosen?.Tried.Cost ?? double.PositiveInfinity, costsOfLinear, isLinear: true, () => chosen ?? throw new TrainingDivergedException(
            "Every training diverged, and there is no model: the cost stopped being finite. Try other scalings (InputScaling, TargetScaling).", 1, Nothing()));
        BatchedModels<T>? batched = Batched(all, hasModel: chosen is not null);
        double[] costsOfNetwork = batched is null ? [] : CostsBeforeMeans(network, costsOfLinear, folds);
        FoldedNetworks? mean = batched?.Search(costsOfNetwork);
        comparesMeans = batched?.Tried.Any() == true;
        tried.AddRange(batched?.Tried ?? []);
        if (mean?.Costs[..folds.Count] is { } costsOfMean && IsClearlyLower(costsOfMean, costsOfLinear, ShareForMeans * errors))
        {
            lead = new Lead(SelectionTask.Mean(costsOfMean, folds), costsOfMean, isLinear: false, () => batched!.Fit(mean));
        }

        // Smooth functions that evidence cannot judge are told best by networks of tanh.
        bool isPenalized = task.IsSmall && (batched is null || !byEvidence.ArePossible) && !(task.IsOver && chosen is not null);
        PenalizedModels<T>.Judged? best = isPenalized ? penalized.Search() : null;
        tried.AddRange(penalized.Tried);
        if (best is not null && best.Cost < lead.Cost && IsClearlyLower(best.Costs, costsOfLinear, errors))
        {
            lead = new Lead(best.Cost, best.Costs, isLinear: false, () => FitPenalized(penalized, best));
        }

        bool isChosen = network is not null && Beats(ref network, costsOfNetwork, lead, folds);
        return (isChosen ? network! : lead.Fit(), JudgedBy(folds));
    }

    /// <summary>
    /// The costs, in the first folds at least, of a network by Bayesian regularization for which there is strong evidence, if they are lower than those of the linear model: what
    /// means of networks, which take longer, must not be clearly above. None for others.
    /// </summary>
    private double[] CostsBeforeMeans(FittedModel<T>? network, double[] costsOfLinear, IReadOnlyList<Fold> folds)
    {
        if (network is null || costsOfLinear.Length == 0 || task.IsOver || EvidenceAgainstLinear(network) <= StrongEvidence)
        {
            return [];
        }

        double[] costs = byEvidence.CrossValidate(network, folds, costsOfLinear);
        return SelectionTask.Mean(costs, folds) < SelectionTask.Mean(costsOfLinear[..costs.Length], folds) ? costs : [];
    }

    /// <summary>
    /// Whether a network by Bayesian regularization is better than the best so far: by far, as it is expected to be, or proved on the folds. It is put on record,
    /// with its cost where that was taken.
    /// </summary>
    private bool Beats(ref FittedModel<T> network, double[] known, Lead lead, IReadOnlyList<Fold> folds)
    {
        double expected = byEvidence.ExpectedCost(network);
        bool isClear = lead.Cost > 0 && expected <= ClearlyBetter * lead.Cost, needsProof = !isClear && expected < lead.Cost && EvidenceAgainstLinear(network) > 0 && !task.IsOver;
        double[]? others = lead.Costs.Length > 0 ? lead.Costs : null;
        double[] costs = needsProof ? byEvidence.CrossValidate(network, folds, others, known) : known;
        bool isJudged = costs.Length > 0 && !Array.Exists(costs, double.IsNaN);
        network = Record(isJudged ? network with { Tried = network.Tried with { Cost = SelectionTask.Mean(costs, folds) } } : network);

        // Both costs are of the same folds, which may be the first ones only.
        double cost = others is null ? lead.Cost : SelectionTask.Mean(others[..costs.Length], folds);
        return isClear || (needsProof && isJudged && network.Tried.Cost < cost && (!lead.IsLinear || IsClearlyLower(costs, lead.Costs, ErrorsToBeat(network))));
    }

    /// <summary>Trains on all samples with a penalty that was chosen, and completes its record.</summary>
    private FittedModel<T> FitPenalized(PenalizedModels<T> models, PenalizedModels<T>.Judged best)
    {
        FittedModel<T> fitted = models.Fit(best);
        tried[tried.IndexOf(models.Text(best))] = fitted.Tried;
        return fitted;
    }

    /// <summary>Means of networks trained on folds; null where the options do not let them be, or there is a model and no time for more.</summary>
    private BatchedModels<T>? Batched(IReadOnlyList<Fold> folds, bool hasModel) =>
        task.Averages && !(task.IsOver && hasModel) && new BatchedModels<T>(task, folds) is { ArePossible: true } models ? models : null;

    /// <summary>The linear model with its cost on samples not trained on, and that of each fold; nothing where hidden layers were given.</summary>
    private (FittedModel<T>? Linear, double[] Costs) JudgeLinear(IReadOnlyList<Fold> folds)
    {
        if (!IsLinearCandidate)
        {
            return (null, []);
        }

        if (linear is not null)
        {
            double[] costs = byEvidence.CrossValidate(linear, folds);
            if (Array.Exists(costs, double.IsNaN))
            {
                return (null, []);
            }

            linear = linear with { Tried = linear.Tried with { Cost = SelectionTask.Mean(costs, folds) } };
            return (Record(linear), costs);
        }

        // Without curvature, or with too many features for that.
        PenalizedModels<T> models = new(task, [], folds, baseCost);
        if (models.Search() is not { } judged)
        {
            return (null, []);
        }

        linear = models.Fit(judged);
        return (Record(linear), judged.Costs);
    }

    /// <summary>The logarithm of how much likelier a network is than the linear model.</summary>
    private double EvidenceAgainstLinear(FittedModel<T> network) => linear is null ? double.PositiveInfinity : EvidenceModels<T>.LogOf(network) - EvidenceModels<T>.LogOf(linear);

    /// <summary>
    /// By how many standard errors over the folds a network must be better than the linear model: less where there is strong evidence for
    /// networks, and more where it is against them.
    /// </summary>
    private double ErrorsToBeat(FittedModel<T>? network) => network is null ? 1 : EvidenceAgainstLinear(network) switch
    {
        > StrongEvidence => 0,
        > 0 => 1,
        _ => 1.5,
    };

    /// <summary>Whether costs are lower than those of the simpler linear model, by more than so many standard errors of the difference over the folds.</summary>
    internal static bool IsClearlyLower(double[] costs, double[] costsOfLinear, double errors)
    {
        if (costsOfLinear.Length == 0)
        {
            return true;
        }

        double[] differences = [.. costsOfLinear.Zip(costs, (simple, other) => simple - other)];
        double mean = differences.Average(), squares = differences.Sum(difference => (difference - mean) * (difference - mean));
        double error = differences.Length == 1 ? 0 : Math.Sqrt(squares / (differences.Length - 1) / differences.Length);
        return mean > errors * error;
    }

    private static FittedModel<T> FitUnjudged(PenalizedModels<T> models) => models.Fit(new PenalizedModels<T>.Judged(L2: 0.1, Iterations: 100, TrainingCost: 0, Cost: double.NaN, []));

    private static TrainingHistory Nothing() => new([], [], StopReason.Diverged, null);

    private string JudgedBy(IReadOnlyList<Fold> folds) => task.Folds is not null ? "the folds that were given"
        : folds.Count == Folds ? Invariant($"{Folds}-fold cross-validation")
        : comparesMeans ? Invariant($"{Folds}-fold cross-validation, single models by its first fold") : "a fifth of the samples, set aside";

    private PenalizedModels<T> Penalized(IReadOnlyList<Fold> folds) => new(task, Hidden, folds, baseCost);

    private FittedModel<T> Record(FittedModel<T> model)
    {
        tried.Add(model.Tried);
        return model;
    }

    private IReadOnlyList<Fold> FoldsOfSamples()
    {
        int[]? classes = task.HasOneClassPerSample ? SampleWeights.ClassesOf(task.Y) : null;
        bool isStratified = classes is not null && classes.GroupBy(label => label).Max(members => members.Count()) >= Folds;
        IReadOnlyList<Fold> folds = isStratified ? Split.StratifiedKFold(classes!, Folds, task.Options.Seed) : Split.KFold(task.Samples, Folds, task.Options.Seed);
        return folds;
    }

    /// <summary>What is best so far.</summary>
    private sealed class Lead(double cost, double[] costs, bool isLinear, Func<FittedModel<T>> fit)
    {
        /// <summary>The mean loss on samples that were not trained on, over all folds.</summary>
        public double Cost { get; } = cost;

        /// <summary>The same of each fold; none where no linear model was judged.</summary>
        public double[] Costs { get; } = costs;

        public bool IsLinear { get; } = isLinear;

        /// <summary>Makes the model.</summary>
        public Func<FittedModel<T>> Fit { get; } = fit;
    }
}
