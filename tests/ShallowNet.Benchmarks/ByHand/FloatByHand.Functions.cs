using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;
using static ShallowNet.ElementaryNumbers;
using static ShallowNet.Kernels.GaussianIntegral;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace ShallowNet.Benchmarks;

/// <summary>
/// The library's kernels as one would write them for floats on AVX2 alone, beside which the library's, written once for both precisions and all widths, are
/// timed. The formulas and their numbers are the library's, so that the bits are the same; spans are whole vectors.
/// </summary>
internal static partial class FloatByHand
{
    private const int Count = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exp(V x)
    {
        x = MaxNative(Create((float)ExpLowestInFloat), MinNative(Create((float)ExpHighestInFloat), x));
        V mantissa = V.One + ReducedExpm1(x, out V n), offset = Create((float)Lanes.OffsetInFloat);
        V half = FusedMultiplyAdd(n - offset, Create(0.5f), offset);
        return mantissa * PowerOfTwo(half) * PowerOfTwo(n - (half - offset));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1(V x)
    {
        x = MaxNative(Create((float)Expm1Lowest), MinNative(V.Zero, x));
        V r = ReducedExpm1(x, out V n), scale = PowerOfTwo(n);
        return FusedMultiplyAdd(scale, r, scale - V.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedExpm1(V x, out V n)
    {
        ReadOnlySpan<double> c = ExpInFloat;
        V offset = Create((float)Lanes.OffsetInFloat);
        n = FusedMultiplyAdd(x, Create((float)Log2E), offset);
        V whole = n - offset;
        V r = FusedMultiplyAdd(whole, Create((float)-Ln2HighInFloat), x);
        r = FusedMultiplyAdd(whole, Create((float)-Ln2LowInFloat), r);
        V p = FusedMultiplyAdd(Create((float)c[0]), r, Create((float)c[1]));
        p = FusedMultiplyAdd(p, r, Create((float)c[2]));
        p = FusedMultiplyAdd(p, r, Create((float)c[3]));
        p = FusedMultiplyAdd(p, r, Create((float)c[4]));
        return FusedMultiplyAdd(r * r, p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo(V n) => ((n.AsInt32() + Create(127)) << 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tanh(V x)
    {
        V sign = x & Create(-0f);
        V magnitude = MinNative(Create((float)TanhHighest), x ^ sign);
        V r = ReducedExpm1(magnitude * Create(-2f), out V n), scale = PowerOfTwo(n);
        V e = FusedMultiplyAdd(scale, r, scale - V.One);
        return QuotientBySum(-e, Create(2f), e) | sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sigmoid(V x)
    {
        V e = Exp(x | Create(-0f));
        return QuotientBySum(ConditionalSelect(LessThan(x, V.Zero), e, V.One), V.One, e);
    }

    /// <summary>x/(large + small), corrected by what it leaves over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V QuotientBySum(V x, V large, V small)
    {
        V sum = large + small, lost = small - (sum - large), inverse = V.One / sum, q = x * inverse;
        V rest = FusedMultiplyAdd(-q, lost, FusedMultiplyAdd(-q, sum, x));
        return FusedMultiplyAdd(rest, inverse, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log(V x)
    {
        V isSubnormal = LessThan(x, Create((float)1.17549435e-38));
        V m = SplitExponent(ConditionalSelect(isSubnormal, x * Create(33554432f), x), out V k);
        V log = LogOfOnePlus(m - V.One, k + (isSubnormal & Create(-25f)));
        log = ConditionalSelect(Vector256.Equals(x, V.Zero), Create(float.NegativeInfinity), log);
        log = ConditionalSelect(LessThan(x, V.Zero), Create(float.NaN), log);
        return ConditionalSelect(GreaterThanOrEqual(x, Create(float.PositiveInfinity)) | ~Vector256.Equals(x, x), x, log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SplitExponent(V x, out V k)
    {
        Vector256<int> bits = x.AsInt32(), exponent = (bits - Create(Lanes.RootHalfInFloat)) >> 23;
        k = ConvertToSingle(exponent);
        return (bits - (exponent << 23)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log1p(V x)
    {
        V doubled = GreaterThan(x, Create((float)Root2Minus1));
        return LogOfOnePlus(ConditionalSelect(doubled, (x - V.One) * Create(0.5f), x), doubled & V.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfOnePlus(V f, V k)
    {
        ReadOnlySpan<double> c = ArtanhInFloat;
        V s = f / (f + Create(2f)), z = s * s;
        V p = FusedMultiplyAdd(Create((float)c[0]), z, Create((float)c[1]));
        p = FusedMultiplyAdd(p, z, Create((float)c[2]));
        p = FusedMultiplyAdd(p, z, Create((float)c[3]));
        V R = z * p, halfSquare = Create(0.5f) * f * f;
        return k * Create((float)Ln2HighInFloat) - (halfSquare - FusedMultiplyAdd(s, halfSquare + R, k * Create((float)Ln2LowInFloat)) - f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Softplus(V x)
    {
        ReadOnlySpan<double> c = LogCoshInFloat;
        V far = AndNot(x, LessThan(x, V.Zero)) + Log1p(Exp(x | Create(-0f)));
        V half = x * Create(0.5f), ln2 = Create((float)Ln2);
        V sum = ln2 + half, lost = half - (sum - ln2), z = x * x;
        V p = FusedMultiplyAdd(Create((float)c[0]), z, Create((float)c[1]));
        p = FusedMultiplyAdd(p, z, Create((float)c[2]));
        p = FusedMultiplyAdd(p, z, Create((float)c[3]));
        p = FusedMultiplyAdd(p, z, Create((float)c[4]));
        V near = sum + (lost + FusedMultiplyAdd(z, p, Create((float)Ln2LostInFloat)));
        return ConditionalSelect(LessThan(Abs(x), V.One), near, far);
    }

    /// <summary>Φ(z), and exp(−z²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Phi(V z, out V exponential)
    {
        V t = MinNative(Create((float)HighestInFloat), Abs(z)), square = t * t;
        V minusHalfLost = FusedMultiplyAdd(t, t, -square) * Create(-0.5f);
        V e = Exp(square * Create(-0.5f));
        exponential = FusedMultiplyAdd(e, minusHalfLost, e);
        V M = MillsRatio(t, out V rest);
        V tail = FusedMultiplyAdd(e, M, e * FusedMultiplyAdd(M, minusHalfLost, rest));
        return ConditionalSelect(GreaterThan(z, V.Zero), V.One - tail, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MillsRatio(V t, out V rest)
    {
        V k = Create((float)KInFloat), sum = t + k, difference = t - k, inverse = V.One / sum;
        V sumLost = MinNative(k, t) - (sum - MaxNative(k, t)), differenceLost = t - (difference + k);
        V u = difference * inverse;
        V over = FusedMultiplyAdd(-u, sum, difference) + FusedMultiplyAdd(-u, sumLost, differenceLost);
        u = FusedMultiplyAdd(over, inverse, u);

        V c = Create((float)MillsHighInFloat), p = MillsPolynomial(u);
        V numerator = FusedMultiplyAdd(u, p, c);
        V numeratorLost = FusedMultiplyAdd(u, p, c - numerator) + Create((float)MillsLowInFloat);
        V M = numerator * inverse;
        over = FusedMultiplyAdd(-M, sumLost, FusedMultiplyAdd(-M, sum, numerator)) + numeratorLost;
        rest = over * inverse;
        return M;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MillsPolynomial(V u)
    {
        ReadOnlySpan<double> c = MillsInFloat;
        V p = FusedMultiplyAdd(Create((float)c[0]), u, Create((float)c[1]));
        p = FusedMultiplyAdd(p, u, Create((float)c[2]));
        p = FusedMultiplyAdd(p, u, Create((float)c[3]));
        p = FusedMultiplyAdd(p, u, Create((float)c[4]));
        p = FusedMultiplyAdd(p, u, Create((float)c[5]));
        p = FusedMultiplyAdd(p, u, Create((float)c[6]));
        p = FusedMultiplyAdd(p, u, Create((float)c[7]));
        p = FusedMultiplyAdd(p, u, Create((float)c[8]));
        return FusedMultiplyAdd(p, u, Create((float)c[9]));
    }

    /// <summary>p·x, but 0 where p is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TimesOrZero(V p, V x) => AndNot(p * x, Vector256.Equals(p, V.Zero));

    /// <summary>x, but 0 where its magnitude is below a bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ZeroBelow(V x, V bound) => AndNot(x, LessThan(Abs(x), bound));

    /// <summary>x, but 0 below 2⁻¹⁰⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ZeroIfNegligible(V x) => ZeroBelow(x, Create((float)7.888609052210118e-31));
}
