using System.Reflection;
using System.Xml.Linq;
using ScottPlot.Plottables;
using SkiaSharp;

namespace ShallowNet.Plotting.Tests;

public sealed class FigureTests
{
    [Fact]
    public void ToPng_OfAFigure_HasItsSizeAndManyColours()
    {
        Figure figure = new Figure("α, ŷ² – now", "x", "y").Line("a line", [0, 1, 2], [1, 0, 3]);
        Trained.Size(figure.ToPng()).Should().Be((600, 360));
        (figure.Width, figure.Height) = (300, 200);
        byte[] png = figure.ToPng();
        Trained.Size(png).Should().Be((300, 200));
        using SKBitmap picture = SKBitmap.Decode(png);
        picture.Pixels.Distinct().Count().Should().BeGreaterThan(20);
        picture.Pixels.Should().Contain(new SKColor(0x00, 0x72, 0xB2), "the first series is blue");
    }

    [Fact]
    public void ToSvg_OfAFigure_IsXmlThatHoldsItsTexts()
    {
        XDocument svg = XDocument.Parse(new Figure("Title", "the x", "the y").Line("a line", [0, 1], [1, 0]).ToSvg());
        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim())];
        svg.Root!.Attribute("width")!.Value.Should().Be("600");
        texts.Should().Contain(["Title", "the x", "the y", "a line"]);
    }

    [Fact]
    public void ToHtml_OfAFigure_IsAnImageWithItsTitle() =>
        new Figure("a < b & \"c\"").ToHtml().Should().StartWith("<img src=\"data:image/png;base64,iVBOR")
            .And.EndWith("\" width=\"600\" height=\"360\" alt=\"a &lt; b &amp; &quot;c&quot;\">");

    [Fact]
    public void ToString_OfAFigure_IsItsTitle() => new Figure("Cost").ToString().Should().Be("Figure: Cost");

    [Fact]
    public void Save_ByEnding_WritesPngAndSvgIntoANewFolder()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string path = System.IO.Path.Combine(folder, "a", "b", "figure");
            Figure figure = new("Saved");
            figure.Save(path + ".PNG");
            figure.Save(path + ".svg");
            Trained.Size(File.ReadAllBytes(path + ".PNG")).Should().Be((600, 360));
            XDocument.Load(path + ".svg").Root!.Name.LocalName.Should().Be("svg");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("figure.jpg")]
    [InlineData("figure")]
    public void Save_OfAnotherEnding_IsRefused(string path) =>
        new Figure().Invoking(figure => figure.Save(path)).Should().Throw<ArgumentException>()
            .WithMessage($"path must end in .png or .svg, but is \"{path}\".*");

    [Fact]
    public void Width_BelowOne_IsRefused()
    {
        new Figure().Invoking(figure => figure.Width = 0).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Width must be at least 1, but is 0.*");
        new Figure().Invoking(figure => figure.Height = -1).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Height must be at least 1, but is -1.*");
    }

    [Fact]
    public void Constructor_WithANull_IsRefused() =>
        new Func<Figure>(() => new Figure(null!)).Should().Throw<ArgumentNullException>().WithMessage("title must not be null.*");

    [Fact]
    public void Series_OneAfterTheOther_DifferInColourPatternAndMarker()
    {
        Figure figure = new();
        for (int i = 0; i < 5; i++)
        {
            figure.Line($"line {i}", [0, 1], [i, i]).Points($"points {i}", [0], [i]).Path($"path {i}", [0, 1], [i, i]);
        }

        Scatter[] lines = [.. figure.GetPlottables<Scatter>().Where(series => series.LegendText.StartsWith("line", StringComparison.Ordinal))];
        lines.Select(line => (line.LineColor, line.LinePattern.Name)).Should().OnlyHaveUniqueItems();
        figure.GetPlottables<Scatter>().Where(series => series.MarkerSize > 0).Select(series => (series.MarkerFillColor, series.MarkerShape)).Should().OnlyHaveUniqueItems();
        figure.Legend().Should().HaveCount(15);
    }

    [Fact]
    public void Line_OfAFunction_IsItsGraph() =>
        new Figure().Line("square", x => x * x, -1, 1).Points("square").Should().Contain(new ScottPlot.Coordinates(0.5, 0.25)).And.HaveCount(401);

    [Fact]
    public void Line_OfWrongPoints_IsRefused()
    {
        Figure figure = new();
        figure.Invoking(f => f.Line("", [1, 2], [1])).Should().Throw<ArgumentException>()
            .WithMessage("xs and ys must have the same number of elements, at least one, but have 2 and 1.*");
        figure.Invoking(f => f.Points("", [], [])).Should().Throw<ArgumentException>().WithMessage("*but have 0 and 0.*");
        figure.Invoking(f => f.Path("", [double.NaN], [1])).Should().Throw<ArgumentException>().WithMessage("xs[0] must be finite, but is NaN.*");
        figure.Invoking(f => f.Line("", [1], [double.PositiveInfinity])).Should().Throw<ArgumentException>()
            .WithMessage("ys must be finite, or NaN for a gap, but ys[0] is Infinity.*");
        figure.Invoking(f => f.Line("", x => x, 1, 1)).Should().Throw<ArgumentException>().WithMessage("The range must be finite*but is 1 to 1.*");
        figure.Invoking(f => f.HorizontalLine(double.NaN)).Should().Throw<ArgumentException>().WithMessage("y must be finite, but is NaN.*");
        figure.Invoking(f => f.VerticalLine(double.NegativeInfinity)).Should().Throw<ArgumentException>().WithMessage("x must be finite, but is -Infinity.*");
        figure.GetPlottables().Should().BeEmpty();
    }

    [Fact]
    public void LogarithmicY_BeforeAndAfterTheSeries_DrawsTheSame()
    {
        Figure before = new Figure().LogarithmicY().Line("a", [0, 1], [1, 100]).HorizontalLine(10, "ten");
        Figure after = new Figure().Line("a", [0, 1], [1, 100]).HorizontalLine(10, "ten").LogarithmicY();
        after.Points("a").Select(point => point.Y).Should().Equal(0, 2);
        after.GetPlottables<HorizontalLine>().Single().Position.Should().Be(1);
        after.ToPng().Should().Equal(before.ToPng());
        after.Axes.Left.TickGenerator.Ticks.Select(tick => tick.Label).Should().Contain(["1", "10", "100"]);
    }

    [Fact]
    public void LogarithmicY_OfZero_IsRefusedAndChangesNothing()
    {
        Figure figure = new Figure().Line("a", [0, 1], [10, 0]);
        figure.Invoking(f => f.LogarithmicY()).Should().Throw<ArgumentException>()
            .WithMessage("ys[1] must be greater than 0 for a logarithmic y axis, but is 0.*");
        figure.Points("a").Select(point => point.Y).Should().Equal(10, 0);
        new Figure().LogarithmicY().Invoking(f => f.HorizontalLine(-1)).Should().Throw<ArgumentException>()
            .WithMessage("y must be greater than 0 for a logarithmic y axis, but is -1.*");
    }

    [Fact]
    public void Legend_WhereASeriesHasAName_StandsAboveTheData()
    {
        Figure with = new Figure("t").Line("a name", [0, 1], [0, 1]), without = new Figure("t").Line("", [0, 1], [0, 1]);
        with.ToPng();
        without.ToPng();
        with.LastRender.DataRect.Top.Should().BeGreaterThan(without.LastRender.DataRect.Top + 10);
        with.ShowLegend(ScottPlot.Alignment.UpperLeft);
        with.ToPng();
        with.LastRender.DataRect.Top.Should().Be(without.LastRender.DataRect.Top, "the legend is inside then");
    }

    [Fact]
    public void Render_WithoutAFont_SaysWhatToInstall()
    {
        Figure figure = new("t", "", "", font: null);
        figure.Invoking(f => f.ToPng()).Should().Throw<InvalidOperationException>().WithMessage("No font was found*fonts-dejavu-core*");
        figure.Invoking(f => f.ToSvg()).Should().Throw<InvalidOperationException>();
        figure.Invoking(f => f.GetImage(10, 10)).Should().Throw<InvalidOperationException>("ScottPlot's own ways draw no text either");
    }

    [Fact]
    public void FontFamily_OfAList_IsThePreferredOneThatHasTheLetters()
    {
        static bool HasAll(string family, string letters) => true;
        FontFamily.Choose(["Foo", "DejaVu Sans"], HasAll).Should().Be("DejaVu Sans");
        FontFamily.Choose(["DejaVu Sans", "Liberation Sans"], HasAll).Should().Be("Liberation Sans");
        FontFamily.Choose(["DejaVu Sans", "Liberation Sans"], (family, _) => family == "DejaVu Sans").Should().Be("DejaVu Sans");
        FontFamily.Choose(["Foo", "Bar"], (family, letters) => family == "Foo" && letters.Length < 6).Should().Be("Foo");
        FontFamily.Choose(["Symbols"], (_, _) => false).Should().BeNull();
        FontFamily.Choose([], HasAll).Should().BeNull();
    }

    [Theory]
    [InlineData("text/html", "<img src=")]
    [InlineData("image/png", "iVBOR")]
    [InlineData("text/plain", "Figure: shown")]
    public void Formatters_FoundByTheirNames_ShowTheFigure(string mimeType, string start)
    {
        object attribute = typeof(Figure).GetCustomAttributes(true).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        object Get(object of, string property) => of.GetType().GetProperty(property)!.GetValue(of)!;
        ((string[])Get(attribute, "PreferredMimeTypes")).Should().Equal("text/html");
        object source = Activator.CreateInstance((Type)Get(attribute, "FormatterSourceType"))!;
        var formatters = (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        object formatter = formatters.Single(f => (string)Get(f, "MimeType") == mimeType);
        MethodInfo format = formatter.GetType().GetMethod("Format")!;
        using StringWriter text = new();
        format.Invoke(formatter, [new Figure("shown"), text]).Should().Be(true);
        text.ToString().Should().StartWith(start);
        format.Invoke(formatter, ["no figure", text]).Should().Be(false);
    }
}
