using MathNet.Numerics.LinearAlgebra;
using ScottPlot.Plottables;
using ShallowNet.Tests;

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
        ["reliability"] = () => Figures.Reliability(Trained.Flower.Predict(X), Y),
        ["intervals"] = () => Figures.Intervals([.. Enumerable.Range(0, 300).Select(j => new Interval(j % 7 - 1, j % 7 + 1 + j % 3))], [.. Enumerable.Range(0, 300).Select(j => j % 8.5)]),
        ["activation"] = () => Figures.Activation(Activation.Softmax),
        ["activations"] = () => Figures.Activations(Activation.Tanh, Activation.ReLU),
        ["histograms"] = () => Figures.WeightHistograms(Trained.Flower),
        ["weights"] = () => Figures.FirstLayerWeights(Trained.Flower, 1, 2),
        ["images"] = () => Figures.Images(X, 2, 1),
        ["surface"] = () => Figures.Surface((x, y) => x * y, (-1, 1), (-1, 1)),
        ["diagram"] = () => Figures.Diagram(Trained.Flower),
        ["regression"] = () => Figures.Regression(Trained.Flower.Predict(X), Y),
        ["errors"] = () => Figures.ErrorHistogram(Trained.Flower.Predict(X), Y),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Figure_OfEveryKind_IsDrawnAsPngAndSvg(string kind)
    {
        Trained.IsDrawn(All[kind]());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Figure_InAStrangeCulture_IsTheSame(string kind)
    {
        Trained.IsTheSameInAStrangeCulture(All[kind]);
    }

    [Fact]
    public void DecisionBoundary_LabelThatIsANumber_IsRefusedInTheSameWordsInEveryCulture()
    {
        double[] labels = [.. OneHot.Decode(Y).Select(label => label - 0.5)];
        MlpClassifier<double, double> model = MlpClassifier.Fit(X, labels, new MlpOptions { HiddenLayers = [], Training = new() { Epochs = 1 } });
        labels[3] = -1.5;
        FluentActions.Invoking(() => StrangeCulture.In(() => Figures.DecisionBoundary(model, X, labels))).Should().Throw<ArgumentException>()
            .WithMessage("labels must be the model's classes (-0.5, 0.5), but labels[3] is -1.5.*");
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
    public void Cost_OfOneEpoch_IsADot()
    {
        TrainingHistory history = Trained.History(epochs: 1);
        Figure figure = Figures.Cost(history);
        Scatter[] dots = [.. figure.GetPlottables<Scatter>().Where(series => series.MarkerSize > 0)];
        dots.Select(dot => dot.Data.GetScatterPoints().Single().Y).Should().Equal(history.Costs[0], history.ValidationCosts[0]);
        dots.Select(dot => dot.MarkerFillColor).Should().Equal(Palette.ColorOf(0), Palette.ColorOf(1));
        figure.Legend().Should().Equal("training", "validation", "best epoch 1");
    }

    [Fact]
    public void Metric_OfAHistory_HasItsValues()
    {
        TrainingHistory history = Trained.History();
        Figures.Metric(history, history.MetricNames[0]).Points("validation").Select(point => point.Y)
            .Should().Equal(history.Epochs.Select(epoch => epoch.Metrics[0]));
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
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DecisionBoundary_InThePicture_HasTheColourOfThePredictionAtItsPlace(int outputs)
    {
        Network<double> network = Network.Create<double>(inputs: 2, seed: 1, new Dense(outputs, outputs == 1 ? Activation.Sigmoid : Activation.Softmax));
        for (int i = 0; i < outputs; i++)
        {
            (network.W[1][i, 0], network.W[1][i, 1]) = (i + 1, i == outputs - 1 ? 3 : -1);
        }

        Matrix<double> corners = Matrix<double>.Build.DenseOfColumnArrays([-3, -1], [3, 1], [-3, 1]);
        Matrix<double> labels = outputs == 1 ? corners.SubMatrix(1, 1, 0, 3).Map(x2 => x2 > 0 ? 1.0 : 0) : OneHot.Encode<double>([0, 0, 1], outputs);
        Figure figure = Figures.DecisionBoundary(network, corners, labels);
        using SkiaSharp.SKBitmap picture = SkiaSharp.SKBitmap.Decode(figure.ToPng());
        foreach ((double x1, double x2) in ((double, double)[])[(-2.5, -0.6), (2.5, -0.7), (-2.4, 0.7), (2.4, 0.5)])
        {
            double[] yHat = network.Predict(Matrix<double>.Build.DenseOfColumnArrays([x1, x2])).Column(0).ToArray();
            int winner = Array.IndexOf(yHat, yHat.Max());
            ScottPlot.Color expected = outputs < 3
                ? ColorMaps.Probability.GetColor(yHat[^1])
                : new ClassColors(3).GetColor(ClassColors.Encode(winner, (yHat[winner] - 1 / 3.0) * 1.5) / 3);
            Near(picture, figure.GetPixel(new ScottPlot.Coordinates(x1, x2)), expected);
        }
    }

    [Fact]
    public void DecisionBoundary_OfTwoOutputs_IsWhereTheyAreEqual()
    {
        // Two probabilities that do not sum to 1: where they are equal, neither is 0.5.
        Network<double> network = Network.Create<double>(inputs: 2, seed: 3, new Dense(2, Activation.Sigmoid));
        network.b[1][0, 0] = network.b[1][1, 0] = -2;
        Figure figure = Figures.DecisionBoundary(network, X, OneHot.Encode<double>(OneHot.Decode(Y), 2));
        ScottPlot.Coordinates[] line = figure.Points("");
        line.Should().HaveCountGreaterThan(50);
        foreach (ScottPlot.Coordinates point in line)
        {
            Matrix<double> YHat = network.Predict(Matrix<double>.Build.DenseOfColumnArrays([point.X, point.Y]));
            (YHat[0, 0] - YHat[1, 0]).Should().BeApproximately(0, 1e-3);
        }
    }

    [Fact]
    public void ClassColors_OfAnyClass_AreThatClassHoweverSure()
    {
        for (int classes = 3; classes <= 60; classes++)
        {
            ClassColors colors = new(classes);
            for (int label = 0; label < classes; label++)
            {
                Near(colors.GetColor(ClassColors.Encode(label, 0) / classes), Palette.Tint(Palette.ColorOf(label), 0.12), $"class {label} of {classes}");
                Near(colors.GetColor(ClassColors.Encode(label, 1) / classes), Palette.Tint(Palette.ColorOf(label), 0.5), $"class {label} of {classes}");
            }
        }
    }

    [Fact]
    public void Confusion_OfNearlyAll_IsNotCalledAll()
    {
        int[] actual = [.. Enumerable.Range(0, 2000).Select(j => j % 2)], predicted = [.. actual];
        predicted[0] = 1;
        Figures.Confusion(Metrics.ConfusionMatrix(predicted, actual, ["no", "yes"])).Texts().Should().Equal("999\n99.9 %", "1\n0.1 %", "0", "1,000\n100 %");
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
    }

    [Fact]
    public void Reliability_OfFourSamples_HasTheirBins()
    {
        Matrix<double> YHat = Matrix<double>.Build.DenseOfRowArrays([0.1, 0.3, 0.9, 0.9]), labels = Matrix<double>.Build.DenseOfRowArrays([0.0, 1, 1, 0]);
        Figure figure = Figures.Reliability(YHat, labels, bins: 2);
        figure.Points("calibration error 35.0 %").Select(point => (Math.Round(point.X, 12), point.Y)).Should().Equal((0.2, 0.5), (0.9, 0.5));
        figure.Legend().Should().Equal("calibration error 35.0 %", "what is said happens");
        figure.GetPlottables<ScottPlot.Plottables.Marker>().Should().HaveCount(2);
    }

    [Fact]
    public void Intervals_OfFourSamples_AreInOrderAndTellWhatIsOutside()
    {
        Figure figure = Figures.Intervals([new(2, 4), new(0, 1), new(1, 3), new(5, 6)], [3, 2, 1, 5.5]);
        figure.Heading().Should().Be("75.0 % within their intervals");
        figure.Points("within").Select(point => (point.X, point.Y)).Should().Equal((1, 1), (2, 3), (3, 5.5));
        figure.Points("outside").Select(point => (point.X, point.Y)).Should().Equal((0, 2));
        Figures.Intervals([new(2, 4)], [3], "Mine").Legend().Should().Equal("within");
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
        Network<float> network = Network.Create<float>(inputs: 6, seed: 1, new Dense(3, Activation.ReLU), new Dense(1, Activation.Sigmoid));
        Heatmap[] pictures = [.. Figures.FirstLayerWeights(network, 2, 3).GetPlottables<Heatmap>()];
        pictures.Should().HaveCount(3);
        double most = network.W[1].Enumerate().Max(weight => Math.Abs((double)weight));
        pictures[1].Intensities[0, 0].Should().Be(network.W[1][1, 0]);
        pictures[1].Intensities[pictures[1].Intensities.GetLength(0) - 1, 0].Should().Be(network.W[1][1, 3], "pixels go row by row");
        pictures.Should().OnlyContain(picture => picture.ManualRange!.Value.Min == -most && picture.ManualRange.Value.Max == most);
    }

    [Fact]
    public void Images_InThePicture_HaveEveryPixelInItsRowAndColumn()
    {
        // Row by row, as the digits have theirs: pixel i is in row i / 4, column i % 4, from the upper left.
        Matrix<float> pixels = Matrix<float>.Build.Dense(12, 2, (i, j) => j == 0 ? i : i == 6 ? 11 : 3);
        Figure figure = Figures.Images(pixels, 3, 4);
        using SkiaSharp.SKBitmap picture = SkiaSharp.SKBitmap.Decode(figure.ToPng());
        Heatmap[] maps = [.. figure.GetPlottables<Heatmap>()];
        for (int j = 0; j < 2; j++)
        {
            ScottPlot.CoordinateRect place = maps[j].Extent!.Value;
            for (int i = 0; i < 12; i++)
            {
                double x = place.Left + place.Width * (i % 4 + 0.5) / 4, y = place.Top - place.Height * (i / 4 + 0.5) / 3;
                byte grey = (byte)Math.Round(255 * pixels[i, j] / 11);
                Near(picture, figure.GetPixel(new ScottPlot.Coordinates(x, y)), new ScottPlot.Color(grey, grey, grey));
            }
        }

    }

    [Fact]
    public void Images_OfColumns_HaveTheirCaptions()
    {
        Figures.Images(X.SubMatrix(0, 2, 0, 2), 1, 2, ["one", "two"]).Texts().Should().Equal("one", "two");
    }

    [Fact]
    public void Surface_OfAFunction_HasItsValuesAndContours()
    {
        Figure figure = Figures.Surface((x, y) => x + 10 * y, (0, 1), (0, 2), "t", "w", "b").Path("way", [0, 1], [0, 1]);
        figure.GetPlottables<Heatmap>().Single().Intensities[Area.Rows - 1, 0].Should().Be(20);
        figure.GetPlottables<Scatter>().Should().HaveCount(12, "there are 11 contours and the path");
        figure.Axes.Bottom.Label.Text.Should().Be("w");
        figure.Legend().Should().Equal("way");
    }

    [Fact]
    public void Diagram_OfANetwork_CountsItsParameters()
    {
        Network<float> network = Network.Create<float>(
            inputs: 784, seed: 1, new Dense(32, Activation.ReLU) { BatchNormalization = new(), Dropout = 0.1 }, new Dense(32, Activation.Tanh) { LearnedMix = true, Residual = true },
            new Dense(10, Activation.Softmax));
        Figure figure = Figures.Diagram(network);
        figure.Heading().Should().Be($"784–32–32–10 network, {network.ParameterCount:N0} parameters");
        Enumerable.Range(1, 3).Sum(l => Figures.ParametersOf(network, l)).Should().Be(network.ParameterCount);
        figure.Texts()[0].Should().Be("input\n784 units");
        figure.Texts()[1].Should().Be($"layer 1\n32 units\nReLU\n+ batch norm\n+ dropout 0.1\n{Figures.ParametersOf(network, 1):N0} parameters");
        figure.Texts()[2].Should().Contain("+ learned mix\n+ residual");
        Figures.Diagram(Trained.Flower).GetPlottables<LinePlot>().Should().HaveCount(2 * 4 + 4);
    }
    private static void Near(SkiaSharp.SKBitmap picture, ScottPlot.Pixel at, ScottPlot.Color expected)
    {
        SkiaSharp.SKColor color = picture.GetPixel((int)at.X, (int)at.Y);
        Near(new ScottPlot.Color(color.Red, color.Green, color.Blue), expected, $"{at}");
    }

    /// <summary>The same colour but for rounding.</summary>
    private static void Near(ScottPlot.Color color, ScottPlot.Color expected, string what) =>
        new[] { color.R - expected.R, color.G - expected.G, color.B - expected.B }.Max(Math.Abs).Should()
            .BeLessThanOrEqualTo(3, $"{what} must be {expected.ToHex()}, but is {color.ToHex()}");
}
