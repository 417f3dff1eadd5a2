using ScottPlot;
using ScottPlot.Plottables;

namespace ShallowNet.Plotting;

public sealed partial class Figure
{
    /// <summary>The points of every series; a logarithmic y axis changes them in place.</summary>
    private readonly List<Coordinates[]> drawn = [];
    private readonly List<HorizontalLine> levels = [];
    private readonly List<LineEnd> ends = [];
    private bool isLogarithmic;
    private bool isLinear;

    /// <summary>The number of series so far: the next one's colour, line pattern and marker.</summary>
    private int series;

    /// <summary>Draws a line through points, in the next colour; a point that gaps leave alone is a dot.</summary>
    /// <param name="name">What the legend calls it; nothing where empty.</param>
    /// <param name="xs">The points' x, finite.</param>
    /// <param name="ys">The points' y, as many; NaN leaves a gap.</param>
    /// <returns>This figure.</returns>
    /// <exception cref="ArgumentException">xs and ys differ in length, are empty, or have an element that is not finite.</exception>
    public Figure Line(string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        Scatter line = AddSeries(name, xs, ys);
        line.LineWidth = 2;
        line.LinePattern = Palette.PatternOf(series);
        line.MarkerSize = 0;
        if (name.Length > 0)
        {
            ends.Add(new LineEnd(name, drawn[^1], line));
        }

        bool IsGap(int i) => i < 0 || i >= ys.Count || double.IsNaN(ys[i]);
        int[] alone = [.. Enumerable.Range(0, ys.Count).Where(i => !IsGap(i) && IsGap(i - 1) && IsGap(i + 1))];
        if (alone.Length > 0)
        {
            // The legend has the line already.
            Scatter dots = AddSeries("", [.. alone.Select(i => xs[i])], [.. alone.Select(i => ys[i])]);
            dots.LineWidth = 0;
            dots.MarkerSize = 6;
        }

        series++;
        return this;
    }

    /// <summary>Draws a function as a line, in the next colour.</summary>
    /// <param name="name">What the legend calls it; nothing where empty.</param>
    /// <param name="f">The function; NaN leaves a gap.</param>
    /// <param name="from">The smallest x, finite.</param>
    /// <param name="to">The greatest x, finite and greater than the smallest.</param>
    /// <returns>This figure.</returns>
    /// <exception cref="ArgumentException">from and to are not finite and in order, or the function is infinite somewhere between them.</exception>
    public Figure Line(string name, Func<double, double> f, double from, double to)
    {
        Need.NotNull(f);
        double[] xs = Need.Spaced(from, to, 401, "from and to", nameof(from));
        return Line(name, xs, [.. xs.Select(x => Need.FiniteOrGap(f(x), $"f({Need.Text(x)})", nameof(f)))]);
    }

    /// <summary>Draws points that nothing connects, in the next colour and with the next marker.</summary>
    /// <param name="name">What the legend calls them; nothing where empty.</param>
    /// <param name="xs">The points' x, finite.</param>
    /// <param name="ys">The points' y, as many; those that are NaN are left out.</param>
    /// <returns>This figure.</returns>
    /// <exception cref="ArgumentException">xs and ys differ in length, are empty, or have an element that is not finite.</exception>
    public Figure Points(string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        Scatter points = AddSeries(name, xs, ys);
        points.LineWidth = 0;
        points.MarkerShape = Palette.MarkerOf(series);
        points.MarkerSize = 7;
        points.MarkerLineWidth = 1.5f;
        series++;
        return this;
    }

    /// <summary>Draws a way from point to point, with a marker at each, in the next colour.</summary>
    /// <param name="name">What the legend calls it; nothing where empty.</param>
    /// <param name="xs">The points' x, finite.</param>
    /// <param name="ys">The points' y, as many; NaN leaves a gap.</param>
    /// <returns>This figure.</returns>
    /// <exception cref="ArgumentException">xs and ys differ in length, are empty, or have an element that is not finite.</exception>
    public Figure Path(string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        Scatter path = AddSeries(name, xs, ys);
        path.LineWidth = 1.5f;
        path.MarkerShape = Palette.MarkerOf(series);
        path.MarkerSize = 6;
        series++;
        return this;
    }

    /// <summary>Draws a thin dashed line across the figure at one y.</summary>
    /// <param name="y">Where, finite.</param>
    /// <param name="label">What the legend calls it; nothing where empty.</param>
    /// <returns>This figure.</returns>
    /// <exception cref="ArgumentException">y is not finite, or not greater than 0 where the y axis is logarithmic.</exception>
    public Figure HorizontalLine(double y, string label = "")
    {
        Need.Finite(y, nameof(y), nameof(y));
        Need.NotNull(label);
        HorizontalLine line = Add.HorizontalLine(isLogarithmic ? Logarithm(y, nameof(y), nameof(y)) : y);
        levels.Add(line);
        AsReference(line, label);
        return this;
    }

    /// <summary>Draws a thin dashed line up the figure at one x.</summary>
    /// <param name="x">Where, finite.</param>
    /// <param name="label">What the legend calls it; nothing where empty.</param>
    /// <returns>This figure.</returns>
    /// <exception cref="ArgumentException">x is not finite.</exception>
    public Figure VerticalLine(double x, string label = "")
    {
        Need.Finite(x, nameof(x), nameof(x));
        Need.NotNull(label);
        AsReference(Add.VerticalLine(x), label);
        return this;
    }

    /// <summary>Makes the y axis logarithmic, for the series so far and those to come.</summary>
    /// <returns>This figure.</returns>
    /// <exception cref="ArgumentException">A point's y is not greater than 0.</exception>
    /// <exception cref="InvalidOperationException">The figure has more than lines, points and paths, such as a shaded area.</exception>
    public Figure LogarithmicY()
    {
        if (isLinear)
        {
            throw new InvalidOperationException("The figure must have nothing but lines, points and paths for a logarithmic y axis, but has more.");
        }

        if (isLogarithmic)
        {
            return this;
        }

        double[][] logarithms = [.. drawn.Select(points => points.Select((point, i) => Logarithm(point.Y, $"ys[{Need.Text(i)}]", "ys")).ToArray())];
        double[] lines = [.. levels.Select(line => Logarithm(line.Position, "y", "y"))];
        for (int i = 0; i < drawn.Count; i++)
        {
            for (int j = 0; j < drawn[i].Length; j++)
            {
                drawn[i][j] = new Coordinates(drawn[i][j].X, logarithms[i][j]);
            }
        }

        for (int i = 0; i < levels.Count; i++)
        {
            levels[i].Position = lines[i];
        }

        Axes.Left.TickGenerator = new LogarithmicTicks();
        isLogarithmic = true;
        return this;
    }

    private static double Logarithm(double y, string what, string name) =>
        double.IsNaN(y) || y > 0
            ? Math.Log10(y)
            : throw new ArgumentException($"{what} must be greater than 0 for a logarithmic y axis, but is {Need.Text(y)}.", name);

    private Scatter AddSeries(string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        Need.NotNull(name);
        Need.Pairs(xs, ys);
        Coordinates[] points =
            [.. Enumerable.Range(0, xs.Count).Select(i => new Coordinates(xs[i], isLogarithmic ? Logarithm(ys[i], $"ys[{Need.Text(i)}]", nameof(ys)) : ys[i]))];
        Scatter scatter = Add.Scatter(points, Palette.ColorOf(series));
        scatter.LegendText = name;
        drawn.Add(points);
        return scatter;
    }

    private static void AsReference(AxisLine line, string label)
    {
        line.LineWidth = 1.25f;
        line.LineColor = Palette.Reference;
        line.LinePattern = Palette.ReferencePattern;
        line.LegendText = label;
    }
}
