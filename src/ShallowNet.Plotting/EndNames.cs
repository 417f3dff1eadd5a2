using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>The names of four lines and more, each at its line's right end and in its colour, instead of a legend in which one has to look them up.</summary>
/// <remarks>Lines that end close together have their names one below the other, with a thin line to the end; where they would be far from it, the legend stays.</remarks>
internal sealed class EndNames(Figure figure) : IPanel
{
    /// <summary>So many lines have names at their ends, at least and at most.</summary>
    private const int Least = 4, Most = 12;
    private const float Size = 12, Gap = 6, Leader = 12;

    /// <summary>How many lines of text a name may stand above or below the end of its line.</summary>
    private const float Farthest = 2.5f;

    public bool IsVisible { get; set; } = true;

    public Edge Edge => Edge.Right;

    public bool ShowDebugInformation { get; set; }

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    /// <summary>Whether the names stand at the ends.</summary>
    public bool IsShown => Places() is not null;

    public float Measure(Paint paint) => IsShown ? figure.EndsOfLines.Max(end => figure.WidthOf(end.Name, Size)) + Gap + Leader : 0;

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) =>
        new(dataRect.Right + offset, dataRect.Right + offset + size, dataRect.Bottom, dataRect.Top);

    public void Render(RenderPack rp, float size, float offset)
    {
        if (Places() is not { } places)
        {
            return;
        }

        PixelRect data = rp.DataRect;
        foreach ((int i, LineEnd end) in figure.EndsOfLines.Index())
        {
            float from = data.Bottom - (float)end.Share(figure) * data.Height, to = data.Bottom - (float)places[i] * data.Height;
            LabelStyle label = figure.TextStyle(end.Name, Size, end.Color);
            Drawing.DrawLine(rp.Canvas, rp.Paint, new Pixel(data.Right + offset, from), new Pixel(data.Right + offset + Leader - 2, to), end.Color, 1);
            label.Alignment = Alignment.MiddleLeft;
            label.Render(rp.Canvas, new Pixel(data.Right + offset + Leader, to), rp.Paint);
        }
    }

    /// <summary>Where each name stands, as a share of the height from below; null where names do not belong there.</summary>
    private double[]? Places()
    {
        IReadOnlyList<LineEnd> ends = figure.EndsOfLines;
        AxisLimits limits = figure.Axes.GetLimits();
        if (!IsVisible || ends.Count is < Least or > Most || !figure.NamesLinesAtEnds || figure.Legend.IsVisible
            || ends.Max(end => end.Place.X) - ends.Min(end => end.Place.X) > 0.02 * limits.HorizontalSpan)
        {
            return null;
        }

        // Lines of text of 16 pixels, in about two thirds of the figure's height.
        double line = 16 / (0.68 * figure.Height);
        double[] wanted = [.. ends.Select(end => end.Share(figure))];
        double[] places = Spread(wanted, line);
        return wanted.Zip(places, (at, place) => Math.Abs(at - place)).Max() <= Farthest * line ? places : null;
    }

    /// <summary>The nearest places to those that are wanted, at least so far from each other, within 0 and 1 where there is room.</summary>
    internal static double[] Spread(double[] wanted, double distance)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Length).OrderBy(i => wanted[i])];
        double[] places = new double[wanted.Length];

        // Groups of neighbours that touch stand around their common middle; groups that touch become one.
        List<(double Middle, int Count)> groups = [];
        foreach (int i in order)
        {
            (double middle, int count) = (Math.Clamp(wanted[i], 0, 1), 1);
            while (groups.Count > 0 && groups[^1].Middle + groups[^1].Count * distance / 2 > middle - count * distance / 2)
            {
                (double before, int many) = groups[^1];
                groups.RemoveAt(groups.Count - 1);
                middle = (before * many + middle * count) / (many + count);
                count += many;
            }

            double half = (count - 1) * distance / 2;
            groups.Add((half <= 0.5 ? Math.Clamp(middle, half, 1 - half) : middle, count));
        }

        int next = 0;
        foreach ((double middle, int count) in groups)
        {
            for (int k = 0; k < count; k++)
            {
                places[order[next++]] = middle + (k - (count - 1) / 2.0) * distance;
            }
        }

        return places;
    }
}
