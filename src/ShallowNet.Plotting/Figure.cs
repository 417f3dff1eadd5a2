using System.Globalization;
using System.Net;
using System.Text;
using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>
/// A plot in the style of the house: colours that colour-blind people can tell apart, a font that the machine has, the legend where it
/// covers nothing. It is a ScottPlot plot, so whatever ScottPlot can do can be done to it, and it shows itself in C# notebooks.
/// </summary>
/// <remarks>
/// The legend stands above the data, once a series has a name. <see cref="Plot.ShowLegend(Alignment)"/> puts it inside. Drawing text needs
/// a font: on a machine without any, every way of rendering throws an <see cref="InvalidOperationException"/> that says what to install.
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = ["text/html"])]
public sealed partial class Figure : Plot
{
    private readonly string? font;

    /// <summary>Makes an empty figure.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="xLabel">What stands at the x axis, with its unit.</param>
    /// <param name="yLabel">What stands at the y axis, with its unit.</param>
    /// <exception cref="ArgumentNullException">A text is null.</exception>
    public Figure(string title = "", string xLabel = "", string yLabel = "")
        : this(title, xLabel, yLabel, FontFamily.Installed)
    {
    }

    internal Figure(string title, string xLabel, string yLabel, string? font)
    {
        this.font = font;
        Title(Need.NotNull(title));
        XLabel(Need.NotNull(xLabel));
        YLabel(Need.NotNull(yLabel));
        ApplyStyle();
        RenderManager.PreRenderLock += (_, _) => FontFamily.Check(font);
        RenderManager.PreRenderLock += (_, _) => WrapTitle();
    }

    /// <summary>The width of the picture in pixels, 600 unless set; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Width { get; set => field = Need.AtLeast(1, value, nameof(Width)); } = 600;

    /// <summary>The height of the picture in pixels, 360 unless set; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Height { get; set => field = Need.AtLeast(1, value, nameof(Height)); } = 360;

    /// <summary>
    /// How many pixels a PNG file has for each of <see cref="Width"/> and <see cref="Height"/>: 1 unless set, at most 8. Nothing else in the figure changes: with 2 it is as sharp as text on a
    /// screen of high resolution, and in print. Notebooks show at least 2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1, or more than 8.</exception>
    public int Scale { get; set => field = Need.AtMost(8, Need.AtLeast(1, value, nameof(Scale)), nameof(Scale)); } = 1;

    private string TitleText => Axes.Title.Label.Text == wrappedTitle ? wholeTitle : Axes.Title.Label.Text;

    /// <summary>The picture as a PNG file of <see cref="Width"/> × <see cref="Height"/> times <see cref="Scale"/> pixels.</summary>
    /// <exception cref="InvalidOperationException">The machine has no font.</exception>
    public byte[] ToPng() => ToPng(Scale);

    /// <summary>The picture of a notebook: with two pixels for each at least.</summary>
    internal byte[] ToSharpPng() => ToPng(Math.Max(2, Scale));

    /// <summary>The picture that a notebook keeps in its file: as sharp, unless shaded areas would make the file several times as large.</summary>
    internal byte[] ToKeptPng() => GetPlottables<ScottPlot.Plottables.Heatmap>().Any() ? ToPng() : ToSharpPng();

    /// <summary>The picture as an SVG document.</summary>
    /// <exception cref="InvalidOperationException">The machine has no font.</exception>
    public string ToSvg() => GetSvgXml(Width, Height);

    /// <summary>The picture as an HTML element that holds it; its alternative text is the title.</summary>
    /// <exception cref="InvalidOperationException">The machine has no font.</exception>
    public string ToHtml() => string.Create(
        CultureInfo.InvariantCulture,
        $"<img src=\"data:image/png;base64,{Convert.ToBase64String(ToSharpPng())}\" width=\"{Width}\" height=\"{Height}\" alt=\"{WebUtility.HtmlEncode(TitleText)}\">");

    /// <summary>Writes the picture to a file, and makes its folder where there is none.</summary>
    /// <param name="path">The file, ending in <c>.png</c> or <c>.svg</c>; overwritten.</param>
    /// <exception cref="ArgumentException">The path has another ending.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder must not be written, or the path is a folder.</exception>
    /// <exception cref="InvalidOperationException">The machine has no font.</exception>
    public void Save(string path)
    {
        Need.NotNull(path);
        string ending = System.IO.Path.GetExtension(path);
        byte[] picture = ending.ToUpperInvariant() switch
        {
            ".PNG" => ToPng(),
            ".SVG" => Encoding.UTF8.GetBytes(ToSvg()),
            _ => throw new ArgumentException($"path must end in .png or .svg, but is \"{path}\".", nameof(path)),
        };
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllBytes(path, picture);
    }

    /// <summary>"Figure: " and the title.</summary>
    public override string ToString() => $"Figure: {TitleText}";

    private byte[] ToPng(int scale)
    {
        double before = ScaleFactor;
        ScaleFactor = scale;
        try
        {
            return GetImageBytes(scale * Width, scale * Height, ImageFormat.Png);
        }
        finally
        {
            ScaleFactor = before;
        }
    }
}
