using ScottPlot;
using ScottPlot.Plottables;

namespace ShallowNet.Plotting;

/// <content>Figures with a row for each of some names.</content>
public sealed partial class Figure
{
    /// <summary>A bar from 0 in every row, the first at the top, and its error to either side where that is a number.</summary>
    /// <param name="lengths">How long they are.</param>
    /// <param name="errors">Their errors; NaN for none.</param>
    /// <param name="areOther">Which have the second colour; null for those to the left.</param>
    internal void HorizontalBars(double[] lengths, double[] errors, bool[]? areOther = null)
    {
        Bar[] bars =
        [
            .. lengths.Select((length, place) => new Bar
            {
                Position = lengths.Length - 1 - place, Value = length, Size = 0.7, LineWidth = 0, Orientation = Orientation.Horizontal,
                FillColor = Palette.Tint(Palette.ColorOf(areOther?[place] ?? length < 0 ? 1 : 0), 0.75),
            }),
        ];
        Add.Bars(bars).Horizontal = true;
        for (int place = 0; place < errors.Length; place++)
        {
            if (double.IsFinite(errors[place]))
            {
                double y = lengths.Length - 1 - place;
                Coordinates[] ends = [new(lengths[place] - errors[place], y), new(lengths[place] + errors[place], y)];
                Scatter line = Add.Scatter(ends, Palette.Text);
                line.LineWidth = 1.5f;
                line.MarkerShape = MarkerShape.VerticalBar;
                line.MarkerSize = 8;
            }
        }
    }

    /// <summary>One point of a swarm.</summary>
    internal void Swarm(Coordinates place) => Add.Marker(place.X, place.Y, MarkerShape.FilledCircle, 4, Palette.Tint(Palette.ColorOf(0), 0.75));

    /// <summary>A point of a curve.</summary>
    internal void Dot(Coordinates place, float size) => Add.Marker(place.X, place.Y, MarkerShape.FilledCircle, size, Palette.ColorOf(0));

    /// <summary>A line upwards, behind what is drawn later.</summary>
    internal void Span(double x, double low, double high)
    {
        Coordinates[] ends = [new(x, low), new(x, high)];
        Scatter line = Add.Scatter(ends, Palette.Tint(Palette.Reference, 0.6));
        line.LineWidth = 2;
        line.MarkerSize = 0;
    }

    /// <summary>Room above and below the rows, and a line at 0.</summary>
    internal void EndRows(int rows)
    {
        VerticalLine(0);
        Axes.SetLimitsY(-0.7, rows - 0.3);
    }

    /// <summary>What a series is, larger than it is: dotted, in its colour.</summary>
    internal void Magnified(string name, Coordinates[] points, int index)
    {
        Scatter line = Add.Scatter(points, Palette.ColorOf(index));
        line.LinePattern = Palette.PatternOf(2);
        line.LineWidth = 1.5f;
        line.MarkerSize = 0;
        line.LegendText = name;
        KeepLinear();
    }

    /// <summary>A thin line in the first series' colour, which is compared with the first.</summary>
    internal void Beside(string name, double[] xs, double[] ys)
    {
        Scatter line = AddSeries(name, xs, ys);
        line.LineColor = Palette.ColorOf(0);
        line.LineWidth = 1.25f;
        line.LinePattern = Palette.PatternOf(2);
        line.MarkerSize = 0;
    }

    /// <summary>A thin pale line behind others.</summary>
    internal void Behind(Coordinates[] points)
    {
        Scatter line = Add.Scatter(points, Palette.Connection);
        line.MarkerSize = 0;
        line.LineWidth = 0.75f;
    }
}
