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
        batches.BeginEpoch();
        double costs = 0, learningRate = 0, norm = 0;
        int samples = 0;
        for (int i = 0; i < batches.Count && !run.IsOver(samples); i++)
        {
            double losses = step.Forward(batches, i);
            run.Check(losses, isFirst: i == 0);
            int count = step.Samples;
            costs += losses + count * step.Penalty(m);
            samples += count;
            step.Backward(m);
            if (i == batches.Count - 1)
            {
                norm = step.GradientNorm();
            }

            learningRate = run.LearningRate(batches.Count);
            step.Descend(learningRate);
        }

        return new EpochResult(costs / samples, learningRate, norm);
    }
}

/// <summary>Epochs over batches that come from elsewhere, one after the other.</summary>
internal sealed class StreamedEpochs<T>(Trainer<T> trainer, IEnumerable<Batch<T>> batches) : Epochs<T>(trainer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int stepsPerEpoch = batches.TryGetNonEnumeratedCount(out int count) ? count : 0;

    public override EpochResult Next(TrainingRun<T> run)
    {
        double costs = 0, learningRate = 0, norm = 0;
        int samples = 0, steps = 0;
        foreach (Batch<T> batch in batches)
        {
            if (run.IsOver(samples))
            {
                break;
            }

            (double losses, double m) = Trainer.Forward(batch.X, batch.Y, batch.Weights);
            run.Check(losses, isFirst: steps == 0);
            costs += losses + Trainer.Step.Samples * Trainer.Step.Penalty(m);
            samples += Trainer.Step.Samples;
            steps++;
            Trainer.Step.Backward(m);
            norm = Trainer.Step.GradientNorm();
            learningRate = run.LearningRate(stepsPerEpoch);
            Trainer.Step.Descend(learningRate);
        }

        if (steps == 0)
        {
            throw new InvalidOperationException("The batches must have at least one in every epoch, but were empty.");
        }

        stepsPerEpoch = steps;
        return new EpochResult(costs / samples, learningRate, norm);
    }
}
