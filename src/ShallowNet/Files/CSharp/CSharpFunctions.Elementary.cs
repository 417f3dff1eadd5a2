using ShallowNet.Kernels;
using static ShallowNet.CSharpFunction;

namespace ShallowNet;

/// <content>The functions of one number, such as exp, which the functions of activations call.</content>
internal static partial class CSharpFunctions
{
    private static CSharpFunction[] Elementary()
    {
        string expHighest = Number(ElementaryNumbers.ExpHighestInDouble, ElementaryNumbers.ExpHighestInFloat);
        string expLowest = Number(ElementaryNumbers.ExpLowestInDouble, ElementaryNumbers.ExpLowestInFloat);
        string place = Number(Lanes.OffsetInDouble, Lanes.OffsetInFloat);
        string expm1Lowest = Number(ElementaryNumbers.Expm1Lowest);
        string tanhHighest = Number(ElementaryNumbers.TanhHighest);
        string ln2 = Number(ElementaryNumbers.Ln2);
        string ln2Lost = Number(ElementaryNumbers.Ln2LostInDouble, ElementaryNumbers.Ln2LostInFloat);
        string root2Minus1 = Number(ElementaryNumbers.Root2Minus1);
        string ln2High = Number(ElementaryNumbers.Ln2HighInDouble, ElementaryNumbers.Ln2HighInFloat);
        string ln2Low = Number(ElementaryNumbers.Ln2LowInDouble, ElementaryNumbers.Ln2LowInFloat);
        string phiHighest = Number(GaussianIntegral.HighestInDouble, GaussianIntegral.HighestInFloat);
        string k = Number(GaussianIntegral.KInDouble, GaussianIntegral.KInFloat);
        string millsHigh = Number(GaussianIntegral.MillsHighInDouble, GaussianIntegral.MillsHighInFloat);
        string millsLow = Number(GaussianIntegral.MillsLowInDouble, GaussianIntegral.MillsLowInFloat);
        string log2E = Number(ElementaryNumbers.Log2E);
        string minusLn2Low = Number(-ElementaryNumbers.Ln2LowInDouble, -ElementaryNumbers.Ln2LowInFloat);
        return
        [
            new("Exp", $$"""
                private static real Exp(real x)
                {
                    x = {{expHighest}} < x ? {{expHighest}} : x;
                    x = {{expLowest}} > x ? {{expLowest}} : x;
                    real mantissa = 1.0d + ReducedExpm1(x, out real n);

                    // 2 to the power of n in two factors: in one, it can be infinite or 0 although the result is not.
                    real half = MathR.FusedMultiplyAdd(n - {{place}}, 0.5d, {{place}});
                    return mantissa * PowerOfTwo(half) * PowerOfTwo(n - (half - {{place}}));
                }
                """),
            new("Expm1", $$"""
                // exp(x) - 1 where x is at most 0, and 0 where x is greater.
                private static real Expm1(real x)
                {
                    x = 0.0d < x ? 0.0d : x;
                    x = {{expm1Lowest}} > x ? {{expm1Lowest}} : x;
                    real r = ReducedExpm1(x, out real n);
                    real scale = PowerOfTwo(n);
                    return MathR.FusedMultiplyAdd(scale, r, scale - 1.0d);
                }
                """),
            new("Tanh", $$"""
                private static real Tanh(real x)
                {
                    real magnitude = MathR.Abs(x);
                    magnitude = {{tanhHighest}} < magnitude ? {{tanhHighest}} : magnitude;
                    real r = ReducedExpm1(magnitude * -2.0d, out real n);
                    real scale = PowerOfTwo(n);
                    real e = MathR.FusedMultiplyAdd(scale, r, scale - 1.0d);
                    return MathR.CopySign(QuotientBySum(-e, 2.0d, e), x);
                }
                """),
            new("Sigmoid", """
                private static real Sigmoid(real x)
                {
                    real e = Exp(-MathR.Abs(x));
                    return QuotientBySum(x < 0.0d ? e : 1.0d, 1.0d, e);
                }
                """),
            new("Softplus", $$"""
                private static real Softplus(real x)
                {
                    if (MathR.Abs(x) < 1.0d)
                    {
                        // ln(1 + exp(x)) = ln 2 + x/2 + ln cosh(x/2)
                        real half = x * 0.5d;
                        real sum = {{ln2}} + half;
                        real lost = half - (sum - {{ln2}});
                        real z = x * x;
                        return sum + (lost + MathR.FusedMultiplyAdd(z, LogCoshPolynomial(z), {{ln2Lost}}));
                    }

                    return (x < 0.0d ? 0.0d : x) + Log1p(Exp(-MathR.Abs(x)));
                }
                """),
            new("CosPi", $$"""
                // cos(π·t): the nearest whole number is taken off t, and changes the sign where it is odd.
                private static real CosPi(real t)
                {
                    real n = t + {{place}};
                    real f = t - (n - {{place}});
                    real z = f * f;
                    z = 0.25d < z ? 0.25d : z;
                    real c = MathR.FusedMultiplyAdd(z, CosPiPolynomial(z), 1.0d);
                    return (⟦global::System.BitConverter.DoubleToInt64Bits(n)|global::System.BitConverter.SingleToInt32Bits(n)⟧ & 1) == 0 ? c : -c;
                }
                """),
            new("Log1p", $$"""
                // ln(1 + x) for x in [0, 1].
                private static real Log1p(real x)
                {
                    bool doubled = x > {{root2Minus1}};
                    real f = doubled ? (x - 1.0d) * 0.5d : x;
                    real k = doubled ? 1.0d : 0.0d;
                    real s = f / (f + 2.0d);
                    real z = s * s;
                    real r = z * ArtanhPolynomial(z);
                    real halfSquare = 0.5d * f * f;
                    return k * {{ln2High}}
                        - (halfSquare - MathR.FusedMultiplyAdd(s, halfSquare + r, k * {{ln2Low}}) - f);
                }
                """),
            new("Phi", $$"""
                // The distribution function of the standard Gaussian.
                private static real Phi(real z)
                {
                    real t = MathR.Abs(z);
                    t = {{phiHighest}} < t ? {{phiHighest}} : t;
                    real square = t * t;
                    real minusHalfLost = MathR.FusedMultiplyAdd(t, t, -square) * -0.5d;
                    real e = Exp(square * -0.5d);
                    real m = MillsRatio(t, out real rest);
                    real tail = MathR.FusedMultiplyAdd(e, m, e * MathR.FusedMultiplyAdd(m, minusHalfLost, rest));
                    return z > 0.0d ? 1.0d - tail : tail;
                }
                """),
            new("MillsRatio", $$"""
                // Mills' ratio exp(t²/2)·Phi(-t) without its rest, which is what it loses by rounding.
                private static real MillsRatio(real t, out real rest)
                {
                    const real k = {{k}};
                    real sum = t + k;
                    real difference = t - k;
                    real inverse = 1.0d / sum;
                    real largest = k > t ? k : t;
                    real smallest = k < t ? k : t;
                    real sumLost = smallest - (sum - largest);
                    real differenceLost = t - (difference + k);
                    real u = difference * inverse;
                    real over = MathR.FusedMultiplyAdd(-u, sum, difference) + MathR.FusedMultiplyAdd(-u, sumLost, differenceLost);
                    u = MathR.FusedMultiplyAdd(over, inverse, u);
                    real p = MillsPolynomial(u);
                    real numerator = MathR.FusedMultiplyAdd(u, p, {{millsHigh}});
                    real numeratorLost = MathR.FusedMultiplyAdd(u, p, {{millsHigh}} - numerator)
                        + {{millsLow}};
                    real m = numerator * inverse;
                    over = MathR.FusedMultiplyAdd(-m, sumLost, MathR.FusedMultiplyAdd(-m, sum, numerator)) + numeratorLost;
                    rest = over * inverse;
                    return m;
                }
                """),
            new("QuotientBySum", """
                // x/(large + small), corrected by the remainder of the division.
                private static real QuotientBySum(real x, real large, real small)
                {
                    real sum = large + small;
                    real lost = small - (sum - large);
                    real inverse = 1.0d / sum;
                    real q = x * inverse;
                    real rest = MathR.FusedMultiplyAdd(-q, lost, MathR.FusedMultiplyAdd(-q, sum, x));
                    return MathR.FusedMultiplyAdd(rest, inverse, q);
                }
                """),
            new("ReducedExpm1", $$"""
                // Returns exp(r) - 1 for x = n·ln 2 + r, where n is whole and |r| at most ln(2)/2. A large number is added to n, so that n
                // stands in the lowest bits.
                private static real ReducedExpm1(real x, out real n)
                {
                    n = MathR.FusedMultiplyAdd(x, {{log2E}}, {{place}});
                    real whole = n - {{place}};
                    real r = MathR.FusedMultiplyAdd(whole, -{{ln2High}}, x);
                    r = MathR.FusedMultiplyAdd(whole, {{minusLn2Low}}, r);
                    return MathR.FusedMultiplyAdd(r * r, ExpPolynomial(r), r);
                }
                """),
            new("PowerOfTwo", """
                // 2 to the power of the whole number in the lowest bits of n.
                private static real PowerOfTwo(real n) => unchecked(
                    ⟦global::System.BitConverter.Int64BitsToDouble((global::System.BitConverter.DoubleToInt64Bits(n) + 1023L) << 52)|global::System.BitConverter.Int32BitsToSingle((global::System.BitConverter.SingleToInt32Bits(n) + 127) << 23)⟧);
                """),
            Polynomial("ExpPolynomial", "(exp(x) - 1 - x)/x² as a polynomial in x, for |x| up to ln(2)/2.", ElementaryNumbers.ExpInDouble, ElementaryNumbers.ExpInFloat),
            Polynomial("CosPiPolynomial", "(cos(π·f) - 1)/f² as a polynomial in x = f², for |f| up to 1/2.", ElementaryNumbers.CosPiInDouble, ElementaryNumbers.CosPiInFloat),
            Polynomial("ArtanhPolynomial", "(2·artanh(s)/s - 2)/s² as a polynomial in x = s².", ElementaryNumbers.ArtanhInDouble, ElementaryNumbers.ArtanhInFloat),
            Polynomial("LogCoshPolynomial", "ln cosh(s/2)/s² as a polynomial in x = s², for |s| up to 1.", ElementaryNumbers.LogCoshInDouble, ElementaryNumbers.LogCoshInFloat),
            Polynomial("MillsPolynomial", "((t + k)·exp(t²/2)·Phi(-t) - c)/x as a polynomial in x = (t - k)/(t + k), where c is the value of the product at x = 0.", GaussianIntegral.MillsInDouble, GaussianIntegral.MillsInFloat),
        ];
    }
}
