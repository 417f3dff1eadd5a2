using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>One run of <see cref="Network{T}.Train"/>: epochs, batches, steps, and what is done when they fail.</summary>
internal sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Room made in advance for so many epochs; a longer history grows.</summary>
    private const int ExpectedEpochs = 100_000;

    private readonly Network<T> network;
    private readonly TrainingOptions options;
    private readonly MiniBatches<T> batches;
    private readonly Gradients<T> gradients;
    private readonly TrainingStep<T> propagation;
    private readonly OptimizerState<T> optimizer;
    private readonly T[][] lastGood;
    private readonly List<TrainingEpoch> epochs;
    private int lastGoodEpoch;

    public Trainer(Network<T> network, Matrix<T> X, Matrix<T> Y, TrainingOptions options)
    {
        this.network = network;
        this.options = options;
        batches = new MiniBatches<T>(network, X, Y, options);
        propagation = new TrainingStep<T>(network, batches, options.MaxThreads);
        optimizer = new OptimizerState<T>(network.Parameters, (GradientOptimizer)options.Optimizer, options.MaxThreads);
        gradients = network.NewGradients();
        lastGood = Array.ConvertAll(network.Parameters.Arrays, p => (T[])p.Clone());
        epochs = new List<TrainingEpoch>(Math.Min(options.Epochs, ExpectedEpochs));
    }

    public TrainingHistory Run(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        TrainingHistory history = new(epochs);
        long start = Stopwatch.GetTimestamp();
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            (double cost, double learningRate) = Epoch(epoch, history, cancellationToken);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            epochs.Add(new TrainingEpoch(epoch, cost, learningRate, elapsed));
            progress?.Report(new TrainingProgress(epoch, options.Epochs, cost, learningRate, elapsed));
        }

        if (!ParametersAreFinite())
        {
            throw Diverged(options.Epochs, "a parameter", history);
        }

        return history;
    }

    /// <summary>One pass over the samples; the mean of their losses and the last learning rate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private (double Cost, double LearningRate) Epoch(int epoch, TrainingHistory history, CancellationToken cancellationToken)
    {
        batches.BeginEpoch();
        double losses = 0, learningRate = 0;
        for (int i = 0; i < batches.Count; i++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                RestoreUnlessFinite();
                cancellationToken.ThrowIfCancellationRequested();
            }

            double loss = propagation.Forward(i);
            if (!double.IsFinite(loss))
            {
                throw Diverged(epoch, "the cost", history);
            }

            if (i == 0)
            {
                // These parameters gave a finite cost just now, which is not known of those that a step leaves behind.
                Copy(network.Parameters.Arrays, lastGood);
                lastGoodEpoch = epoch;
            }

            propagation.Backward(gradients);
            learningRate = RateAt(epoch);
            optimizer.Step(gradients, learningRate);
            losses += loss;
        }

        return (losses / batches.Samples, learningRate);
    }

    private double RateAt(int epoch)
    {
        double rate = options.Optimizer.LearningRate.At(new TrainingPosition(epoch - 1, optimizer.Steps, options.Epochs, batches.Count, []));
        if (T.IsFinite(T.CreateTruncating(rate)) && rate >= 0)
        {
            return rate;
        }

        RestoreUnlessFinite();
        throw new InvalidOperationException(
            $"The learning rate must be finite and at least 0, but {options.Optimizer.LearningRate.GetType().Name} gave {Require.Text(rate)} in epoch {epoch}.");
    }

    private TrainingDivergedException Diverged(int epoch, string what, TrainingHistory history)
    {
        Copy(lastGood, network.Parameters.Arrays);
        string kept = lastGoodEpoch == 0 ? "as they were before training" : $"those at the start of epoch {lastGoodEpoch}, the last that began with a finite cost";
        return new TrainingDivergedException(
            $"Training diverged in epoch {epoch}: {what} is no longer finite. The parameters are {kept}. " +
            $"Try a smaller learning rate (it was {Require.Text(options.Optimizer.LearningRate.At(new TrainingPosition(epoch - 1, optimizer.Steps, options.Epochs, batches.Count, [])))}), " +
            "standardized inputs (Standardizer), or another initialization" +
            (network.Loss.Matches(network.Layers[network.L].Activation) ? "." : $", and see that the {network.Layers[network.L].Activation} outputs are what the {network.Loss} is defined for."),
            epoch, history);
    }

    private void RestoreUnlessFinite()
    {
        if (!ParametersAreFinite())
        {
            Copy(lastGood, network.Parameters.Arrays);
        }
    }

    private bool ParametersAreFinite() => Array.TrueForAll(network.Parameters.Arrays, p => Scan.IndexOfNotFinite<T>(p) < 0);

    private static void Copy(T[][] from, T[][] to)
    {
        for (int p = 0; p < from.Length; p++)
        {
            from[p].CopyTo(to[p], 0);
        }
    }
}
