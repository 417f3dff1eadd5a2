namespace ShallowNet.Plotting.Tests;

/// <summary>Axes, their numbers, titles that wrap, and names at the ends of lines.</summary>
public sealed class AxesTests
{
    [Theory]
    [InlineData(1, 9, "1")]
    [InlineData(1, 40, "1")]
    [InlineData(1, 1000, "1")]
    [InlineData(0, 40, "0")]
    [InlineData(7750, 8050, "7,750")]
    public void WholeX_OfWhatIsCounted_BeginsWithTheFirstAndHasWholeNumbersWithin(int first, int last, string expected)
    {
        double[] xs = [.. Enumerable.Range(first, last - first + 1).Select(i => (double)i)];
        Figure figure = new Figure().Line("", xs, xs).WholeX();
        figure.ToPng();
        ScottPlot.Tick[] ticks = figure.Axes.Bottom.TickGenerator.Ticks;
        ticks[0].Label.Should().Be(expected);
        ticks.Should().HaveCountGreaterThan(2).And.OnlyContain(tick => tick.Position >= first && tick.Position <= last && tick.Position == Math.Round(tick.Position));
        ticks.Zip(ticks.Skip(1)).Should().OnlyContain(pair => figure.GetPixel(new(pair.Second.Position, 0)).X - figure.GetPixel(new(pair.First.Position, 0)).X > 12, "numbers do not touch");
    }

    [Fact]
    public void Cost_OfSomeEpochs_CountsFromOne()
    {
        Figure figure = Figures.Cost(Trained.History());
        figure.ToPng();
        figure.Axes.Bottom.TickGenerator.Ticks.Select(tick => tick.Label).Should().Equal("1", "2", "3", "4", "5", "6");
    }

    [Theory]
    [InlineData(new[] { 0.0, 0.5, 1 }, new[] { "0.0", "0.5", "1.0" })]
    [InlineData(new[] { -2.0, 0, 2 }, new[] { "−2", "0", "2" })]
    [InlineData(new[] { 0.0, 5000, 10000 }, new[] { "0", "5,000", "10,000" })]
    [InlineData(new[] { 0.0, 5e6, 1e7 }, new[] { "0", "5e6", "1e7" })]
    [InlineData(new[] { 0.0, 5e-5, 1e-4 }, new[] { "0", "5e−5", "1e−4" })]
    [InlineData(new[] { 1e6, 1000010, 1000020 }, new[] { "1,000,000", "1,000,010", "1,000,020" })]
    public void Texts_OfOneAxis_AreWrittenInOneWay(double[] values, string[] expected) => Numbers.Texts(values, values[^1] - values[0]).Should().Equal(expected);

    [Fact]
    public void LogarithmicTexts_WhereOneIsLong_HavePowersOfTen()
    {
        Numbers.LogarithmicTexts([0.01, 1, 100]).Should().Equal("0.01", "1", "100");
        Numbers.LogarithmicTexts([1e-6, 1e-3, 1]).Should().Equal("1e−6", "1e−3", "1e0");
    }

    [Theory]
    [InlineData(600, 360)]
    [InlineData(300, 700)]
    public void EqualAxes_OfAnyFigure_HaveUnitsOfOneLength(int width, int height)
    {
        Figure figure = new Figure("t", "x", "y").Line("a", [0, 4], [0, 1]).EqualAxes().EqualAxes();
        (figure.Width, figure.Height) = (width, height);
        IsEqual(figure);
        IsEqual(Figures.Roc(Trained.Flower.Predict(Trained.Samples.X), Trained.Samples.Y));
        IsEqual(Figures.Regression(Trained.Flower.Predict(Trained.Samples.X), Trained.Samples.Y));
        IsEqual(Figures.DecisionBoundary(Trained.Flower, Trained.Samples.X, Trained.Samples.Y));
    }

    [Fact]
    public void DecisionBoundary_OfAxesOfVeryDifferentRanges_FillsTheFigure()
    {
        var X = Trained.Samples.X.Clone();
        X.SetRow(1, X.Row(1) * 1000);
        Figure figure = Figures.DecisionBoundary(Trained.Flower, X, Trained.Samples.Y);
        figure.ToPng();
        figure.LastRender.DataRect.Width.Should().BeGreaterThan(300);
    }

    [Fact]
    public void Scale_OfTwo_HasTwiceThePixelsAndTheSameLayout()
    {
        Figure figure = new Figure("t").Line("a", [0, 1], [0, 1]);
        figure.ToPng();
        var data = figure.LastRender.DataRect;
        figure.Scale = 2;
        Trained.Size(figure.ToPng()).Should().Be((1200, 720));
        figure.ScaleFactor.Should().Be(1);
        figure.LastRender.DataRect.Width.Should().Be(data.Width);
        byte[] shown = Convert.FromBase64String(new Figure("t").Line("a", [0, 1], [0, 1]).ToHtml().Split("base64,")[1].Split('"')[0]);
        shown.Should().Equal(figure.ToPng(), "notebooks have two pixels for each");
        foreach (int scale in (int[])[0, 9])
        {
            figure.Invoking(f => f.Scale = scale).Should().Throw<ArgumentOutOfRangeException>().WithMessage($"Scale must be at * but is {scale}.*").WithParameterName("Scale");
        }
    }

    [Fact]
    public void Title_WiderThanTheFigure_HasLinesAndStaysTheTitle()
    {
        string title = string.Join(' ', Enumerable.Repeat("long words of a title", 8));
        Figure figure = new Figure(title).Line("", [0, 1], [0, 1]);
        figure.ToPng();
        figure.ToSvg();
        figure.Heading().Split('\n').Should().HaveCountGreaterThan(1).And.OnlyContain(line => figure.WidthOf(line, figure.Axes.Title.Label.FontSize, true) <= 600);
        figure.ToString().Should().Be($"Figure: {title}");
        figure.Title("short");
        figure.ToPng();
        figure.Heading().Should().Be("short");
    }

    [Fact]
    public void Names_OfFourLines_StandAtTheirEnds()
    {
        Figure four = Curves(4, spread: 1), three = Curves(3, spread: 1), together = Curves(6, spread: 1e-6);
        four.ToPng();
        three.ToPng();
        together.ToPng();
        four.HasNamesAtEnds.Should().BeTrue();
        (three.HasNamesAtEnds, together.HasNamesAtEnds).Should().Be((false, false), "few have a legend, and names of lines that end at one point would be far from it");
        four.LastRender.DataRect.Right.Should().BeLessThan(three.LastRender.DataRect.Right - 30, "the names need room");
        four.LastRender.DataRect.Top.Should().BeLessThan(three.LastRender.DataRect.Top, "there is no legend");
        four.Legend().Should().HaveCount(4, "whoever asks for the legend gets it");
        four.ShowLegend(ScottPlot.Alignment.UpperLeft);
        four.HasNamesAtEnds.Should().BeFalse();
        EndNames.Spread([0.5, 0.5, 0.9], 0.1).Should().Equal(0.45, 0.55, 0.9);
        EndNames.Spread([0, 0.02], 0.1).Should().Equal(0.0, 0.1);
    }

    [Fact]
    public void Fitting_OfANameThatHasRoom_DoesNotCutIt()
    {
        Figure figure = new();
        figure.Fitting("a name of a column", 12, 500).Should().Be("a name of a column");
        string cut = figure.Fitting("a name of a column", 12, 60);
        cut.Should().StartWith("a na").And.EndWith("…");
        figure.WidthOf(cut, 12).Should().BeLessThanOrEqualTo(60);
        Figure confusion = Figures.Confusion(Metrics.ConfusionMatrix([0, 1], [0, 1], ["a class with a rather long name", "b"]));
        confusion.ToPng();
        confusion.Axes.Left.TickGenerator.Ticks.Select(tick => tick.Label).Should().Contain("a class with a rather long name");
    }

    [Fact]
    public void Activations_WithALeak_ShowItEnlarged()
    {
        Figure figure = Figures.Activations(Activation.ReLU, Activation.LeakyReLU(0.01), Activation.ELU());
        string name = figure.Legend().Single(text => text.Contains("below 0", StringComparison.Ordinal));
        name.Should().EndWith("below 0, × 10");
        figure.Points(name)[0].Y.Should().BeApproximately(-0.5, 1e-12, "10 times 0.01 times −5");
        figure.Points(name).Should().OnlyContain(point => point.X < 0);
        Figures.Activation(Activation.LeakyReLU(0.01)).Legend().Should().HaveCount(3);
        Figures.Activation(Activation.LeakyReLU(0.3)).Legend().Should().HaveCount(2, "that is seen");
    }

    private static Figure Curves(int count, double spread) => Figures.Curves(
        "t", "epoch", "J", [.. Enumerable.Range(1, count).Select(c => ($"curve {c}", (IReadOnlyList<double>)[2.0, 1 + spread * c / count]))]);

    private static void IsEqual(Figure figure)
    {
        figure.ToPng();
        ScottPlot.AxisLimits limits = figure.Axes.GetLimits();
        ScottPlot.PixelRect data = figure.LastRender.DataRect;
        (data.Width / limits.HorizontalSpan).Should().BeApproximately(data.Height / limits.VerticalSpan, 1e-3 * data.Width / limits.HorizontalSpan);
        data.Width.Should().BeGreaterThan(100);
    }
}
