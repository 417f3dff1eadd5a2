using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// A step of training: forward and backward propagation of a batch by a team, and then penalties, clipping, the optimizer and the running
/// averages.
/// </summary>
internal sealed class TrainingStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly TrainingOptions options;
    private readonly NumPyRandom random;
    private readonly OptimizerState<T>? optimizer;
    private readonly Gradients<T> stepGradients;
    private readonly Team<T> team;

    /// <summary>The places of the parameters that have penalties; none where there are no penalties.</summary>
    private readonly int[] penalized;
    private ForwardPass<T> pass = null!;
    private T[] labels = [];
    private double normBeforeClipping;

    public TrainingStep(Network<T> network, TrainingOptions options, NumPyRandom random)
    {
        this.network = network;
        this.options = options;
        this.random = random;
        team = new Team<T>(network, options.MaxThreads);
        penalized = options.L1 > 0 || options.L2 > 0 ? [.. network.Layout.Trained.Index().Where(place => place.Item.IsPenalized).Select(place => place.Index)] : [];
        stepGradients = network.NewGradients();
        optimizer = options.Optimizer is GradientOptimizer rule ? new OptimizerState<T>(network, rule, options.MaxThreads) : null;
    }

    /// <summary>The derivatives taken last.</summary>
    public Gradients<T> Gradients => stepGradients;

    /// <summary>The samples of the batch that went forward last.</summary>
    public int Samples => pass.Samples;

    /// <summary>What the optimizer remembers; null for L-BFGS, which remembers by itself.</summary>
    public OptimizerState<T>? Optimizer => optimizer;

    /// <summary>The optimizer's steps so far.</summary>
    public long Steps => optimizer?.Steps ?? 0;

    /// <summary>Forward propagation of a batch; Σ L(ŷ, y) over its samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Forward(MiniBatches<T> of, int batch)
    {
        pass = of.Take(batch, out labels);
        return Forward(of);
    }

    /// <summary>Forward propagation of samples that are in place; Σ L(ŷ, y) over them.</summary>
    public double Forward(ForwardPass<T> samples, T[] theirLabels)
    {
        (pass, labels) = (samples, theirLabels);
        return Forward(null);
    }

    /// <summary>The penalties of J where all samples together count <paramref name="m"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Penalty(double m)
    {
        double penalty = 0;
        foreach (int p in penalized)
        {
            T[] W = network.Parameters.Arrays[p];
            penalty += (options.L2 / 2 * Sums.OfSquares<T>(W) + options.L1 * Sums.OfMagnitudes<T>(W)) / m;
        }

        return penalty;
    }

    /// <summary>The derivatives of J, penalties included, from the batch that went forward last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public Gradients<T> Backward(double m)
    {
        team.Backward(pass, labels, stepGradients);
        foreach (int p in penalized)
        {
            Penalties.AddGradient<T>(network.Parameters.Arrays[p], stepGradients.Parameters.Arrays[p], options.L2 / m, options.L1 / m);
        }

        return stepGradients;
    }

    /// <summary>The norm of the derivatives of the last step, before they were clipped.</summary>
    public double GradientNorm() => IsClipped ? normBeforeClipping : Norm();

    private bool IsClipped => options.ClipValue is not null || options.ClipNorm is not null;

    private double Norm() => Math.Sqrt(Sums.OfSquares(stepGradients.Parameters.Arrays));

    /// <summary>Lets the optimizer take a step along the derivatives taken last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Descend(double learningRate)
    {
        Clip();
        optimizer!.Step(stepGradients, learningRate);
        network.UpdateAverages(stepGradients);
    }

    private void Clip()
    {
        if (!IsClipped)
        {
            return;
        }

        normBeforeClipping = Norm();
        if (options.ClipValue is { } limit)
        {
            foreach (T[] gradient in stepGradients.Parameters.Arrays)
            {
                Penalties.Clip<T>(gradient, limit);
            }
        }

        double norm = options.ClipValue is null ? normBeforeClipping : Norm();
        if (options.ClipNorm is { } longest && norm > longest)
        {
            foreach (T[] gradient in stepGradients.Parameters.Arrays)
            {
                Arithmetic.Scale<T>(gradient, T.CreateTruncating(longest / norm));
            }
        }
    }

    private double Forward(ISampleSource<T>? source)
    {
        if (network.Layout.DrawsMasks)
        {
            pass.MaskKey = random.NextKey();
        }

        return team.Forward(pass, labels, source);
    }
}
