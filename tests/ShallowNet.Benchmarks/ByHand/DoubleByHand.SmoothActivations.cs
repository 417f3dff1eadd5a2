using System.Runtime.CompilerServices;
using static System.Runtime.InteropServices.MemoryMarshal;
using static System.Runtime.Intrinsics.Vector256;
using static ShallowNet.Kernels.SmoothActivationKernels;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace ShallowNet.Benchmarks;

/// <content>The smooth relatives of ReLU; derivatives in place.</content>
internal static partial class DoubleByHand
{
    [MethodImpl(Compile.AtOnce)]
    public static void ELU(ReadOnlySpan<double> z, Span<double> a, double α)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        V factor = Create(α);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            ConditionalSelect(GreaterThan(zi, V.Zero), zi, factor * Expm1(zi)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void ELUBackward(ReadOnlySpan<double> a, Span<double> dz, double α)
    {
        ref double from = ref GetReference(a), slopes = ref GetReference(dz);
        V offset = Create(α);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            ConditionalSelect(GreaterThan(ai, V.Zero), d, d * (ai + offset)).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void SELU(ReadOnlySpan<double> z, Span<double> a, double λ, double λα)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        V above = Create(λ), below = Create(λα);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            ConditionalSelect(GreaterThan(zi, V.Zero), above * zi, below * Expm1(zi)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void SELUBackward(ReadOnlySpan<double> a, Span<double> dz, double λ, double λα)
    {
        ref double from = ref GetReference(a), slopes = ref GetReference(dz);
        V above = Create(λ), below = Create(λα);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            (d * ConditionalSelect(GreaterThan(ai, V.Zero), above, ai + below)).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void GELU(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            (zi * Phi(zi, out _)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void GELUBackward(ReadOnlySpan<double> z, Span<double> dz)
    {
        ref double from = ref GetReference(z), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            V Φ = Phi(zi, out V exponential);
            (d * FusedMultiplyAdd(zi, exponential * Create(0.3989422804014327), Φ)).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void GELUTanh(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            (zi * Sigmoid(zi * FusedMultiplyAdd(zi * zi, Create(CubicFactor), Create(LinearFactor)))).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void GELUTanhBackward(ReadOnlySpan<double> z, Span<double> dz)
    {
        ref double from = ref GetReference(z), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            zi = MaxNative(Create(-30.0), MinNative(Create(30.0), zi));
            V square = zi * zi, σ = Sigmoid(zi * FusedMultiplyAdd(square, Create(CubicFactor), Create(LinearFactor)));
            V slope = FusedMultiplyAdd(square, Create(3 * CubicFactor), Create(LinearFactor));
            (d * (σ * FusedMultiplyAdd(zi * (V.One - σ), slope, V.One))).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void SiLU(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            (zi * Sigmoid(zi)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void SiLUBackward(ReadOnlySpan<double> z, Span<double> dz)
    {
        ref double from = ref GetReference(z), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            V σ = Sigmoid(zi);
            (d * (σ * FusedMultiplyAdd(zi, V.One - σ, V.One))).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Mish(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            MishParts(zi, Exp(zi | Create(-0.0)), out V n, out V rest);
            (zi * (n / (n + rest))).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void MishBackward(ReadOnlySpan<double> z, Span<double> dz)
    {
        ref double from = ref GetReference(z), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            V e = Exp(zi | Create(-0.0));
            MishParts(zi, e, out V n, out V rest);
            V sum = n + rest, factor = ConditionalSelect(LessThan(zi, V.Zero), e + e, rest);
            (d * FusedMultiplyAdd(zi * (factor + factor), (V.One + e) / (sum * sum), n / sum)).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MishParts(V z, V e, out V n, out V rest)
    {
        V isNegative = LessThan(z, V.Zero);
        n = ConditionalSelect(isNegative, e * (e + Create(2.0)), e + e + V.One);
        rest = ConditionalSelect(isNegative, Create(2.0), (e + e) * e);
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Softplus(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            Softplus(LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void SoftplusBackward(ReadOnlySpan<double> a, Span<double> dz)
    {
        ref double from = ref GetReference(a), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            (-d * Expm1(-ai)).StoreUnsafe(ref slopes, i);
        }
    }
}
