using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>A layout in which a unit of x is as long as a unit of y: the data area is as high, or as wide, as its limits ask for, and stands in the middle of its place.</summary>
internal sealed class EqualLayout(ILayoutEngine inner) : ILayoutEngine
{
    public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint)
    {
        Layout layout = inner.GetLayout(figureRect, plot, paint);
        AxisLimits limits = plot.Axes.GetLimits();
        PixelRect data = layout.DataRect;
        double scale = Math.Min(data.Width / limits.HorizontalSpan, data.Height / limits.VerticalSpan);
        if (!double.IsFinite(scale) || scale <= 0)
        {
            return layout;
        }

        float width = (float)(limits.HorizontalSpan * scale), height = (float)(limits.VerticalSpan * scale);
        float left = data.HorizontalCenter - width / 2, top = data.VerticalCenter - height / 2;
        return new Layout(layout.FigureRect, new PixelRect(left, left + width, top + height, top), layout.PanelSizes, layout.PanelOffsets);
    }
}
