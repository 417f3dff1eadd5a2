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
        int samples = A.Length / run.Inputs;
        for (int s = 0; s < samples; s++)
        {
            for (int i = 0; i < run.Count; i++)
            {
                Vector512<T> x = Vector512.Create(A[run.Place(i, s)]);
                Span<T> e = E.Slice(run.RowPlace(i, s), run.Size);
                int t = 0;
                for (; t <= e.Length - Vector512<T>.Count; t += Vector512<T>.Count)
                {
                    Store(Limit((x - Load(bins.Starts, t)) * Load(bins.Inverses, t), Load(bins.Lowest, t), Load(bins.Highest, t)), e, t);
                }

                if (t < e.Length)
                {
                    StoreRest(Limit((x - Load(bins.Starts, t)) * Load(bins.Inverses, t), Load(bins.Lowest, t), Load(bins.Highest, t)), e, t);
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

    /// <summary>e, but at least lowest and at most highest; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Limit<T>(Vector512<T> e, Vector512<T> lowest, Vector512<T> highest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        e = Vector512.ConditionalSelect(Vector512.LessThan(e, lowest), lowest, e);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(e, highest), highest, e);
    }
}
