using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>The labels that a training with <see cref="TrainingOptions.LabelSmoothing"/> sees, Y′ = (1 − s)Y + s/K.</summary>
/// <param name="share">s.</param>
/// <param name="classes">K.</param>
internal sealed class SmoothedLabels<T>(double share, int classes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] room = [];

    /// <summary>What labels a training sees.</summary>
    /// <exception cref="ArgumentException">The loss is no cross-entropy, but labels are to be smoothed.</exception>
    public static SmoothedLabels<T> For(Network<T> network, TrainingOptions options)
    {
        if (options.LabelSmoothing > 0 && network.Loss.ClassesOf(network.Outputs) is null)
        {
            throw new ArgumentException(
                $"LabelSmoothing must be 0 for a loss that is no cross-entropy, but is {Require.Text(options.LabelSmoothing)} for {network.Loss}.", nameof(options));
        }

        return new SmoothedLabels<T>(options.LabelSmoothing, network.Loss.ClassesOf(network.Outputs) ?? 1);
    }

    /// <summary>Y′ in a matrix of its own; Y itself where s is 0.</summary>
    public Matrix<T> Of(Matrix<T> Y)
    {
        if (share == 0)
        {
            return Y;
        }

        Matrix<T> smoothed = ColumnMajor.Create<T>(Y.RowCount, Y.ColumnCount);
        Smooth(ColumnMajor.Span(Y), ColumnMajor.Span(smoothed));
        return smoothed;
    }

    /// <summary>Y′ in memory that the next call uses again, and after which other numbers may follow; Y itself where s is 0.</summary>
    public T[] Of(T[] Y)
    {
        if (share == 0)
        {
            return Y;
        }

        if (room.Length < Y.Length)
        {
            room = new T[Y.Length];
        }

        Smooth(Y, room.AsSpan(0, Y.Length));
        return room;
    }

    private void Smooth(ReadOnlySpan<T> Y, Span<T> smoothed) => Map.Unary(Y, smoothed, new Smoothing(T.CreateTruncating(1 - share), T.CreateTruncating(share / classes)));

    private readonly struct Smoothing(T rest, T added) : IUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y)
            where V : struct, IVector<V, T> => V.FusedMultiplyAdd(V.Broadcast(rest), y, V.Broadcast(added));
    }
}
