using ScottPlot;
using ScottPlot.Triangulation;

namespace ShallowNet.Plotting;

/// <summary>A rectangle of the plane with a grid of points on it, rows from the bottom, columns from the left.</summary>
internal sealed class Area
{
    public const int Columns = 241, Rows = 161;

    public Area((double Min, double Max) x, (double Min, double Max) y)
    {
        X = Need.Spaced(x.Min, x.Max, Columns, "x.Min and x.Max", nameof(x));
        Y = Need.Spaced(y.Min, y.Max, Rows, "y.Min and y.Max", nameof(y));
    }

    public double[] X { get; }

    public double[] Y { get; }

    /// <summary>A function of the row and the column at every point.</summary>
    public static double[,] Map(Func<int, int, double> f)
    {
        double[,] values = new double[Rows, Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                values[i, j] = f(i, j);
            }
        }

        return values;
    }

    /// <summary>Colours the area by its values.</summary>
    public ScottPlot.Plottables.Heatmap Shade(Figure figure, double[,] values, IColormap colors, ScottPlot.Range range)
    {
        ScottPlot.Plottables.Heatmap map = figure.Add.Heatmap(values);
        map.FlipVertically = true;
        map.Extent = new CoordinateRect(X[0], X[^1], Y[0], Y[^1]);
        map.Smooth = true;
        map.Colormap = colors;
        map.ManualRange = range;
        figure.Axes.SetLimits(X[0], X[^1], Y[0], Y[^1]);
        figure.HideGrid();
        figure.KeepLinear();
        return map;
    }

    /// <summary>The lines on which the values are at a level.</summary>
    public IEnumerable<Coordinates[]> Contours(double[,] values, double level)
    {
        Coordinates3d[,] points = new Coordinates3d[Rows, Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                points[i, j] = new Coordinates3d(X[j], Y[i], values[i, j]);
            }
        }

        return RectangularGrid.GetContourLines(points, [level], fixContourDirections: false)
            .Select(line => line.Path.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray())
            .Where(line => line.Length > 1);
    }
}
