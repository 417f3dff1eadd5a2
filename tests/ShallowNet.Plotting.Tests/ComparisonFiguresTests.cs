using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting.Tests;

/// <summary>Figures of samples beside those of a training.</summary>
public sealed class ComparisonFiguresTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 400);

    private static readonly MlpRegressor<double> Model =
        MlpRegressor.Fit(X, X.Row(0).Add(X.Row(1)), new MlpOptions { HiddenLayers = [new Dense(6, Activation.Tanh)], Training = new() { Epochs = 20 } });

    private static readonly SimilarCases<double> Cases = SimilarCases.Of(Model, X);

    public static TheoryData<string> Kinds => [.. All.Keys];

    private static Dictionary<string, Func<Figure>> All { get; } = new()
    {
        ["drift"] = () => Figures.Drift(Model.Drift(Moved(1))),
        ["no drift"] = () => Figures.Drift(Model.Drift(X)),
        ["similar cases"] = () => Figures.SimilarCases(Cases, Cases.Nearest(Moved(1))),
        ["equal cases"] = () => Figures.SimilarCases(SimilarCases.Of(Model, Equal(5)), SimilarCases.Of(Model, Equal(5)).Nearest(Equal(2))),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Figure_OfEveryComparison_IsDrawnAsPngAndSvgInEveryCulture(string kind)
    {
        Trained.IsDrawn(All[kind]());
        Trained.IsTheSameInAStrangeCulture(All[kind]);
    }

    [Fact]
    public void Drift_OfOneFeature_HasItAtTheTopInAnotherColour()
    {
        DriftReport report = Model.Drift(Moved(1));
        Figure figure = Figures.Drift(report, "Mine");
        figure.Heading().Should().Be("Mine");
        ScottPlot.Bar[] bars = [.. figure.GetPlottables<ScottPlot.Plottables.BarPlot>().Single().Bars];
        bars.Should().HaveCount(4);
        ColumnDrift moved = report.Columns[0];
        moved.Size.Should().Be(DriftSize.Large);
        bars[0].Value.Should().Be(Math.Max(moved.Psi, moved.Distance) / 0.25).And.BeGreaterThan(1);
        bars.Select(bar => bar.FillColor == bars[^1].FillColor).Should().Equal(
            [.. report.Columns.Concat(report.Outputs).Select(column => column.Size == DriftSize.None).Order()]);
        bars.Select(bar => bar.Position).Should().Equal(3, 2, 1, 0);
    }

    [Fact]
    public void Drift_OfWhatHasNotMoved_HasOneColour() =>
        Figures.Drift(Model.Drift(X)).GetPlottables<ScottPlot.Plottables.BarPlot>().Single().Bars.Select(bar => bar.FillColor).Distinct().Should().ContainSingle();

    [Fact]
    public void SimilarCases_OfSamples_CountsCasesAndSamples()
    {
        IReadOnlyList<NearestCases> nearest = Cases.Nearest(Moved(4));
        Figure figure = Figures.SimilarCases(Cases, nearest, "Mine");
        figure.Heading().Should().Be("Mine");
        ScottPlot.Plottables.BarPlot[] groups = [.. figure.GetPlottables<ScottPlot.Plottables.BarPlot>()];
        groups.Select(group => group.Bars.Sum(bar => bar.Value - bar.ValueBase)).Should().Equal(X.ColumnCount, nearest.Count);

        double far = figure.GetPlottables<ScottPlot.Plottables.VerticalLine>().Single().X;
        nearest.Should().Contain(sample => sample.IsFar).And.Contain(sample => !sample.IsFar)
            .And.AllSatisfy(sample => sample.IsFar.Should().Be(sample.Cases[0].Distance > far));
    }

    [Fact]
    public void SimilarCases_OfNoSample_IsRefused() =>
        FluentActions.Invoking(() => Figures.SimilarCases(Cases, [])).Should().Throw<ArgumentException>().WithMessage("samples must have at least one element, but is empty.*");

    /// <summary>Other samples, the second feature of which is larger.</summary>
    private static Matrix<double> Moved(double by)
    {
        Matrix<double> moved = new NumPyRandom(2).Randn<double>(3, 300);
        moved.SetRow(1, moved.Row(1) + by);
        return moved;
    }

    private static Matrix<double> Equal(int samples) => Matrix<double>.Build.Dense(3, samples, 0.5);
}
