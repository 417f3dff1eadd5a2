using System.Diagnostics;

namespace ShallowNet;

/// <summary>
/// Functions of single numbers with the same bits everywhere. Those of <see cref="Math"/> come from the platform's C library, and differ between
/// operating systems, and on Linux between processors with and without fused multiply-adds.
/// </summary>
/// <remarks>
/// They use only additions, multiplications and fused multiply-adds, which IEEE 754 fixes to the bit; where the processor has none of the last,
/// <see cref="Math.FusedMultiplyAdd(double, double, double)"/> computes the same more slowly.
/// </remarks>
internal static partial class ScalarFunctions
{
    /// <summary>eˣ.</summary>
    public static double Exp(double x) => Elementary.Exp(Slim<double>.Broadcast(x)).Value[0];

    /// <summary>xⁿ for n ≥ 0, by repeated squaring.</summary>
    public static double Power(double x, long n)
    {
        Debug.Assert(n >= 0);
        double result = 1;
        for (; n > 0; n >>= 1)
        {
            result *= (n & 1) == 1 ? x : 1;
            x *= x;
        }

        return result;
    }

    /// <summary>The largest whole n with 10ⁿ ≤ x, for positive finite x: one less than the digits before the point.</summary>
    public static int DecimalExponent(double x)
    {
        Debug.Assert(x > 0 && double.IsFinite(x));

        // 17 digits tell every double from a power of 10.
        string text = x.ToString("E16", System.Globalization.CultureInfo.InvariantCulture);
        return int.Parse(text.AsSpan(text.IndexOf('E') + 1), System.Globalization.CultureInfo.InvariantCulture);
    }
}
