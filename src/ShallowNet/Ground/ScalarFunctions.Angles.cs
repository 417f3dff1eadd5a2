using static ShallowNet.AngleNumbers;

namespace ShallowNet;

/// <content>
/// sin and cos of any number, rounded to the nearest double. NumPy's have other last bits on processors with AVX-512 than on those without, so that there are none to keep; the
/// C library's differ from these in one number of 800. They are computed to about 100 bits, so that the nearest double is missed once in 10¹⁴ numbers.
/// </content>
internal static partial class ScalarFunctions
{
    /// <summary>sin x, x in radians; NaN for what is not finite.</summary>
    public static double Sin(double x) => Math.Abs(x) < SmallAngle ? x : SineOfQuarters(x, 0);

    /// <summary>cos x, x in radians; NaN for what is not finite.</summary>
    public static double Cos(double x) => Math.Abs(x) < SmallAngle ? 1 : SineOfQuarters(x, 1);

    /// <summary>Below 2⁻²⁷, sin x and x are nearer than half of a last place, and so are cos x and 1.</summary>
    private const double SmallAngle = 7.450580596923828e-9;

    /// <summary>sin(x + quarters·π/2), from the sine or cosine of what x has over a whole number of quarter-turns.</summary>
    private static double SineOfQuarters(double x, int quarters)
    {
        if (!double.IsFinite(x))
        {
            return double.NaN;
        }

        DoubleDouble θ = new(x, 0);
        if (Math.Abs(x) > 0.78)
        {
            quarters += Reduce(x, out θ);
        }

        DoubleDouble z = θ * θ;
        DoubleDouble result = (quarters & 1) == 0
            ? θ + θ * z * Series(z, SineHighPowers, Sine, SineLow)
            : new DoubleDouble(1, 0) + z * Series(z, CosineHighPowers, Cosine, CosineLow);
        return (quarters & 2) == 0 ? result.High : -result.High;
    }

    /// <summary>A polynomial in z whose higher powers need no more than doubles.</summary>
    private static DoubleDouble Series(DoubleDouble z, ReadOnlySpan<double> highPowers, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> low)
    {
        double rest = 0;
        foreach (double c in highPowers)
        {
            rest = Math.FusedMultiplyAdd(rest, z.High, c);
        }

        DoubleDouble sum = new(rest, 0);
        for (int i = 0; i < coefficients.Length; i++)
        {
            sum = new DoubleDouble(coefficients[i], low[i]) + sum * z;
        }

        return sum;
    }

    /// <summary>x = n·π/2 + θ with |θ| ≤ π/4, for 0.5 ≤ |x|, however large: n modulo 4.</summary>
    /// <remarks>
    /// After Payne and Hanek: of x·2/π only the bits that say n modulo 4 and 254 bits behind the point are computed, of which the last 64 are not all right. The
    /// double that is nearest to a multiple of π/2 leaves 61 zeros behind the point.
    /// </remarks>
    private static int Reduce(double x, out DoubleDouble θ)
    {
        // |x| = m·2ᵉ with the highest bit of m set. The bit t of the table weighs 2¹²⁷⁻ᵗ; what x makes a multiple of 4 of is left out.
        long bits = BitConverter.DoubleToInt64Bits(x);
        ulong m = ((ulong)bits << 11) | (1UL << 63);
        int start = (int)((bits >> 52) & 0x7FF) - 1086 + 126;

        // The product of m and 256 bits of the table, without what is above 256 bits: two bits of n, and 254 behind the point.
        UInt128 product = (UInt128)m * Word(start + 192);
        ulong p0 = (ulong)product;
        product = (UInt128)m * Word(start + 128) + (ulong)(product >> 64);
        ulong p1 = (ulong)product;
        product = (UInt128)m * Word(start + 64) + (ulong)(product >> 64);
        ulong p2 = (ulong)product;
        ulong p3 = m * Word(start) + (ulong)(product >> 64);

        // From half a quarter-turn on, the next whole number is nearer, and what is over is negative.
        int n = (int)(p3 >> 62) + (int)((p3 >> 61) & 1);
        UInt128 high = new((p3 << 2) | (p2 >> 62), (p2 << 2) | (p1 >> 62)), low = new((p1 << 2) | (p0 >> 62), p0 << 2);
        bool isNegative = (p3 >> 61 & 1) == 1;
        if (isNegative)
        {
            high = low == 0 ? -high : ~high;
            low = -low;
        }

        int zeros = (int)UInt128.LeadingZeroCount(high);
        high = (high << zeros) | (low >> 1 >> (127 - zeros));
        long first = (long)(ulong)(high >> 75), second = (long)((ulong)(high >> 22) & ((1UL << 53) - 1));
        double scale = Math.ScaleB(1, -53 - zeros);
        DoubleDouble share = new(first * scale, second * scale * Math.ScaleB(1, -53));
        θ = share * new DoubleDouble(QuarterTurn, QuarterTurnLow);
        bool changesSign = isNegative != x < 0;
        θ = changesSign ? -θ : θ;
        return x < 0 ? -n : n;
    }

    /// <summary>64 bits of 2/π from a bit of the table on.</summary>
    private static ulong Word(int start)
    {
        (int word, int shift) = (start >> 6, start & 63);
        return (TwoOverPi[word] << shift) | (TwoOverPi[word + 1] >> 1 >> (63 - shift));
    }
}
