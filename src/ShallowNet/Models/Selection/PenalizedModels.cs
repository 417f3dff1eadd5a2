using System.Numerics;

namespace ShallowNet;

/// <summary>
/// Networks of the usual size by L-BFGS, whose penalty is chosen by cross-validation: the costs of all folds are averaged iteration by iteration,
/// and where that average is lowest, the cost on the samples trained on says how far to train on all samples.
/// </summary>
internal sealed class PenalizedModels<T>(SelectionTask<T> task, IReadOnlyList<Dense> hidden, IReadOnlyList<Fold> folds, double baseCost)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fewer samples are trained on longer, since a plateau may lie before what there is to learn, and iterations cost little.</summary>
    private const int FewSamples = 500;

    private const int MostStarts = 3;

    /// <summary>A cost is reached when it is no more than this many times as large.</summary>
    private const double Reached = 1.05;

    private readonly int stepsDown = task.Samples <= FewSamples ? 2 : 1;
    private readonly int patience = task.Samples <= FewSamples ? 100 : 40;
    private readonly int mostIterations = task.Samples <= FewSamples ? 1000 : 500;
    private readonly List<Judged> tried = [];

    /// <summary>The samples of each fold to train on, and those to judge by: the same for every penalty.</summary>
    private (Batch<T> Train, Batch<T> Test)[] Parts => field ??= [.. folds.Select(fold => (task.Part(fold.Train), task.Part(fold.Test)))];

    /// <summary>Tries penalties, first factors of ten apart, and then those beside the best; the best, or null where all diverged.</summary>
    public Judged? Search()
    {
        PenaltySearch<Judged> search = new(Try, baseCost, stepsDown);
        return search.AmongPowersOfTen() is { } best ? task.IsLarge(hidden) ? best : search.Beside(best) : null;
    }

    /// <summary>All that were tried, for the record.</summary>
    public IEnumerable<TriedModel> Tried => tried.Select(Text);

    public TriedModel Text(Judged judged) => new(
        Invariant($"{EvidenceModels<T>.Text(hidden)}, L-BFGS, L2 = {Math.Round(judged.L2, 3)}, {Require.Count(judged.Iterations, "iteration")}"), judged.Cost, null, null);

    /// <summary>
    /// The network with the chosen penalty, trained on all samples until its cost is what it was in the folds at their best: the number of
    /// iterations says less, since the way down is another with other samples. A start that ends above that is followed by another.
    /// </summary>
    public FittedModel<T> Fit(Judged judged)
    {
        TrainingOptions training = Training(judged.L2, task.MaxThreads) with { Epochs = mostIterations, TargetCost = judged.TrainingCost };
        Network<T> best = task.Create<T>(hidden, task.Options.Seed);
        TrainingHistory history = best.Train(task.X, task.Y, training, task.Weights, progress: task.Progress, cancellationToken: task.CancellationToken);
        for (int start = 1; start < MostStarts && history.FinalCost > Reached * judged.TrainingCost && !task.IsOver; start++)
        {
            Network<T> other = task.Create<T>(hidden, (task.Options.Seed + start) & int.MaxValue);
            TrainingHistory itsHistory = other.Train(task.X, task.Y, training, task.Weights, progress: task.Progress, cancellationToken: task.CancellationToken);
            (best, history) = itsHistory.FinalCost < history.FinalCost ? (other, itsHistory) : (best, history);
        }

        task.IsStopped |= history.StopReason == StopReason.Stopped;
        return task.Best = new FittedModel<T>(best, history, Text(judged) with { TrainingCost = history.FinalCost }) { OutOfFold = judged.Answers };
    }

    private Judged? Try(double l2, Judged? best)
    {
        if (task.IsOver && tried.Count > 0)
        {
            return null;
        }

        // Of a lost one, each fold was taken where it was at its best, and still was worse.
        TrainingHistory?[] histories = new TrainingHistory?[folds.Count];
        double[] answers = new double[task.Y.RowCount * task.Samples];
        Array.Fill(answers, double.NaN);
        int first = Race.FoldsToBeginWith(folds.Count, best is not null);
        TrainFolds(l2, histories, answers, 0, first);
        if (best is not null && Race.IsLost([.. histories.Take(first).Select(history => history?.ValidationCosts.Min() ?? double.NaN)], best.Costs))
        {
            return null;
        }

        TrainFolds(l2, histories, answers, first, folds.Count - first);
        if (Array.Exists(histories, history => history is null))
        {
            return null;
        }

        Judged judged = Best(l2, histories!) with { Answers = answers };
        tried.Add(judged);
        return judged;
    }

    /// <summary>Trains on some folds, with penalties λ/m as on all samples, so that costs can be compared with those of all samples.</summary>
    private void TrainFolds(double l2, TrainingHistory?[] histories, double[] answers, int first, int count)
    {
        (Batch<T> Train, Batch<T> Test)[] parts = Parts;
        task.InParallel(count, (i, threads) =>
        {
            (Batch<T> train, Batch<T> test) = parts[first + i];
            Trainer<T> trainer = new(task.Create<T>(hidden, task.Options.Seed), Training(l2 * train.X.ColumnCount / task.Samples, threads) with { Epochs = mostIterations, EarlyStopping = new EarlyStopping(patience) });
            try
            {
                histories[first + i] = trainer.Train(train.X, train.Y, train.Weights, test, new Overfitting(), task.CancellationToken);
                HeldOut<T> judge = new(trainer.Network, test.X, test.Y, null, null, threads);
                judge.Cost();
                judge.CopyTo(folds[first + i].Test, answers);
            }
            catch (TrainingDivergedException)
            {
                // Such a penalty is no candidate.
            }
        });
    }

    /// <summary>The iteration with the lowest mean cost over the folds; a fold that has ended stays at its last cost.</summary>
    private Judged Best(double l2, TrainingHistory[] histories)
    {
        IReadOnlyList<double>[] costs = Array.ConvertAll(histories, history => history.ValidationCosts);
        int best = 1;
        double lowest = double.PositiveInfinity;
        for (int iteration = 1; iteration <= costs.Max(ofFold => ofFold.Count); iteration++)
        {
            double mean = Mean(costs, iteration);
            (best, lowest) = mean < lowest ? (iteration, mean) : (best, lowest);
        }

        double trained = Mean(Array.ConvertAll(histories, history => history.Costs), best);
        return new Judged(l2, best, trained, lowest, [.. costs.Select(ofFold => At(ofFold, best))]);
    }

    /// <summary>The mean over the folds' samples after so many iterations.</summary>
    private double Mean(IReadOnlyList<double>[] costs, int iteration) => SelectionTask.Mean([.. costs.Select(ofFold => At(ofFold, iteration))], folds);

    private static double At(IReadOnlyList<double> costs, int iteration) => costs[Math.Min(iteration, costs.Count) - 1];

    private TrainingOptions Training(double l2, int threads) => new()
    {
        Optimizer = new Lbfgs(),
        L2 = l2,
        MaxThreads = threads,
        TimeLimit = task.Deadline.Left,
    };

    /// <summary>A penalty that was tried.</summary>
    /// <param name="L2">λ.</param>
    /// <param name="Iterations">The number of iterations with the lowest mean cost.</param>
    /// <param name="TrainingCost">The mean J of the samples trained on, after these.</param>
    /// <param name="Cost">The mean loss on the samples not trained on.</param>
    /// <param name="Costs">The same of each fold.</param>
    internal sealed record Judged(double L2, int Iterations, double TrainingCost, double Cost, double[] Costs) : IJudgedPenalty
    {
        /// <summary>What the folds' networks, each where it was best for its fold, answered to that fold, n_y × m; NaN for samples in none. Null where nothing was judged.</summary>
        public double[]? Answers { get; init; }
    }

    /// <summary>
    /// Ends a fold's training early, where the cost on other samples gets no better and that of the samples trained on has fallen to a small part:
    /// what is waited for longer is the end of a plateau.
    /// </summary>
    private sealed class Overfitting : IProgress<TrainingProgress>
    {
        private const double SmallPart = 0.1;
        private const int Long = 30;

        private double lowest = double.PositiveInfinity;
        private double first = double.NaN;
        private int since;

        public void Report(TrainingProgress value)
        {
            first = double.IsNaN(first) ? value.Cost : first;
            since = value.ValidationCost < lowest ? 0 : since + 1;
            lowest = Math.Min(lowest, value.ValidationCost);
            if (since >= Long && first > 0 && value.Cost < SmallPart * first)
            {
                value.Stop();
            }
        }
    }
}
