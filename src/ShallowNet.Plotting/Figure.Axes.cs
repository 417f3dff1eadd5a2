using ScottPlot;
using ScottPlot.Plottables;

namespace ShallowNet.Plotting;

/// <content>What the axes say, and texts that have room.</content>
public sealed partial class Figure
{
    private EndNames names = null!;
    private string wholeTitle = "", wrappedTitle = "";
    private bool hasEqualAxes;

    /// <summary>The lines that have names, by the order in which they were drawn.</summary>
    internal IReadOnlyList<LineEnd> EndsOfLines => ends;

    /// <summary>Whether four lines and more have their names at their ends; not where all end at one point.</summary>
    internal bool NamesLinesAtEnds { get; set; } = true;

    /// <summary>Whether the names stand at the ends of the lines, and nothing is left for a legend.</summary>
    internal bool HasNamesAtEnds => names.IsShown;

    /// <summary>Makes a unit of x as long as a unit of y: where both are of one kind, such as two coordinates, distances and angles are then what they look like.</summary>
    /// <remarks>The data area becomes as high or as wide as its limits ask for, within <see cref="Width"/> × <see cref="Height"/>.</remarks>
    /// <returns>This figure.</returns>
    public Figure EqualAxes()
    {
        if (!hasEqualAxes)
        {
            Layout.LayoutEngine = new EqualLayout(Layout.LayoutEngine);
            hasEqualAxes = true;
        }

        return this;
    }

    /// <summary>Has whole numbers alone at the x axis, none below the first x drawn and none above the last: for what is counted, such as epochs and layers.</summary>
    /// <returns>This figure.</returns>
    public Figure WholeX()
    {
        Axes.Bottom.TickGenerator = new WholeTicks(RangeOfX);
        return this;
    }

    /// <summary>The width of a text in pixels.</summary>
    internal float WidthOf(string text, float size, bool isBold = false)
    {
        using SkiaSharp.SKTypeface face = SkiaSharp.SKTypeface.FromFamilyName(font, isBold ? SkiaSharp.SKFontStyle.Bold : SkiaSharp.SKFontStyle.Normal);
        using SkiaSharp.SKFont its = new(face, size);
        return text.Split('\n').Max(line => its.MeasureText(line));
    }

    /// <summary>A text that is cut only where it is wider than its room, in pixels.</summary>
    internal string Fitting(string text, float size, double room)
    {
        if (WidthOf(text, size) <= room)
        {
            return text;
        }

        int length = text.Length - 1;
        while (length > 1 && WidthOf(text[..length].TrimEnd() + "…", size) > room)
        {
            length--;
        }

        return text[..length].TrimEnd() + "…";
    }

    /// <summary>The style of a text in the figure's font.</summary>
    internal LabelStyle TextStyle(string text, float size, Color color) => Write(new LabelStyle { Text = text, FontSize = size, ForeColor = color });

    /// <summary>From the smallest x of all series to the greatest.</summary>
    private (double Min, double Max) RangeOfX()
    {
        double[] xs = [.. GetPlottables<Scatter>().SelectMany(series => series.Data.GetScatterPoints()).Select(point => point.X).Where(double.IsFinite)];
        return xs.Length > 0 ? (xs.Min(), xs.Max()) : (double.NegativeInfinity, double.PositiveInfinity);
    }

    /// <summary>Breaks a title that is wider than the figure into lines.</summary>
    private void WrapTitle()
    {
        wholeTitle = TitleText;
        List<string> lines = [];
        foreach (string word in wholeTitle.Split(' '))
        {
            if (lines.Count > 0 && WidthOf($"{lines[^1]} {word}", Axes.Title.Label.FontSize, isBold: true) <= Width - 24)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        Axes.Title.Label.Text = wrappedTitle = string.Join('\n', lines);
    }
}
