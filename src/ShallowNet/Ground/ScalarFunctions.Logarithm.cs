using static ShallowNet.ElementaryNumbers;
using static ShallowNet.LogarithmNumbers;

namespace ShallowNet;

/// <content>The logarithm, with the bits that NumPy has on Linux, so that a seed means the same Gaussian numbers as there.</content>
internal static partial class ScalarFunctions
{
    /// <summary>The bits of 11/16, where the table begins.</summary>
    private const long FirstBits = 0x3FE6000000000000L;

    /// <summary>ln x; −∞ at 0, NaN below. Within 0.52 units of the last place.</summary>
    /// <remarks>
    /// Tang's method of tables in the form of S. Nagy (Arm Optimized Routines, 2018), which glibc has had since 2.28 and musl since 1.2: x = 2ᵏ·z,
    /// ln x = k ln 2 + ln c + ln(1 + r) with r = z/c − 1. Where x is near 1, only ln(1 + r) is left, with c = 1. The order of the operations and their fused
    /// multiply-adds are those of glibc on processors that have them. These round 8 numbers of 10,000 to the second-nearest double.
    /// </remarks>
    public static double Log(double x)
    {
        if (x is >= NearFrom and < NearTo)
        {
            return LogNearOne(x - 1);
        }

        if (!(x > 0) || x == double.PositiveInfinity)
        {
            return x == 0 ? double.NegativeInfinity : x < 0 ? double.NaN : x;
        }

        // Subnormal numbers are lifted into the normal range first.
        long lift = x < 2.2250738585072014e-308 ? 52 : 0;
        long bits = BitConverter.DoubleToInt64Bits(lift == 0 ? x : x * 4503599627370496.0), offset = bits - FirstBits;
        int piece = (int)(offset >> 45) & 127;
        double k = (offset >> 52) - lift;
        double z = BitConverter.Int64BitsToDouble(bits - (offset >> 52 << 52));

        double r = Math.FusedMultiplyAdd(z, Inverses[piece], -1), r2 = r * r;
        double large = Math.FusedMultiplyAdd(k, Ln2HighInDouble, Logarithms[piece]), sum = large + r;
        double small = Math.FusedMultiplyAdd(k, Ln2LowInDouble, large - sum + r);
        ReadOnlySpan<double> c = Far;
        double upper = Math.FusedMultiplyAdd(r2, Linear(c, 3, r), Linear(c, 1, r));
        return Math.FusedMultiplyAdd(r * r2, upper, Math.FusedMultiplyAdd(r2, c[0], small)) + sum;
    }

    /// <summary>ln(1 + r) for r from −1/16 to 0.0647.</summary>
    private static double LogNearOne(double r)
    {
        double r2 = r * r, r3 = r * r2;
        ReadOnlySpan<double> c = Near;
        double p = Math.FusedMultiplyAdd(r3, c[10], Math.FusedMultiplyAdd(r2, c[9], Linear(c, 7, r)));
        p = Math.FusedMultiplyAdd(r3, p, Math.FusedMultiplyAdd(r2, c[6], Linear(c, 4, r)));
        p = Math.FusedMultiplyAdd(r3, p, Math.FusedMultiplyAdd(r2, c[3], Linear(c, 1, r)));

        // r − r²/2, with the half of the bits of r whose square is exact, and what that leaves over.
        double high = r + r * 134217728 - r * 134217728, low = r - high;
        double halfSquare = high * high * c[0], sum = r + halfSquare;
        double lost = Math.FusedMultiplyAdd(c[0] * low, high + r, r - sum + halfSquare);
        return Math.FusedMultiplyAdd(r3, p, lost) + sum;
    }

    private static double Linear(ReadOnlySpan<double> c, int i, double r) => Math.FusedMultiplyAdd(r, c[i + 1], c[i]);
}
