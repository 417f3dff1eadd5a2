using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The samples of a training in batches of equal size and a last one of what is left, each with a pass to work in.
/// </summary>
internal sealed class MiniBatches<T> : BatchSource<T>, ISampleSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X;
    private readonly Matrix<T> Y;
    private readonly T[]? weights;
    private readonly T[] batchWeights = [];
    private readonly double m;
    private readonly int size;
    private readonly int count;
    private readonly bool shuffle;
    private readonly NumPyRandom random;
    private readonly int[] order;
    private readonly ForwardPass<T> pass;
    private readonly ForwardPass<T> lastPass;
    private readonly T[] labels;
    private int next;
    private int firstInOrder;

    /// <summary>Divides samples into batches.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="weights">What each sample counts; null where all count the same.</param>
    /// <param name="options">The size of the batches, and whether they are shuffled.</param>
    /// <param name="random">Where the orders of the samples come from.</param>
    public MiniBatches(Network<T> network, Matrix<T> X, Matrix<T> Y, double[]? weights, TrainingOptions options, NumPyRandom random)
    {
        this.X = X;
        this.Y = Y;
        this.weights = SampleWeights.Normalize<T>(weights);
        this.random = random;
        m = weights?.Sum() ?? X.ColumnCount;
        int samples = X.ColumnCount;
        size = options.Optimizer.NeedsAllSamples ? samples : Math.Min(options.BatchSize, samples);
        count = (samples + size - 1) / size;
        shuffle = options.Shuffle;
        if (count == 1)
        {
            // A full batch is X and Y themselves, in their own order.
            (order, labels) = ([], []);
            pass = lastPass = network.NewPass(X);
            pass.Weights = this.weights;
            return;
        }

        order = new int[samples];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        labels = new T[Y.RowCount * size];
        pass = network.NewPass(ColumnMajor.Create<T>(X.RowCount, size));
        int left = samples - (count - 1) * size;
        lastPass = left == size ? pass : network.NewPass(ColumnMajor.Create<T>(X.RowCount, left));
        if (weights is not null)
        {
            pass.Weights = lastPass.Weights = batchWeights = new T[size];
        }
    }

    public override int BatchesPerEpoch => count;

    /// <summary>Draws a new order of the samples.</summary>
    public override void BeginEpoch()
    {
        next = 0;
        if (shuffle && count > 1)
        {
            random.Permutation(order);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The samples themselves are put in place by <see cref="Gather"/>, a part of them by each thread.</remarks>
    [MethodImpl(Compile.AtOnce)]
    public override bool TryNext(TrainingObjective<T> objective)
    {
        if (next == count)
        {
            return false;
        }

        firstInOrder = next * size;
        next++;
        objective.SetBatch(next == count ? lastPass : pass, count == 1 ? ColumnMajor.Array(Y) : labels, this, m);
        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(Compile.AtOnce)]
    public void Gather(ForwardPass<T> batch, int first, int samples)
    {
        if (count > 1)
        {
            ReadOnlySpan<int> columns = order.AsSpan(firstInOrder + first, samples);
            ColumnGather.Copy(ColumnMajor.Span(X), X.RowCount, columns, batch.Activations(0, first, samples));
            ColumnGather.Copy(ColumnMajor.Span(Y), Y.RowCount, columns, labels.AsSpan(first * Y.RowCount, samples * Y.RowCount));
            if (weights is not null)
            {
                ColumnGather.Copy(weights, 1, columns, batchWeights.AsSpan(first, samples));
            }
        }
    }
}
