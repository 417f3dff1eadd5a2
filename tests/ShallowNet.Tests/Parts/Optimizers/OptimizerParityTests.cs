using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>PyTorch's optimizers, step by step from the same parameters.</summary>
public sealed class OptimizerParityTests
{
    private static readonly JsonElement PyTorch = Golden.Read("optimizers.json").GetProperty("optimizers");

    private static readonly Dictionary<string, Optimizer> Optimizers = new()
    {
        ["Nesterov"] = new Nesterov(0.1),
        ["AdaGrad"] = new AdaGrad(0.05),
        ["AdaGradWithAccumulator"] = new AdaGrad(0.5, epsilon: 1e-3, initialAccumulator: 0.1),
        ["AdamW"] = new AdamW(0.02, weightDecay: 0.1),
        ["NAdam"] = new NAdam(0.02),
        ["NAdamWithFastDecay"] = new NAdam(0.02, beta1: 0.8, beta2: 0.9, epsilon: 1e-3, momentumDecay: 2.5),
        ["AdaMax"] = new AdaMax(0.05, beta1: 0.8, beta2: 0.9),
        ["Rprop"] = new Rprop(0.05),
        ["RpropWithBounds"] = new Rprop(0.1, decreaseFactor: 0.3, increaseFactor: 1.5, stepSizes: (0.02, 0.3)),
    };

    public static TheoryData<string> Names => [.. PyTorch.GetProperty("runs").EnumerateObject().Select(run => run.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Optimizer_ThirtySteps_AgreesWithPyTorch(string name)
    {
        Matrix<double> X = PyTorch.GetProperty("X").Matrix(), Y = PyTorch.GetProperty("Y").Matrix();
        JsonElement run = PyTorch.GetProperty("runs").GetProperty(name), initial = run.GetProperty("initial");
        for (int steps = 1; steps <= 30; steps++)
        {
            Network<double> network = Network.Create<double>(3, 0, new Dense(5, Activation.Tanh), new Dense(2, Activation.Sigmoid));
            for (int l = 1; l <= 2; l++)
            {
                network.Set(l, initial[l - 1][0].Matrix(), initial[l - 1][1].Matrix());
            }

            TrainingHistory history = network.Train(X, Y, new TrainingOptions
            {
                Optimizer = Optimizers[name], Epochs = steps, BatchSize = TrainingOptions.FullBatch,
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
}
