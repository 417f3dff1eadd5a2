using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The samples of a training in batches of equal size and a last one of what is left, each with a pass to work in.
/// </summary>
internal sealed class MiniBatches<T> : ISampleSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X;
    private readonly Matrix<T> Y;
    private readonly T[]? weights;
    private readonly T[] batchWeights = [];
    private readonly int size;
    private readonly bool shuffle;
    private readonly NumPyRandom random;
    private readonly int[] order;
    private readonly ForwardPass<T> pass;
    private readonly ForwardPass<T> lastPass;
    private readonly T[] labels;
    private int firstInOrder;

    public MiniBatches(Network<T> network, Matrix<T> X, Matrix<T> Y, T[]? weights, TrainingOptions options, NumPyRandom random)
    {
        this.X = X;
        this.Y = Y;
        this.weights = weights;
        this.random = random;
        Samples = X.ColumnCount;
        size = Math.Min(options.BatchSize, Samples);
        Count = (Samples + size - 1) / size;
        shuffle = options.Shuffle;
        if (Count == 1)
        {
            // A full batch is X and Y themselves, in their own order.
            (order, labels) = ([], []);
            pass = lastPass = network.NewPass(X);
            pass.Weights = weights;
            return;
        }

        order = new int[Samples];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        labels = new T[Y.RowCount * size];
        pass = network.NewPass(ColumnMajor.Create<T>(X.RowCount, size));
        int left = Samples - (Count - 1) * size;
        lastPass = left == size ? pass : network.NewPass(ColumnMajor.Create<T>(X.RowCount, left));
        if (weights is not null)
        {
            pass.Weights = lastPass.Weights = batchWeights = new T[size];
        }
    }

    /// <summary>m, the number of samples.</summary>
    public int Samples { get; }

    /// <summary>The number of batches.</summary>
    public int Count { get; }

    /// <summary>Draws a new order of the samples.</summary>
    public void BeginEpoch()
    {
        if (shuffle && Count > 1)
        {
            random.Permutation(order);
        }
    }

    /// <summary>
    /// The pass of batch <paramref name="i"/>, and its labels, which may be followed by others; its samples are put in place by
    /// <see cref="Gather"/>.
    /// </summary>
    public ForwardPass<T> Take(int i, out T[] batchLabels)
    {
        batchLabels = Count == 1 ? ColumnMajor.Array(Y) : labels;
        firstInOrder = i * size;
        return i == Count - 1 ? lastPass : pass;
    }

    /// <summary>Puts samples first to first + count of the batch taken last in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Gather(ForwardPass<T> batch, int first, int count)
    {
        if (Count > 1)
        {
            ReadOnlySpan<int> columns = order.AsSpan(firstInOrder + first, count);
            ColumnMajor.GatherColumns(ColumnMajor.Span(X), X.RowCount, columns, batch.Activations(0, first, count));
            ColumnMajor.GatherColumns(ColumnMajor.Span(Y), Y.RowCount, columns, labels.AsSpan(first * Y.RowCount, count * Y.RowCount));
            if (weights is not null)
            {
                ColumnMajor.GatherColumns(weights, 1, columns, batchWeights.AsSpan(first, count));
            }
        }
    }
}
