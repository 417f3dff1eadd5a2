using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting.Tests;

/// <summary>What the figures of a network refuse, in words.</summary>
public sealed class FiguresRefusalTests
{
    private static readonly Matrix<double> X = Trained.Samples.X, Y = Trained.Samples.Y, NoMatrix = null!;
    private static readonly Network<double> Three = Network.Create<double>(inputs: 3, seed: 1, new Dense(3, Activation.Softmax)), NoNetwork = null!;
    private static readonly MlpClassifier<double, string> NoModel = null!;
    private static readonly TrainingHistory History = Trained.History(), NoHistory = null!;
    private static readonly string[] Labels = [.. OneHot.Decode(Y).Select(label => $"k{label}")];
    private static readonly MlpOptions OneEpoch = new() { HiddenLayers = [], Training = new() { Epochs = 1 } };
    private static readonly MlpClassifier<double, string> Model = MlpClassifier.Fit(X, Labels, OneEpoch);
    private static readonly MlpRegressor<double> Regressor = MlpRegressor.Fit(X, Y, OneEpoch), NoRegressor = null!;
    private static readonly double[] NoNumbers = null!;

    public static TheoryData<Func<Figure>, string> Nulls => new()
    {
        { () => Figures.Cost(NoHistory), "history" },
        { () => Figures.Cost(History, null!), "title" },
        { () => Figures.Metric(NoHistory, "accuracy"), "history" },
        { () => Figures.Metric(History, null!), "name" },
        { () => Figures.Curves(null!, "", "", ("", [1])), "title" },
        { () => Figures.Curves("", null!, "", ("", [1])), "xLabel" },
        { () => Figures.Curves("", "", null!, ("", [1])), "yLabel" },
        { () => Figures.Curves("", "", "", null!), "curves" },
        { () => Figures.DecisionBoundary(NoNetwork, X, Y), "network" },
        { () => Figures.DecisionBoundary(Trained.Flower, NoMatrix, Y), "X" },
        { () => Figures.DecisionBoundary(Trained.Flower, X, NoMatrix), "Y" },
        { () => Figures.DecisionBoundary(NoModel, X, Labels), "model" },
        { () => Figures.DecisionBoundary(Model, NoMatrix, Labels), "X" },
        { () => Figures.DecisionBoundary(Model, X, null!), "labels" },
        { () => Figures.Confusion(null!), "matrix" },
        { () => Figures.Reliability(NoMatrix, Y), "YHat" },
        { () => Figures.Reliability(Y, NoMatrix), "Y" },
        { () => Figures.Reliability(Y, Y, 10, null!), "title" },
        { () => Figures.Intervals(null!, [1]), "intervals" },
        { () => Figures.Intervals([new(0, 1)], null!), "y" },
        { () => Figures.Roc(NoMatrix, Y), "YHat" },
        { () => Figures.Roc(Y, NoMatrix), "Y" },
        { () => Figures.Roc(Y, Y, null!), "title" },
        { () => Figures.Roc<double>(null!, ("", Y, Y)), "title" },
        { () => Figures.Roc<double>("", null!), "curves" },
        { () => Figures.Activation(null!), "g" },
        { () => Figures.Activations(null!), "activations" },
        { () => Figures.WeightHistograms(NoNetwork), "network" },
        { () => Figures.WeightHistograms(Three, null!), "title" },
        { () => Figures.FirstLayerWeights(NoNetwork, 1, 1), "network" },
        { () => Figures.FirstLayerWeights(Three, 1, 3, null!), "title" },
        { () => Figures.Images(NoMatrix, 1, 1), "X" },
        { () => Figures.Images(X, 1, 2, null, null!), "title" },
        { () => Figures.Surface(null!, (0, 1), (0, 1)), "f" },
        { () => Figures.Surface((_, _) => 0, (0, 1), (0, 1), null!), "title" },
        { () => Figures.Surface((_, _) => 0, (0, 1), (0, 1), "", null!), "xLabel" },
        { () => Figures.Surface((_, _) => 0, (0, 1), (0, 1), "", "", null!), "yLabel" },
        { () => Figures.Diagram(NoNetwork), "network" },
        { () => Figures.Regression(NoMatrix, Y), "YHat" },
        { () => Figures.Regression(Y, NoMatrix), "Y" },
        { () => Figures.Regression(NoNumbers, [1]), "yHat" },
        { () => Figures.Regression([1], NoNumbers), "y" },
        { () => Figures.Regression(NoRegressor, X, Y), "model" },
        { () => Figures.Regression(Regressor, NoMatrix, Y), "X" },
        { () => Figures.Regression(Regressor, X, NoMatrix), "Y" },
        { () => Figures.Regression(NoRegressor, X, [1]), "model" },
        { () => Figures.Regression(Regressor, X, NoNumbers), "y" },
        { () => Figures.Regression<double>("", null!), "groups" },
        { () => Figures.ErrorHistogram(NoMatrix, Y), "YHat" },
        { () => Figures.ErrorHistogram(Y, Y, 20, null!), "title" },
        { () => Figures.ErrorHistogram([1], NoNumbers), "y" },
        { () => Figures.ErrorHistogram(NoRegressor, X, Y), "model" },
        { () => Figures.ErrorHistogram(Regressor, X, NoNumbers), "y" },
        { () => Figures.ErrorHistogram<double>(null!, ("", Y, Y)), "title" },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Null_OfAnyArgument_IsRefused(Func<Figure> make, string argument) =>
        make.Should().Throw<ArgumentNullException>().WithMessage($"{argument} must not be null.*").WithParameterName(argument);

    public static TheoryData<Func<Figure>, string, string> Arguments => new()
    {
        // Histories and curves.
        { () => Figures.Cost(Trained.NoHistory()), "history must have at least one epoch, but has none.", "history" },
        { () => Figures.Metric(Trained.NoHistory(), "R²"), "history must have at least one epoch, but has none.", "history" },
        { () => Figures.Metric(History, "R²"), "name must be one of the history's metrics (\"accuracy\"), but is \"R²\".", "name" },
        { () => Figures.Metric(Trained.History(metrics: []), ""), "name must be one of the history's metrics (none), but is \"\".", "name" },
        { () => Figures.Curves("", "", ""), "curves must have at least one curve, but has none.", "curves" },
        { () => Figures.Curves("", "", "", ("a", [1]), ("b", [])), "curves[1] must have a name and at least one value, but has not.", "curves" },
        { () => Figures.Curves("", "", "", ("a", null!)), "curves[0] must have a name and at least one value, but has not.", "curves" },
        { () => Figures.Curves("", "", "", (null!, [1])), "curves[0] must have a name and at least one value, but has not.", "curves" },
        { () => Figures.Curves("", "", "", ("a", [1, 1 / 0.0])), "curves[0].Y[1] must be finite, or NaN for a gap, but is Infinity.", "curves" },

        // Decision boundaries.
        { () => Figures.DecisionBoundary(Three, X, Y), "network must have 2 inputs, to be drawn in a plane, but has 3.", "network" },
        { () => Figures.DecisionBoundary(Trained.Flower, X.Stack(X), Y), "X must have 2 rows (the network's inputs), but is 4 × 40.", "X" },
        { () => Figures.DecisionBoundary(Trained.Flower, Empty(2, 0), Empty(1, 0)), "X must have at least one row, and one column (a sample), but is 2 × 0.", "X" },
        { () => Figures.DecisionBoundary(Trained.Flower, X * double.NaN, Y), "X[0, 0] must be finite, but is NaN.", "X" },
        { () => Figures.DecisionBoundary(Trained.Flower, X, Y.Stack(Y)), "Y must have 1 row (the network's outputs), but is 2 × 40.", "Y" },
        { () => Figures.DecisionBoundary(Trained.Flower, X, Y.Append(Y)), "Y must have 40 columns (as many as X), but is 1 × 80.", "Y" },
        { () => Figures.DecisionBoundary(Trained.Flower, X, Y * 2 - 1), "Y must have 0 and 1 alone, but Y[0, 0] is *.", "Y" },
        { () => Figures.DecisionBoundary(Trained.Flower, X, Y * double.NaN), "Y must have 0 and 1 alone, but Y[0, 0] is NaN.", "Y" },
        { () => Figures.DecisionBoundary(Two, X, Y.Stack(Y)), "Y must have one 1 in every column (one-hot), but has * in column 0.", "Y" },
        { () => Figures.DecisionBoundary(ModelOf(3), X, Labels), "model must have 2 inputs, to be drawn in a plane, but has 3.", "model" },
        { () => Figures.DecisionBoundary(Model, X.Stack(X), Labels), "X must have 2 rows (the model's features), but is 4 × 40.", "X" },
        { () => Figures.DecisionBoundary(Model, X * double.NaN, Labels), "X[0, 0] must be finite, but is NaN.", "X" },
        { () => Figures.DecisionBoundary(Model, X, Labels[1..]), "labels must have 40 elements (one for each sample), but has 39.", "labels" },
        { () => Figures.DecisionBoundary(Model, X, ["no", .. Labels[1..]]), "labels must be the model's classes (k0, k1), but labels[0] is no.", "labels" },
        { () => Figures.DecisionBoundary(Model, X, [.. Labels[1..], null!]), "labels must have no element that is null, but labels[39] is.", "labels" },

        // ROC curves.
        { () => Figures.Intervals([new(0, 1)], [1, 2]), "y must have 1 element (one for each interval), but has 2.", "y" },
        { () => Figures.Intervals([new(0, double.PositiveInfinity)], [1]), "intervals and y must be finite, but those of sample 0 are [0, Infinity] and 1.", "intervals" },
        { () => Figures.Roc<double>(""), "curves must have at least one curve, but has none.", "curves" },
        { () => Figures.Roc("", (null!, Y, Y)), "curves[0].Name must not be null.", "curves[0].Name" },
        { () => Figures.Roc(Y, Y.SubMatrix(0, 1, 0, 9)), "YHat must have 9 columns (as Y), but is 1 × 40.", "YHat" },
        { () => Figures.Roc(Y, Y * 0), "Y must have samples of each class, of a weight greater than 0, but has none of class 1.", "Y" },
        { () => Figures.Roc(Y * double.NaN, Y), "YHat must be finite, but YHat[0, *] is NaN.", "YHat" },

        // Answers and targets.
        { () => Figures.Regression(Y, Y.SubMatrix(0, 1, 0, 9)), "YHat must have 9 columns (as Y), but is 1 × 40.", "YHat" },
        { () => Figures.Regression(X, Y), "YHat must have 1 row (as Y), but is 2 × 40.", "YHat" },
        { () => Figures.Regression(Empty(1, 0), Empty(1, 0)), "Y must have at least one row, and one column (a sample), but is 1 × 0.", "Y" },
        { () => Figures.Regression(Y * double.NaN, Y), "YHat[0, *] must be finite, but is NaN.", "YHat" },
        { () => Figures.Regression(Y, Y.Map(_ => 1 / 0.0)), "Y[0, 0] must be finite, but is Infinity.", "Y" },
        { () => Figures.Regression<double>([1, 2], [1]), "yHat must have 1 element (as y), but has 2.", "yHat" },
        { () => Figures.Regression<double>([], []), "y must have at least one element, but is empty.", "y" },
        { () => Figures.Regression<double>([1, double.NaN], [1, 2]), "yHat[1] must be finite, but is NaN.", "yHat" },
        { () => Figures.Regression<double>([1], [double.NegativeInfinity]), "y[0] must be finite, but is -Infinity.", "y" },
        { () => Figures.Regression<double>([1e308], [-1e308]), "The range of answers and targets must be finite, but is Infinity.", "Y" },
        { () => Figures.Regression(Regressor, X, Y.Stack(Y)), "Y must have 1 row (the model's outputs), but is 2 × 40.", "Y" },
        { () => Figures.Regression(Regressor, X, Y.Append(Y)), "Y must have 40 columns (as many as X), but is 1 × 80.", "Y" },
        { () => Figures.Regression(Regressor, X, [1, 2]), "y must have 40 elements (one for each sample), but has 2.", "y" },
        { () => Figures.Regression(Regressor, X * double.NaN, Y), "X must be finite, but X[0, 0] is NaN.", "X" },
        { () => Figures.Regression(MlpRegressor.Fit(X, Y.Stack(Y), OneEpoch), X, Y.Row(0)), "model must have 1 output, as y, but has 2.", "model" },
        { () => Figures.Regression<double>(""), "groups must have at least one group, but has none.", "groups" },
        { () => Figures.Regression("", ("a", Y, Y), (null!, Y, Y)), "groups[1].Name must not be null.", "groups[1].Name" },
        { () => Figures.Regression("", ("a", X, Y)), "groups[0].YHat must have 1 row (as groups[0].Y), but is 2 × 40.", "groups[0].YHat" },
        { () => Figures.ErrorHistogram(Y, Y, bins: 0), "bins must be at least 1, but is 0.", "bins" },
        { () => Figures.ErrorHistogram<double>([1e308], [-1e308]), "Every error y − ŷ must be finite, but is -Infinity.", "Y" },
        { () => Figures.ErrorHistogram<double>([0, 0], [1e308, -1e308]), "The range of the errors y − ŷ must be finite, but is Infinity.", "Y" },
        { () => Figures.ErrorHistogram<double>(""), "groups must have at least one group, but has none.", "groups" },

        // Activations and surfaces.
        { () => Figures.Activation(Activation.Tanh, 1, -1), "from and to must be finite and in order, but are 1 and -1.", "from" },
        { () => Figures.Activation(Activation.Tanh, double.NaN), "from and to must be finite and in order, but are NaN and 5.", "from" },
        { () => Figures.Activations(), "activations must have at least one activation, but has none.", "activations" },
        { () => Figures.Activations(Activation.Tanh, null!), "activations must have no element that is null, but activations[1] is.", "activations" },
        { () => Figures.Surface((_, _) => double.NaN, (0, 1), (0, 1)), "f must be finite somewhere in the ranges, but is not at any point.", "f" },
        { () => Figures.Surface((_, _) => 1, (1, 1), (0, 1)), "x.Min and x.Max must be finite and in order, but are 1 and 1.", "x" },
        { () => Figures.Surface((_, _) => 1, (0, 1), (0, double.NaN)), "y.Min and y.Max must be finite and in order, but are 0 and NaN.", "y" },

        // Pictures.
        { () => Figures.FirstLayerWeights(Three, 2, 2), "rows × columns must be 3 (the network's inputs), but is 2 × 2.", "rows" },
        { () => Figures.FirstLayerWeights(Three, 0, 3), "rows must be at least 1, but is 0.", "rows" },
        { () => Figures.FirstLayerWeights(Three, 3, -1), "columns must be at least 1, but is -1.", "columns" },
        { () => Figures.Images(X, 3, 3), "rows × columns must be 2 (the rows of X), but is 3 × 3.", "rows" },
        { () => Figures.Images(X, 65536, 65536), "rows × columns must be 2 (the rows of X), but is 65536 × 65536.", "rows" },
        { () => Figures.Images(X, 0, 2), "rows must be at least 1, but is 0.", "rows" },
        { () => Figures.Images(X, 2, 0), "columns must be at least 1, but is 0.", "columns" },
        { () => Figures.Images(Empty(2, 0), 1, 2), "X must have at least one row, and one column (a sample), but is 2 × 0.", "X" },
        { () => Figures.Images(Empty(0, 2), 1, 1), "X must have at least one row, and one column (a sample), but is 0 × 2.", "X" },
        { () => Figures.Images(X.Map(x => 1 / (x - X[1, 3])), 1, 2), "X[1, 3] must be finite, but is Infinity.", "X" },
        { () => Figures.Images(X, 1, 2, ["one"]), "captions must have 40 elements (one for each picture), but has 1.", "captions" },
        { () => Figures.Images(X.SubMatrix(0, 2, 0, 2), 1, 2, ["one", null!]), "captions must have no element that is null, but captions[1] is.", "captions" },
    };

    private static Network<double> Two { get; } = Network.Create<double>(inputs: 2, seed: 1, new Dense(2, Activation.Softmax));

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Argument_OutOfRange_IsRefused(Func<Figure> make, string message, string argument) =>
        make.Should().Throw<ArgumentException>().WithMessage(message + "*").WithParameterName(argument);

    [Fact]
    public void DecisionBoundary_OfAModelThatIsNotFitted_IsRefused() =>
        new Func<Figure>(() => Figures.DecisionBoundary(new MlpClassifier<double, string>(["k0", "k1"]), X, Labels)).Should().Throw<InvalidOperationException>()
            .WithMessage("*fit*");

    [Fact]
    public void Weights_ThatAreNotFinite_AreRefused()
    {
        Network<double> network = Network.Create<double>(inputs: 2, seed: 1, new Dense(2, Activation.ReLU), new Dense(1, Activation.Sigmoid));
        network.W[1][1, 0] = double.NaN;
        network.Invoking(n => Figures.FirstLayerWeights(n, 1, 2)).Should().Throw<ArgumentException>().WithMessage("W[1][1, 0] must be finite, but is NaN.*");
        network.Invoking(n => Figures.WeightHistograms(n)).Should().Throw<ArgumentException>().WithMessage("W[1][1, 0] must be finite, but is NaN.*");
    }

    [Fact]
    public void LogarithmicY_OfAFigureWithMoreThanSeries_IsRefused()
    {
        Func<Figure>[] more =
        [
            () => Figures.DecisionBoundary(Trained.Flower, X, Y), () => Figures.Confusion(Metrics.ConfusionMatrix([0, 1], [0, 1], ["no", "yes"])), () => Figures.Roc(Y, Y),
            () => Figures.WeightHistograms(Three), () => Figures.FirstLayerWeights(Three, 1, 3), () => Figures.Images(X, 1, 2),
            () => Figures.Surface((x, y) => x + y, (1, 2), (1, 2)), () => Figures.Diagram(Three),
            () => Figures.Regression(Y, Y), () => Figures.ErrorHistogram(Y, Y),
        ];
        foreach (Func<Figure> make in more)
        {
            make.Invoking(m => m().LogarithmicY()).Should().Throw<InvalidOperationException>()
                .WithMessage("The figure must have nothing but lines, points and paths for a logarithmic y axis, but has more.");
        }
    }

    private static MlpClassifier<double, string> ModelOf(int features) => MlpClassifier.Fit(
        Matrix<double>.Build.Dense(features, 40, (i, j) => i + j), Labels, new MlpOptions { HiddenLayers = [], Training = new() { Epochs = 1 } });

    private static Matrix<double> Empty(int rows, int columns) => Matrix<double>.Build.Dense(rows, columns);
}
