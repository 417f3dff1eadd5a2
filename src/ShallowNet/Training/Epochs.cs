using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>What an epoch tells the history.</summary>
internal readonly record struct EpochResult(double Cost, double LearningRate, double GradientNorm);

/// <summary>One pass over the training's samples after another, each with its steps.</summary>
internal abstract class Epochs<T>(Trainer<T> trainer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether there is nothing more to gain.</summary>
    public virtual bool HasConverged => false;

    protected Trainer<T> Trainer { get; } = trainer;

    public abstract EpochResult Next(TrainingRun<T> run);
}

/// <summary>Epochs over samples in memory, in mini-batches or all at once.</summary>
internal sealed class BatchEpochs<T>(Trainer<T> trainer, MiniBatches<T> batches, double m) : Epochs<T>(trainer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override EpochResult Next(TrainingRun<T> run)
    {
        TrainingStep<T> step = Trainer.Step;

        // Asked before a new order is drawn, so that a training cancelled between two epochs can go on as if it had not been.
        run.IsOver(0);
        batches.BeginEpoch();
        double costs = 0, learningRate = 0;
        int samples = 0;
        for (int i = 0; i < batches.Count && !run.IsOver(samples); i++)
        {
            double losses = step.Forward(batches, i);
            losses += step.Samples * step.Penalty(m);
            run.Check(losses, isFirst: i == 0);
            costs += losses;
            samples += step.Samples;
            step.Backward(m);
            learningRate = run.LearningRate(batches.Count);
            step.Descend(learningRate);
        }

        return new EpochResult(costs / samples, learningRate, step.GradientNorm());
    }
}

/// <summary>Epochs over batches that come from elsewhere, one after the other.</summary>
internal sealed class StreamedEpochs<T>(Trainer<T> trainer, IEnumerable<Batch<T>> batches) : Epochs<T>(trainer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int stepsPerEpoch = batches.TryGetNonEnumeratedCount(out int count) ? count : 0;

    public override EpochResult Next(TrainingRun<T> run)
    {
        TrainingStep<T> step = Trainer.Step;
        double costs = 0, learningRate = 0;
        int samples = 0, steps = 0;
        foreach (Batch<T> batch in batches)
        {
            if (batch is null)
            {
                Require.NotNull(batch, $"batches[{steps}]");
            }

            if (run.IsOver(samples))
            {
                break;
            }

            (double losses, double m) = Trainer.Forward(batch.X, batch.Y, batch.Weights);
            losses += step.Samples * step.Penalty(m);
            run.Check(losses, isFirst: steps == 0);
            costs += losses;
            samples += step.Samples;
            steps++;
            step.Backward(m);
            learningRate = run.LearningRate(stepsPerEpoch);
            step.Descend(learningRate);
        }

        if (steps == 0)
        {
            throw new InvalidOperationException(
                $"The batches must be enumerable in every epoch, and at least one each time, but there are none in epoch {Trainer.CompletedEpochs + 1}.");
        }

        stepsPerEpoch = steps;
        return new EpochResult(costs / samples, learningRate, step.GradientNorm());
    }
}
