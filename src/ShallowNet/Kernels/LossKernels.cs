using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>
/// Losses of single samples, from Z where that is stable and from A otherwise, and dA = ∂L/∂A.
/// </summary>
/// <remarks>
/// Matrices are column-major with one column a sample; <c>losses</c> has one element a column, and the number of rows
/// follows from the two lengths. A column's terms are added from its first row to its last.
/// </remarks>
internal static class LossKernels
{
    /// <summary>½ Σ (a − y)².</summary>
    public static void SquaredError<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumColumns(A, Y, losses, default(HalfSquare<T>));

    /// <summary>Σ max(z, 0) − z·y + log1p(exp(−|z|)): cross-entropy of a = σ(z).</summary>
    public static void CrossEntropyFromZ<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> Y, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumColumns(Z, Y, losses, default(LogisticLoss<T>));

    /// <summary>Σ −y·ln a − (1 − y)·ln(1 − a), where 0·ln 0 = 0.</summary>
    public static void CrossEntropyFromA<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumColumns(A, Y, losses, default(BinaryEntropy<T>));

    /// <summary>da = (1 − y)/(1 − a) − y/a, where 0/0 = 0.</summary>
    public static void CrossEntropySlope<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, Y, dA, default(BinaryEntropySlope<T>));

    /// <summary>Σ y·(ln Σ exp(z − max z) − (z − max z)): cross-entropy of a = softmax(z).</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void CategoricalFromZ<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> Y, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Rows(Z.Length, Y.Length, losses.Length), block = ColumnsOfBlock(rows, losses.Length);
        using Scratch<T> differences = Scratch<T>.Rent(rows * block), exponentials = Scratch<T>.Rent(rows * block);
        for (int first = 0; first < losses.Length; first += block)
        {
            int columns = Math.Min(block, losses.Length - first);
            Span<T> t = differences.Span[..(rows * columns)], e = exponentials.Span[..t.Length], logSums = losses.Slice(first, columns);
            for (int j = 0; j < columns; j++)
            {
                ActivationKernels.SubtractMaximum(Z.Slice((first + j) * rows, rows), t.Slice(j * rows, rows));
            }

            Map.Unary<T, ActivationKernels.ExpOf<T>>(t, e, default);
            for (int j = 0; j < columns; j++)
            {
                logSums[j] = ActivationKernels.SumOf<T>(e.Slice(j * rows, rows));
            }

            Map.Unary<T, LogOf<T>>(logSums, logSums, default);
            for (int j = 0; j < columns; j++)
            {
                losses[first + j] = SumOfDifferences(t.Slice(j * rows, rows), Y.Slice((first + j) * rows, rows), logSums[j]);
            }
        }
    }

    /// <summary>Σ y·(logSum − t) over the rows of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SumOfDifferences<T>(ReadOnlySpan<T> t, ReadOnlySpan<T> y, T logSum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < t.Length; i++)
        {
            sum = T.FusedMultiplyAdd(y[i], logSum - t[i], sum);
        }

        return sum;
    }

    /// <summary>Σ −y·ln a, where 0·ln 0 = 0.</summary>
    public static void CategoricalFromA<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumColumns(A, Y, losses, default(Entropy<T>));

    /// <summary>da = −y/a, where 0/0 = 0.</summary>
    public static void CategoricalSlope<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, Y, dA, default(EntropySlope<T>));

    /// <summary>Σ f(p, y) in every column.</summary>
    [MethodImpl(Compile.AtOnce)]
    internal static void SumColumns<T, TOperation>(ReadOnlySpan<T> P, ReadOnlySpan<T> Y, Span<T> losses, TOperation f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinary<T>
    {
        int rows = Rows(P.Length, Y.Length, losses.Length);
        if (rows == 1)
        {
            Map.Binary(P, Y, losses, f);
            return;
        }

        int block = ColumnsOfBlock(rows, losses.Length);
        using Scratch<T> terms = Scratch<T>.Rent(rows * block);
        for (int first = 0; first < losses.Length; first += block)
        {
            int columns = Math.Min(block, losses.Length - first);
            ReadOnlySpan<T> part = terms.Span[..(rows * columns)];
            Map.Binary(P.Slice(first * rows, part.Length), Y.Slice(first * rows, part.Length), terms.Span[..part.Length], f);
            for (int j = 0; j < columns; j++)
            {
                losses[first + j] = ActivationKernels.SumOf(part.Slice(j * rows, rows));
            }
        }
    }

    /// <summary>How many columns are taken at a time: so few that what is computed for them stays in the cache.</summary>
    private static int ColumnsOfBlock(int rows, int columns) => Math.Min(columns, Math.Max(1, 4096 / rows));

    /// <summary>n_y, from the elements of Ŷ and Y and the number of samples.</summary>
    private static int Rows(int outputs, int labels, int samples)
    {
        if (outputs != labels || samples == 0 || labels == 0 || labels % samples != 0)
        {
            throw new ArgumentException(
                Invariant($"Outputs and labels must have the same number of elements, a whole number for each loss, but have {outputs} and {labels} for {samples} losses."));
        }

        return labels / samples;
    }

    private readonly struct LogOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IVector<V, T> => Elementary.Log(x);
    }

    private readonly struct HalfSquare<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T> => V.All(0.5) * ((a - y) * (a - y));
    }

    private readonly struct LogisticLoss<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V y)
            where V : struct, IVector<V, T>
        {
            // max(z, 0) − z·y is z·(1 − y) for z > 0 and −z·y elsewhere: no difference of large numbers.
            V positive = V.GreaterThan(z, V.Zero);
            V linear = z * (V.ConditionalSelect(positive, V.One, V.Zero) - y);
            return linear + Elementary.Log1p(Elementary.Exp(z | V.All(-0.0)));
        }
    }

    private readonly struct BinaryEntropy<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T>
        {
            V one = V.One;
            return -(TimesOrZero(y, Elementary.Log(a)) + TimesOrZero(one - y, Elementary.Log(one - a)));
        }
    }

    private readonly struct BinaryEntropySlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T>
        {
            V one = V.One;
            return TimesOrZero(one - y, one / (one - a)) - TimesOrZero(y, one / a);
        }
    }

    private readonly struct Entropy<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T> => -TimesOrZero(y, Elementary.Log(a));
    }

    private readonly struct EntropySlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V y)
            where V : struct, IVector<V, T> => -TimesOrZero(y, V.One / a);
    }

    /// <summary>p·x, but 0 where p is 0, whatever x is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V TimesOrZero<V>(V p, V x)
        where V : struct, IFloats<V> =>
        V.ConditionalSelect(V.Equals(p, V.Zero), V.Zero, p * x);
}
