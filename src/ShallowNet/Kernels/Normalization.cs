using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>Batch normalization of the rows of a matrix whose columns are samples, forward and backward.</summary>
/// <remarks>Sums over samples are taken in the order in which db is summed, see <see cref="Products"/>.</remarks>
internal static class Normalization
{
    /// <summary>
    /// μ and σ² of each row, weighted where there are weights; inverse = 1/√(σ² + ε), N = (Z − μ)·inverse, C = γN + β.
    /// </summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Forward<T>(ReadOnlySpan<T> Z, in NormalizedBatch<T> batch, Span<T> C)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> mean = batch.Mean, variance = batch.Variance, N = batch.N;
        T share = Share(batch.Weights, Z.Length / mean.Length, out ReadOnlySpan<T> weights);
        Rows.Sum(Z, weights, mean);
        Arithmetic.Scale(mean, share);
        Rows.Map(Z, mean, mean, N, default(Less<T>));
        Rows.SumProducts(N, N, weights, variance);
        Arithmetic.Scale(variance, share);
        Invert(variance, batch.ε, batch.Inverse);
        Rows.Scale(N, batch.Inverse, N);
        Rows.Map(N, batch.γ, batch.β, C, default(TimesPlus<T>));
    }

    /// <summary>Z := γ·(Z − μ)/√(σ² + ε) + β with given mean and variance, by the same operations as <see cref="Forward"/>.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Apply<T>(
        Span<T> Z, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, ReadOnlySpan<T> γ, ReadOnlySpan<T> β, double ε)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Scratch<T> inverse = Scratch<T>.Rent(γ.Length);
        Invert(variance, ε, inverse.Span);
        Rows.Map(Z, mean, inverse.Span, Z, default(LessTimes<T>));
        Rows.Map(Z, γ, β, Z, default(TimesPlus<T>));
    }

    /// <summary>The derivatives back through <see cref="Apply"/>, whose mean and variance are given: dC := γ·dC/√(σ² + ε).</summary>
    public static void BackThroughApply<T>(Span<T> dC, ReadOnlySpan<T> variance, ReadOnlySpan<T> γ, double ε)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Scratch<T> scale = Scratch<T>.Rent(γ.Length);
        Invert(variance, ε, scale.Span);
        Arithmetic.Multiply(γ, scale.Span, scale.Span);
        Rows.Scale(dC, scale.Span, dC);
    }

    /// <summary>
    /// dβ = (1/m) Σ dC, dγ = (1/m) Σ dC∘N, and in place of dC, dZ = γ·inverse·(dC − w·(Σ dC + N·Σ dC∘N)/Σ w).
    /// </summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Backward<T>(Span<T> dC, in NormalizedBatch<T> batch, Span<T> dγ, Span<T> dβ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> N = batch.N;
        int rows = dγ.Length, m = dC.Length / rows;
        T share = Share(batch.Weights, m, out ReadOnlySpan<T> weights);
        Rows.SumProducts(dC, N, default, dγ);
        Rows.Sum(dC, default, dβ);
        using Scratch<T> p = Scratch<T>.Rent(rows), q = Scratch<T>.Rent(rows), scale = Scratch<T>.Rent(rows);
        dβ.CopyTo(p.Span);
        Arithmetic.Scale(p.Span, share);
        dγ.CopyTo(q.Span);
        Arithmetic.Scale(q.Span, share);
        Arithmetic.Multiply(batch.γ, batch.Inverse, scale.Span);
        T inverse = T.One / T.CreateTruncating(m);
        Arithmetic.Scale(dβ, inverse);
        Arithmetic.Scale(dγ, inverse);

        // p + q·N is the part that the batch's own mean and variance take back.
        using Scratch<T> terms = Scratch<T>.Rent(rows * Math.Min(Products.Chunk, m));
        for (int first = 0; first < m; first += Products.Chunk)
        {
            int count = Math.Min(Products.Chunk, m - first);
            Span<T> d = dC.Slice(first * rows, count * rows), part = terms.Span[..d.Length];
            Rows.Map(N.Slice(first * rows, d.Length), q.Span, p.Span, part, default(TimesPlus<T>));
            if (!weights.IsEmpty)
            {
                Rows.ScaleColumns(part, weights.Slice(first, count), part);
            }

            Arithmetic.Subtract(d, part, d);
            Rows.Scale(d, scale.Span, d);
        }
    }

    /// <summary>r := (1 − momentum)·r + momentum·x.</summary>
    public static void Average<T>(ReadOnlySpan<T> x, Span<T> r, double momentum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Binary(r, x, r, new UpdateKernels.Average<T>(T.CreateTruncating(1 - momentum), T.CreateTruncating(momentum)));

    /// <summary>1/Σ w; or 1/m, and no weights, where there are none or all of the batch are 0: then all samples count the same.</summary>
    private static T Share<T>(ReadOnlySpan<T> given, int m, out ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = given.IsEmpty ? 0 : Sums.Of(given);
        weights = sum > 0 ? given : default;
        return T.CreateTruncating(1 / (sum > 0 ? sum : m));
    }

    private static void Invert<T>(ReadOnlySpan<T> variance, double ε, Span<T> inverse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(variance, inverse, new InverseRoot<T>(T.CreateTruncating(ε)));

    private readonly struct InverseRoot<T>(T ε) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IVector<V, T> => V.One / V.Sqrt(x + V.Broadcast(ε));
    }

    private readonly struct Less<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V p, V q)
            where V : struct, IVector<V, T> => x - p;
    }

    private readonly struct LessTimes<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V p, V q)
            where V : struct, IVector<V, T> => (x - p) * q;
    }

    private readonly struct TimesPlus<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V p, V q)
            where V : struct, IVector<V, T> => V.FusedMultiplyAdd(x, p, q);
    }
}

/// <summary>What batch normalization has learned, and what it computes for a batch: forward propagation fills it, backward propagation needs it.</summary>
internal readonly ref struct NormalizedBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What each sample counts; empty where all count the same.</summary>
    public required ReadOnlySpan<T> Weights { get; init; }

    /// <summary>The learned scale of each unit.</summary>
    public required ReadOnlySpan<T> γ { get; init; }

    /// <summary>The learned shift of each unit.</summary>
    public required ReadOnlySpan<T> β { get; init; }

    /// <summary>What keeps the root of a variance from 0.</summary>
    public required double ε { get; init; }

    /// <summary>μ of each unit over the batch.</summary>
    public required Span<T> Mean { get; init; }

    /// <summary>σ² of each unit over the batch.</summary>
    public required Span<T> Variance { get; init; }

    /// <summary>1/√(σ² + ε) of each unit.</summary>
    public required Span<T> Inverse { get; init; }

    /// <summary>(Z − μ)/√(σ² + ε), n[l] × m.</summary>
    public required Span<T> N { get; init; }
}
