using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>One call of a trainer: its epochs, what is recorded of them, when they end, and what is done when they fail.</summary>
internal sealed class TrainingRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Room made in advance for so many epochs; a longer history grows.</summary>
    private const int ExpectedEpochs = 100_000;

    private readonly Trainer<T> trainer;
    private readonly Network<T> network;
    private readonly TrainingOptions options;
    private readonly BatchSource<T> batches;
    private readonly HeldOut<T>? judged;
    private readonly bool isValidation;
    private readonly IProgress<TrainingProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly int lastEpoch;
    private readonly TimeSpan earlier;
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly StopRequest stop = new();
    private T[][] bestState = [];
    private double best = double.NaN;
    private int bestEpoch;
    private int improvedEpoch;
    private bool isCutShort;

    /// <summary>Prepares a call.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="batches">The samples to train on.</param>
    /// <param name="judged">Samples to take metrics of, and the validation cost where they are set aside; null for none.</param>
    /// <param name="isValidation">Whether they are set aside.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    public TrainingRun(
        Trainer<T> trainer, BatchSource<T> batches, HeldOut<T>? judged, bool isValidation, IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        this.trainer = trainer;
        network = trainer.Network;
        options = trainer.Options;
        this.batches = batches;
        this.judged = judged;
        this.isValidation = isValidation;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        lastEpoch = trainer.LastEpochOfCall;
        if (trainer.Pending is { } pending)
        {
            (lastEpoch, bestEpoch, best, bestState) = (pending.LastEpoch, pending.BestEpoch, pending.Best, pending.BestState);
            trainer.Pending = null;
        }

        earlier = trainer.Epochs.Count == 0 ? TimeSpan.Zero : trainer.Epochs[^1].Elapsed;
        trainer.Begin(cancellationToken);
    }

    private int Epoch => trainer.CompletedEpochs + 1;

    private bool IsOutOfTime => options.TimeLimit is { } limit && Stopwatch.GetElapsedTime(start) >= limit;

    public TrainingHistory Run()
    {
        try
        {
            StopReason reason = RunEpochsOrKeep();
            RestoreBest();
            if (!trainer.LastGood.IsNetworkFinite)
            {
                throw Diverged(trainer.CompletedEpochs, "a parameter");
            }

            if (reason != StopReason.Cancelled && IsToBeWritten(trainer.CompletedEpochs))
            {
                options.Checkpoints!.Write(trainer, null);
            }

            return History(reason);
        }
        catch
        {
            trainer.LastGood.RestoreUnlessFinite();
            RestoreBest();
            throw;
        }
    }

    /// <summary>Trains; where that is cancelled, and is not to fail then, goes back to the parameters after the last complete epoch.</summary>
    private StopReason RunEpochsOrKeep()
    {
        try
        {
            return RunEpochs();
        }
        catch (OperationCanceledException) when (options.KeepWhenCancelled && cancellationToken.IsCancellationRequested)
        {
            if (trainer.LastGood.Epoch == Epoch)
            {
                trainer.LastGood.Restore();
            }

            return StopReason.Cancelled;
        }
    }

    [MethodImpl(Compile.AtOnce)]
    private StopReason RunEpochs()
    {
        if (judged is not null)
        {
            // Labels that a metric is not defined for are refused before anything changes.
            Judge();
            ValuesOf(options.Metrics);
            ValuesOf(options.EarlyStopping?.Metric is { } watched ? [watched] : []);
        }

        StopReason? reason = null;
        int expected = trainer.CompletedEpochs + Math.Min(options.Epochs, ExpectedEpochs);
        trainer.Epochs.EnsureCapacity(expected);
        trainer.WatchedCosts.EnsureCapacity(expected);
        while (reason is null)
        {
            (double cost, double penalty, Movement last) = RunEpoch();
            TrainingEpoch epoch = new()
            {
                Epoch = Epoch,
                Cost = cost,
                Penalty = penalty,
                ValidationCost = judged is null ? double.NaN : Judge(),
                LearningRate = last.Length,
                GradientNorm = trainer.Minimizer.GradientNorm(),
                Metrics = ValuesOf(options.Metrics),
                Elapsed = earlier + Stopwatch.GetElapsedTime(start),
            };
            trainer.Epochs.Add(epoch);
            trainer.WatchedCosts.Add(isValidation ? epoch.ValidationCost : epoch.Cost);
            Watch(epoch);
            reason = Reason(epoch);
            progress?.Report(new TrainingProgress(epoch, lastEpoch) { IsLast = reason is not null, Request = stop });
            reason ??= stop.IsMade ? StopReason.Stopped : null;
            if (reason is null && IsToBeWritten(epoch.Epoch))
            {
                options.Checkpoints!.Write(trainer, new PendingRun<T>(lastEpoch, bestEpoch, best, bestState));
            }
        }

        return reason.Value;
    }

    /// <summary>Trains on each batch of an epoch; the cost of the epoch, the penalties in it, and the last move of the minimizer.</summary>
    [MethodImpl(Compile.AtOnce)]
    private (double Cost, double Penalty, Movement Last) RunEpoch()
    {
        // Asked before a new order is drawn, so that a training cancelled between two epochs can go on as if it had not been.
        cancellationToken.ThrowIfCancellationRequested();
        TrainingObjective<T> objective = trainer.Objective;
        double costs = 0, penalties = 0;
        int samples = 0;
        Movement last = default;
        try
        {
            batches.BeginEpoch();
            while (batches.TryNext(objective))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (samples > 0 && IsOutOfTime)
                {
                    isCutShort = true;
                    break;
                }

                TrainingPosition position = new(
                    trainer.CompletedEpochs, trainer.CompletedSteps, lastEpoch, batches.BatchesPerEpoch, trainer.WatchedCosts);
                (double J, last) = trainer.Step.EvaluateAndMove(in position, isWorthKeeping: samples == 0);
                if (!double.IsFinite(J))
                {
                    throw Diverged(Epoch, "the cost");
                }

                costs += objective.CostSum;
                penalties += objective.PenaltySum;
                samples += objective.Samples;
            }
        }
        finally
        {
            batches.EndEpoch();
        }

        // Where the cost is that after the move, the penalties are those of the parameters as they are now.
        return last.Cost is { } after ? (after, objective.Penalty(), last) : (costs / samples, penalties / samples, last);
    }

    private double Judge()
    {
        double cost = judged!.Cost();
        return isValidation ? cost : double.NaN;
    }

    private double[] ValuesOf(IReadOnlyList<Metric> metrics) => metrics.Count == 0 ? [] : [.. metrics.Select(judged!.Of)];

    /// <summary>Takes note of the best epoch, and keeps its parameters where they are to be restored.</summary>
    private void Watch(TrainingEpoch epoch)
    {
        if (options.EarlyStopping is null && options.Checkpoints is not { EveryEpochs: null })
        {
            return;
        }

        // Larger is better, from here on.
        double value = options.EarlyStopping?.Metric is { } metric ? judged!.Of(metric) * (metric.HigherIsBetter ? 1 : -1)
            : isValidation ? -epoch.ValidationCost : -epoch.Cost;
        bool isBetter = !(value <= best + (options.EarlyStopping?.MinimumImprovement ?? 0)) || (value == best && options.EarlyStopping is { LastOfEquals: true });
        if (double.IsNaN(value) || !trainer.LastGood.IsNetworkFinite || !isBetter)
        {
            return;
        }

        (best, improvedEpoch) = (value, epoch.Epoch);
        if (options.EarlyStopping is not null)
        {
            bestEpoch = epoch.Epoch;
            if (bestState.Length == 0)
            {
                bestState = Array.ConvertAll(network.State, state => new T[state.Length]);
            }

            FiniteState<T>.CopyState(network.State, bestState);
        }
    }

    /// <summary>Whether a checkpoint is written after the epoch.</summary>
    private bool IsToBeWritten(int epoch) =>
        options.Checkpoints is { } checkpoints && (checkpoints.EveryEpochs is { } every ? epoch % every == 0 : improvedEpoch == epoch);

    private StopReason? Reason(TrainingEpoch epoch) =>
        epoch.Cost <= options.TargetCost ? StopReason.TargetCost
        : trainer.Minimizer.HasConverged ? StopReason.Converged
        : options.EarlyStopping is { } stopping && epoch.Epoch - Math.Max(bestEpoch, lastEpoch - options.Epochs) >= stopping.Patience ? StopReason.EarlyStopping
        : isCutShort ? StopReason.TimeLimit
        : epoch.Epoch >= (options.LastEpoch ?? lastEpoch) ? StopReason.Epochs
        : IsOutOfTime ? StopReason.TimeLimit : null;

    private TrainingHistory History(StopReason reason) => trainer.HistoryOf(reason, bestEpoch > 0 ? bestEpoch : null);

    private TrainingDivergedException Diverged(int epoch, string what)
    {
        string kept = bestEpoch > 0 ? $"those after epoch {Require.Text(bestEpoch)}, the best"
            : trainer.LastGood.Epoch == 0 ? "as they were before training"
            : $"those at the start of epoch {Require.Text(trainer.LastGood.Epoch)}, the last that began with a finite cost";
        return trainer.Diverged(epoch, $"epoch {Require.Text(epoch)}", what, kept, History(StopReason.Diverged));
    }

    private void RestoreBest()
    {
        if (bestEpoch > 0)
        {
            FiniteState<T>.CopyState(bestState, network.State);
        }
    }
}
