using ScottPlot;
using ScottPlot.AxisPanels;

namespace ShallowNet.Plotting;

public sealed partial class Figure
{
    private void ApplyStyle()
    {
        Axes.Color(Palette.Text);
        Axes.FrameColor(Palette.Frame);
        Axes.Title.Label.FontSize = 15;
        Axes.Title.VerticalPadding = 8;
        Grid.MajorLineColor = Palette.Grid;
        Add.Palette = ScottPlot.Palette.FromColors(Palette.Series);
        foreach (IAxis axis in Axes.GetAxes())
        {
            axis.Label.FontSize = 13;
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontSize = 12;
            KeepApart(axis);
            axis.MajorTickStyle.Color = Palette.Frame;
            axis.MinorTickStyle.Color = Palette.Frame;
        }

        // The frame's right and top edges stay: a closed area reads as one.
        Axes.Bottom.TickGenerator = new EvenTicks();
        Axes.Left.TickGenerator = new EvenTicks();
        Axes.Top.MaximumSize = 6;
        if (Axes.Title.Label.Text.Length == 0)
        {
            // Half of a number at the upper end of the y axis, which the title leaves room for.
            Axes.Top.MinimumSize = Axes.Top.MaximumSize = 9;
        }

        Legend.Orientation = Orientation.Horizontal;
        Legend.TightHorizontalWrapping = true;
        Legend.OutlineWidth = 0;
        Legend.ShadowColor = Colors.Transparent;
        Legend.BackgroundColor = Colors.White.WithAlpha(.85);
        Legend.FontSize = 12;
        Legend.FontColor = Palette.Text;
        Legend.SymbolWidth = 28;
        Legend.Padding = new PixelPadding(4, 2);
        Legend.InterItemPadding = new PixelPadding(8, 8, 2, 2);
        Legend.IsVisible = false;
        Axes.AddPanel(new LegendRow(this));
        Axes.AddPanel(names = new EndNames(this));
        UseFont();
    }

    /// <summary>Every label in the one font; ScottPlot's own way would change the font of every other plot in the process, too.</summary>
    private void UseFont()
    {
        if (font is null)
        {
            return;
        }

        Write(Axes.Title.Label);
        Legend.FontName = font;
        foreach (IAxis axis in Axes.GetAxes())
        {
            Write(axis.Label);
            Write(axis.TickLabelStyle);
        }
    }

    /// <summary>Room between the numbers and the name of a vertical axis, which are at right angles.</summary>
    private static void KeepApart(IAxis axis)
    {
        if (axis is IYAxis and AxisBase vertical)
        {
            vertical.PaddingBetweenTickAndAxisLabels = new PixelPadding(9, 3);
        }
    }

    /// <summary>A label in the figure's font.</summary>
    private LabelStyle Write(LabelStyle label)
    {
        label.FontName = font ?? label.FontName;
        return label;
    }
}
