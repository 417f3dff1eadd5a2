using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Descriptions of embeddings: what is refused, what is equal, and second-order training with them.</summary>
public sealed class EmbeddingTests
{
    [Fact]
    public void Embeddings_OfBadNumbers_AreRefused()
    {
        Refused(() => Embedding.Periodic(size: 1), "size must be at least 2 and at most 1000, but is 1.*");
        Refused(() => Embedding.Periodic(frequencies: 0), "frequencies must be at least 1 and at most 1000, but is 0.*");
        Refused(() => Embedding.Periodic(frequencies: 1001), "frequencies must be at least 1 and at most 1000, but is 1001.*");
        Refused(() => Embedding.Periodic(deviation: 0), "deviation must be finite and greater than 0, but is 0.*");
        Refused(() => Embedding.Category(0), "values must be at least 1 and at most 1000000, but is 0.*");
        Refused(() => Embedding.Category(3, 0), "size must be at least 1 and at most 1000, but is 0.*");
        Refused(() => Embedding.PiecewiseLinear(1.5), "edges must be from 2 to 1001, but are 1.*");
        Refused(() => Embedding.PiecewiseLinear([.. Enumerable.Range(0, 1002).Select(t => (double)t)]), "edges must be from 2 to 1001, but are 1002.*");
        Refused(() => Embedding.PiecewiseLinear(0, 1e39), "edges must be finite in float, but edges[1] is 1E+39.*");
        Refused(() => Embedding.PiecewiseLinear(0, double.NaN), "edges must be finite in float, but edges[1] is NaN.*");
        Refused(() => Embedding.PiecewiseLinear(0, 2, 2), "edges must rise by at least 1E-30, but edges[2] is 2 after 2.*");
        Refused(() => Embedding.PiecewiseLinear(null!), "edges must not be null.*");
        Refused(() => Embedding.PiecewiseLinear(Matrix<double>.Build.Dense(1, 3), bins: 0), "bins must be at least 1 and at most 1000, but is 0.*");
        Refused(() => Embedding.PiecewiseLinear(Matrix<double>.Build.Dense(1, 3, double.NaN)), "X must be finite, but X[0, 0] is NaN.*");
        Refused(() => Embedding.PiecewiseLinear<double>(null!), "X must not be null.*");
        Refused(() => Embedding.Of(), "An embedding must be for at least one input, but inputs is empty.*");
        Refused(() => Embedding.Of(Embedding.Pass, null!), "*must not be null.*");
        Refused(() => Embedding.Of(Embedding.Pass, Embedding.Pass).Width(3), "The embedding must be for 3 inputs, but is for 2.*");
        Refused(() => Embedding.Pass.Width(0), "inputs must be at least 1, but is 0.*");
        Refused(() => Embedding.Category(3, 1000).Width(int.MaxValue), "An embedding must have at most 2147483591 numbers, but that of 2147483647 inputs has 2147483647000.*");
        Refused(
            () => Network.Create<double>(inputs: 3, seed: 1, new Dense(2, Activation.Tanh), new Dense(1, Activation.Tanh) { Embedding = Embedding.Of(Embedding.Pass) }),
            "An embedding must be for as many inputs as there are before its layer, but that of layer 2 is for 1 after 2.*");
    }

    [Fact]
    public void Embeddings_OfTheSameKinds_AreEqual()
    {
        Embedding.Of(Embedding.Periodic(), Embedding.PiecewiseLinear(0, 1)).Should().Be(Embedding.Of(Embedding.Periodic(4, 16, 0.1), Embedding.PiecewiseLinear(0, 1)));
        Embedding.Of(Embedding.Pass).Should().NotBe(Embedding.Pass).And.NotBe(Embedding.Of(Embedding.Pass, Embedding.Pass));
        Embedding.PiecewiseLinear(0, 1).Should().NotBe(Embedding.PiecewiseLinear(0, 2));
        Embedding.PiecewiseLinear(Matrix<float>.Build.DenseOfRowArrays([1, 1, 1], [1, 2, 4])).Should().Be(Embedding.Of(Embedding.Pass, Embedding.PiecewiseLinear(
            [.. Enumerable.Range(0, 17).Select(t => t <= 8 ? 1 + t / 8.0 : 2 + (t - 8) / 4.0)])));
    }

    [Fact]
    public void Fits_ANetworkOfAnotherEmbedding_IsRefused()
    {
        Network<double> network = Create(Embedding.Periodic()), other = Create(Embedding.Periodic(4, 8)), wider = Create(Embedding.Periodic(5, 16)), bins = Create(Embedding.PiecewiseLinear(0, 1, 2, 3, 4));
        Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 5), Y = new NumPyRandom(2).Randn<double>(1, 5);
        foreach (Network<double> strange in (Network<double>[])[other, wider, bins])
        {
            ForwardPass<double> pass = strange.Forward(X);
            Gradients<double> gradients = strange.Backward(pass, Y);
            Refused(() => network.Cost(pass, Y), "The pass must be of a network of the sizes 3-2-1 and the same layer options, but is of another.*");
            Refused(() => network.Update(gradients, 1), "The gradients must be of a network of the sizes 3-2-1 and the same layer options, but are of another.*");
        }
    }

    [Fact]
    public void BayesianRegularization_WithRelevanceOfInputs_IsRefusedForInputsThatAreNotWhatWeightsReceive()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 50), Y = X.SubMatrix(0, 1, 0, 50);
        TrainingOptions options = new() { Optimizer = new BayesianRegularization(relevanceOfInputs: true) };
        Refused(
            () => Create(Embedding.Periodic()).Train(X, Y, options),
            "relevanceOfInputs must be false for a network that learns Embeddings[1], because columns of W[1] are no inputs alone then, but is true.*");
        Network<double> factors = Network.Create<double>(3, 1, new Dense(2, Activation.Tanh) { InputFactors = true }, new Dense(1, Activation.Identity));
        Refused(() => factors.Train(X, Y, options), "relevanceOfInputs must be false for a network that learns InputFactors[1], *");
        TrainingHistory history = factors.Train(X, Y, new TrainingOptions { Optimizer = new BayesianRegularization(), Epochs = 100 });
        history.Evidence!.Groups.Select(group => group.Name).Should().Equal("InputFactors[1]", "W[1]", "b", "W[2]", "b[2]");
        history.FinalCost.Should().BeLessThan(0.01);
    }

    [Fact]
    public void LevenbergMarquardt_WithEmbeddings_FitsAWave()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(1, 60, (_, j) => j / 20.0 - 1.5), Y = X.Map(x => Math.Sin(4 * x));
        Network<double> network = Network.Create<double>(
            1, 1, new Dense(3, Activation.Tanh) { Embedding = Embedding.Periodic(3, 4, 0.5), InputFactors = true }, new Dense(1, Activation.Identity));
        network.Train(X, Y, new TrainingOptions { Optimizer = new LevenbergMarquardt(), Epochs = 100 }).FinalCost.Should().BeLessThan(1e-6);
    }

    private static Network<double> Create(Embedding embedding) =>
        Network.Create<double>(inputs: 3, seed: 1, new Dense(2, Activation.Tanh) { Embedding = embedding }, new Dense(1, Activation.Identity));

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
