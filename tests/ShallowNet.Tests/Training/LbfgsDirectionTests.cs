using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The directions of L-BFGS and those of its slow twin, which writes the inverse Hessian down.</summary>
public sealed class LbfgsDirectionTests
{
    private readonly Matrix<double> X = Datasets.Flower<double>(samples: 60, seed: 1).X;
    private readonly Matrix<double> Y = Datasets.Flower<double>(samples: 60, seed: 1).Y;
    private readonly Network<double> network = Network.Create<double>(2, 2, new Dense(6, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(30)]
    public void Train_EveryIteration_StepsAlongTheDirectionOfTheWrittenOutFormula(int memory)
    {
        Trainer<double> trainer = new(network, new TrainingOptions { Optimizer = new Lbfgs(memory, 0, 0), Epochs = 1 });
        List<(Vector<double> S, Vector<double> Y)> pairs = [];
        Vector<double> x = Parameters(), g = Gradient();
        for (int i = 0; i < 15; i++)
        {
            double step = trainer.Train(X, Y).Epochs[i].LearningRate;
            Vector<double> next = Parameters(), expected = x - step * (InverseHessian(pairs.TakeLast(memory), x.Count) * g);
            (next - expected).InfinityNorm().Should().BeLessThan(1e-9 * (next - x).InfinityNorm());
            Vector<double> nextGradient = Gradient();
            pairs.Add((next - x, nextGradient - g));
            (x, g) = (next, nextGradient);
        }

        pairs.Should().OnlyContain(pair => pair.S * pair.Y > 0, "the condition on the slope sees to it");
    }

    [Fact]
    public void Train_WithAMemoryThatGivesNoDirection_ForgetsItAndGoesStraightDown()
    {
        // No training remembers such a change, but a file may: yᵀy is too small for a number, and s yᵀ is not.
        TrainingOptions options = new() { Optimizer = new Lbfgs(3, 0, 0), Epochs = 1 };
        Trainer<double> misled = new(WithCounter(), options), straight = new(WithCounter(), options);
        Vector<double> g = StartOf(misled);
        StartOf(straight);
        misled.Minimizer.TryRestore(0, Change(g * 1e200, g * 1e-200)).Should().BeTrue();
        misled.Train(X, Y).Costs.Should().Equal(straight.Train(X, Y).Costs);
        TrainingTools.Equal(misled.Network, straight.Network).Should().BeTrue();
        Calls(misled).Should().Be(Calls(straight), "nothing is tried along no direction");
        misled.Minimizer.DoubleMemory.Should().HaveCount(2, "the change of this step is the only one");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void TryRestore_AChangeWithoutPositiveCurvature_ChangesNothing(double curvature)
    {
        Trainer<double> trainer = new(WithCounter(), new TrainingOptions { Optimizer = new Lbfgs(3, 0, 0) });
        Vector<double> g = StartOf(trainer);
        trainer.Minimizer.TryRestore(5, Change(g, g * curvature)).Should().BeFalse();
        (trainer.CompletedSteps, trainer.Minimizer.DoubleMemory.Count()).Should().Be((0, 0));
        trainer.Minimizer.TryRestore(5, Change(g, g)).Should().BeTrue();
        (trainer.CompletedSteps, trainer.Minimizer.DoubleMemory.Count()).Should().Be((5, 2));
    }

    /// <summary>The gradient at the start.</summary>
    private Vector<double> StartOf(Trainer<double> trainer) => Vector<double>.Build.DenseOfEnumerable(
        trainer.Network.Backward(trainer.Network.Forward(X), Y).Parameters.Arrays.SelectMany(array => array));

    private static Dictionary<string, double[]> Change(Vector<double> s, Vector<double> y) =>
        new() { ["lbfgs.s.0"] = s.ToArray(), ["lbfgs.y.0"] = y.ToArray() };

    private static Network<double> WithCounter() =>
        Network.Create<double>(2, 2, new Dense(6, new ActsAtCall(0, () => { })), new Dense(1, Activation.Sigmoid));

    private static int Calls(Trainer<double> trainer) => ((ActsAtCall)trainer.Network.Layers[1].Activation).Calls;

    /// <summary>H := (I − s yᵀ/yᵀs) H (I − y sᵀ/yᵀs) + s sᵀ/yᵀs, from (sᵀy/yᵀy) I of the last pair (Nocedal and Wright, 2006, ch. 7.2).</summary>
    private static Matrix<double> InverseHessian(IEnumerable<(Vector<double> S, Vector<double> Y)> pairs, int n)
    {
        Matrix<double> I = Matrix<double>.Build.DenseIdentity(n);
        if (!pairs.Any())
        {
            return I;
        }

        var (last, change) = pairs.Last();
        return pairs.Aggregate(I * (last * change / (change * change)), (H, pair) =>
        {
            Matrix<double> left = I - pair.S.OuterProduct(pair.Y) / (pair.S * pair.Y);
            return left * H * left.Transpose() + pair.S.OuterProduct(pair.S) / (pair.S * pair.Y);
        });
    }

    private Vector<double> Parameters() => Vector<double>.Build.DenseOfEnumerable(network.Parameters.Arrays.SelectMany(array => array));

    private Vector<double> Gradient() =>
        Vector<double>.Build.DenseOfEnumerable(network.Backward(network.Forward(X), Y).Parameters.Arrays.SelectMany(array => array));
}
