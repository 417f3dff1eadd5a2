using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>The bent lines that may tell how large errors are.</summary>
internal sealed partial class ErrorSizeFit
{
    /// <summary>Where lines are bent, as shares of the samples below.</summary>
    private static readonly double[] Quartiles = [0.25, 0.5, 0.75];

    /// <summary>An input as it is, and above its quartiles; and how much it tells of the sizes: the largest correlation.</summary>
    private (double Tells, (int Input, double Knot, double Mean, double Unit)[] Terms) Terms(int input, double[] relative)
    {
        double[] x = Array.ConvertAll(some, j => inputs[j * rows + input]), sorted = [.. x];
        Array.Sort(sorted);
        if (sorted[0] == sorted[^1])
        {
            return (0, []);
        }

        double tells = 0, height = relative.Average();
        List<(int, double, double, double)> terms = [];
        foreach (double knot in Array.ConvertAll(Quartiles, share => SortedNumbers.Quantile(sorted, share)).Where(knot => knot > sorted[0] && knot < sorted[^1]).Distinct().Prepend(ErrorSize.NoKnot))
        {
            (double mean, double unit, double told) = Tell(x, knot, relative, height);
            if (unit > 1e-9 * Math.Abs(mean) && double.IsFinite(unit))
            {
                tells = Math.Max(tells, Math.Abs(told / unit));
                terms.Add((input, knot, mean, unit));
            }
        }

        return (tells, [.. terms]);
    }

    /// <summary>The mean and the standard deviation of a bent line, and the sum of its products with sizes, both from their means.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static (double Mean, double Unit, double Told) Tell(double[] x, double knot, double[] relative, double height)
    {
        double sum = 0, squares = 0, told = 0;
        foreach (double value in x)
        {
            sum += ErrorSize.Bend(value, knot);
        }

        double mean = sum / x.Length;
        for (int i = 0; i < x.Length; i++)
        {
            double distance = ErrorSize.Bend(x[i], knot) - mean;
            squares += distance * distance;
            told += distance * (relative[i] - height);
        }

        return (mean, Math.Sqrt(squares / x.Length), told);
    }
}
