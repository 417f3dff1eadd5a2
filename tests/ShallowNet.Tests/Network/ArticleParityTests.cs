using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The article's program in NumPy, number by number.</summary>
public sealed class ArticleParityTests
{
    private static readonly JsonElement Article = Golden.Read("article.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Article.GetProperty("fullBatch").GetArrayLength())];

    [Theory, MemberData(nameof(Cases))]
    public void Create_SameSeed_DrawsNumPysParametersBitForBit(int index)
    {
        (JsonElement expected, Network<double> network, _, _) = Case(index);
        JsonElement initial = expected.GetProperty("initial");
        for (int l = 1; l <= 2; l++)
        {
            network.W[l].Should().Be(initial.GetProperty($"W{l}").Matrix());
            network.b[l].Should().Be(initial.GetProperty($"b{l}").Matrix());
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void FirstIterations_SameSeed_AgreeWithNumPy(int index)
    {
        (JsonElement expected, Network<double> network, Matrix<double> X, Matrix<double> Y) = Case(index);
        for (int i = 0; i < 3; i++)
        {
            ForwardPass<double> pass = network.Forward(X);
            if (i == 0)
            {
                JsonElement cache = expected.GetProperty("cache");
                for (int l = 1; l <= 2; l++)
                {
                    Golden.ErrorOf(pass.Z[l], cache.GetProperty($"Z{l}").Matrix()).Should().BeLessThan(1e-12);
                    Golden.ErrorOf(pass.A[l], cache.GetProperty($"A{l}").Matrix()).Should().BeLessThan(1e-12);
                }
            }

            Golden.ErrorOf(network.Cost(pass, Y), expected.GetProperty("costs")[i].GetDouble()).Should().BeLessThan(1e-12);
            Gradients<double> gradients = network.Backward(pass, Y);
            JsonElement golden = expected.GetProperty("gradients")[i];
            Golden.ErrorOf([gradients.dW[1], gradients.db[1], gradients.dW[2], gradients.db[2]], Four(golden, "d")).Should().BeLessThan(1e-12);
            network.Update(gradients, expected.GetProperty("learningRate").GetDouble());
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Training_SameSeed_FollowsNumPy(int index)
    {
        foreach ((int iterations, double tolerance) in ((int, double)[])[(1, 1e-12), (10, 1e-11), (100, 1e-9), (1000, 1e-9)])
        {
            (JsonElement expected, Network<double> network, Matrix<double> X, Matrix<double> Y) = Case(index);
            TrainingHistory history = network.Train(X, Y, new TrainingOptions
            {
                Optimizer = new GradientDescent(expected.GetProperty("learningRate").GetDouble()), Epochs = iterations, BatchSize = TrainingOptions.FullBatch,
            });
            double[] costs = expected.GetProperty("costs").Numbers();
            for (int i = 0; i < iterations; i++)
            {
                Golden.ErrorOf(history.Costs[i], costs[i]).Should().BeLessThan(tolerance);
            }

            JsonElement after = expected.GetProperty("after").GetProperty($"{iterations}");
            Golden.ErrorOf([network.W[1], network.b[1], network.W[2], network.b[2]], Four(after)).Should().BeLessThan(tolerance);
        }
    }

    [Fact]
    public void MiniBatches_SameSeed_FollowNumPysPermutations()
    {
        var (X, Y) = Datasets.Flower<double>(samples: 50, seed: 1);
        Network<double> network = Create(seed: 4, hidden: 4);
        TrainingHistory history = network.Train(X, Y, new TrainingOptions
        {
            Optimizer = new GradientDescent(learningRate: 0.5), Epochs = 20, BatchSize = 16, Seed = 9,
        });
        JsonElement expected = Article.GetProperty("miniBatch");
        double[] costs = expected.GetProperty("costs").Numbers();
        for (int i = 0; i < costs.Length; i++)
        {
            Golden.ErrorOf(history.Costs[i], costs[i]).Should().BeLessThan(1e-10);
        }

        Golden.ErrorOf([network.W[1], network.b[1], network.W[2], network.b[2]], Four(expected.GetProperty("after"))).Should().BeLessThan(1e-10);
    }

    private static Matrix<double>[] Four(JsonElement golden, string prefix = "") =>
        [.. new[] { "W1", "b1", "W2", "b2" }.Select(name => golden.GetProperty(prefix + name).Matrix())];

    private static (JsonElement Expected, Network<double> Network, Matrix<double> X, Matrix<double> Y) Case(int index)
    {
        JsonElement expected = Article.GetProperty("fullBatch")[index];
        var (X, Y) = Datasets.Flower<double>(expected.GetProperty("samples").GetInt32(), seed: 1);
        return (expected, Create(expected.GetProperty("seed").GetInt32(), expected.GetProperty("hidden").GetInt32()), X, Y);
    }

    private static Network<double> Create(int seed, int hidden) => Network.Create<double>(
        inputs: 2, seed,
        new Dense(hidden, Activation.Tanh) { Initializer = Initializer.Normal(0.01) },
        new Dense(1, Activation.Sigmoid) { Initializer = Initializer.Normal(0.01) });
}
