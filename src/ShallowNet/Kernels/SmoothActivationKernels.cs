using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

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
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, new ELUOf<T>(All<T>(α)));

    /// <summary>dz = da where a &gt; 0, da·(a + α) elsewhere (0 included).</summary>
    public static void ELUBackward<T>(ReadOnlySpan<T> A, Span<T> dZ, double α)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, dZ, dZ, new ELUSlope<T>(All<T>(α)));

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
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, new SELUOf<T>(All<T>(λ), All<T>(λα)));

    /// <summary>dz = da·λ where a &gt; 0, da·(a + λα) elsewhere (0 included).</summary>
    public static void SELUBackward<T>(ReadOnlySpan<T> A, Span<T> dZ, double λ, double λα)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, dZ, dZ, new SELUSlope<T>(All<T>(λ), All<T>(λα)));

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
    private static void MishParts<T>(Vector512<T> z, Vector512<T> e, out Vector512<T> n, out Vector512<T> rest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> isNegative = Vector512.LessThan(z, Vector512<T>.Zero);
        n = Vector512.ConditionalSelect(isNegative, e * (e + All<T>(2.0)), e + e + Vector512<T>.One);
        rest = Vector512.ConditionalSelect(isNegative, All<T>(2.0), (e + e) * e);
    }

    private readonly struct ELUOf<T>(Vector512<T> α) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z) =>
            Vector512.ConditionalSelect(Vector512.GreaterThan(z, Vector512<T>.Zero), z, α * Elementary.Expm1(z));
    }

    private readonly struct ELUSlope<T>(Vector512<T> α) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> a, Vector512<T> da) =>
            Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512<T>.Zero), da, da * (a + α));
    }

    private readonly struct GELUOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z) => z * GaussianIntegral.Phi(z, out _);
    }

    private readonly struct GELUSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z, Vector512<T> da)
        {
            // φ(z) = exp(−z²/2)/√(2π)
            Vector512<T> Φ = GaussianIntegral.Phi(z, out Vector512<T> exponential);
            return da * FusedMultiplyAdd(z, exponential * All<T>(0.3989422804014327), Φ);
        }
    }

    private readonly struct GELUTanhOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z)
        {
            Vector512<T> v = z * FusedMultiplyAdd(z * z, All<T>(CubicFactor), All<T>(LinearFactor));
            return z * Elementary.Sigmoid(v);
        }
    }

    private readonly struct GELUTanhSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z, Vector512<T> da)
        {
            // At ±30 the derivative has long been 0 or 1, and z³ is far from overflowing.
            z = Vector512.MaxNative(All<T>(-30.0), Vector512.MinNative(All<T>(30.0), z));
            Vector512<T> square = z * z;
            Vector512<T> σ = Elementary.Sigmoid(z * FusedMultiplyAdd(square, All<T>(CubicFactor), All<T>(LinearFactor)));
            Vector512<T> slope = FusedMultiplyAdd(square, All<T>(3 * CubicFactor), All<T>(LinearFactor));
            return da * (σ * FusedMultiplyAdd(z * (Vector512<T>.One - σ), slope, Vector512<T>.One));
        }
    }

    private readonly struct SiLUOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z) => z * Elementary.Sigmoid(z);
    }

    private readonly struct SiLUSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z, Vector512<T> da)
        {
            Vector512<T> σ = Elementary.Sigmoid(z);
            return da * (σ * FusedMultiplyAdd(z, Vector512<T>.One - σ, Vector512<T>.One));
        }
    }

    private readonly struct SELUOf<T>(Vector512<T> λ, Vector512<T> λα) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z) =>
            Vector512.ConditionalSelect(Vector512.GreaterThan(z, Vector512<T>.Zero), λ * z, λα * Elementary.Expm1(z));
    }

    private readonly struct SELUSlope<T>(Vector512<T> λ, Vector512<T> λα) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> a, Vector512<T> da) =>
            da * Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512<T>.Zero), λ, a + λα);
    }

    private readonly struct MishOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z)
        {
            MishParts(z, Elementary.Exp(z | All<T>(-0.0)), out Vector512<T> n, out Vector512<T> rest);
            return z * (n / (n + rest));
        }
    }

    private readonly struct MishSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z, Vector512<T> da)
        {
            // (1 − t²)σ(z) = 2f(1 + e)/(n + rest)² with f = 2e for negative z and f = rest otherwise, in which nothing cancels.
            Vector512<T> e = Elementary.Exp(z | All<T>(-0.0));
            MishParts(z, e, out Vector512<T> n, out Vector512<T> rest);
            Vector512<T> sum = n + rest, factor = Vector512.ConditionalSelect(Vector512.LessThan(z, Vector512<T>.Zero), e + e, rest);
            return da * FusedMultiplyAdd(z * (factor + factor), (Vector512<T>.One + e) / (sum * sum), n / sum);
        }
    }

    private readonly struct SoftplusOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> z) => Elementary.Softplus(z);
    }

    private readonly struct SoftplusSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Apply(Vector512<T> a, Vector512<T> da) => -da * Elementary.Expm1(-a);
    }
}
