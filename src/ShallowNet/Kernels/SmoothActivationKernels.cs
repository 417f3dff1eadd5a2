using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>
/// The smooth relatives of ReLU, and the exponential: A = g(Z), and dZ = dA ∘ g′(Z) in place. Derivatives come from A wherever that
/// suffices. Where Z is huge, factors that would be 0·∞ are kept finite, so that finite Z have finite results.
/// </summary>
internal static class SmoothActivationKernels
{
    /// <summary>What z³ counts beside z in the approximate GELU, ½z(1 + tanh(√(2/π)(z + 0.044715z³))).</summary>
    public const double CubicShare = 0.044715;

    /// <summary>2√(2/π), of the approximate GELU.</summary>
    public const double LinearFactor = 1.5957691216057308;

    /// <summary>2√(2/π)·0.044715.</summary>
    public const double CubicFactor = LinearFactor * CubicShare;

    /// <summary>a = z where z &gt; 0, α(eᶻ − 1) elsewhere.</summary>
    public static void ELU<T>(ReadOnlySpan<T> Z, Span<T> A, double α)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, new ELUOf<T>(T.CreateTruncating(α)));

    /// <summary>dz = da where a &gt; 0, da·(a + α) elsewhere (0 included).</summary>
    public static void ELUBackward<T>(ReadOnlySpan<T> A, Span<T> dZ, double α)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, dZ, dZ, new ELUSlope<T>(T.CreateTruncating(α)));

    /// <summary>a = z·Φ(z).</summary>
    public static void GELU<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(GELUOf<T>));

    /// <summary>dz = da·(Φ(z) + z·φ(z)).</summary>
    public static void GELUBackward<T>(ReadOnlySpan<T> Z, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(Z, dZ, dZ, default(GELUSlope<T>));

    /// <summary>a = z·σ(v) with v = 2√(2/π)(z + 0.044715z³), which is ½z(1 + tanh(v/2)).</summary>
    public static void GELUTanh<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(GELUTanhOf<T>));

    /// <summary>dz = da·σ(v)(1 + z(1 − σ(v))v′).</summary>
    public static void GELUTanhBackward<T>(ReadOnlySpan<T> Z, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(Z, dZ, dZ, default(GELUTanhSlope<T>));

    /// <summary>a = z·σ(z).</summary>
    public static void SiLU<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(SiLUOf<T>));

    /// <summary>dz = da·σ(z)(1 + z(1 − σ(z))).</summary>
    public static void SiLUBackward<T>(ReadOnlySpan<T> Z, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(Z, dZ, dZ, default(SiLUSlope<T>));

    /// <summary>a = λz where z &gt; 0, λα(eᶻ − 1) elsewhere.</summary>
    public static void SELU<T>(ReadOnlySpan<T> Z, Span<T> A, double λ, double λα)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, new SELUOf<T>(T.CreateTruncating(λ), T.CreateTruncating(λα)));

    /// <summary>dz = da·λ where a &gt; 0, da·(a + λα) elsewhere (0 included).</summary>
    public static void SELUBackward<T>(ReadOnlySpan<T> A, Span<T> dZ, double λ, double λα)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, dZ, dZ, new SELUSlope<T>(T.CreateTruncating(λ), T.CreateTruncating(λα)));

    /// <summary>a = z·tanh(ln(1 + eᶻ)).</summary>
    public static void Mish<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(MishOf<T>));

    /// <summary>dz = da·(t + z(1 − t²)σ(z)) with t = tanh(ln(1 + eᶻ)).</summary>
    public static void MishBackward<T>(ReadOnlySpan<T> Z, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(Z, dZ, dZ, default(MishSlope<T>));

    /// <summary>a = ln(1 + eᶻ).</summary>
    public static void Softplus<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(SoftplusOf<T>));

    /// <summary>dz = da·(1 − e⁻ᵃ), which is da·σ(z).</summary>
    public static void SoftplusBackward<T>(ReadOnlySpan<T> A, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, dZ, dZ, default(SoftplusSlope<T>));

    /// <summary>a = eᶻ.</summary>
    public static void Exponential<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(ActivationKernels.ExpOf<T>));

    /// <summary>dz = da·a.</summary>
    public static void ExponentialBackward<T>(ReadOnlySpan<T> A, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Arithmetic.Multiply<T>(A, dZ, dZ);

    /// <summary>
    /// n and the rest of tanh(ln(1 + eᶻ)) = n/(n + rest), from e = exp(−|z|), so that nothing overflows: n = e(e + 2) and 2 for negative z, 1 + 2e
    /// and 2e² otherwise.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MishParts<V>(V z, V e, out V n, out V rest)
        where V : struct, IFloats<V>
    {
        V isNegative = V.LessThan(z, V.Zero);
        n = V.ConditionalSelect(isNegative, e * (e + V.All(2.0)), e + e + V.One);
        rest = V.ConditionalSelect(isNegative, V.All(2.0), (e + e) * e);
    }

    private readonly struct ELUOf<T>(T α) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T> =>
            V.ConditionalSelect(V.GreaterThan(z, V.Zero), z, V.Broadcast(α) * Elementary.Expm1(z));
    }

    private readonly struct ELUSlope<T>(T α) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V da)
            where V : struct, IVector<V, T> =>
            V.ConditionalSelect(V.GreaterThan(a, V.Zero), da, da * (a + V.Broadcast(α)));
    }

    private readonly struct GELUOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T> => z * GaussianIntegral.Phi(z, out _);
    }

    private readonly struct GELUSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V da)
            where V : struct, IVector<V, T>
        {
            // φ(z) = exp(−z²/2)/√(2π)
            V Φ = GaussianIntegral.Phi(z, out V exponential);
            return da * V.FusedMultiplyAdd(z, exponential * V.All(0.3989422804014327), Φ);
        }
    }

    private readonly struct GELUTanhOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T>
        {
            V v = z * V.FusedMultiplyAdd(z * z, V.All(CubicFactor), LinearFactor);
            return z * Elementary.Sigmoid(v);
        }
    }

    private readonly struct GELUTanhSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V da)
            where V : struct, IVector<V, T>
        {
            // At ±30 the derivative has long been 0 or 1, and z³ is far from overflowing.
            z = V.MaxNative(V.All(-30.0), V.MinNative(V.All(30.0), z));
            V square = z * z;
            V σ = Elementary.Sigmoid(z * V.FusedMultiplyAdd(square, V.All(CubicFactor), LinearFactor));
            V slope = V.FusedMultiplyAdd(square, V.All(3 * CubicFactor), LinearFactor);
            return da * (σ * V.FusedMultiplyAdd(z * (V.One - σ), slope, V.One));
        }
    }

    private readonly struct SiLUOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T> => z * Elementary.Sigmoid(z);
    }

    private readonly struct SiLUSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V da)
            where V : struct, IVector<V, T>
        {
            V σ = Elementary.Sigmoid(z);
            return da * (σ * V.FusedMultiplyAdd(z, V.One - σ, V.One));
        }
    }

    private readonly struct SELUOf<T>(T λ, T λα) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T> =>
            V.ConditionalSelect(V.GreaterThan(z, V.Zero), V.Broadcast(λ) * z, V.Broadcast(λα) * Elementary.Expm1(z));
    }

    private readonly struct SELUSlope<T>(T λ, T λα) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V da)
            where V : struct, IVector<V, T> =>
            da * V.ConditionalSelect(V.GreaterThan(a, V.Zero), V.Broadcast(λ), a + V.Broadcast(λα));
    }

    private readonly struct MishOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T>
        {
            MishParts(z, Elementary.Exp(z | V.All(-0.0)), out V n, out V rest);
            return z * (n / (n + rest));
        }
    }

    private readonly struct MishSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V da)
            where V : struct, IVector<V, T>
        {
            // (1 − t²)σ(z) = 2f(1 + e)/(n + rest)² with f = 2e for negative z and f = rest otherwise, in which nothing cancels.
            V e = Elementary.Exp(z | V.All(-0.0));
            MishParts(z, e, out V n, out V rest);
            V sum = n + rest, factor = V.ConditionalSelect(V.LessThan(z, V.Zero), e + e, rest);
            return da * V.FusedMultiplyAdd(z * (factor + factor), (V.One + e) / (sum * sum), n / sum);
        }
    }

    private readonly struct SoftplusOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T> => Elementary.Softplus(z);
    }

    private readonly struct SoftplusSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V da)
            where V : struct, IVector<V, T> => -da * Elementary.Expm1(-a);
    }
}
