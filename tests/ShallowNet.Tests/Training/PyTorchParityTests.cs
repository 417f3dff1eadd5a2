using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>PyTorch's autograd and optimizers, step by step from the same parameters.</summary>
public sealed class PyTorchParityTests
{
    private static readonly JsonElement PyTorch = Golden.Read("pytorch.json");
    private static readonly Matrix<double> X = PyTorch.GetProperty("X").Matrix();

    public static TheoryData<string> Optimizers => ["SGD", "Momentum", "RMSprop", "Adam"];

    public static TheoryData<int> GradientCases => [.. Enumerable.Range(0, PyTorch.GetProperty("gradients").GetArrayLength())];

    [Theory, MemberData(nameof(Optimizers))]
    public void Optimizer_ThirtySteps_AgreesWithPyTorch(string name)
    {
        Optimizer optimizer = name switch
        {
            "SGD" => new GradientDescent(learningRate: 0.5),
            "Momentum" => new Momentum(learningRate: 0.1, decay: 0.9),
            "RMSprop" => new RMSprop(learningRate: 0.01, decay: 0.99, epsilon: 1e-8),
            _ => new Adam(learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
        };
        JsonElement run = PyTorch.GetProperty("optimizers").GetProperty(name);
        for (int steps = 1; steps <= 30; steps++)
        {
            Network<double> network = Network.Create<double>(3, 0, new Dense(5, Activation.Tanh), new Dense(2, Activation.Sigmoid));
            Set(network, run.GetProperty("initial"));
            TrainingHistory history = network.Train(X, PyTorch.GetProperty("Y").Matrix(), new TrainingOptions
            {
                Optimizer = optimizer, Epochs = steps, BatchSize = TrainingOptions.FullBatch,
            });
            Golden.ErrorOf(history.FinalCost, run.GetProperty("costs")[steps - 1].GetDouble()).Should().BeLessThan(1e-10);
            for (int l = 1; l <= 2; l++)
            {
                JsonElement expected = run.GetProperty("steps")[steps - 1][l - 1];
                Golden.ErrorOf(network.W[l], expected[0].Matrix()).Should().BeLessThan(1e-10);
                Golden.ErrorOf(network.b[l], expected[1].Matrix()).Should().BeLessThan(1e-10);
            }
        }
    }

    [Theory, MemberData(nameof(GradientCases))]
    public void Backward_EveryActivationAndLoss_AgreesWithAutograd(int index)
    {
        JsonElement expected = PyTorch.GetProperty("gradients")[index];
        string loss = expected.GetProperty("loss").GetString()!;
        Activation output = loss switch { "crossEntropy" => Activation.Sigmoid, "categorical" => Activation.Softmax, _ => Activation.Identity };
        Network<double> network = Network.Create<double>(
            3, 0, TestNetworks.Losses[loss],
            new Dense(6, TestNetworks.Activations[expected.GetProperty("activation").GetString()!]), new Dense(3, output));
        Set(network, expected.GetProperty("parameters"));
        Matrix<double> labels = PyTorch.GetProperty("labels").Matrix();
        ForwardPass<double> pass = network.Forward(X);
        Golden.ErrorOf(network.Cost(pass, labels), expected.GetProperty("cost").GetDouble()).Should().BeLessThan(1e-12);
        Gradients<double> gradients = network.Backward(pass, labels);
        for (int l = 1; l <= 2; l++)
        {
            JsonElement golden = expected.GetProperty("gradients")[l - 1];
            Golden.ErrorOf(gradients.dW[l], golden[0].Matrix()).Should().BeLessThan(1e-12);
            Golden.ErrorOf(gradients.db[l], golden[1].Matrix()).Should().BeLessThan(1e-12);
        }
    }

    private static void Set(Network<double> network, JsonElement parameters)
    {
        for (int l = 1; l <= 2; l++)
        {
            network.Set(l, parameters[l - 1][0].Matrix(), parameters[l - 1][1].Matrix());
        }
    }
}
