using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;
using static ShallowNet.ElementaryNumbers;
using static ShallowNet.Kernels.GaussianIntegral;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace ShallowNet.Benchmarks;

/// <summary>
/// The library's kernels as one would write them for doubles on AVX2 alone, beside which the library's, written once for both precisions and all widths, are
/// timed. The formulas and their numbers are the library's, so that the bits are the same; spans are whole vectors.
/// </summary>
internal static partial class DoubleByHand
{
    private const int Count = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exp(V x)
    {
        x = MaxNative(Create(ExpLowestInDouble), MinNative(Create(ExpHighestInDouble), x));
        V mantissa = V.One + ReducedExpm1(x, out V n), offset = Create(Lanes.OffsetInDouble);
        V half = FusedMultiplyAdd(n - offset, Create(0.5), offset);
        return mantissa * PowerOfTwo(half) * PowerOfTwo(n - (half - offset));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1(V x)
    {
        x = MaxNative(Create(Expm1Lowest), MinNative(V.Zero, x));
        V r = ReducedExpm1(x, out V n), scale = PowerOfTwo(n);
        return FusedMultiplyAdd(scale, r, scale - V.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedExpm1(V x, out V n)
    {
        ReadOnlySpan<double> c = ExpInDouble;
        V offset = Create(Lanes.OffsetInDouble);
        n = FusedMultiplyAdd(x, Create(Log2E), offset);
        V whole = n - offset;
        V r = FusedMultiplyAdd(whole, Create(-Ln2HighInDouble), x);
        r = FusedMultiplyAdd(whole, Create(-Ln2LowInDouble), r);
        V p = FusedMultiplyAdd(Create(c[0]), r, Create(c[1]));
        p = FusedMultiplyAdd(p, r, Create(c[2]));
        p = FusedMultiplyAdd(p, r, Create(c[3]));
        p = FusedMultiplyAdd(p, r, Create(c[4]));
        p = FusedMultiplyAdd(p, r, Create(c[5]));
        p = FusedMultiplyAdd(p, r, Create(c[6]));
        p = FusedMultiplyAdd(p, r, Create(c[7]));
        p = FusedMultiplyAdd(p, r, Create(c[8]));
        p = FusedMultiplyAdd(p, r, Create(c[9]));
        p = FusedMultiplyAdd(p, r, Create(c[10]));
        return FusedMultiplyAdd(r * r, p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo(V n) => ((n.AsInt64() + Create(1023L)) << 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tanh(V x)
    {
        V sign = x & Create(-0.0);
        V magnitude = MinNative(Create(TanhHighest), x ^ sign);
        V r = ReducedExpm1(magnitude * Create(-2.0), out V n), scale = PowerOfTwo(n);
        V e = FusedMultiplyAdd(scale, r, scale - V.One);
        return QuotientBySum(-e, Create(2.0), e) | sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sigmoid(V x)
    {
        V e = Exp(x | Create(-0.0));
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
        V isSubnormal = LessThan(x, Create(2.2250738585072014e-308));
        V m = SplitExponent(ConditionalSelect(isSubnormal, x * Create(18014398509481984.0), x), out V k);
        V log = LogOfOnePlus(m - V.One, k + (isSubnormal & Create(-54.0)));
        log = ConditionalSelect(Vector256.Equals(x, V.Zero), Create(double.NegativeInfinity), log);
        log = ConditionalSelect(LessThan(x, V.Zero), Create(double.NaN), log);
        return ConditionalSelect(GreaterThanOrEqual(x, Create(double.PositiveInfinity)) | ~Vector256.Equals(x, x), x, log);
    }

    /// <summary>
    /// x = 2ᵏ·f. AVX2 has no arithmetic shift of 64 bits and makes no doubles of such integers, so the exponent is shifted with 1,024 added, as an unsigned number,
    /// and becomes the lowest bits of 2⁵² + 1,024 + k.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SplitExponent(V x, out V k)
    {
        Vector256<long> bits = x.AsInt64(), exponent = (bits - Create(Lanes.RootHalfInDouble - (1024L << 52))) >>> 52;
        k = (exponent | Create(4503599627370496.0).AsInt64()).AsDouble() - Create(4503599627370496.0 + 1024);
        return (bits - ((exponent - Create(1024L)) << 52)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log1p(V x)
    {
        V doubled = GreaterThan(x, Create(Root2Minus1));
        return LogOfOnePlus(ConditionalSelect(doubled, (x - V.One) * Create(0.5), x), doubled & V.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfOnePlus(V f, V k)
    {
        ReadOnlySpan<double> c = ArtanhInDouble;
        V s = f / (f + Create(2.0)), z = s * s;
        V p = FusedMultiplyAdd(Create(c[0]), z, Create(c[1]));
        p = FusedMultiplyAdd(p, z, Create(c[2]));
        p = FusedMultiplyAdd(p, z, Create(c[3]));
        p = FusedMultiplyAdd(p, z, Create(c[4]));
        p = FusedMultiplyAdd(p, z, Create(c[5]));
        p = FusedMultiplyAdd(p, z, Create(c[6]));
        V R = z * p, halfSquare = Create(0.5) * f * f;
        return k * Create(Ln2HighInDouble) - (halfSquare - FusedMultiplyAdd(s, halfSquare + R, k * Create(Ln2LowInDouble)) - f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Softplus(V x)
    {
        ReadOnlySpan<double> c = LogCoshInDouble;
        V far = AndNot(x, LessThan(x, V.Zero)) + Log1p(Exp(x | Create(-0.0)));
        V half = x * Create(0.5), ln2 = Create(Ln2);
        V sum = ln2 + half, lost = half - (sum - ln2), z = x * x;
        V p = FusedMultiplyAdd(Create(c[0]), z, Create(c[1]));
        p = FusedMultiplyAdd(p, z, Create(c[2]));
        p = FusedMultiplyAdd(p, z, Create(c[3]));
        p = FusedMultiplyAdd(p, z, Create(c[4]));
        p = FusedMultiplyAdd(p, z, Create(c[5]));
        p = FusedMultiplyAdd(p, z, Create(c[6]));
        p = FusedMultiplyAdd(p, z, Create(c[7]));
        p = FusedMultiplyAdd(p, z, Create(c[8]));
        p = FusedMultiplyAdd(p, z, Create(c[9]));
        V near = sum + (lost + FusedMultiplyAdd(z, p, Create(Ln2LostInDouble)));
        return ConditionalSelect(LessThan(Abs(x), V.One), near, far);
    }

    /// <summary>Φ(z), and exp(−z²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Phi(V z, out V exponential)
    {
        V t = MinNative(Create(HighestInDouble), Abs(z)), square = t * t;
        V minusHalfLost = FusedMultiplyAdd(t, t, -square) * Create(-0.5);
        V e = Exp(square * Create(-0.5));
        exponential = FusedMultiplyAdd(e, minusHalfLost, e);
        V M = MillsRatio(t, out V rest);
        V tail = FusedMultiplyAdd(e, M, e * FusedMultiplyAdd(M, minusHalfLost, rest));
        return ConditionalSelect(GreaterThan(z, V.Zero), V.One - tail, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MillsRatio(V t, out V rest)
    {
        V k = Create(KInDouble), sum = t + k, difference = t - k, inverse = V.One / sum;
        V sumLost = MinNative(k, t) - (sum - MaxNative(k, t)), differenceLost = t - (difference + k);
        V u = difference * inverse;
        V over = FusedMultiplyAdd(-u, sum, difference) + FusedMultiplyAdd(-u, sumLost, differenceLost);
        u = FusedMultiplyAdd(over, inverse, u);

        V c = Create(MillsHighInDouble), p = MillsPolynomial(u);
        V numerator = FusedMultiplyAdd(u, p, c);
        V numeratorLost = FusedMultiplyAdd(u, p, c - numerator) + Create(MillsLowInDouble);
        V M = numerator * inverse;
        over = FusedMultiplyAdd(-M, sumLost, FusedMultiplyAdd(-M, sum, numerator)) + numeratorLost;
        rest = over * inverse;
        return M;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MillsPolynomial(V u)
    {
        ReadOnlySpan<double> c = MillsInDouble;
        V p = FusedMultiplyAdd(Create(c[0]), u, Create(c[1]));
        p = FusedMultiplyAdd(p, u, Create(c[2]));
        p = FusedMultiplyAdd(p, u, Create(c[3]));
        p = FusedMultiplyAdd(p, u, Create(c[4]));
        p = FusedMultiplyAdd(p, u, Create(c[5]));
        p = FusedMultiplyAdd(p, u, Create(c[6]));
        p = FusedMultiplyAdd(p, u, Create(c[7]));
        p = FusedMultiplyAdd(p, u, Create(c[8]));
        p = FusedMultiplyAdd(p, u, Create(c[9]));
        p = FusedMultiplyAdd(p, u, Create(c[10]));
        p = FusedMultiplyAdd(p, u, Create(c[11]));
        p = FusedMultiplyAdd(p, u, Create(c[12]));
        p = FusedMultiplyAdd(p, u, Create(c[13]));
        p = FusedMultiplyAdd(p, u, Create(c[14]));
        p = FusedMultiplyAdd(p, u, Create(c[15]));
        p = FusedMultiplyAdd(p, u, Create(c[16]));
        p = FusedMultiplyAdd(p, u, Create(c[17]));
        p = FusedMultiplyAdd(p, u, Create(c[18]));
        p = FusedMultiplyAdd(p, u, Create(c[19]));
        p = FusedMultiplyAdd(p, u, Create(c[20]));
        return FusedMultiplyAdd(p, u, Create(c[21]));
    }

    /// <summary>p·x, but 0 where p is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TimesOrZero(V p, V x) => AndNot(p * x, Vector256.Equals(p, V.Zero));

    /// <summary>x, but 0 where its magnitude is below a bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ZeroBelow(V x, V bound) => AndNot(x, LessThan(Abs(x), bound));

    /// <summary>x, but 0 below 2⁻⁹⁶⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ZeroIfNegligible(V x) => ZeroBelow(x, Create(1.026134200324594e-289));
}
