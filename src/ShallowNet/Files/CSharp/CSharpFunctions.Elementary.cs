namespace ShallowNet;

/// <content>The functions of numbers.</content>
internal static partial class CSharpFunctions
{
    private static CSharpFunction[] Elementary() =>
    [
        new("Exp", """
            private static real Exp(real x)
            {
                x = ⟦720.0d|100.0d⟧ < x ? ⟦720.0d|100.0d⟧ : x;
                x = ⟦-760.0d|-120.0d⟧ > x ? ⟦-760.0d|-120.0d⟧ : x;
                real mantissa = 1.0d + ReducedExpm1(x, out real n);

                // Two factors, so that a result at either end of the range is reached without leaving it on the way.
                real half = MathR.FusedMultiplyAdd(n - ⟦6755399441055744.0d|12582912.0d⟧, 0.5d, ⟦6755399441055744.0d|12582912.0d⟧);
                return mantissa * PowerOfTwo(half) * PowerOfTwo(n - (half - ⟦6755399441055744.0d|12582912.0d⟧));
            }
            """),
        new("Expm1", """
            // exp(x) - 1 for x up to 0, 0 above it.
            private static real Expm1(real x)
            {
                x = 0.0d < x ? 0.0d : x;
                x = -60.0d > x ? -60.0d : x;
                real r = ReducedExpm1(x, out real n);
                real scale = PowerOfTwo(n);
                return MathR.FusedMultiplyAdd(scale, r, scale - 1.0d);
            }
            """),
        new("Tanh", """
            private static real Tanh(real x)
            {
                real magnitude = MathR.Abs(x);
                magnitude = 30.0d < magnitude ? 30.0d : magnitude;
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
        new("Softplus", """
            private static real Softplus(real x)
            {
                if (MathR.Abs(x) < 1.0d)
                {
                    // ln(1 + exp(x)) = ln 2 + x/2 + ln cosh(x/2)
                    real half = x * 0.5d;
                    real sum = 0.6931471805599453d + half;
                    real lost = half - (sum - 0.6931471805599453d);
                    real z = x * x;
                    return sum + (lost + MathR.FusedMultiplyAdd(z, LogCoshPolynomial(z), ⟦2.3190468138462996e-17d|-1.9046542e-9d⟧));
                }

                return (x < 0.0d ? 0.0d : x) + Log1p(Exp(-MathR.Abs(x)));
            }
            """),
        new("Log1p", """
            // ln(1 + x) for x in [0, 1].
            private static real Log1p(real x)
            {
                bool doubled = x > 0.41421356237309503d;
                real f = doubled ? (x - 1.0d) * 0.5d : x;
                real k = doubled ? 1.0d : 0.0d;
                real s = f / (f + 2.0d);
                real z = s * s;
                real r = z * ArtanhPolynomial(z);
                real halfSquare = 0.5d * f * f;
                return k * ⟦0.6931471805598903d|0.693359375d⟧
                    - (halfSquare - MathR.FusedMultiplyAdd(s, halfSquare + r, k * ⟦5.497923018708371e-14d|-2.1219444005469057e-4d⟧) - f);
            }
            """),
        new("Phi", """
            // The distribution function of the standard Gaussian.
            private static real Phi(real z)
            {
                real t = MathR.Abs(z);
                t = ⟦40.0d|15.0d⟧ < t ? ⟦40.0d|15.0d⟧ : t;
                real square = t * t;
                real minusHalfLost = MathR.FusedMultiplyAdd(t, t, -square) * -0.5d;
                real e = Exp(square * -0.5d);
                real m = MillsRatio(t, out real rest);
                real tail = MathR.FusedMultiplyAdd(e, m, e * MathR.FusedMultiplyAdd(m, minusHalfLost, rest));
                return z > 0.0d ? 1.0d - tail : tail;
            }
            """),
        new("MillsRatio", """
            private static real MillsRatio(real t, out real rest)
            {
                const real k = ⟦5.0d|3.0d⟧;
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
                real numerator = MathR.FusedMultiplyAdd(u, p, ⟦0.7691930497500628d|0.7290836572647095d⟧);
                real numeratorLost = MathR.FusedMultiplyAdd(u, p, ⟦0.7691930497500628d|0.7290836572647095d⟧ - numerator)
                    + ⟦2.0632278575640552e-16d|3.3449269884163059e-8d⟧;
                real m = numerator * inverse;
                over = MathR.FusedMultiplyAdd(-m, sumLost, MathR.FusedMultiplyAdd(-m, sum, numerator)) + numeratorLost;
                rest = over * inverse;
                return m;
            }
            """),
        new("QuotientBySum", """
            // x/(large + small), corrected by what the quotient leaves over.
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
        new("ReducedExpm1", """
            // x = n·ln 2 + r; returns exp(r) - 1, and n as the lowest bits of a large number.
            private static real ReducedExpm1(real x, out real n)
            {
                n = MathR.FusedMultiplyAdd(x, 1.4426950408889634d, ⟦6755399441055744.0d|12582912.0d⟧);
                real whole = n - ⟦6755399441055744.0d|12582912.0d⟧;
                real r = MathR.FusedMultiplyAdd(whole, -⟦0.6931471805598903d|0.693359375d⟧, x);
                r = MathR.FusedMultiplyAdd(whole, ⟦-5.497923018708371e-14d|2.1219444005469057e-4d⟧, r);
                return MathR.FusedMultiplyAdd(r * r, ExpPolynomial(r), r);
            }
            """),
        new("PowerOfTwo", """
            // 2 to the power of the lowest bits of n.
            private static real PowerOfTwo(real n) => unchecked(
                ⟦global::System.BitConverter.Int64BitsToDouble((global::System.BitConverter.DoubleToInt64Bits(n) + 1023L) << 52)|global::System.BitConverter.Int32BitsToSingle((global::System.BitConverter.SingleToInt32Bits(n) + 127) << 23)⟧);
            """),
        Polynomial(
            "ExpPolynomial", "(exp(x) - 1 - x)/x² for |x| up to ln(2)/2.",
            [
                "2.0914686968086877233e-9", "2.5105217004720745164e-8", "2.7557273643110295328e-7", "2.755725540020642443e-6",
                "0.000024801587325547741216", "0.00019841269874820625271", "0.0013888888888883748305", "0.0083333333333261351258",
                "0.041666666666669669755", "0.16666666666666670991", "0.5",
            ],
            ["0.0013926183587713494542", "0.0083631790527225773704", "0.041666554617204574203", "0.16666576989698775683", "0.5"]),
        Polynomial(
            "ArtanhPolynomial", "(2·artanh(s)/s - 2)/s² in x = s².",
            [
                "0.14617807153417324964", "0.15331611722055007885", "0.18182892432536871201", "0.22222211089379496214",
                "0.28571428626253837606", "0.39999999999898890514", "0.66666666666666697077",
            ],
            ["0.23331614471843499235", "0.28550778633191965434", "0.40000122211810649396", "0.6666666655404201243"]),
        Polynomial(
            "LogCoshPolynomial", "ln cosh(s/2)/s² in x = s² for |s| up to 1.",
            [
                "-7.2794017531225206317e-12", "1.1695096841904228195e-10", "-1.3791927676703444377e-9", "1.5653997500011703667e-8",
                "-1.8032017354477322186e-7", "2.1356914864280408825e-6", "-0.000026351686391691886315", "0.00034722222221309069176",
                "-0.0052083333333330545129", "0.12499999999999999859",
            ],
            [
                "1.7382348986042746309e-6", "-0.000026015845727196455205", "0.00034710349911931722685", "-0.0052083184807844929319",
                "0.12499999970050161278",
            ]),
        Polynomial(
            "MillsPolynomial", "Of Mills' ratio, exp(t²/2)·Phi(-t), in x = (t - k)/(t + k).",
            [
                "-1.8073212078146043403e-10", "1.6891057665153780829e-9", "7.6672361072026533149e-9", "-9.1445020812891738596e-9",
                "-6.5848868400797397181e-8", "4.2091833338869145819e-8", "4.3298370374156094057e-7", "-3.3651220434990695011e-7",
                "-2.7691457822822778648e-6", "3.9808712856669724865e-6", "0.000016681160364586645435", "-0.00004976281037790303534",
                "-0.000059375713816471311811", "0.00054489906503732301149", "-0.00079786940073924878713", "-0.0029933767706492681155",
                "0.020795066800091459633", "-0.069118638706294679525", "0.16502036617037502528", "-0.31353315667130517141",
                "0.49530561596997658874", "-0.66538250289005669366",
            ],
            [
                "0.000055491871716794677218", "0.00013332395420363602296", "-0.00024470932079177607372", "-0.0010344765508861834991",
                "0.0010241573243785497531", "0.0069699201509127923462", "-0.010462288966531259156", "-0.047262761921176019607",
                "0.23001767667416651821", "-0.50933198883453911591",
            ]),
    ];
}
