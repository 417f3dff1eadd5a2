using MathNet.Numerics.LinearAlgebra;
using ScottPlot.Plottables;

namespace ShallowNet.Plotting.Tests;

/// <summary>Figures of answers beside targets: regressions and error histograms.</summary>
public sealed class AnswerFiguresTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(2, 30, (i, j) => i == 0 ? j : j * j % 7);
    private static readonly Matrix<double> Y = Matrix<double>.Build.Dense(2, 30, (i, j) => i == 0 ? 3 * X[0, j] + X[1, j] : -X[1, j]);
    private static readonly MlpOptions Linear = new() { HiddenLayers = [], Training = new() { Epochs = 5 } };
    private static readonly MlpRegressor<double> One = MlpRegressor.Fit(X, Y.Row(0), Linear), Two = MlpRegressor.Fit(X, Y, Linear);

    public static TheoryData<double> Units => new() { 1, 1e200, 1e-200 };

    [Theory]
    [MemberData(nameof(Units))]
    public void Regression_OfFourSamples_HasTheLineWorkedByHand(double unit)
    {
        // The sums of products of the distances from the means 2.5 and 2.75 are 5, 8.75 and 5.5.
        double[] y = [1 * unit, 2 * unit, 3 * unit, 4 * unit], yHat = [1 * unit, 3 * unit, 2 * unit, 5 * unit];
        Figure figure = Figures.Regression(yHat, y);
        figure.Heading().Should().Be("R = 0.83152");
        figure.Points("").Select(point => (point.X, point.Y)).Should().Equal(y.Zip(yHat));
        StraightLine line = StraightLine.Through(y, yHat);
        line.Slope.Should().BeApproximately(1.1, 1e-14);
        (line.Intercept / unit).Should().BeApproximately(0, 1e-14);
        ScottPlot.Coordinates[] fit = figure.Points(line.ToString());
        fit.Select(point => point.Y).Should().Equal(fit.Select(point => line.At(point.X)));
        figure.Points("ŷ = y").Should().HaveCount(2).And.OnlyContain(point => point.X == point.Y);
        figure.Legend().Should().Equal("ŷ = y", line.ToString());
    }

    [Fact]
    public void StraightLine_AsText_IsItsEquation()
    {
        new StraightLine(0.98765, 12.5, 1).ToString().Should().Be("ŷ ≈ 0.9877 y + 12.5");
        new StraightLine(-2, -0.25, -1).ToString().Should().Be("ŷ ≈ −2 y − 0.25");
    }

    [Fact]
    public void Regression_OfFallingAnswers_HasANegativeCorrelation() => Figures.Regression<double>([3, 2, 1], [1, 2, 3]).Heading().Should().Be("R = -1");

    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(0, 1, 0)]
    public void Regression_OfTargetsThatAreAllTheSame_HasNeitherRNorALine(double a, double b, double c)
    {
        Figure figure = Figures.Regression<double>([a, b, c], [3, 3, 3]);
        figure.Heading().Should().Be("Answers and targets");
        figure.Legend().Should().Equal("ŷ = y");
    }

    [Fact]
    public void Regression_OfAnswersThatAreAllTheSame_HasALevelLineWithoutR()
    {
        Figure figure = Figures.Regression<double>([2, 2, 2], [1, 2, 3]);
        figure.Heading().Should().Be("Answers and targets");
        figure.Points("ŷ ≈ 0 y + 2").Select(point => point.Y).Should().Equal(2, 2);
    }

    [Fact]
    public void Regression_OfAModel_IsThatOfItsAnswers()
    {
        Same(Figures.Regression(One, X, Y.Row(0)), Figures.Regression(One.Predict(X).Row(0), Y.Row(0)));
        Same(Figures.Regression(One, X, Y.SubMatrix(0, 1, 0, 30)), Figures.Regression(One.Predict(X), Y.SubMatrix(0, 1, 0, 30)));
        Same(Figures.Regression(Two, X, Y), Figures.Regression(Two.Predict(X), Y));
        Same(Figures.ErrorHistogram(One, X, Y.Row(0)), Figures.ErrorHistogram(One.Predict(X).Row(0), Y.Row(0)));
        Same(Figures.ErrorHistogram(Two, X, Y), Figures.ErrorHistogram(Two.Predict(X), Y));
    }

    [Fact]
    public void Regression_OfTwoOutputs_HasAColourAndAnREach()
    {
        Matrix<double> YHat = Y.Clone();
        YHat.SetRow(1, (-YHat.Row(1)).ToArray());
        Figure figure = Figures.Regression(YHat, Y);
        figure.Legend()[..2].Should().Equal("output 1, R = 1", "output 2, R = -1");
        figure.GetPlottables<Scatter>().Take(2).Select(series => series.MarkerFillColor).Should().OnlyHaveUniqueItems();
        figure.Heading().Should().MatchRegex(@"^R = 0\.\d+$", "that is the R of both outputs together");
    }

    [Fact]
    public void Regression_OfGroups_HasAllOfThem()
    {
        Matrix<float> small = Matrix<float>.Build.DenseOfRowArrays([1, 2, 3]), large = 10 * small, constant = 0 * small;
        Figure figure = Figures.Regression("Mine", ("training", small, small), ("validation", large, large), ("nothing", constant, constant), ("", small, large));
        figure.Heading().Should().Be("Mine");
        figure.Legend()[..4].Should().Equal("training, R = 1", "validation, R = 1", "nothing", "R = 1");
        Figures.Regression(null, ("a", small, small), ("b", large, large)).Heading().Should().Be("R = 1");
        Figures.Regression("t", ("one group", small, large)).Legend()[0].Should().Be("one group", "R stands in the title, or where there are several");
    }

    [Theory]
    [InlineData(300, 6)]
    [InlineData(2000, 4)]
    [InlineData(2001, 2.5)]
    public void Regression_OfManySamples_HasSmallPoints(int samples, float size) =>
        Figures.Regression(Enumerable.Range(0, samples).Select(i => (double)i), Enumerable.Range(0, samples).Select(i => (double)i))
            .GetPlottables<Scatter>().First().MarkerSize.Should().Be(size);

    [Fact]
    public void Regression_OfAnyNumbers_HasTheSameRangeOnBothAxes()
    {
        Figure figure = Figures.Regression<double>([0, 10], [2, 8]);
        ScottPlot.AxisLimits limits = figure.Axes.GetLimits();
        (limits.Left, limits.Right, limits.Bottom, limits.Top).Should().Be((-0.4, 10.4, -0.4, 10.4));
        figure.ToPng();
        figure.LastRender.DataRect.Width.Should().BeApproximately(figure.LastRender.DataRect.Height, 0.01f);
    }

    [Fact]
    public void ErrorHistogram_OfErrors_CountsThemInTwentyBins()
    {
        // Errors of −1, −1, 0.95, 0.9 and 1: the first bin begins at −1, and the last one ends at 1.
        Figure figure = Figures.ErrorHistogram<double>([1, 2, 0, 0, 0], [0, 1, 0.95, 0.9, 1]);
        BarPlot bars = figure.GetPlottables<BarPlot>().Single();
        bars.Bars.Should().HaveCount(20);
        bars.Bars.Select(bar => bar.Value).Should().Equal([2, .. new double[17], 0, 3]);
        bars.Bars.First().Position.Should().BeApproximately(-0.95, 1e-12);
        bars.Bars.Last().Position.Should().BeApproximately(0.95, 1e-12);
        figure.GetPlottables<VerticalLine>().Single().Position.Should().Be(0);
        figure.Legend().Should().Equal("no error");
        figure.Heading().Should().Be("Errors");
        figure.Axes.Bottom.Label.Text.Should().Be("error y − ŷ");
    }

    [Fact]
    public void ErrorHistogram_OfGroups_StacksThem()
    {
        Matrix<float> zeros = Matrix<float>.Build.Dense(1, 4), errors = Matrix<float>.Build.DenseOfRowArrays([0, 0, 0, 2]), others = Matrix<float>.Build.DenseOfRowArrays([0, 2, 2, 1.1f]);
        Figure figure = Figures.ErrorHistogram("Mine", ("training", zeros, errors), ("validation", zeros, others));
        BarPlot[] bars = [.. figure.GetPlottables<BarPlot>()];
        bars[0].Bars.Where(bar => bar.Value > bar.ValueBase).Select(bar => (bar.ValueBase, bar.Value)).Should().Equal((0, 3), (0, 1));
        bars[1].Bars.Where(bar => bar.Value > bar.ValueBase).Select(bar => (bar.ValueBase, bar.Value)).Should().Equal((3, 4), (0, 1), (1, 3));
        bars.Select(plot => plot.Bars.First().FillColor).Should().OnlyHaveUniqueItems();
        figure.Legend().Should().Equal("training", "validation", "no error");
        figure.Heading().Should().Be("Mine");
        figure.Axes.GetLimits().Top.Should().BeApproximately(1.06 * 4, 1e-12);
    }

    [Fact]
    public void ErrorHistogram_OfBinsAndATitle_HasThem()
    {
        Figure figure = Figures.ErrorHistogram(0 * Y, Y, bins: 7, title: "Mine");
        figure.GetPlottables<BarPlot>().Should().HaveCount(2).And.OnlyContain(bars => bars.Bars.Count() == 7);
        figure.Heading().Should().Be("Mine");
        figure.Legend().Should().Equal("output 1", "output 2", "no error");
    }

    [Fact]
    public void ErrorHistogram_OfErrorsThatAreAllTheSame_HasABarAround()
    {
        BarPlot bars = Figures.ErrorHistogram<double>([1, 2, 3], [3, 4, 5]).GetPlottables<BarPlot>().Single();
        ScottPlot.Bar bar = bars.Bars.Single(bar => bar.Value > 0);
        (bar.Value, bar.Position).Should().Be((3, 2));
    }

    [Fact]
    public void ErrorHistogram_OfErrorsAboveZero_ShowsWhereZeroIs() =>
        Figures.ErrorHistogram<double>([0, 0], [5, 6]).Axes.GetLimits().Left.Should().BeLessThan(0);

    private static void Same(Figure figure, Figure other) => figure.ToPng().Should().Equal(other.ToPng());
}
