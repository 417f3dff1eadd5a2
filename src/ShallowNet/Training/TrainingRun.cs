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
    private readonly Epochs<T>? epochs;
    private readonly HeldOut<T>? judged;
    private readonly bool isValidation;
    private readonly T[][] lastGood;
    private readonly IProgress<TrainingProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly int lastEpoch;
    private readonly TimeSpan earlier;
    private readonly long start = Stopwatch.GetTimestamp();
    private T[][] bestState = [];
    private double best = double.NaN;
    private int bestEpoch;
    private int improvedEpoch;
    private int lastGoodEpoch;
    private long lastGoodStep;
    private double learningRate = double.NaN;
    private int learningRateEpoch = -1;
    private bool isCutShort;

    public TrainingRun(
        Trainer<T> trainer, Epochs<T>? epochs, HeldOut<T>? judged, bool isValidation, T[][] lastGood,
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        this.trainer = trainer;
        network = trainer.Network;
        options = trainer.Options;
        this.epochs = epochs;
        this.judged = judged;
        this.isValidation = isValidation;
        this.lastGood = lastGood;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        lastEpoch = (int)Math.Min((long)trainer.CompletedEpochs + options.Epochs, int.MaxValue);
        if (epochs is not null && trainer.Pending is { } pending)
        {
            (lastEpoch, bestEpoch, best, bestState) = (pending.LastEpoch, pending.BestEpoch, pending.Best, pending.BestState);
            trainer.Pending = null;
        }

        earlier = trainer.Epochs.Count == 0 ? TimeSpan.Zero : trainer.Epochs[^1].Elapsed;
        Copy(network.State, lastGood);
    }

    private int Epoch => trainer.CompletedEpochs + 1;

    private bool IsOutOfTime => options.TimeLimit is { } limit && Stopwatch.GetElapsedTime(start) >= limit;

    public TrainingHistory Run()
    {
        try
        {
            StopReason reason = RunEpochs();
            RestoreBest();
            if (!ParametersAreFinite())
            {
                throw Diverged(trainer.CompletedEpochs, "a parameter");
            }

            if (IsToBeWritten(trainer.CompletedEpochs))
            {
                options.Checkpoints!.Write(trainer, null);
            }

            return History(reason);
        }
        catch
        {
            RestoreUnlessFinite();
            RestoreBest();
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private StopReason RunEpochs()
    {
        if (judged is not null)
        {
            // Labels that a metric is not defined for are refused before anything changes.
            Judge();
            Take(options.Metrics);
            Take(options.EarlyStopping?.Metric is { } watched ? [watched] : []);
        }

        StopReason? reason = null;
        int expected = trainer.CompletedEpochs + Math.Min(options.Epochs, ExpectedEpochs);
        trainer.Epochs.EnsureCapacity(expected);
        trainer.WatchedCosts.EnsureCapacity(expected);
        while (reason is null)
        {
            EpochResult result = epochs!.Next(this);
            TrainingEpoch epoch = new(
                Epoch, result.Cost, judged is null ? double.NaN : Judge(), result.LearningRate, result.GradientNorm,
                Take(options.Metrics), earlier + Stopwatch.GetElapsedTime(start));
            trainer.Epochs.Add(epoch);
            trainer.WatchedCosts.Add(isValidation ? epoch.ValidationCost : epoch.Cost);
            Watch(epoch);
            progress?.Report(new TrainingProgress(epoch, lastEpoch));
            reason = Reason(epoch);
            if (reason is null && IsToBeWritten(epoch.Epoch))
            {
                options.Checkpoints!.Write(trainer, new PendingRun<T>(lastEpoch, bestEpoch, best, bestState));
            }
        }

        return reason.Value;
    }

    /// <summary>
    /// Whether the epoch ends before its next batch, because time is up; throws where training was cancelled.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public bool IsOver(int samplesSoFar)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return isCutShort = samplesSoFar > 0 && IsOutOfTime;
    }

    /// <summary>Takes note of a batch's cost before its step: finite parameters that give a finite cost are worth going back to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Check(double cost, bool isFirst)
    {
        if (!double.IsFinite(cost))
        {
            throw Diverged(Epoch, "the cost");
        }

        if (isFirst && ParametersAreFinite())
        {
            // These parameters gave a finite cost just now, which is not known of those that a step leaves behind. Finite parameters alone
            // count: units that are dead for all samples hide others.
            Copy(network.State, lastGood);
            (lastGoodEpoch, lastGoodStep) = (Epoch, trainer.CompletedSteps + 1);
        }
    }

    /// <summary>α for the next step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double LearningRate(int stepsPerEpoch)
    {
        LearningRate schedule = ((GradientOptimizer)options.Optimizer).LearningRate;
        if (learningRateEpoch == Epoch && !schedule.ChangesWithinEpoch)
        {
            return learningRate;
        }

        double rate = schedule.At(new TrainingPosition(
            trainer.CompletedEpochs, trainer.CompletedSteps, lastEpoch, stepsPerEpoch, trainer.WatchedCosts));
        if (T.IsFinite(T.CreateTruncating(rate)) && rate >= 0)
        {
            (learningRate, learningRateEpoch) = (rate, Epoch);
            return rate;
        }

        RestoreUnlessFinite();
        throw new InvalidOperationException(
            $"The learning rate must be finite and at least 0, but {schedule} gave {Require.Text(rate)} in epoch {Epoch}.");
    }

    private double Judge()
    {
        double cost = judged!.Cost();
        return isValidation ? cost : double.NaN;
    }

    private double[] Take(IReadOnlyList<Metric> metrics) => metrics.Count == 0 ? [] : [.. metrics.Select(judged!.Of)];

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
        if (double.IsNaN(value) || !ParametersAreFinite() || value <= best + (options.EarlyStopping?.MinimumImprovement ?? 0))
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

            Copy(network.State, bestState);
        }
    }

    /// <summary>Whether a checkpoint is written after the epoch.</summary>
    private bool IsToBeWritten(int epoch) =>
        options.Checkpoints is { } checkpoints && (checkpoints.EveryEpochs is { } every ? epoch % every == 0 : improvedEpoch == epoch);

    private StopReason? Reason(TrainingEpoch epoch) =>
        epoch.Cost <= options.TargetCost ? StopReason.TargetCost
        : epochs!.HasConverged ? StopReason.Converged
        : options.EarlyStopping is { } stopping && epoch.Epoch - Math.Max(bestEpoch, lastEpoch - options.Epochs) >= stopping.Patience ? StopReason.EarlyStopping
        : isCutShort ? StopReason.TimeLimit
        : epoch.Epoch == (options.LastEpoch ?? lastEpoch) ? StopReason.Epochs
        : IsOutOfTime ? StopReason.TimeLimit : null;

    private TrainingHistory History(StopReason reason) =>
        new([.. trainer.Epochs], [.. options.Metrics.Select(metric => metric.Name)], reason, bestEpoch > 0 ? bestEpoch : null);

    private TrainingDivergedException Diverged(int epoch, string what)
    {
        Copy(lastGood, network.State);
        trainer.Step.Optimizer?.ForgetUnlessFinite();
        Dense output = network.Layers[network.L];
        string when = epochs is null ? $"step {trainer.CompletedSteps + 1}" : $"epoch {epoch}";
        string kept = bestEpoch > 0 ? $"those after epoch {bestEpoch}, the best"
            : lastGoodEpoch == 0 ? "as they were before training"
            : epochs is null ? $"those before step {lastGoodStep}, the last that began with a finite cost"
            : $"those at the start of epoch {lastGoodEpoch}, the last that began with a finite cost";
        string ways = options.Optimizer is not GradientOptimizer ? "standardized inputs (Standardizer)"
            : $"a smaller learning rate{(double.IsNaN(learningRate) ? "" : $" (it was {Require.Text(learningRate)})")}, standardized inputs (Standardizer), clipped gradients (ClipNorm),";
        return new TrainingDivergedException(
            $"Training diverged in {when}: {what} is no longer finite. The parameters are {kept}. Try {ways} or another initialization" +
            (network.Loss.Matches(output.Activation) && !output.Residual ? "." : $", and see that the {output.Activation} outputs are what the {network.Loss} is defined for."),
            epoch, History(StopReason.Diverged));
    }

    private void RestoreBest()
    {
        if (bestEpoch > 0)
        {
            Copy(bestState, network.State);
        }
    }

    private void RestoreUnlessFinite()
    {
        if (!ParametersAreFinite())
        {
            Copy(lastGood, network.State);
        }
    }

    private bool ParametersAreFinite()
    {
        foreach (T[] array in network.State)
        {
            if (Scan.IndexOfNotFinite<T>(array) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void Copy(T[][] from, T[][] to)
    {
        for (int p = 0; p < from.Length; p++)
        {
            from[p].CopyTo(to[p], 0);
        }
    }
}
