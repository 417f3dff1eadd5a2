using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>Functions of single numbers with the same bits everywhere, where those of <see cref="Math"/> differ between operating systems.</summary>
internal static class ScalarFunctions
{
    /// <summary>eˣ.</summary>
    public static double Exp(double x) => Elementary.Exp(Vector512.Create(x))[0];

    /// <summary>ln x; −∞ at 0, NaN below.</summary>
    public static double Log(double x) => Elementary.Log(Vector512.Create(x))[0];

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
}
