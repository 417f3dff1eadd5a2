using ScottPlot;
using ScottPlot.Plottables;

namespace ShallowNet.Plotting;

/// <summary>The right end of a line that has a name.</summary>
/// <param name="Name">The line's name.</param>
/// <param name="Points">The line's points, whose y are logarithms where the axis is logarithmic.</param>
/// <param name="Line">The line.</param>
internal sealed record LineEnd(string Name, Coordinates[] Points, Scatter Line)
{
    public Color Color => Line.LineColor;

    /// <summary>The last point that is no gap; the last one where all are.</summary>
    public Coordinates Place => Array.FindLast(Points, point => !double.IsNaN(point.Y)) is { } point && !double.IsNaN(point.Y) ? point : Points[^1];

    /// <summary>How far up the data area it is: 0 at the lower end, 1 at the upper.</summary>
    public double Share(Figure figure)
    {
        AxisLimits limits = figure.Axes.GetLimits();
        double share = (Place.Y - limits.Bottom) / limits.VerticalSpan;
        return double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0.5;
    }
}
