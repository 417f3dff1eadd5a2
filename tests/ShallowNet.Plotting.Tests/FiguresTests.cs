using System.Xml.Linq;
using MathNet.Numerics.LinearAlgebra;
using ScottPlot.Plottables;

namespace ShallowNet.Plotting.Tests;

public sealed class FiguresTests
{
    private static readonly Matrix<double> X = Trained.Samples.X, Y = Trained.Samples.Y;

    public static TheoryData<string> Kinds => [.. All.Keys];

    private static Dictionary<string, Func<Figure>> All { get; } = new()
    {
        ["cost"] = () => Figures.Cost(Trained.History()),
        ["metric"] = () => Figures.Metric(Trained.History(), ShallowNet.Metric.Accuracy.Name),
        ["curves"] = () => Figures.Curves("t", "x", "y", ("a", [1, 2]), ("b", [2, 1])),
        ["boundary"] = () => Figures.DecisionBoundary(Trained.Flower, X, Y),
        ["confusion"] = () => Figures.Confusion(Metrics.ConfusionMatrix([0, 1, 1], [0, 1, 0], ["no", "yes"])),
        ["roc"] = () => Figures.Roc(Trained.Flower.Predict(X), Y),
        ["activation"] = () => Figures.Activation(Activation.Softmax),
        ["activations"] = () => Figures.Activations(Activation.Tanh, Activation.ReLU),
        ["histograms"] = () => Figures.WeightHistograms(Trained.Flower),
        ["weights"] = () => Figures.FirstLayerWeights(Trained.Flower, 1, 2),
        ["images"] = () => Figures.Images(X, 2, 1),
        ["surface"] = () => Figures.Surface((x, y) => x * y, (-1, 1), (-1, 1)),
        ["diagram"] = () => Figures.Diagram(Trained.Flower),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Figure_OfEveryKind_IsDrawnAsPngAndSvg(string kind)
    {
        Figure figure = All[kind]();
        Trained.Size(figure.ToPng()).Should().Be((figure.Width, figure.Height));
        using SkiaSharp.SKBitmap picture = SkiaSharp.SKBitmap.Decode(figure.ToPng());
        picture.Pixels.Count(pixel => pixel != SkiaSharp.SKColors.White).Should().BeGreaterThan(2000);
        XDocument.Parse(figure.ToSvg()).Root!.Name.LocalName.Should().Be("svg");
    }

    [Fact]
    public void Cost_OfAHistory_HasItsCostsAndTheBestEpoch()
    {
        TrainingHistory history = Trained.History();
        Figure figure = Figures.Cost(history, "Mine");
        figure.Heading().Should().Be("Mine");
        figure.Axes.Bottom.Label.Text.Should().Be("epoch");
        figure.Axes.Left.Label.Text.Should().Be("cost J");
        figure.Points("training").Select(point => point.Y).Should().Equal(history.Costs);
        figure.Points("training").Select(point => point.X).Should().Equal(1, 2, 3, 4, 5, 6);
        figure.Points("validation").Select(point => point.Y).Should().Equal(history.ValidationCosts);
        figure.GetPlottables<VerticalLine>().Single().Position.Should().Be(history.BestEpoch);
        figure.Legend().Should().Equal("training", "validation", $"best epoch {history.BestEpoch}");
        Figures.Cost(Trained.History(validationShare: 0)).Legend().Should().Equal("training");
    }

    [Fact]
    public void Metric_OfAHistory_HasItsValues()
    {
        TrainingHistory history = Trained.History();
        Figures.Metric(history, history.MetricNames[0]).Points("validation").Select(point => point.Y)
            .Should().Equal(history.Epochs.Select(epoch => epoch.Metrics[0]));
        history.Invoking(h => Figures.Metric(h, "R²")).Should().Throw<ArgumentException>()
            .WithMessage($"name must be one of the history's metrics (\"{history.MetricNames[0]}\"), but is \"R²\".*");
    }

    [Fact]
    public void Curves_WithoutAnyOrEmpty_AreRefused()
    {
        Trained.NoHistory().Invoking(h => Figures.Cost(h)).Should().Throw<ArgumentException>().WithMessage("history must have at least one epoch, but has none.*");
        new Func<Figure>(() => Figures.Curves("", "", "")).Should().Throw<ArgumentException>().WithMessage("curves must have at least one curve, but has none.*");
        new Func<Figure>(() => Figures.Activations()).Should().Throw<ArgumentException>().WithMessage("activations must have at least one activation*");
        new Func<Figure>(() => Figures.Activation(Activation.Tanh, 1, -1)).Should().Throw<ArgumentException>().WithMessage("*but is 1 to -1.*");
    }

    [Fact]
    public void DecisionBoundary_OfOneOutput_IsThePrediction()
    {
        Figure figure = Figures.DecisionBoundary(Trained.Flower, X, Y);
        Heatmap map = figure.GetPlottables<Heatmap>().Single();
        Matrix<double> corners = Matrix<double>.Build.DenseOfColumnArrays(
            [map.Extent!.Value.Left, map.Extent.Value.Bottom], [map.Extent.Value.Right, map.Extent.Value.Top]);
        Matrix<double> YHat = Trained.Flower.Predict(corners);
        map.Intensities[0, 0].Should().Be(YHat[0, 0]);
        map.Intensities[Area.Rows - 1, Area.Columns - 1].Should().Be(YHat[0, 1]);
        figure.Legend().Should().Equal("class 0", "class 1");
        figure.Points("class 0").Concat(figure.Points("class 1")).Should().HaveCount(40);
    }

    [Fact]
    public void DecisionBoundary_OfThreeClasses_HasAnAreaForEach()
    {
        var (points, colours) = Datasets.Blobs<float>(samples: 60, classes: 3, seed: 1);
        string[] labels = [.. OneHot.Decode(colours).Select(label => $"k{label}")];
        MlpClassifier<float, string> model = MlpClassifier.Fit(points, labels, new MlpOptions { HiddenLayers = [] }.WithTraining(t => t with { Epochs = 30 }));
        Figure figure = Figures.DecisionBoundary(model, points, labels);
        Heatmap map = figure.GetPlottables<Heatmap>().Single();
        float[] corner = [(float)map.Extent!.Value.Left, (float)map.Extent.Value.Bottom];
        ((int)map.Intensities[0, 0]).Should().Be(Array.IndexOf([.. model.Classes], model.Predict(corner)));
        figure.Legend().Should().Equal("k0", "k1", "k2");
        model.Invoking(m => Figures.DecisionBoundary(m, points, labels[1..])).Should().Throw<ArgumentException>()
            .WithMessage("labels must have 60 elements (one for each sample), but has 59.*");
        model.Invoking(m => Figures.DecisionBoundary(m, points, ["no", .. labels[1..]])).Should().Throw<ArgumentException>()
            .WithMessage("labels must be the model's classes (k0, k1, k2), but labels[0] is no.*");
    }

    [Fact]
    public void DecisionBoundary_OfWrongShapes_IsRefused()
    {
        Network<double> three = Network.Create<double>(3, 1, new Dense(1, Activation.Sigmoid));
        new Func<Figure>(() => Figures.DecisionBoundary(three, X, Y)).Should().Throw<ArgumentException>()
            .WithMessage("network must have 2 inputs, to be drawn in a plane, but has 3.*");
        new Func<Figure>(() => Figures.DecisionBoundary(Trained.Flower, X.Stack(X), Y)).Should().Throw<ArgumentException>()
            .WithMessage("X must have 2 rows (the network's inputs), but is 4 × 40.*");
        new Func<Figure>(() => Figures.DecisionBoundary(Trained.Flower, X, Y.Append(Y))).Should().Throw<ArgumentException>()
            .WithMessage("Y must have 40 columns (as many as X), but is 1 × 80.*");
        new Func<Figure>(() => Figures.DecisionBoundary(Trained.Flower, X * double.NaN, Y)).Should().Throw<ArgumentException>()
            .WithMessage("X[0, 0] must be finite, but is NaN.*");
    }

    [Fact]
    public void Confusion_OfAMatrix_HasCountsAndSharesOfRows()
    {
        Figure figure = Figures.Confusion(Metrics.ConfusionMatrix([0, 0, 0, 1, 1], [0, 0, 0, 0, 1], ["no", "yes"]));
        figure.Texts().Should().Equal("3\n75 %", "1\n25 %", "0", "1\n100 %");
        figure.GetPlottables<Heatmap>().Single().Intensities.Cast<double>().Should().Equal(0.75, 0.25, 0, 1);
        figure.Heading().Should().Be("Confusion matrix, accuracy 80.0 %");
        figure.ToPng();
        figure.Axes.Bottom.TickGenerator.Ticks.Select(tick => tick.Label).Should().Equal("no", "yes");
        figure.Axes.Left.TickGenerator.Ticks.OrderByDescending(tick => tick.Position).Select(tick => tick.Label).Should().Equal("no", "yes");
    }

    [Fact]
    public void Roc_OfFourSamples_HasTheStepsWorkedByHand()
    {
        // From the highest score: a positive, then a positive and a negative of the same score, then a negative.
        Matrix<float> YHat = Matrix<float>.Build.DenseOfRowArrays([0.9f, 0.5f, 0.5f, 0.1f]), labels = Matrix<float>.Build.DenseOfRowArrays([1f, 1, 0, 0]);
        Figure figure = Figures.Roc(YHat, labels);
        figure.Points("AUC 0.875").Select(point => (point.X, point.Y)).Should().Equal((0, 0), (0, 0.5), (0.5, 1), (1, 1));
        figure.Legend().Should().Equal("AUC 0.875", "chance");
        Figures.Roc("Both", ("a", YHat, labels), ("b", 1 - YHat, labels)).Legend().Should().Equal("a, AUC 0.875", "b, AUC 0.125", "chance");
        new Func<Figure>(() => Figures.Roc(YHat, labels.SubMatrix(0, 1, 0, 2))).Should().Throw<ArgumentException>();
        new Func<Figure>(() => Figures.Roc<float>("none")).Should().Throw<ArgumentException>().WithMessage("curves must have at least one curve*");
    }

    [Fact]
    public void Activation_OfTanh_HasItAndItsDerivative()
    {
        Figure figure = Figures.Activation(Activation.Tanh, -2, 2);
        figure.Heading().Should().Be("tanh");
        foreach (ScottPlot.Coordinates point in figure.Points("g(z)"))
        {
            point.Y.Should().BeApproximately(Math.Tanh(point.X), 1e-15);
        }

        foreach (ScottPlot.Coordinates point in figure.Points("g′(z)"))
        {
            point.Y.Should().BeApproximately(1 - Math.Tanh(point.X) * Math.Tanh(point.X), 1e-15);
        }

        Figures.Activations(Activation.ReLU, Activation.Softmax).Legend().Should().Equal("ReLU", "softmax of z and 0");
    }

    [Fact]
    public void WeightHistograms_OfANetwork_HaveAHillForEachLayer()
    {
        Figure figure = Figures.WeightHistograms(Trained.Flower);
        figure.GetPlottables<Polygon>().Select(hill => hill.LineColor).Should().HaveCount(2).And.OnlyHaveUniqueItems();
        figure.Texts()[0].Should().StartWith("W[1], 4 × 2\nmean ");
        Bins.Count([0, 0.1, 0.5, 0.99, 1], 0, 1, 2).Should().Equal(2, 3);
        double[] weights = Trained.Flower.W[1].ToColumnMajorArray();
        Bins.Count(weights, weights.Min(), weights.Max(), 60).Sum().Should().Be(8);
    }

    [Fact]
    public void FirstLayerWeights_OfANetwork_AreItsRowsInAScaleAroundZero()
    {
        Network<float> network = Network.Create<float>(6, 1, new Dense(3, Activation.ReLU), new Dense(1, Activation.Sigmoid));
        Heatmap[] pictures = [.. Figures.FirstLayerWeights(network, 2, 3).GetPlottables<Heatmap>()];
        pictures.Should().HaveCount(3);
        double most = network.W[1].Enumerate().Max(weight => Math.Abs((double)weight));
        pictures[1].Intensities[0, 0].Should().Be(network.W[1][1, 0]);
        pictures[1].Intensities[pictures[1].Intensities.GetLength(0) - 1, 0].Should().Be(network.W[1][1, 3], "pixels go row by row");
        pictures.Should().OnlyContain(picture => picture.ManualRange!.Value.Min == -most && picture.ManualRange.Value.Max == most);
        network.Invoking(n => Figures.FirstLayerWeights(n, 2, 2)).Should().Throw<ArgumentException>()
            .WithMessage("rows × columns must be 6 (the network's inputs), but is 2 × 2.*");
        network.Invoking(n => Figures.FirstLayerWeights(n, 0, 6)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("rows must be at least 1, but is 0.*");
    }

    [Fact]
    public void Weights_ThatAreNotFinite_AreRefused()
    {
        Network<double> network = Network.Create<double>(2, 1, new Dense(2, Activation.ReLU), new Dense(1, Activation.Sigmoid));
        network.W[1][1, 0] = double.NaN;
        network.Invoking(n => Figures.FirstLayerWeights(n, 1, 2)).Should().Throw<ArgumentException>().WithMessage("W[1][1, 0] must be finite, but is NaN.*");
        network.Invoking(n => Figures.WeightHistograms(n)).Should().Throw<ArgumentException>().WithMessage("W[1][1, 0] must be finite, but is NaN.*");
    }

    [Fact]
    public void Images_OfColumns_HaveTheirCaptions()
    {
        Figures.Images(X.SubMatrix(0, 2, 0, 2), 1, 2, ["one", "two"]).Texts().Should().Equal("one", "two");
        X.Invoking(x => Figures.Images(x, 1, 2, ["one"])).Should().Throw<ArgumentException>()
            .WithMessage("captions must have 40 elements (one for each picture), none of them null, but has 1.*");
        X.Invoking(x => Figures.Images(x, 3, 3)).Should().Throw<ArgumentException>().WithMessage("rows × columns must be 2 (the rows of X), but is 3 × 3.*");
    }

    [Fact]
    public void Surface_OfAFunction_HasItsValuesAndContours()
    {
        Figure figure = Figures.Surface((x, y) => x + 10 * y, (0, 1), (0, 2), "t", "w", "b").Path("way", [0, 1], [0, 1]);
        figure.GetPlottables<Heatmap>().Single().Intensities[Area.Rows - 1, 0].Should().Be(20);
        figure.GetPlottables<Scatter>().Should().HaveCount(12, "there are 11 contours and the path");
        figure.Axes.Bottom.Label.Text.Should().Be("w");
        figure.Legend().Should().Equal("way");
        new Func<Figure>(() => Figures.Surface((_, _) => double.NaN, (0, 1), (0, 1))).Should().Throw<ArgumentException>().WithMessage("f must be finite somewhere*");
        new Func<Figure>(() => Figures.Surface((_, _) => 1, (0, 1), (2, 1))).Should().Throw<ArgumentException>().WithMessage("*but is 2 to 1.*");
    }

    [Fact]
    public void Diagram_OfANetwork_CountsItsParameters()
    {
        Network<float> network = Network.Create<float>(
            784, 1, new Dense(32, Activation.ReLU) { BatchNormalization = new(), Dropout = 0.1 }, new Dense(32, Activation.Tanh) { Residual = true },
            new Dense(10, Activation.Softmax));
        Figure figure = Figures.Diagram(network);
        figure.Heading().Should().Be($"784–32–32–10 network, {network.ParameterCount:N0} parameters");
        Enumerable.Range(1, 3).Sum(l => Figures.ParametersOf(network, l)).Should().Be(network.ParameterCount);
        figure.Texts()[0].Should().Be("input\n784 units");
        figure.Texts()[1].Should().Be($"layer 1\n32 units\nReLU\n+ batch norm\n+ dropout 0.1\n{Figures.ParametersOf(network, 1):N0} parameters");
        figure.Texts()[2].Should().Contain("+ residual");
        Figures.Diagram(Trained.Flower).GetPlottables<LinePlot>().Should().HaveCount(2 * 4 + 4);
    }
}
