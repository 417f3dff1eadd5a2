
namespace ShallowNet.Plotting.Tests;

/// <summary>Figures of explanations of a model of a table with every kind of column.</summary>
public sealed class ExplanationFiguresTests
{
    private static readonly Table Rows = Make();

    private static readonly MlpRegressor<double> Model =
        MlpRegressor.Fit<double>(Rows, "price", new MlpOptions { HiddenLayers = [new Dense(6, Activation.Tanh)], Training = new() { Epochs = 100 } });

    private static readonly ShapleyValues Values = Model.Shapley(Rows, Rows, new ShapleyOptions { BackgroundRows = 10, MostExactPlayers = 2 });

    private static readonly Network<double> Net = Network.Create<double>(inputs: 3, seed: 1, new Dense(6, Activation.Tanh), new Dense(1, Activation.Identity));

    private static readonly MathNet.Numerics.LinearAlgebra.Matrix<double> X = new NumPyRandom(2).Randn<double>(3, 60);

    private static readonly string[] Names = ["width", "height", "depth"];

    public static TheoryData<string> Kinds => [.. All.Keys];

    private static Dictionary<string, Func<Figure>> All { get; } = new()
    {
        ["importance"] = () => Figures.Importance(Model.Importance(Rows)),
        ["bars"] = () => Figures.ShapleyBars(Values),
        ["bars of a sample"] = () => Figures.ShapleyBars(Values, 3),
        ["swarm"] = () => Figures.ShapleySwarm(Values),
        ["numbers"] = () => Figures.PartialDependence(Model.PartialDependence(Rows, "age")),
        ["categories"] = () => Figures.PartialDependence(Model.PartialDependence(Rows, "plan")),
        ["dates"] = () => Figures.PartialDependence(Model.PartialDependence(Rows, "since"), showCurves: false),
        ["pairs"] = () => Figures.PartialDependence(Model.PartialDependence(Rows, "age", "plan")),
        ["effects"] = () => Figures.AccumulatedEffects(Model.AccumulatedEffects(Rows, "age")),
        ["importance to a network"] = () => Figures.Importance(Net.Importance(X, X.SubMatrix(0, 1, 0, 60), inputNames: Names)),
        ["bars of a network"] = () => Figures.ShapleyBars(Net.Shapley(X, X, inputNames: Names), 3),
        ["swarm of a network"] = () => Figures.ShapleySwarm(Net.ExpectedGradients(X, X, inputNames: Names)),
        ["numbers of a network"] = () => Figures.PartialDependence(Net.PartialDependence(X, 1, inputNames: Names)),
        ["pairs of a network"] = () => Figures.PartialDependence(Net.PartialDependence(X, 1, 2, new DependenceOptions { GridPoints = 5 }, Names)),
        ["effects of a network"] = () => Figures.AccumulatedEffects(Net.AccumulatedEffects(X, 0, inputNames: Names)),
        ["effects of two of a network"] = () => Figures.AccumulatedEffects(Net.AccumulatedEffects(X, 0, 2, new DependenceOptions { Intervals = 5 }, Names)),
        ["effects of two"] = () => Figures.AccumulatedEffects(Model.AccumulatedEffects(Rows, "age", "since", new DependenceOptions { Intervals = 6 })),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Figure_OfEveryExplanation_IsDrawnAsPngAndSvgInEveryCulture(string kind)
    {
        Trained.IsDrawn(All[kind]());
        Trained.IsTheSameInAStrangeCulture(All[kind]);
    }

    [Fact]
    public void Importance_OfColumns_HasTheMostImportantAtTheTopWithItsError()
    {
        IReadOnlyList<ColumnImportance> importance = Model.Importance(Rows);
        Figure figure = Figures.Importance(importance, "Mine");
        figure.Heading().Should().Be("Mine");
        ScottPlot.Bar[] bars = [.. figure.GetPlottables<ScottPlot.Plottables.BarPlot>().Single().Bars];
        bars.Select(bar => bar.Value).Should().Equal(importance.Select(column => column.Mean));
        bars.Select(bar => bar.Position).Should().Equal(3, 2, 1, 0);
        figure.GetPlottables<ScottPlot.Plottables.Scatter>().Should().HaveCount(4);
        figure.GetPlottables<ScottPlot.Plottables.Scatter>().First().Data.GetScatterPoints().Select(point => point.X)
            .Should().Equal(importance[0].Mean - importance[0].StandardError, importance[0].Mean + importance[0].StandardError);
    }

    [Fact]
    public void ShapleySwarm_OfSamples_HasAPointForEachOfEachColumn() =>
        Figures.ShapleySwarm(Values).GetPlottables<ScottPlot.Plottables.Marker>().Select(marker => marker.X).Order().Should().Equal(Values.Values.Enumerate().Order());

    [Fact]
    public void PartialDependence_OfAColumn_IsALineInFrontOfThoseOfSamples()
    {
        PartialDependence dependence = Model.PartialDependence(Rows, "age");
        ScottPlot.Plottables.Scatter[] lines = [.. Figures.PartialDependence(dependence).GetPlottables<ScottPlot.Plottables.Scatter>()];
        lines.Should().HaveCount(61);
        lines[^1].Data.GetScatterPoints().Select(point => point.Y).Should().Equal(dependence.Mean.Column(0));
        lines[1].Data.GetScatterPoints().Select(point => point.Y).Should().Equal(dependence.Curves!.Column(2));
        Figures.PartialDependence(dependence, showCurves: false).GetPlottables<ScottPlot.Plottables.Scatter>().Should().HaveCount(1);
    }

    [Fact]
    public void Figures_OfWhatIsNotThere_AreRefused()
    {
        Refused(() => Figures.Importance([]), "importance must have at least one element, but is empty.*");
        Refused(() => Figures.Importance(null!), "importance must not be null.*");
        Refused(() => Figures.ShapleyBars(null!), "values must not be null.*");
        Refused(() => Figures.ShapleyBars(null!, 1), "values must not be null.*");
        Refused(() => Figures.ShapleySwarm(null!), "values must not be null.*");
        Refused(() => Figures.PartialDependence(null!), "dependence must not be null.*");
        Refused(() => Figures.AccumulatedEffects(null!), "effects must not be null.*");
        Refused(() => Figures.ShapleyBars(Values, 120), "sample must be at least 0 and at most 119, but is 120.*");
        Refused(() => Figures.ShapleyBars(Values, -1), "sample must be at least 0 and at most 119, but is -1.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private static Table Make()
    {
        NumPyRandom random = new(1);
        double[] ages = [.. Enumerable.Range(0, 120).Select(_ => 18 + 60 * random.Rand())];
        int[] plans = [.. Enumerable.Range(0, 120).Select(_ => (int)(3 * random.Rand()))];
        return new Table(
            Column.Of("age", ages), Column.Of("plan", plans.Select(plan => new[] { "basic", "plus", "family" }[plan])), Column.Of("active", plans.Select((_, i) => i % 3 == 0)),
            Column.Of("since", plans.Select((_, i) => new DateOnly(2015, 1, 1).AddDays(i * 17 % 3000))),
            Column.Of("price", ages.Select((age, i) => 100 + age * (plans[i] + 1) / 3 - 10 * (i % 3 == 0 ? 1 : 0))));
    }
}
