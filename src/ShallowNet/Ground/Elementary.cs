using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet;

/// <summary>
/// exp, expm1, log, log1p, tanh and sigmoid on vectors: one formula for both precisions, the same bits on every machine.
/// </summary>
/// <remarks>
/// The platform's functions differ between operating systems, and vectorized ones between a vector and its remainder.
/// These use only additions, multiplications, divisions and fused multiply-adds, which IEEE 754 fixes to the bit. The
/// polynomials are Chebyshev fits of the functions named beside them.
/// <para>
/// Worst errors measured, in units of the last place (double against mpmath, float against double): exp 1.04 and 1.00, expm1 0.88 and 0.90, log 0.67 and
/// 0.77, log1p 1.16 and 1.38, tanh 1.58 and 1.78, sigmoid 0.94 and 1.46, softplus 1.25 and 1.54.
/// </para>
/// </remarks>
internal static class Elementary
{
    /// <summary>eˣ; 0 and ∞ beyond the range; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Beyond these bounds the result has long been 0 or ∞; n stays within what two steps of scaling can reach.
        // A native minimum or maximum gives its second argument where one is NaN.
        (double low, double high) = typeof(T) == typeof(double) ? (-760.0, 720.0) : (-120.0, 100.0);
        x = Vector512.MaxNative(All<T>(low), Vector512.MinNative(All<T>(high), x));
        Vector512<T> mantissa = Vector512<T>.One + ReducedExpm1(x, out Vector512<T> n);

        // Two factors, so that a result at either end of the range is reached without leaving it on the way.
        Vector512<T> half = RoundInPlace(FromPlace(n), All<T>(0.5));
        return mantissa * PowerOfTwo(half) * PowerOfTwo(n - FromPlace(half));
    }

    /// <summary>eˣ − 1 for x up to 0 (0 above it), without losing small x to the 1; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Expm1<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The result is −1 to the last bit from −38 on (double; −18 for float).
        x = Vector512.MaxNative(All<T>(-60.0), Vector512.MinNative(Vector512<T>.Zero, x));
        Vector512<T> r = ReducedExpm1(x, out Vector512<T> n);
        Vector512<T> scale = PowerOfTwo(n);
        return FusedMultiplyAdd(scale, r, scale - Vector512<T>.One);
    }

    /// <summary>tanh x = −e/(e + 2) · sign x with e = exp(−2|x|) − 1, which neither overflows nor cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Tanh<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> sign = x & All<T>(-0.0);
        Vector512<T> magnitude = x ^ sign;

        // tanh is 1 to the last bit from 20 on (double; 10 for float); the bound keeps ∞ out of the reduction.
        magnitude = Vector512.MinNative(All<T>(30.0), magnitude);
        Vector512<T> r = ReducedExpm1(magnitude * All<T>(-2.0), out Vector512<T> n);
        Vector512<T> scale = PowerOfTwo(n);
        Vector512<T> e = FusedMultiplyAdd(scale, r, scale - Vector512<T>.One);
        return QuotientBySum(-e, All<T>(2.0), e) | sign;
    }

    /// <summary>σ(x) = 1/(1 + e⁻ˣ), from exp(−|x|) so that both tails keep their relative accuracy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sigmoid<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> e = Exp(x | All<T>(-0.0));
        Vector512<T> numerator = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), e, Vector512<T>.One);
        return QuotientBySum(numerator, Vector512<T>.One, e);
    }

    /// <summary>ln x; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Subnormal numbers are lifted into the normal range first.
        (double smallest, double lift, double lifted) = typeof(T) == typeof(double)
            ? (2.2250738585072014e-308, 18014398509481984.0, -54.0)
            : (1.17549435e-38, 33554432.0, -25.0);
        Vector512<T> subnormal = Vector512.LessThan(x, All<T>(smallest));
        Vector512<T> normal = Vector512.ConditionalSelect(subnormal, x * All<T>(lift), x);
        Vector512<T> m = SplitExponent(normal, out Vector512<T> k);
        k += subnormal & All<T>(lifted);

        Vector512<T> log = LogOfOnePlus(m - Vector512<T>.One, k);
        log = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<T>.Zero), All<T>(double.NegativeInfinity), log);
        log = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), All<T>(double.NaN), log);
        Vector512<T> asItIs = Vector512.GreaterThanOrEqual(x, All<T>(double.PositiveInfinity)) | ~Vector512.Equals(x, x);
        return Vector512.ConditionalSelect(asItIs, x, log);
    }

    /// <summary>ln(1 + x) for x in [0, 1]: x is not rounded off by the 1, and needs no more than one doubling.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log1p<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // 1 + x = 2·(1 + f) with f = (x − 1)/2 from √2 on.
        Vector512<T> doubled = Vector512.GreaterThan(x, All<T>(0.41421356237309503));
        Vector512<T> f = Vector512.ConditionalSelect(doubled, (x - Vector512<T>.One) * All<T>(0.5), x);
        return LogOfOnePlus(f, doubled & Vector512<T>.One);
    }

    /// <summary>softplus(x) = ln(1 + eˣ) = max(x, 0) + log1p(exp(−|x|)); near 0, where that would not be monotone, another formula.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Softplus<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> far = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), Vector512<T>.Zero, x)
            + Log1p(Exp(x | All<T>(-0.0)));

        // ln(1 + eˣ) = ln 2 + x/2 + ln cosh(x/2): a large sum, whose rounding is added to the small even part before the two meet.
        Vector512<T> half = x * All<T>(0.5), ln2 = All<T>(0.6931471805599453);
        Vector512<T> sum = ln2 + half, lost = half - (sum - ln2);
        double rest = typeof(T) == typeof(double) ? 2.3190468138462996e-17 : -1.9046542e-9;
        Vector512<T> z = x * x;
        Vector512<T> near = sum + (lost + FusedMultiplyAdd(z, LogCoshPolynomial(z), All<T>(rest)));
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512<T>.One), near, far);
    }

    /// <summary>
    /// x/(large + small) with |large| ≥ |small|, without the rounding of the sum and of the division: the quotient is
    /// corrected by what it leaves over.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> QuotientBySum<T>(Vector512<T> x, Vector512<T> large, Vector512<T> small)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> sum = large + small;
        Vector512<T> lost = small - (sum - large);
        Vector512<T> inverse = Vector512<T>.One / sum;
        Vector512<T> q = x * inverse;
        Vector512<T> rest = FusedMultiplyAdd(-q, lost, FusedMultiplyAdd(-q, sum, x));
        return FusedMultiplyAdd(rest, inverse, q);
    }

    /// <summary>x = n·ln 2 + r with |r| ≤ ln(2)/2; returns eʳ − 1 = r + r²·(½ + r/6 + …), and n in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> ReducedExpm1<T>(Vector512<T> x, out Vector512<T> n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double high, double low) = SplitLn2<T>();
        n = RoundInPlace(x, All<T>(1.4426950408889634));
        Vector512<T> whole = FromPlace(n);
        Vector512<T> r = FusedMultiplyAdd(whole, All<T>(-high), x);
        r = FusedMultiplyAdd(whole, All<T>(-low), r);
        return FusedMultiplyAdd(r * r, ExpPolynomial(r), r);
    }

    /// <summary>k·ln 2 + ln(1 + f) for 1 + f in [√½, √2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> LogOfOnePlus<T>(Vector512<T> f, Vector512<T> k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // ln(1 + f) = f − (f²/2 − s·(f²/2 + R)) with s = f/(2 + f) and R = (2·artanh(s) − 2s)/s.
        Vector512<T> s = f / (f + All<T>(2.0));
        Vector512<T> z = s * s;
        Vector512<T> R = z * ArtanhPolynomial(z);
        Vector512<T> halfSquare = All<T>(0.5) * f * f;
        (double high, double low) = SplitLn2<T>();
        return k * All<T>(high) - (halfSquare - FusedMultiplyAdd(s, halfSquare + R, k * All<T>(low)) - f);
    }

    /// <summary>ln 2 in two parts; the first has so few bits that its product with an exponent is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) SplitLn2<T>() =>
        typeof(T) == typeof(double) ? (0.6931471805598903, 5.497923018708371e-14) : (0.693359375, -2.1219444005469057e-4);

    /// <summary>(eʳ − 1 − r)/r² for |r| ≤ ln(2)/2; error 1.4e-18 (double), 6.5e-8 (float).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> ExpPolynomial<T>(Vector512<T> r)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> p;
        if (typeof(T) == typeof(double))
        {
            p = All<T>(2.0914686968086877233e-9);
            p = FusedMultiplyAdd(p, r, All<T>(2.5105217004720745164e-8));
            p = FusedMultiplyAdd(p, r, All<T>(2.7557273643110295328e-7));
            p = FusedMultiplyAdd(p, r, All<T>(2.755725540020642443e-6));
            p = FusedMultiplyAdd(p, r, All<T>(0.000024801587325547741216));
            p = FusedMultiplyAdd(p, r, All<T>(0.00019841269874820625271));
            p = FusedMultiplyAdd(p, r, All<T>(0.0013888888888883748305));
            p = FusedMultiplyAdd(p, r, All<T>(0.0083333333333261351258));
            p = FusedMultiplyAdd(p, r, All<T>(0.041666666666669669755));
            p = FusedMultiplyAdd(p, r, All<T>(0.16666666666666670991));
            return FusedMultiplyAdd(p, r, All<T>(0.5));
        }

        p = All<T>(0.0013926183587713494542);
        p = FusedMultiplyAdd(p, r, All<T>(0.0083631790527225773704));
        p = FusedMultiplyAdd(p, r, All<T>(0.041666554617204574203));
        p = FusedMultiplyAdd(p, r, All<T>(0.16666576989698775683));
        return FusedMultiplyAdd(p, r, All<T>(0.5));
    }

    /// <summary>(2·artanh(s)/s − 2)/s² in z = s² for f in [√½, √2); error 3.1e-16 (double), 1.2e-9 (float).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> ArtanhPolynomial<T>(Vector512<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> p;
        if (typeof(T) == typeof(double))
        {
            p = All<T>(0.14617807153417324964);
            p = FusedMultiplyAdd(p, z, All<T>(0.15331611722055007885));
            p = FusedMultiplyAdd(p, z, All<T>(0.18182892432536871201));
            p = FusedMultiplyAdd(p, z, All<T>(0.22222211089379496214));
            p = FusedMultiplyAdd(p, z, All<T>(0.28571428626253837606));
            p = FusedMultiplyAdd(p, z, All<T>(0.39999999999898890514));
            return FusedMultiplyAdd(p, z, All<T>(0.66666666666666697077));
        }

        p = All<T>(0.23331614471843499235);
        p = FusedMultiplyAdd(p, z, All<T>(0.28550778633191965434));
        p = FusedMultiplyAdd(p, z, All<T>(0.40000122211810649396));
        return FusedMultiplyAdd(p, z, All<T>(0.6666666655404201243));
    }

    /// <summary>ln cosh(x/2)/x² in z = x² for |x| ≤ 1; error 1.4e-18 (double), 3.0e-10 (float).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> LogCoshPolynomial<T>(Vector512<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> p;
        if (typeof(T) == typeof(double))
        {
            p = All<T>(-7.2794017531225206317e-12);
            p = FusedMultiplyAdd(p, z, All<T>(1.1695096841904228195e-10));
            p = FusedMultiplyAdd(p, z, All<T>(-1.3791927676703444377e-9));
            p = FusedMultiplyAdd(p, z, All<T>(1.5653997500011703667e-8));
            p = FusedMultiplyAdd(p, z, All<T>(-1.8032017354477322186e-7));
            p = FusedMultiplyAdd(p, z, All<T>(2.1356914864280408825e-6));
            p = FusedMultiplyAdd(p, z, All<T>(-0.000026351686391691886315));
            p = FusedMultiplyAdd(p, z, All<T>(0.00034722222221309069176));
            p = FusedMultiplyAdd(p, z, All<T>(-0.0052083333333330545129));
            return FusedMultiplyAdd(p, z, All<T>(0.12499999999999999859));
        }

        p = All<T>(1.7382348986042746309e-6);
        p = FusedMultiplyAdd(p, z, All<T>(-0.000026015845727196455205));
        p = FusedMultiplyAdd(p, z, All<T>(0.00034710349911931722685));
        p = FusedMultiplyAdd(p, z, All<T>(-0.0052083184807844929319));
        return FusedMultiplyAdd(p, z, All<T>(0.12499999970050161278));
    }
}
