using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Trainings in PyTorch of networks whose weights are clamped to their signs after every step (make_golden_monotone.py).</summary>
public sealed class MonotoneParityTests
{
    private static readonly JsonElement Peers = Golden.Read("monotone.json");

    private static readonly Dictionary<string, (Activation Hidden, Optimizer Optimizer)> Trainings = new()
    {
        ["adam"] = (Activation.ReLU, new Adam(0.05)),
        ["momentum"] = (Activation.Tanh, new Momentum(0.1, 0.9)),
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Train_OfAMonotoneNetwork_AgreesWithPyTorchStepByStep(int index)
    {
        JsonElement golden = Peers.GetProperty("cases")[index];
        (Activation hidden, Optimizer optimizer) = Trainings[golden.GetProperty("name").GetString()!];
        Dense[] layers = [.. golden.GetProperty("units").Integers().Select(units => new Dense(units, hidden)), new Dense(2, Activation.Identity)];
        layers[0] = layers[0] with { Monotone = Peers.GetProperty("directions").Integers() };
        Network<double> network = Network.Create<double>(inputs: 3, seed: 0, layers);
        Matrix<double> X = golden.GetProperty("X").Matrix(), Y = golden.GetProperty("Y").Matrix();
        for (int l = 1; l <= network.L; l++)
        {
            JsonElement initial = golden.GetProperty("initial")[l - 1];
            network.Set(l, initial.GetProperty("W").Matrix(), initial.GetProperty("b").Matrix());
        }

        network.Bounds!.AreKept.Should().BeTrue();
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = optimizer, Epochs = 25, BatchSize = TrainingOptions.FullBatch });
        history.Costs.Zip(golden.GetProperty("costs").Numbers()).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-10);
        for (int l = 1; l <= network.L; l++)
        {
            JsonElement after = golden.GetProperty("after")[l - 1];
            Golden.ErrorOf(network.W[l], after.GetProperty("W").Matrix()).Should().BeLessThan(1e-9);
            Golden.ErrorOf(network.b[l], after.GetProperty("b").Matrix()).Should().BeLessThan(1e-9);
        }

        int zeros = network.W.Sum(W => W.Enumerate().Count(w => w == 0));
        zeros.Should().Be(golden.GetProperty("atBound").GetInt32());
    }
}
