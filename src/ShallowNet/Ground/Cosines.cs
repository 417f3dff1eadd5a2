using System.Diagnostics;

namespace ShallowNet;

/// <summary>The cosine of schedules, of additions and multiplications alone: <see cref="Math.Cos"/> differs between operating systems.</summary>
internal static class Cosines
{
    /// <summary>½(1 + cos πx), which falls from 1 at x = 0 to 0 at x = 1, without cancelling near its end.</summary>
    public static double Falling(double x)
    {
        // It is cos²(πx/2).
        double root = OfHalfTurns(0.5 * x);
        return root * root;
    }

    /// <summary>cos πx for 0 ≤ x ≤ ½, within 2 units of the last place.</summary>
    internal static double OfHalfTurns(double x)
    {
        Debug.Assert(x is >= 0 and <= 0.5);
        if (x <= 0.25)
        {
            return CosineSeries(Math.PI * x);
        }

        // cos πx = sin π(½ − x), and ½ − x is exact.
        return SineSeries(Math.PI * (0.5 - x));
    }

    /// <summary>Taylor's series for 0 ≤ y ≤ π/4, to y¹⁶.</summary>
    private static double CosineSeries(double y)
    {
        double z = y * y, sum = 4.779477332387385e-14;
        sum = sum * z - 1.1470745597729725e-11;
        sum = sum * z + 2.08767569878681e-09;
        sum = sum * z - 2.755731922398589e-07;
        sum = sum * z + 2.48015873015873e-05;
        sum = sum * z - 0.001388888888888889;
        sum = sum * z + 0.041666666666666664;
        return 1 - (0.5 * z - sum * z * z);
    }

    /// <summary>Taylor's series for 0 ≤ y ≤ π/4, to y¹⁷.</summary>
    private static double SineSeries(double y)
    {
        double z = y * y, sum = 2.8114572543455206e-15;
        sum = sum * z - 7.647163731819816e-13;
        sum = sum * z + 1.6059043836821613e-10;
        sum = sum * z - 2.505210838544172e-08;
        sum = sum * z + 2.7557319223985893e-06;
        sum = sum * z - 0.0001984126984126984;
        sum = sum * z + 0.008333333333333333;
        sum = sum * z - 0.16666666666666666;
        return y + y * z * sum;
    }
}
