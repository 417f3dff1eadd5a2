namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>
    /// A function of two variables, as shades with contour lines; <see cref="Figure.Path(string, IReadOnlyList{double}, IReadOnlyList{double})"/>
    /// and <see cref="Figure.Points(string, IReadOnlyList{double}, IReadOnlyList{double})"/> draw on it.
    /// </summary>
    /// <param name="f">The function of x and y; left white where it is not finite.</param>
    /// <param name="x">The range of x, finite, from a smaller to a greater number.</param>
    /// <param name="y">The range of y, the same.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <param name="xLabel">What x is, with its unit.</param>
    /// <param name="yLabel">What y is, with its unit.</param>
    /// <exception cref="ArgumentException">A range is not finite and in order, or the function is finite nowhere.</exception>
    public static Figure Surface(
        Func<double, double, double> f, (double Min, double Max) x, (double Min, double Max) y, string title = "", string xLabel = "x", string yLabel = "y")
    {
        Need.NotNull(f);
        Area area = new(x, y);
        double[,] values = Area.Map((i, j) => f(area.X[j], area.Y[i]) is var value && double.IsFinite(value) ? value : double.NaN);
        double[] finite = [.. values.Cast<double>().Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            throw new ArgumentException("f must be finite somewhere in the ranges, but is not at any point.", nameof(f));
        }

        double min = finite.Min(), max = finite.Max();
        Figure figure = new(title, xLabel, yLabel);
        figure.Bar(area.Shade(figure, values, ColorMaps.Sequential, new ScottPlot.Range(min, max > min ? max : min + 1)), "");
        const int levels = 12;
        for (int level = 1; level < levels && max > min; level++)
        {
            figure.Contour(area.Contours(values, min + (max - min) * level / levels), 0.75f);
        }

        // What is drawn on the blue begins with orange.
        return figure.StartWith(1);
    }
}
