using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>PyTorch's embeddings and factors of inputs (make_golden_inputs.py), forward, back and through a training.</summary>
public sealed class InputStageParityTests
{
    private static readonly JsonElement Peers = Golden.Read("inputs.json");
    private static readonly Matrix<double> X = Peers.GetProperty("X").Matrix(), Y = Peers.GetProperty("Y").Matrix();
    private static readonly Embedding Bins = Embedding.PiecewiseLinear(Peers.GetProperty("edges").Numbers());
    private static readonly Embedding Mixed = Embedding.Of(Embedding.Periodic(), Embedding.Category(3, 2), Bins, Embedding.Pass, Embedding.Periodic(2, 5));

    private static readonly Dictionary<string, Dense[]> Networks = new()
    {
        ["factors"] = [new(6, Activation.Tanh) { InputFactors = true }, new(2, Activation.Identity) { InputFactors = true }],
        ["periodic"] = [new(6, Activation.Tanh) { Embedding = Embedding.Periodic() }, new(2, Activation.Identity)],
        ["mixed"] = [new(6, Activation.Tanh) { Embedding = Mixed, InputFactors = true }, new(2, Activation.Identity)],
        ["hidden"] =
        [
            new(3, Activation.Tanh),
            new(2, Activation.Identity) { Embedding = Embedding.Of(Embedding.Periodic(6, 4), Bins, Embedding.Pass), InputFactors = true },
        ],
    };

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Peers.GetProperty("cases").GetArrayLength())];

    [Theory, MemberData(nameof(Cases))]
    public void Inputs_ForwardAndBackward_AgreeWithAutograd(int index)
    {
        (JsonElement golden, Network<double> network) = Start(index);
        ForwardPass<double> pass = network.Forward(X);
        Golden.ErrorOf(pass.A[2], golden.GetProperty("outputs").Matrix()).Should().BeLessThan(1e-13);
        Golden.ErrorOf(network.Predict(X), golden.GetProperty("outputs").Matrix()).Should().BeLessThan(1e-13);
        Golden.ErrorOf(network.Cost(pass, Y), golden.GetProperty("costs")[0].GetDouble()).Should().BeLessThan(1e-13);
        Gradients<double> gradients = network.Backward(pass, Y);
        for (int l = 1; l <= 2; l++)
        {
            JsonElement expected = golden.GetProperty("gradients")[l - 1];
            Agrees(gradients.dW[l], expected, "W", 1e-12);
            Agrees(gradients.db[l], expected, "b", 1e-12);
            Agrees(gradients.dEmbeddings[l], expected, "embeddings", 1e-12);
            Agrees(gradients.dInputFactors[l], expected, "factors", 1e-12);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Train_WithAdam_AgreesWithPyTorch(int index)
    {
        (JsonElement golden, Network<double> network) = Start(index);
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Adam(0.02), Epochs = 20, BatchSize = TrainingOptions.FullBatch });
        history.Costs.Zip(golden.GetProperty("costs").Numbers()).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-10);
        for (int l = 1; l <= 2; l++)
        {
            JsonElement expected = golden.GetProperty("after")[l - 1];
            Agrees(network.W[l], expected, "W", 1e-9);
            Agrees(network.Embeddings[l], expected, "embeddings", 1e-9);
            Agrees(network.InputFactors[l], expected, "factors", 1e-9);
        }
    }

    [Fact]
    public void PiecewiseLinear_OfSamples_HasNumPysQuantilesForEdges()
    {
        foreach (JsonElement golden in Peers.GetProperty("quantiles").EnumerateArray())
        {
            double[] edges = golden.GetProperty("edges").Numbers();
            Matrix<double> samples = Matrix<double>.Build.DenseOfRowArrays(golden.GetProperty("x").Numbers());
            Embedding embedding = Embedding.PiecewiseLinear(samples, golden.GetProperty("bins").GetInt32());
            embedding.Inputs.Should().Be(1);
            PiecewiseLinearEmbedding its = embedding.Runs(1)[0].Kind.Should().BeOfType<PiecewiseLinearEmbedding>().Subject;
            its.Edges.Should().HaveSameCount(edges);
            its.Edges.Zip(edges).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= 1e-15 * Math.Max(1, Math.Abs(pair.Second)));
        }
    }

    private static (JsonElement Golden, Network<double> Network) Start(int index)
    {
        JsonElement golden = Peers.GetProperty("cases")[index];
        Network<double> network = Network.Create<double>(5, 0, Networks[golden.GetProperty("name").GetString()!]);
        for (int l = 1; l <= 2; l++)
        {
            JsonElement layer = golden.GetProperty("initial")[l - 1];
            layer.GetProperty("W").Matrix().CopyTo(network.W[l]);
            layer.GetProperty("b").Matrix().CopyTo(network.b[l]);
            foreach ((string name, Matrix<double>? own) in new[] { ("embeddings", network.Embeddings[l]), ("factors", network.InputFactors[l]) })
            {
                if (own is not null)
                {
                    layer.GetProperty(name).Matrix().CopyTo(own);
                }
            }
        }

        return (golden, network);
    }

    private static void Agrees(Matrix<double>? actual, JsonElement expected, string name, double tolerance)
    {
        (actual is null).Should().Be(expected.GetProperty(name).ValueKind == JsonValueKind.Null);
        if (actual is not null)
        {
            Golden.ErrorOf(actual, expected.GetProperty(name).Matrix()).Should().BeLessThan(tolerance, name);
        }
    }
}
