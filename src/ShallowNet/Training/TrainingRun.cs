using System.Diagnostics;
using System.Numerics;
using ShallowNet.Kernels;

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
    private int lastGoodEpoch;
    private double learningRate = double.NaN;
    private int learningRateEpoch = -1;
    private bool isOutOfTime;

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
        lastEpoch = trainer.CompletedEpochs + options.Epochs;
        earlier = trainer.Epochs.Count == 0 ? TimeSpan.Zero : trainer.Epochs[^1].Elapsed;
        Copy(network.State, lastGood);
    }

    private int Epoch => trainer.CompletedEpochs + 1;

    public TrainingHistory Run()
    {
        StopReason? reason = null;
        int expected = trainer.CompletedEpochs + Math.Min(options.Epochs, ExpectedEpochs);
        trainer.Epochs.EnsureCapacity(expected);
        trainer.WatchedCosts.EnsureCapacity(expected);
        while (reason is null)
        {
            EpochResult result = epochs!.Next(this);
            TrainingEpoch epoch = new(
                Epoch, result.Cost, judged is null ? double.NaN : Judge(), result.LearningRate, result.GradientNorm,
                options.Metrics.Count == 0 ? [] : [.. options.Metrics.Select(judged!.Of)], earlier + Stopwatch.GetElapsedTime(start));
            trainer.Epochs.Add(epoch);
            trainer.WatchedCosts.Add(isValidation ? epoch.ValidationCost : epoch.Cost);
            Watch(epoch);
            progress?.Report(new TrainingProgress(epoch, lastEpoch));
            reason = Reason(epoch);
        }

        if (bestEpoch > 0)
        {
            Copy(bestState, network.State);
        }

        return ParametersAreFinite() ? History(reason.Value) : throw Diverged(trainer.CompletedEpochs, "a parameter");
    }

    /// <summary>
    /// Whether the epoch ends before its next batch, because time is up; throws where training was cancelled.
    /// </summary>
    public bool IsOver(int samplesSoFar)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            RestoreUnlessFinite();
            cancellationToken.ThrowIfCancellationRequested();
        }

        isOutOfTime = options.TimeLimit is { } limit && Stopwatch.GetElapsedTime(start) >= limit;
        return isOutOfTime && samplesSoFar > 0;
    }

    /// <summary>Takes note of a batch's losses before its step: parameters that give a finite cost are worth going back to.</summary>
    public void Check(double losses, bool isFirst)
    {
        if (!double.IsFinite(losses))
        {
            throw Diverged(Epoch, "the cost");
        }

        if (isFirst)
        {
            // These parameters gave a finite cost just now, which is not known of those that a step leaves behind.
            Copy(network.State, lastGood);
            lastGoodEpoch = Epoch;
        }
    }

    /// <summary>α for the next step.</summary>
    public double LearningRate(int stepsPerEpoch)
    {
        LearningRate schedule = options.Optimizer.LearningRate;
        if (learningRateEpoch == Epoch && !schedule.ChangesWithinEpoch)
        {
            return learningRate;
        }

        learningRate = schedule.At(Position(stepsPerEpoch));
        learningRateEpoch = Epoch;
        if (T.IsFinite(T.CreateTruncating(learningRate)) && learningRate >= 0)
        {
            return learningRate;
        }

        RestoreUnlessFinite();
        throw new InvalidOperationException(
            $"The learning rate must be finite and at least 0, but {schedule} gave {Require.Text(learningRate)} in epoch {Epoch}.");
    }

    private TrainingPosition Position(int stepsPerEpoch) =>
        new(trainer.CompletedEpochs, trainer.CompletedSteps, lastEpoch, stepsPerEpoch, trainer.WatchedCosts);

    private double Judge()
    {
        double cost = judged!.Cost();
        return isValidation ? cost : double.NaN;
    }

    /// <summary>Keeps the parameters of the best epoch.</summary>
    private void Watch(TrainingEpoch epoch)
    {
        if (options.EarlyStopping is not { } stopping)
        {
            return;
        }

        // Larger is better, from here on.
        double value = stopping.Metric is { } metric ? judged!.Of(metric) * (metric.HigherIsBetter ? 1 : -1)
            : isValidation ? -epoch.ValidationCost : -epoch.Cost;
        if (double.IsNaN(value) || !ParametersAreFinite())
        {
            return;
        }

        if (bestEpoch == 0 || value > best + stopping.MinimumImprovement)
        {
            (best, bestEpoch) = (value, epoch.Epoch);
            if (bestState.Length == 0)
            {
                bestState = Array.ConvertAll(network.State, state => new T[state.Length]);
            }

            Copy(network.State, bestState);
        }
    }

    private StopReason? Reason(TrainingEpoch epoch) =>
        epoch.Cost <= options.TargetCost ? StopReason.TargetCost
        : epochs!.HasConverged ? StopReason.Converged
        : options.EarlyStopping is { } stopping && epoch.Epoch - Math.Max(bestEpoch, lastEpoch - options.Epochs) >= stopping.Patience ? StopReason.EarlyStopping
        : isOutOfTime ? StopReason.TimeLimit
        : epoch.Epoch == (options.LastEpoch ?? lastEpoch) ? StopReason.Epochs : null;

    private TrainingHistory History(StopReason reason) =>
        new([.. trainer.Epochs], [.. options.Metrics.Select(metric => metric.Name)], reason, bestEpoch > 0 ? bestEpoch : null);

    private TrainingDivergedException Diverged(int epoch, string what)
    {
        Copy(lastGood, network.State);
        Dense output = network.Layers[network.L];
        string kept = lastGoodEpoch == 0 ? "as they were before training" : $"those at the start of epoch {lastGoodEpoch}, the last that began with a finite cost";
        string rate = options.Optimizer is GradientOptimizer
            ? $"a smaller learning rate (it was {Require.Text(options.Optimizer.LearningRate.At(Position(0)))}), " : "";
        return new TrainingDivergedException(
            $"Training diverged in epoch {epoch}: {what} is no longer finite. The parameters are {kept}. " +
            $"Try {rate}standardized inputs (Standardizer), clipped gradients (ClipNorm), or another initialization" +
            (network.Loss.Matches(output.Activation) && !output.Residual ? "." : $", and see that the {output.Activation} outputs are what the {network.Loss} is defined for."),
            epoch, History(StopReason.Diverged));
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
