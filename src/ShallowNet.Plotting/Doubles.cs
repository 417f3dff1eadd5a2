using System.Numerics;

namespace ShallowNet.Plotting;

/// <summary>Elements of either precision as the numbers that are drawn.</summary>
internal static class Doubles
{
    public static double[] Of<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, double.CreateTruncating);
}
