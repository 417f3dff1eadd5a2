using MathNet.Numerics.LinearAlgebra;
using ScottPlot.Plottables;

namespace ShallowNet.Plotting.Tests;

/// <summary>Figures that are given models, and models of tables with their tables.</summary>
public sealed class ModelFiguresTests
{
    private static readonly Table Iris = Datasets.Iris(), Plane = Iris.Select("petal length (cm)", "petal width (cm)", "species"), Diabetes = Datasets.Diabetes(), NoTable = null!;
    private static readonly MlpOptions Short = new() { HiddenLayers = [new Dense(4, Activation.Tanh)], Training = new() { Epochs = 3, L2 = 1, Metrics = [ShallowNet.Metric.Accuracy] } };
    private static readonly MlpClassifier<double, string> Flowers = MlpClassifier.Fit<double, string>(Iris, "species", Short), InThePlane = MlpClassifier.Fit<double, string>(Plane, "species", Short), NoModel = null!;
    private static readonly MlpRegressor<double> Regressor = MlpRegressor.Fit<double>(Diabetes, "progression", new MlpOptions { HiddenLayers = [new Dense(4, Activation.Tanh)], Training = new() { Epochs = 3 } }), NoRegressor = null!;
    private static readonly (Matrix<double> X, Matrix<double> Y) OfPatients = Datasets.Diabetes<double>();
    private static readonly MlpClassifier<double, string> OfMatrix = MlpClassifier.Fit(
        Trained.Samples.X, (string[])[.. OneHot.Decode(Trained.Samples.Y).Select(label => $"k{label}")], Short);

    public static TheoryData<string> Kinds => [.. All.Keys];

    private static Dictionary<string, Func<Figure>> All { get; } = new()
    {
        ["boundary"] = () => Figures.DecisionBoundary(InThePlane, Plane),
        ["confusion"] = () => Figures.Confusion(Flowers, Iris),
        ["roc"] = () => Figures.Roc(Flowers, Iris),
        ["reliability"] = () => Figures.Reliability(Flowers, Iris),
        ["regression"] = () => Figures.Regression(Regressor, Diabetes),
        ["errors"] = () => Figures.ErrorHistogram(Regressor, Diabetes),
        ["cost"] = () => Figures.Cost(Flowers),
        ["metric"] = () => Figures.Metric(Flowers, "accuracy"),
        ["diagram"] = () => Figures.Diagram(Flowers),
        ["diagram of numbers"] = () => Figures.Diagram(Regressor),
        ["histograms"] = () => Figures.WeightHistograms(Flowers),
        ["weights"] = () => Figures.FirstLayerWeights(Flowers, 2, 2),
    };

    public static TheoryData<Func<Figure>, string> Nulls => new()
    {
        { () => Figures.DecisionBoundary(NoModel, Iris), "model" },
        { () => Figures.DecisionBoundary(InThePlane, NoTable), "table" },
        { () => Figures.Confusion(NoModel, Iris), "model" },
        { () => Figures.Confusion(Flowers, NoTable), "table" },
        { () => Figures.Confusion(NoModel, Trained.Samples.X, ["k0"]), "model" },
        { () => Figures.Confusion(OfMatrix, null!, ["k0"]), "X" },
        { () => Figures.Confusion(OfMatrix, Trained.Samples.X, null!), "labels" },
        { () => Figures.Roc(NoModel, Iris), "model" },
        { () => Figures.Roc(Flowers, NoTable), "table" },
        { () => Figures.Roc(OfMatrix, Trained.Samples.X, null!), "labels" },
        { () => Figures.Roc(OfMatrix, null!, ["k0"]), "X" },
        { () => Figures.Reliability(NoModel, Iris), "model" },
        { () => Figures.Reliability(Flowers, NoTable), "table" },
        { () => Figures.Reliability(OfMatrix, Trained.Samples.X, null!), "labels" },
        { () => Figures.Regression(NoRegressor, Diabetes), "model" },
        { () => Figures.Regression(Regressor, NoTable), "table" },
        { () => Figures.ErrorHistogram(NoRegressor, Diabetes), "model" },
        { () => Figures.ErrorHistogram(Regressor, NoTable), "table" },
        { () => Figures.Intervals(NoRegressor, Diabetes), "model" },
        { () => Figures.Intervals(Regressor, NoTable), "table" },
        { () => Figures.Intervals(NoRegressor, OfPatients.X, OfPatients.Y.Row(0)), "model" },
        { () => Figures.Intervals(Regressor, null!, OfPatients.Y.Row(0)), "X" },
        { () => Figures.Intervals(Regressor, OfPatients.X, null!), "y" },
        { () => Figures.Cost(NoModel), "model" },
        { () => Figures.Metric(NoModel, "accuracy"), "model" },
        { () => Figures.Diagram(NoModel), "model" },
        { () => Figures.WeightHistograms(NoModel), "model" },
        { () => Figures.FirstLayerWeights(NoModel, 2, 2), "model" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Figure_OfAModelOfATable_IsDrawn(string kind) => Trained.IsDrawn(All[kind]());

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Null_OfAnyArgument_IsRefused(Func<Figure> make, string argument) =>
        make.Should().Throw<ArgumentNullException>().WithMessage($"{argument} must not be null.*").WithParameterName(argument);

    [Fact]
    public void DecisionBoundary_OfATable_IsInTheUnitsOfItsColumns()
    {
        Figure figure = Figures.DecisionBoundary(InThePlane, Plane);
        (figure.Axes.Bottom.Label.Text, figure.Axes.Left.Label.Text).Should().Be(("petal length (cm)", "petal width (cm)"));
        figure.Heading().Should().Be($"3 classes, {(100 * InThePlane.Score(Plane)).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} % of 150 right");
        figure.Points("setosa").Select(point => (point.X, point.Y)).Should().Equal(Enumerable.Range(0, 50).Select(j => (Plane.Row(j).Number("petal length (cm)"), Plane.Row(j).Number("petal width (cm)"))));
        Heatmap map = figure.GetPlottables<Heatmap>().Single();
        Table corner = new(new NumberColumn("petal length (cm)", [map.Extent!.Value.Left]), new NumberColumn("petal width (cm)", [map.Extent.Value.Bottom]));
        ((int)map.Intensities[0, 0]).Should().Be(Array.IndexOf([.. InThePlane.Classes], InThePlane.Predict(corner)[0]));
    }

    [Fact]
    public void DecisionBoundary_OfModelsThatAreNotOfAPlane_IsRefused()
    {
        FluentActions.Invoking(() => Figures.DecisionBoundary(Flowers, Iris)).Should().Throw<ArgumentException>()
            .WithMessage("model must have 2 inputs, to be drawn in a plane, but has 4.*").WithParameterName("model");
        IEnumerable<int> rows = Enumerable.Range(0, 40);
        Table flags = new(
            new FlagColumn("a", rows.Select(j => (bool?)(j % 2 == 0))), new FlagColumn("b", rows.Select(j => (bool?)(j % 3 == 0))), new NumberColumn("y", rows.Select(j => (double)(j % 4 / 2))));
        MlpClassifier<double, double> model = MlpClassifier.Fit<double, double>(flags, "y", Short);
        FluentActions.Invoking(() => Figures.DecisionBoundary(model, flags)).Should().Throw<ArgumentException>()
            .WithMessage("model must have two columns of numbers, to be drawn in a plane, but has others.*").WithParameterName("model");

        FluentActions.Invoking(() => Figures.DecisionBoundary(OfMatrix, Plane)).Should().Throw<InvalidOperationException>("it was not fitted to a table");
    }

    [Fact]
    public void DecisionBoundary_OfANetwork_SaysWhatItIsOf()
    {
        double accuracy = Metrics.Accuracy(Trained.Flower.Predict(Trained.Samples.X), Trained.Samples.Y);
        Figures.DecisionBoundary(Trained.Flower, Trained.Samples.X, Trained.Samples.Y).Heading().Should()
            .Be($"2–4–1 network, {(100 * accuracy).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} % of 40 right");
        Figures.DecisionBoundary(Trained.Flower, Trained.Samples.X, Trained.Samples.Y, "Mine").Heading().Should().Be("Mine");
        Figures.DecisionBoundary(InThePlane, Plane, "Mine").Heading().Should().Be("Mine");
    }

    [Fact]
    public void Roc_OfThreeClasses_HasTheirNamesAndColours()
    {
        Figure figure = Figures.Roc(Flowers, Iris);
        figure.Legend().Select(text => text.Split(',')[0]).Should().Equal("setosa", "versicolor", "virginica", "chance");
        Scatter[] lines = [.. figure.GetPlottables<Scatter>().Take(3)];
        lines.Select(line => line.LineColor).Should().Equal(Palette.ColorOf(0), Palette.ColorOf(1), Palette.ColorOf(2));
        Matrix<double> YHat = Flowers.PredictProbability(Iris), labels = OneHot.Encode<double>([.. Enumerable.Range(0, 150).Select(j => j / 50)], 3);
        Scatter[] two = [.. Figures.Roc("t", ("a", YHat, labels), ("b", YHat, labels)).GetPlottables<Scatter>().Take(6)];
        two[3].LineColor.Should().Be(two[0].LineColor, "a class keeps its colour");
        two[3].LinePattern.Name.Should().NotBe(two[0].LinePattern.Name);
    }

    [Fact]
    public void Labels_ThatAModelDoesNotKnow_AreRefused()
    {
        string[] labels = [.. Enumerable.Repeat("k2", 40)];
        foreach (Func<Figure> make in (Func<Figure>[])[() => Figures.Roc(OfMatrix, Trained.Samples.X, labels), () => Figures.Reliability(OfMatrix, Trained.Samples.X, labels)])
        {
            make.Should().Throw<ArgumentException>().WithMessage("labels must be the model's classes (k0, k1), but labels[0] is k2.*").WithParameterName("labels");
        }

        FluentActions.Invoking(() => Figures.Roc(OfMatrix, Trained.Samples.X, labels[1..])).Should().Throw<ArgumentException>().WithMessage("labels must have 40 elements*");
    }

    [Fact]
    public void Cost_OfAModelWithPenalties_HasItWithoutThemBesideTheValidation()
    {
        Figure figure = Figures.Cost(Flowers);
        figure.Points("training").Select(point => point.Y).Should().Equal(Flowers.History.Losses);
        figure.Points("training with penalties").Select(point => point.Y).Should().Equal(Flowers.History.Costs);
        Flowers.History.Costs.Zip(Flowers.History.Losses).Should().OnlyContain(pair => pair.First > pair.Second);
    }

    [Fact]
    public void Metric_OfValidation_HasTheColourOfValidation()
    {
        Color(Figures.Metric(Trained.History(), "accuracy"), "validation").Should().Be(Palette.ColorOf(1));
        Color(Figures.Metric(Trained.History(validationShare: 0), "accuracy"), "training").Should().Be(Palette.ColorOf(0));
        Color(Figures.Cost(Trained.History()), "validation").Should().Be(Palette.ColorOf(1));

        static ScottPlot.Color Color(Figure figure, string name) => figure.GetPlottables<Scatter>().Single(series => series.LegendText == name).LineColor;
    }

    [Fact]
    public void Diagram_OfAModelOfATable_HasTheNamesOfColumnsAndClasses()
    {
        string[] texts = Figures.Diagram(Flowers).Texts();
        texts.Should().Contain([.. Flowers.Encoder!.FeatureNames, "setosa", "versicolor", "virginica", "x1", "x4", "a1", "a4", "ŷ1", "ŷ3"]);
        Figures.Diagram(Regressor).Texts().Should().Contain(["progression", "ŷ", "bmi"]).And.NotContain("ŷ1");
    }

    [Fact]
    public void Diagram_OfANetwork_HasSignsAndSizesOfItsWeights()
    {
        Network<double> network = Network.Create<double>(inputs: 2, seed: 1, new Dense(1, Activation.Tanh));
        (network.W[1][0, 0], network.W[1][0, 1]) = (2, -1);
        LinePlot[] edges = [.. Figures.Diagram(network).GetPlottables<LinePlot>()];
        edges[0].LineColor.Should().Be(Palette.ColorOf(1), "the largest is of the full colour of positive weights");
        edges[1].LineColor.Should().Be(Palette.Tint(Palette.ColorOf(0), 0.65));
        edges[0].LineWidth.Should().BeApproximately(3.5f, 1e-5f);
        edges[1].LineWidth.Should().BeApproximately(2.05f, 1e-5f);
        network.W[1][0, 0] = double.NaN;
        Figures.Diagram(network).GetPlottables<LinePlot>().First().LineColor.Should().Be(Palette.Connection);
    }

    [Fact]
    public void Intervals_OfAModelOfATable_AreThose()
    {
        MlpRegressor<double> model = MlpRegressor.Fit<double>(Diabetes, "progression", new MlpOptions { Effort = Effort.Quick });
        Interval[] intervals = model.PredictInterval(Diabetes);
        double within = intervals.Select((interval, j) => interval.Contains(Diabetes.Row(j).Number("progression")) ? 1.0 : 0).Average();
        Figures.Intervals(model, Diabetes).Heading().Should().Be($"{(100 * within).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} % within their intervals");
    }

    [Fact]
    public void Intervals_OfAModelOfSamples_AreThose()
    {
        (Matrix<double> X, Matrix<double> Y) = OfPatients;
        MlpRegressor<double> model = MlpRegressor.Fit(X, Y.Row(0), new MlpOptions { Effort = Effort.Quick });
        (Matrix<double> lower, Matrix<double> upper) = model.PredictInterval(X, level: 0.8);
        Figure figure = Figures.Intervals(model, X, Y.Row(0), level: 0.8);
        Interval[] intervals = [.. lower.Row(0).Zip(upper.Row(0), (low, high) => new Interval(low, high))];
        Figure same = Figures.Intervals(intervals, Y.Row(0).ToArray());
        figure.Heading().Should().Be(same.Heading()).And.NotBe(Figures.Intervals(model, X, Y.Row(0)).Heading(), "the level is asked for");
        figure.Points("outside").Should().NotBeEmpty().And.Equal(same.Points("outside"));
        Figures.Intervals(model, X, Y.Row(0), title: "Mine").Heading().Should().Be("Mine");
    }

    [Fact]
    public void Intervals_OfOtherTargetsThanTheModelHas_AreRefused()
    {
        (Matrix<double> X, Matrix<double> Y) = OfPatients;
        MlpOptions three = new() { HiddenLayers = [], Training = new() { Epochs = 3 } };
        MlpRegressor<double> two = MlpRegressor.Fit(X, Y.Stack(Y), three), one = MlpRegressor.Fit(X, Y.Row(0), three);
        FluentActions.Invoking(() => Figures.Intervals(one, X, Y.Row(0))).Should().Throw<InvalidOperationException>("there was no fold");
        two.Calibrate(X, Y.Stack(Y));
        one.Calibrate(X, Y.Row(0));
        FluentActions.Invoking(() => Figures.Intervals(two, X, Y.Row(0))).Should().Throw<ArgumentException>().WithMessage("model must have 1 output, as y, but has 2.*").WithParameterName("model");
        FluentActions.Invoking(() => Figures.Intervals(one, X, [1, 2])).Should().Throw<ArgumentException>().WithMessage("y must have 442 elements (one for each sample), but has 2.*").WithParameterName("y");
        FluentActions.Invoking(() => Figures.Intervals(one, X, Y.Row(0).Select(number => number > 300 ? double.NaN : number))).Should().Throw<ArgumentException>().WithMessage("y[*] must be finite*").WithParameterName("y");
        FluentActions.Invoking(() => Figures.Intervals(one, X, Y.Row(0), level: 2)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
