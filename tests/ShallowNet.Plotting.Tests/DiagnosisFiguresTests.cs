using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting.Tests;

/// <summary>Figures of what a diagnosis measured.</summary>
public sealed class DiagnosisFiguresTests
{
    private static readonly Diagnosis Diverging = Diagnose(new TrainingOptions { Optimizer = new GradientDescent(0.3), Epochs = 20 }, new Dense(8, Activation.Tanh), new Dense(6, Activation.Sigmoid));

    public static TheoryData<string> Kinds => [.. All.Keys];

    private static Dictionary<string, Func<Figure>> All { get; } = new()
    {
        ["curve"] = () => Figures.LearningCurve(Diverging),
        ["rates"] = () => Figures.RateTest(Diverging),
        ["layers"] = () => Figures.Layers(Diverging),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Figure_OfADiagnosis_IsDrawnAsPngAndSvgInEveryCulture(string kind)
    {
        Trained.IsDrawn(All[kind]());
        Trained.IsTheSameInAStrangeCulture(All[kind]);
    }

    [Fact]
    public void LearningCurve_OfADiagnosis_HasALineForEachLoss()
    {
        LinesOf(Figures.LearningCurve(Diverging, "Mine")).Should().SatisfyRespectively(
            line => line.Should().Equal(Diverging.LearningCurve.Select(point => ((double)point.Samples, point.TrainingLoss))),
            line => line.Should().Equal(Diverging.LearningCurve.Select(point => ((double)point.Samples, point.HeldOutLoss))));
        Figures.LearningCurve(Diverging, "Mine").Heading().Should().Be("Mine");
    }

    [Fact]
    public void RateTest_WhereARateDiverges_HasAGap()
    {
        Diverging.RateTest[^1].TrainingLoss.Should().Be(double.PositiveInfinity);
        LinesOf(Figures.RateTest(Diverging))[0].Select(point => point.Y).Take(3).Should().Equal(Diverging.RateTest.Take(3).Select(point => point.TrainingLoss));
        LinesOf(Figures.RateTest(Diverging)).SelectMany(line => line).Select(point => point.Y).Should().NotContain(double.PositiveInfinity);
    }

    [Fact]
    public void Layers_OfADiagnosis_HaveActivationsAndDerivatives()
    {
        (double X, double Y)[][] lines = LinesOf(Figures.Layers(Diverging));
        foreach ((int i, LayerHealth layer) in Diverging.Layers.Index())
        {
            Math.Pow(10, lines[0][i].Y).Should().BeApproximately(layer.Activation, 1e-9);
            Math.Pow(10, lines[1][i].Y).Should().BeApproximately(layer.GradientAtStart, 1e-9);
        }
    }

    [Fact]
    public void Figures_OfWhatWasNotMeasured_AreRefused()
    {
        (Matrix<double> X, Matrix<double> Y) = Datasets.Moons<double>(100);
        var network = Network.Create<double>(inputs: 2, seed: 1, new Dense(1, Activation.Sigmoid));
        Diagnosis nothing = network.Diagnose(X, Y, new DiagnosisOptions { Kinds = [FindingKind.Leak] });
        Refused(() => Figures.LearningCurve(nothing), "diagnosis must have a learning curve, but has none.*");
        Refused(() => Figures.RateTest(nothing), "diagnosis must have a test of learning rates, but has none.*");
        Refused(() => Figures.Layers(nothing), "diagnosis must have a hidden layer, but has none.*");
        Refused(() => Figures.RateTest(Diagnose(new TrainingOptions { Optimizer = new GradientDescent(1e200), Epochs = 5 }, new Dense(3, Activation.ReLU))), "diagnosis must have a training that did not diverge*");
        Refused(() => Figures.LearningCurve(null!), "diagnosis must not be null.*");

        static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
    }

    private static (double X, double Y)[][] LinesOf(Figure figure) =>
        [.. figure.GetPlottables<ScottPlot.Plottables.Scatter>().Select(line => line.Data.GetScatterPoints().Select(point => (point.X, point.Y)).ToArray())];

    private static Diagnosis Diagnose(TrainingOptions training, params Dense[] hidden)
    {
        NumPyRandom random = new(0);
        Matrix<double> X = random.Randn<double>(3, 200), Y = Matrix<double>.Build.Dense(1, 200, (_, j) => X[0, j] * X[1, j] + 0.1 * random.Randn());
        var network = Network.Create<double>(inputs: 3, seed: 0, [.. hidden, new Dense(1, Activation.Identity)]);
        return network.Diagnose(X, Y, new DiagnosisOptions { Training = training });
    }
}
