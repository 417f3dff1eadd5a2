using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace ShallowNet.Plotting;

/// <summary>What the figures of <see cref="Figures"/> are made of.</summary>
public sealed partial class Figure
{
    /// <summary>Whole numbers only at the y axis.</summary>
    internal Figure WholeY()
    {
        Axes.Left.TickGenerator = new EvenTicks { WholeOnly = true };
        return this;
    }

    /// <summary>Refuses a logarithmic y axis from now on: what the figure has does not follow it.</summary>
    internal void KeepLinear() => isLinear = true;

    /// <summary>The series to come begin with another colour, line pattern and marker than the first.</summary>
    internal Figure StartWith(int index)
    {
        series = index;
        return this;
    }

    /// <summary>A thin dashed line through points.</summary>
    internal void Reference(Coordinates[] points, string name)
    {
        Scatter line = Add.Scatter(points, Palette.Reference);
        line.MarkerSize = 0;
        line.LineWidth = 1.25f;
        line.LinePattern = Palette.ReferencePattern;
        line.LegendText = name;
    }

    /// <summary>A line that was fitted to points, through its ends.</summary>
    internal void Fit(Coordinates[] ends, string name)
    {
        Scatter line = Add.Scatter(ends, Palette.Text);
        line.MarkerSize = 0;
        line.LineWidth = 1.5f;
        line.LegendText = name;
    }

    /// <summary>Makes the points smaller where there are so many that they would cover each other.</summary>
    internal void ThinOut(int points)
    {
        foreach (Scatter series in GetPlottables<Scatter>())
        {
            series.MarkerSize = points <= 300 ? 6 : points <= 2000 ? 4 : 2.5f;
        }
    }

    /// <summary>Bars side by side over a range, in the next colour, each from where those below it end.</summary>
    internal void Bars(string name, (double Min, double Max) range, int[] below, int[] counts)
    {
        double width = (range.Max - range.Min) / counts.Length;
        Bar[] parts =
        [
            .. counts.Select((count, i) => new Bar
            {
                Position = range.Min + (i + 0.5) * width,
                ValueBase = below[i],
                Value = below[i] + count,
                Size = width * 0.94,
                FillColor = Palette.Tint(Palette.ColorOf(series), 0.75),
                LineWidth = 0,
            }),
        ];
        Add.Bars(parts).LegendText = name;
        series++;
    }

    /// <summary>The scale of a shaded area, at its right.</summary>
    internal void Bar(Heatmap map, string label)
    {
        ColorBar bar = Add.ColorBar(map);
        bar.Width = 16;
        bar.Label = label;
        bar.Axis.Label.FontSize = 13;
        bar.Axis.Label.Bold = false;
        bar.Axis.Label.ForeColor = Palette.Text;
        bar.Axis.TickLabelStyle.FontSize = 12;
        bar.Axis.TickLabelStyle.ForeColor = Palette.Text;
        bar.Axis.TickGenerator = new EvenTicks();
        KeepApart(bar.Axis);
        Write(bar.Axis.Label);
        Write(bar.Axis.TickLabelStyle);
    }

    /// <summary>Dark lines on a shaded area.</summary>
    internal void Contour(IEnumerable<Coordinates[]> lines, float width)
    {
        foreach (Coordinates[] points in lines)
        {
            Scatter line = Add.Scatter(points, Palette.Text);
            line.MarkerSize = 0;
            line.LineWidth = width;
        }
    }

    /// <summary>The samples of a class, in its colour, with a light edge on the shade of the same colour.</summary>
    internal void Samples(int label, string name, Coordinates[] points)
    {
        Scatter samples = Add.Scatter(points, Palette.ColorOf(label));
        samples.LineWidth = 0;
        samples.MarkerShape = Palette.MarkerOf(label);
        samples.MarkerSize = 7;
        samples.MarkerLineColor = Colors.White;
        samples.MarkerLineWidth = 0.75f;
        samples.LegendText = name;
    }

    /// <summary>A text around a point.</summary>
    internal Text Label(string text, double x, double y, float size, Alignment alignment = Alignment.MiddleCenter)
    {
        Text label = Add.Text(text, x, y);
        label.LabelFontSize = size;
        label.LabelFontColor = Palette.Text;
        label.LabelAlignment = alignment;
        Write(label.LabelStyle);
        return label;
    }

    /// <summary>Neither axes nor grid: only what is drawn.</summary>
    internal void HideAxes()
    {
        HideGrid();
        KeepLinear();
        foreach (IAxis axis in Axes.GetAxes().Where(axis => axis != Axes.Bottom))
        {
            axis.IsVisible = false;
        }

        // The bottom one stays as a margin, in which the last number of a scale at the side has room.
        Axes.Bottom.FrameLineStyle.IsVisible = false;
        Axes.Bottom.TickGenerator = new EmptyTickGenerator();
        Axes.Bottom.MinimumSize = Axes.Bottom.MaximumSize = 8;
    }

    /// <summary>Names at the x axis slanted where they are wider than their places, and the room that they need then.</summary>
    internal void TurnNames(string[] names, double place)
    {
        double longest = names.Max(name => WidthOf(name, 12));
        if (longest > place - 6)
        {
            Axes.Bottom.TickLabelStyle.Rotation = -45;
            Axes.Bottom.TickLabelStyle.Alignment = Alignment.UpperRight;
            Axes.Bottom.MinimumSize = (float)(longest * 0.72 + 40);
        }
    }

    /// <summary>A thin edge around a picture.</summary>
    internal void Frame(CoordinateRect rectangle)
    {
        Rectangle frame = Add.Rectangle(rectangle);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = Palette.Frame;
        frame.LineWidth = 0.75f;
    }

    /// <summary>A filled outline in the colour of a series.</summary>
    internal void Hill(Coordinates[] outline, int index)
    {
        Polygon hill = Add.Polygon(outline);
        hill.FillColor = Palette.Tint(Palette.ColorOf(index), 0.55);
        hill.LineColor = Palette.ColorOf(index);
        hill.LineWidth = 1.25f;
    }

    /// <summary>A connection between two units, by its weight as a share of the largest of its layer: its sign by the colour, its size by the width.</summary>
    internal void Edge(Coordinates from, Coordinates to, double weight)
    {
        double size = Math.Min(1, Math.Abs(weight));
        LinePlot edge = Add.Line(from, to);
        edge.LineColor = double.IsFinite(weight) ? Palette.Tint(Palette.ColorOf(weight < 0 ? 0 : 1), 0.3 + 0.7 * size) : Palette.Connection;
        edge.LineWidth = double.IsFinite(weight) ? 0.6f + 2.9f * (float)size : 0.9f;
        edge.MarkerSize = 0;
    }

    /// <summary>Units, as circles with room for a name.</summary>
    internal void Units(Coordinates[] places, bool isHidden)
    {
        Add.Markers(places, MarkerShape.FilledCircle, 26, isHidden ? Colors.White : Palette.Grid);
        Markers edges = Add.Markers(places, MarkerShape.OpenCircle, 26, Palette.Frame);
        edges.MarkerLineWidth = 1.25f;
    }

    /// <summary>The dots of units that are not drawn.</summary>
    internal void Dots(Coordinates[] places) => Add.Markers(places, MarkerShape.FilledCircle, 4, Palette.Reference);
}
