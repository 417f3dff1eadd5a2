using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>
/// PyTorch's batch normalization, residual blocks, penalties, clipping and weighted losses, and scikit-learn's balanced class weights.
/// </summary>
public sealed class LayerOptionParityTests
{
    private const int StepsPerEpoch = 3;

    private static readonly JsonElement Peers = Golden.Read("layers.json");
    private static readonly JsonElement Runs = Peers.GetProperty("trainings");
    private static readonly Matrix<double> X = Peers.GetProperty("X").Matrix();

    private static readonly Dictionary<string, Dense[]> Networks = new()
    {
        ["plain"] = [new(5, Activation.Tanh), new(2, Activation.Sigmoid)],
        ["classes"] = [new(5, Activation.Tanh), new(3, Activation.Softmax)],
        ["normalized"] = [Normalized(5, Activation.Tanh), new(2, Activation.Sigmoid)],
        ["normalizedReLU"] = [Normalized(6, Activation.ReLU), Normalized(4, Activation.Tanh), Normalized(3, Activation.Softmax)],
        ["residual"] = [new(4, Activation.Tanh), new(4, Activation.ReLU) { Residual = true }, new(2, Activation.Sigmoid)],
        ["residualBlocks"] =
        [
            Normalized(3, Activation.ReLU) with { Residual = true }, Normalized(3, Activation.Tanh) with { Residual = true }, new(3, Activation.Softmax),
        ],
        ["residualOutput"] = [Normalized(3, Activation.Tanh) with { Residual = true }, new(3, Activation.Tanh) { Residual = true }],
    };

    private static readonly Dictionary<string, TrainingOptions> Options = new()
    {
        ["L2"] = new() { L2 = 1.5 },
        ["L1"] = new() { L1 = 0.2 },
        ["L1 and L2"] = new() { L1 = 0.2, L2 = 0.5 },
        ["ClipValue"] = new() { ClipValue = 0.02 },
        ["classes"] = new() { ClassWeights = ClassWeights.Given(0.5, 2, 1.25) },
        ["balanced"] = new() { ClassWeights = ClassWeights.Balanced },
    };

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Peers.GetProperty("layers").GetArrayLength())];

    public static TheoryData<string> FullBatchRuns =>
    [
        "plain L2", "plain L2 Adam", "plain L1", "plain ClipValue", "normalized L2", "normalized L2 Adam", "normalized L1", "normalized ClipValue",
        "weights SGD", "weights Adam", "classes SGD", "classes Adam", "balanced SGD", "balanced Adam",
    ];

    public static TheoryData<string> MiniBatchRuns =>
    [
        .. Runs.EnumerateObject().Select(run => run.Name).Where(name => !FullBatchRuns.Any(row => row.Data == name) && !name.EndsWith("ClipNorm", StringComparison.Ordinal)),
    ];

    [Theory, MemberData(nameof(Cases))]
    public void Layers_ForwardAndBackward_AgreeWithAutograd(int index)
    {
        JsonElement expected = Peers.GetProperty("layers")[index];
        string name = expected.GetProperty("name").GetString()!;
        Network<double> network = Start(name, expected);
        ForwardPass<double> pass = network.Forward(X);
        Golden.ErrorOf(network.Cost(pass, Labels(name)), expected.GetProperty("cost").GetDouble()).Should().BeLessThan(1e-12);
        Golden.ErrorOf(pass.A[network.L], expected.GetProperty("outputs").Matrix()).Should().BeLessThan(1e-12);
        Gradients<double> gradients = network.Backward(pass, Labels(name));
        for (int l = 1; l <= network.L; l++)
        {
            JsonElement golden = expected.GetProperty("gradients")[l - 1];
            Golden.ErrorOf(gradients.dW[l], golden.GetProperty("W").Matrix()).Should().BeLessThan(1e-12);
            if (golden.TryGetProperty("b", out JsonElement db))
            {
                Golden.ErrorOf(gradients.db[l], db.Matrix()).Should().BeLessThan(1e-12);
            }
            else
            {
                Golden.ErrorOf(gradients.dGamma[l]!, golden.GetProperty("gamma").Matrix()).Should().BeLessThan(1e-12);
                Golden.ErrorOf(gradients.dBeta[l]!, golden.GetProperty("beta").Matrix()).Should().BeLessThan(1e-12);
            }
        }
    }

    /// <summary>PyTorch's running variance takes σ²·m/(m − 1), ours σ²; with the same running averages, predictions are the same.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void RunningAverages_AfterABatch_ArePyTorchsButForTheFactorOfTheVariance(int index)
    {
        JsonElement expected = Peers.GetProperty("layers")[index], after = expected.GetProperty("after");
        string name = expected.GetProperty("name").GetString()!;
        Network<double> network = Start(name, expected), updated = network.Copy<double>();
        updated.Update(updated.Backward(updated.Forward(X), Labels(name)), learningRate: 1);
        double m = X.ColumnCount;
        for (int l = 1; l <= network.L; l++)
        {
            if (network.RunningMean[l] is null)
            {
                continue;
            }

            JsonElement golden = after[l - 1];
            Golden.ErrorOf(updated.RunningMean[l]!, golden.GetProperty("mean").Matrix()).Should().BeLessThan(1e-12);
            Golden.ErrorOf(updated.RunningVariance[l]!, golden.GetProperty("biased").Matrix()).Should().BeLessThan(1e-12);
            Matrix<double> theirs = (updated.RunningVariance[l]! - 0.9) * (m / (m - 1)) + 0.9;
            Golden.ErrorOf(theirs, golden.GetProperty("variance").Matrix()).Should().BeLessThan(1e-12);
            golden.GetProperty("mean").Matrix().CopyTo(network.RunningMean[l]!);
            golden.GetProperty("variance").Matrix().CopyTo(network.RunningVariance[l]!);
        }

        Golden.ErrorOf(network.Predict(X), expected.GetProperty("predicted").Matrix()).Should().BeLessThan(1e-12);
    }

    [Theory, MemberData(nameof(MiniBatchRuns))]
    public void Train_MiniBatchesInOrder_AgreesWithPyTorch(string name)
    {
        JsonElement run = Runs.GetProperty(name);
        foreach (int epochs in (int[])[1, 5, 10])
        {
            (Network<double> network, TrainingHistory history) = Train(name, epochs, batchSize: 8);
            AgreesAfter(network, run, epochs * StepsPerEpoch);
            double[] costs = run.GetProperty("costs").Numbers()[((epochs - 1) * StepsPerEpoch)..(epochs * StepsPerEpoch)];
            Golden.ErrorOf(history.FinalCost, (8 * costs[0] + 8 * costs[1] + 4 * costs[2]) / 20).Should().BeLessThan(1e-10);
        }
    }

    [Theory, MemberData(nameof(FullBatchRuns))]
    public void Train_FullBatch_AgreesWithPyTorch(string name)
    {
        JsonElement run = Runs.GetProperty(name);
        foreach (int steps in (int[])[1, 3, 15, 30])
        {
            (Network<double> network, TrainingHistory history) = Train(name, steps, TrainingOptions.FullBatch);
            AgreesAfter(network, run, steps);
            Golden.ErrorOf(history.Costs[steps - 1], run.GetProperty("costs")[steps - 1].GetDouble()).Should().BeLessThan(1e-10);
        }
    }

    /// <summary>PyTorch divides by the norm and 10⁻⁶; each of its steps is ours with a limit that makes up for that.</summary>
    [Theory]
    [InlineData("plain", 0.21)]
    [InlineData("normalized", 0.25)]
    public void Train_WithClipNorm_TakesPyTorchsSteps(string name, double limit)
    {
        JsonElement run = Runs.GetProperty(name + " ClipNorm"), steps = run.GetProperty("steps");
        double[] norms = run.GetProperty("norms").Numbers();
        norms.Should().Contain(norm => norm > limit).And.Contain(norm => norm < limit);
        for (int i = 0; i < norms.Length; i++)
        {
            Network<double> network = Create(name);
            Set(network, i == 0 ? run.GetProperty("initial") : steps.GetProperty($"{i}"));
            TrainingHistory history = network.Train(X, Labels(name), new TrainingOptions
            {
                Optimizer = new GradientDescent(0.3), Epochs = 1, BatchSize = TrainingOptions.FullBatch, ClipNorm = limit * norms[i] / (norms[i] + 1e-6),
            });
            Golden.ErrorOf(history.Epochs[0].GradientNorm, norms[i]).Should().BeLessThan(1e-12);
            AgreesAfter(network, run, i + 1);
        }
    }

    [Fact]
    public void Balanced_AnyLabels_AreScikitLearnsWeights()
    {
        foreach (JsonElement expected in Peers.GetProperty("classWeights").EnumerateArray())
        {
            int[] labels = expected.GetProperty("labels").Integers(), classes = expected.GetProperty("classes").Integers();
            double[] golden = expected.GetProperty("weights").Numbers();
            IReadOnlyList<double> weights = ClassWeights.Balanced.Of(labels, labels.Max() + 1);
            classes.Select(c => weights[c]).Zip(golden).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= 1e-15 * pair.Second);
            weights.Where((_, c) => !classes.Contains(c)).Any(w => w != 0).Should().BeFalse();
        }
    }

    private static Dense Normalized(int units, Activation activation) => new(units, activation) { BatchNormalization = new BatchNormalization() };

    private static Matrix<double> Labels(string network) =>
        Peers.GetProperty(Networks[network][^1].Units == 2 ? "Y" : "oneHot").Matrix();

    private static Network<double> Create(string network) => Network.Create<double>(3, 0, Networks[network]);

    private static Network<double> Start(string name, JsonElement run)
    {
        Network<double> network = Create(name);
        Set(network, run.GetProperty("initial"));
        return network;
    }

    private static (Network<double> Network, TrainingHistory History) Train(string name, int epochs, int batchSize)
    {
        JsonElement run = Runs.GetProperty(name);
        string network = run.GetProperty("network").GetString()!;
        TrainingOptions options = Options.GetValueOrDefault(Key(name)) ?? new();
        double[]? weights = name.StartsWith("weights", StringComparison.Ordinal) ? Peers.GetProperty("sampleWeights").Numbers() : null;
        Network<double> trained = Start(network, run);
        TrainingHistory history = trained.Train(X, Labels(network), options with
        {
            Optimizer = name.Contains("Adam") || name.EndsWith("L1 and L2", StringComparison.Ordinal) ? new Adam(0.02) : new GradientDescent(0.3),
            Epochs = epochs,
            BatchSize = batchSize,
            Shuffle = false,
        }, weights);
        return (trained, history);
    }

    private static string Key(string name) => Options.Keys.OrderByDescending(key => key.Length).FirstOrDefault(name.Contains) ?? "";

    private static void Set(Network<double> network, JsonElement state)
    {
        for (int l = 1; l <= network.L; l++)
        {
            JsonElement layer = state[l - 1];
            layer.GetProperty("W").Matrix().CopyTo(network.W[l]);
            if (layer.TryGetProperty("b", out JsonElement b))
            {
                b.Matrix().CopyTo(network.b[l]);
                continue;
            }

            layer.GetProperty("gamma").Matrix().CopyTo(network.Gamma[l]!);
            layer.GetProperty("beta").Matrix().CopyTo(network.Beta[l]!);
            layer.GetProperty("mean").Matrix().CopyTo(network.RunningMean[l]!);
            layer.GetProperty("biased").Matrix().CopyTo(network.RunningVariance[l]!);
        }
    }

    private static void AgreesAfter(Network<double> network, JsonElement run, int steps)
    {
        JsonElement expected = run.GetProperty("steps").GetProperty($"{steps}");
        for (int l = 1; l <= network.L; l++)
        {
            JsonElement layer = expected[l - 1];
            Golden.ErrorOf(network.W[l], layer.GetProperty("W").Matrix()).Should().BeLessThan(1e-10);
            if (layer.TryGetProperty("b", out JsonElement b))
            {
                Golden.ErrorOf(network.b[l], b.Matrix()).Should().BeLessThan(1e-10);
                continue;
            }

            network.b[l].Enumerate().Should().AllBeEquivalentTo(0.0, "a normalized layer's bias stays as it is");
            Golden.ErrorOf(network.Gamma[l]!, layer.GetProperty("gamma").Matrix()).Should().BeLessThan(1e-10);
            Golden.ErrorOf(network.Beta[l]!, layer.GetProperty("beta").Matrix()).Should().BeLessThan(1e-10);
            Golden.ErrorOf(network.RunningMean[l]!, layer.GetProperty("mean").Matrix()).Should().BeLessThan(1e-10);
            Golden.ErrorOf(network.RunningVariance[l]!, layer.GetProperty("biased").Matrix()).Should().BeLessThan(1e-10);
        }
    }
}
