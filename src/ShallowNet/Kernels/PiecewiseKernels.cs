using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>The bins of a piecewise-linear embedding: (x − start)·inverse, limited to what lies from lowest to highest. Each list is filled up to whole vectors.</summary>
/// <param name="starts">The lower edge of each bin.</param>
/// <param name="inverses">1 divided by the width of each.</param>
/// <param name="lowest">0, and −∞ for the first.</param>
/// <param name="highest">1, and ∞ for the last.</param>
internal readonly ref struct Bins<T>(ReadOnlySpan<T> starts, ReadOnlySpan<T> inverses, ReadOnlySpan<T> lowest, ReadOnlySpan<T> highest)
{
    public ReadOnlySpan<T> Starts { get; } = starts;

    public ReadOnlySpan<T> Inverses { get; } = inverses;

    public ReadOnlySpan<T> Lowest { get; } = lowest;

    public ReadOnlySpan<T> Highest { get; } = highest;
}

/// <summary>A number becomes how far it is through each of some bins.</summary>
internal static class PiecewiseKernels
{
    /// <summary>The rows of E that the run's inputs become.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Forward<T>(in Bins<T> bins, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ForwardBy<Wide<T>, T>(in bins, A, E, in run);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ForwardBy<Narrow<T>, T>(in bins, A, E, in run);
        }
        else
        {
            ForwardBy<Slim<T>, T>(in bins, A, E, in run);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ForwardBy<V, T>(in Bins<T> bins, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = A.Length / run.Inputs;
        for (int s = 0; s < samples; s++)
        {
            for (int i = 0; i < run.Count; i++)
            {
                V x = V.Broadcast(A[run.Place(i, s)]);
                Span<T> e = E.Slice(run.RowPlace(i, s), run.Size);
                int t = 0;
                for (; t <= e.Length - V.Count; t += V.Count)
                {
                    Store(Through(x, in bins, t), e, t);
                }

                if (t < e.Length)
                {
                    StoreRest(Through(x, in bins, t), e, t);
                }
            }
        }
    }

    /// <summary>The derivatives by the run's inputs: the slopes of the bins in which they are, times the derivatives by these.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void BackToInput<T>(in Bins<T> bins, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> dA, in EmbeddedRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = A.Length / run.Inputs;
        for (int s = 0; s < samples; s++)
        {
            for (int i = 0; i < run.Count; i++)
            {
                T x = A[run.Place(i, s)], sum = T.Zero;
                ReadOnlySpan<T> de = dE.Slice(run.RowPlace(i, s), run.Size);
                for (int t = 0; t < de.Length; t++)
                {
                    T e = (x - bins.Starts[t]) * bins.Inverses[t];
                    sum = e > bins.Lowest[t] && e <= bins.Highest[t] ? T.FusedMultiplyAdd(bins.Inverses[t], de[t], sum) : sum;
                }

                dA[run.Place(i, s)] = sum;
            }
        }
    }

    /// <summary>How far x is through some bins: at least the lowest and at most the highest of each; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Through<V, T>(V x, in Bins<T> bins, int t)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V lowest = Load<V, T>(bins.Lowest, t), highest = Load<V, T>(bins.Highest, t);
        V e = (x - Load<V, T>(bins.Starts, t)) * Load<V, T>(bins.Inverses, t);
        e = V.ConditionalSelect(V.LessThan(e, lowest), lowest, e);
        return V.ConditionalSelect(V.GreaterThan(e, highest), highest, e);
    }
}
