using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>The legend as a row between title and data, where it covers nothing; it wraps where it is wider than the figure.</summary>
internal sealed class LegendRow(Figure figure) : IPanel
{
    private const float Gap = 4;

    /// <summary>A legend that wraps may be so much wider than it is told to be: by the padding of its last item.</summary>
    private const float Spare = 36;

    public bool IsVisible { get; set; } = true;

    public Edge Edge => Edge.Top;

    public bool ShowDebugInformation { get; set; }

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    /// <summary>A legend that someone has placed inside the data area is not shown twice.</summary>
    private bool IsShown => IsVisible && !figure.Legend.IsVisible && figure.Legend.GetItems().Length > 0;

    public float Measure(Paint paint) => WithoutNamesAtEnds(() =>
        IsShown ? figure.Legend.GetLayout(new PixelSize(figure.Width - 2 * Gap - Spare, float.PositiveInfinity), paint).LegendRect.Height + Gap : 0);

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) =>
        new(Gap, figure.Width - Gap, dataRect.Top - offset, dataRect.Top - offset - size);

    public void Render(RenderPack rp, float size, float offset) => WithoutNamesAtEnds(() =>
    {
        Draw(rp, size, offset);
        return size;
    });

    /// <summary>Does what is done with the legend while the lines that have their names at their ends have none in it.</summary>
    private float WithoutNamesAtEnds(Func<float> action)
    {
        LineEnd[] ends = figure.HasNamesAtEnds ? [.. figure.EndsOfLines] : [];
        foreach (LineEnd end in ends)
        {
            end.Line.LegendText = "";
        }

        try
        {
            return action();
        }
        finally
        {
            foreach (LineEnd end in ends)
            {
                end.Line.LegendText = end.Name;
            }
        }
    }

    private void Draw(RenderPack rp, float size, float offset)
    {
        if (!IsShown)
        {
            return;
        }

        PixelRect whole = new(rp.FigureRect.Left + Gap, rp.FigureRect.Right - Gap, rp.DataRect.Top - offset - Gap, rp.DataRect.Top - offset - size);
        float width = figure.Legend.GetLayout(new PixelSize(figure.Width - 2 * Gap - Spare, float.PositiveInfinity), rp.Paint).LegendRect.Width;
        float left = Math.Clamp((rp.DataRect.Left + rp.DataRect.Right - width) / 2, whole.Left, Math.Max(whole.Left, whole.Right - width));
        figure.Legend.IsVisible = true;
        try
        {
            figure.Legend.Render(rp.Canvas, rp.Paint, new PixelRect(left, left + width + 1, whole.Bottom, whole.Top), Alignment.UpperLeft);
        }
        finally
        {
            figure.Legend.IsVisible = false;
        }
    }
}
