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
    public void LogarithmicY_BeforeAndAfterTheSeries_DrawsTheSame()
    {
        Figure before = new Figure().LogarithmicY().Line("a", [0, 1], [1, 100]).HorizontalLine(10, "ten");
        Figure after = new Figure().Line("a", [0, 1], [1, 100]).HorizontalLine(10, "ten").LogarithmicY();
        after.Points("a").Select(point => point.Y).Should().Equal(0, 2);
        after.GetPlottables<HorizontalLine>().Single().Position.Should().Be(1);
        after.ToPng().Should().Equal(before.ToPng());
        after.Axes.Left.TickGenerator.Ticks.Select(tick => tick.Label).Should().Contain(["1", "10", "100"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Line_OfAPointBetweenGaps_HasADotThere(bool isLogarithmic)
    {
        Figure figure = new Figure().Line("a", [0, 1, 2, 3, 4], [1, 10, double.NaN, 100, double.NaN]).Line("b", [0, 1], [5, 6]);
        figure = isLogarithmic ? figure.LogarithmicY() : figure;
        Scatter dots = figure.GetPlottables<Scatter>().Single(series => series.MarkerSize > 0);
        dots.Data.GetScatterPoints().Should().Equal(new ScottPlot.Coordinates(3, isLogarithmic ? 2 : 100));
        dots.MarkerFillColor.Should().Be(Palette.ColorOf(0));
        figure.Legend().Should().Equal("a", "b");
    }

    [Theory]
    [InlineData(0.693147, 0.6931475, false)]
    [InlineData(0.62, 0.68, true)]
    [InlineData(0.693147, 0.6931475, true)]
    [InlineData(1_000_000, 1_000_040, false)]
    [InlineData(2e-14, 5e-14, false)]
    [InlineData(2e-14, 5e-14, true)]
    [InlineData(3e-16, 2e-13, true)]
    [InlineData(-3, 3, false)]
    [InlineData(0, 1e7, false)]
    [InlineData(1e-300, 1e300, true)]
    [InlineData(0.1, 1e308, true)]
    public void Ticks_OfAnyRange_AreSeveralNumbersThatDiffer(double from, double to, bool isLogarithmic)
    {
        Figure figure = new Figure().Line("", [0, 1], [from, to]);
        figure = isLogarithmic ? figure.LogarithmicY() : figure;
        figure.ToPng();
        ScottPlot.Tick[] ticks = [.. figure.Axes.Left.TickGenerator.Ticks.Where(tick => tick.IsMajor && tick.Label.Length > 0)];
        ticks.Select(tick => tick.Label).Should().HaveCountGreaterThan(2).And.HaveCountLessThan(25).And.OnlyHaveUniqueItems();
        foreach (ScottPlot.Tick tick in ticks)
        {
            double value = double.Parse(tick.Label.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture);
            double place = isLogarithmic ? Math.Log10(value) : value;
            place.Should().BeApproximately(tick.Position, 1e-3 * figure.Axes.Left.Range.Span, "it says where it is");
        }
    }

    [Fact]
    public void Ticks_WithoutATitle_HaveRoomForTheUppermostNumber()
    {
        Figure figure = Figures.Surface((x, y) => x + y, (0, 1), (0, 2));
        figure.ToPng();
        figure.LastRender.DataRect.Top.Should().BeGreaterThan(7, "that is half of a number's height");
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
