using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Networks, inputs and labels for every activation, loss and depth.</summary>
internal static class TestNetworks
{
    public static readonly IReadOnlyDictionary<string, Activation> Activations = new Dictionary<string, Activation>
    {
        ["sigmoid"] = Activation.Sigmoid,
        ["tanh"] = Activation.Tanh,
        ["relu"] = Activation.ReLU,
        ["leakyRelu"] = Activation.LeakyReLU(),
        ["identity"] = Activation.Identity,
        ["softmax"] = Activation.Softmax,
    };

    public static readonly IReadOnlyDictionary<string, Loss> Losses = new Dictionary<string, Loss>
    {
        ["crossEntropy"] = Loss.CrossEntropy,
        ["categorical"] = Loss.CategoricalCrossEntropy,
        ["squared"] = Loss.SquaredError,
    };

    /// <summary>
    /// Every hidden activation, output activation, loss, depth 1 to 3, and one or several outputs.
    /// </summary>
    public static TheoryData<string, string, string, int, int> Combinations
    {
        get
        {
            TheoryData<string, string, string, int, int> data = [];
            foreach (string output in Activations.Keys)
            {
                foreach (string loss in Losses.Keys)
                {
                    foreach (int outputs in (int[])[1, 3])
                    {
                        data.Add("none", output, loss, 1, outputs);
                        foreach (string hidden in Activations.Keys.Where(name => name != "softmax"))
                        {
                            data.Add(hidden, output, loss, 2, outputs);
                            data.Add(hidden, output, loss, 3, outputs);
                        }
                    }
                }
            }

            return data;
        }
    }

    /// <summary>A network of two inputs whose outputs are around 0.5, where every loss is defined.</summary>
    public static Network<double> Create(string hidden, string output, string loss, int depth, int outputs, int seed)
    {
        List<Dense> layers = [];
        for (int l = 1; l < depth; l++)
        {
            layers.Add(new Dense(3 + l, Activations[hidden]) { Initializer = Initializer.Normal(0.7) });
        }

        layers.Add(new Dense(outputs, Activations[output]) { Initializer = Initializer.Normal(0.2) });
        Network<double> network = Network.Create<double>(inputs: 2, seed, Losses[loss], layers);
        for (int l = 1; l <= depth; l++)
        {
            Matrix<double> b = new NumPyRandom(seed + l).Randn<double>(network.b[l].RowCount, 1) * 0.1;
            (l == depth ? b * 0.2 + 0.5 : b).CopyTo(network.b[l]);
        }

        return network;
    }

    /// <summary>Labels that the loss allows, and for which it is finite.</summary>
    public static Matrix<double> Labels(string output, string loss, int outputs, int samples, int seed)
    {
        if (output == "softmax" && outputs == 1 && loss == "crossEntropy")
        {
            // A softmax of one unit is always 1: only the label 1 has a finite loss.
            return Matrix<double>.Build.Dense(1, samples, 1);
        }

        NumPyRandom random = new(seed);
        return loss switch
        {
            "categorical" => OneHot.Encode<double>([.. Enumerable.Range(0, samples).Select(_ => (int)(random.Rand() * outputs))], outputs),
            "crossEntropy" => random.Rand<double>(outputs, samples).PointwiseRound(),
            _ => random.Rand<double>(outputs, samples),
        };
    }

    /// <summary>Whether no unit is near a kink of ReLU, and every output well inside (0, 1), or 1 from softmax.</summary>
    public static bool IsSmooth(ForwardPass<double> pass) =>
        pass.Z.All(Z => Z.Enumerate().All(z => Math.Abs(z) > 1e-3))
        && pass.A[pass.A.Last].Enumerate().All(a => a is > 0.05 and < 0.95 or 1);
}
