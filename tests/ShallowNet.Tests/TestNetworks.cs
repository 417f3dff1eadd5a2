using System.Numerics;
using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>
/// What the library has of each kind, listed here for all tests from its own lists; and networks, inputs and labels for every activation, loss and depth.
/// </summary>
internal static class TestNetworks
{
    /// <summary>dZ of one sample in a last layer whose Z is given: the db of a layer with W = I and b = 0 on X = Z.</summary>
    public static T[] OutputGradient<T>(Loss loss, Activation output, T[] Z, T[] Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Network.Create<T>(inputs: Z.Length, seed: 0, loss, new Dense(Z.Length, output));
        Matrix<T>.Build.DenseIdentity(Z.Length).CopyTo(network.W[1]);
        return network.Backward(network.Forward(Matrix<T>.Build.Dense(Z.Length, 1, Z)), Matrix<T>.Build.Dense(Y.Length, 1, Y)).db[1].ToColumnMajorArray();
    }

    /// <summary>Numbers that are not the usual ones, for those that have one: a test sees whether they are kept.</summary>
    private static readonly Dictionary<string, double> Numbers = new()
    {
        ["elu"] = 0.5,
        ["huber"] = 0.3,
        ["quantile"] = 0.8,
        ["normal"] = 0.3,
        ["orthogonal"] = 1.5,
    };

    /// <summary>The library's activations, by their names in files.</summary>
    public static readonly IReadOnlyDictionary<string, Activation> Activations = ByName(ActivationCatalog.Members, member => member.Row!);

    /// <summary>The library's losses, by their names in files without what many of them end with.</summary>
    public static readonly IReadOnlyDictionary<string, Loss> Losses = ByName(LossCatalog.Members, member => member.Row!)
        .ToDictionary(pair => Regex.Replace(pair.Key, "(Error|CrossEntropy)$", ""), pair => pair.Value);

    /// <summary>The library's initializers, by their names in files.</summary>
    public static readonly IReadOnlyDictionary<string, Initializer> Initializers = ByName(InitializerCatalog.Members, member => member.Row!);

    /// <summary>The library's optimizers, by their names in files.</summary>
    public static readonly IReadOnlyDictionary<string, Optimizer> Optimizers = OptimizerCatalog.Members.ToDictionary(member => member.FileName);

    /// <summary>
    /// Output activations, losses, depths 1 to 3, one or several outputs, and hidden activations: every output with every loss, alone
    /// and behind tanh; and every hidden activation in front of every output with two of the losses, because a hidden layer sees no
    /// more of the loss than dA.
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
                    foreach (int outputs in (int[])[output == "softmax" ? 2 : 1, 3])
                    {
                        data.Add("none", output, loss, 1, outputs);
                        foreach (string hidden in Activations.Keys.Where(name => name == "tanh" || (name != "softmax" && loss is "crossEntropy" or "squared")))
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
            layers.Add(new Dense(3 + l, Activations[hidden]) { Initializer = Initializer.Normal(hidden == "exponential" ? 0.2 : 0.7) });
        }

        layers.Add(new Dense(outputs, Activations[output]) { Initializer = Initializer.Normal(0.2) });
        Network<double> network = Network.Create<double>(inputs: 2, seed, Losses[loss], layers);
        double center = output switch { "exponential" => -0.7, "softplus" => -0.4, _ => 0.5 };
        for (int l = 1; l <= depth; l++)
        {
            Matrix<double> b = new NumPyRandom(seed + l).Randn<double>(network.b[l].RowCount, 1) * 0.1;
            (l == depth ? b * 0.2 + center : b).CopyTo(network.b[l]);
        }

        return network;
    }

    /// <summary>Labels that the loss allows, and for which it is finite.</summary>
    public static Matrix<double> Labels(string loss, int outputs, int samples, int seed)
    {
        NumPyRandom random = new(seed);
        return loss switch
        {
            "categorical" => OneHot.Encode<double>([.. Enumerable.Range(0, samples).Select(_ => (int)(random.Rand() * outputs))], outputs),
            "crossEntropy" => random.Rand<double>(outputs, samples).PointwiseRound(),
            "poisson" => random.Rand<double>(outputs, samples).Map(u => Math.Floor(4 * u)),
            _ => random.Rand<double>(outputs, samples),
        };
    }

    /// <summary>
    /// Whether no unit is near a kink of ReLU, no residual near one of its loss, and every output well inside (0, 1).
    /// </summary>
    public static bool IsSmooth(ForwardPass<double> pass, Matrix<double> Y, string loss)
    {
        Matrix<double> YHat = pass.A[pass.A.Last];
        return pass.Z.All(Z => Z.Enumerate().All(z => Math.Abs(z) > 1e-3))
            && YHat.Enumerate().All(a => a is > 0.05 and < 0.95)
            && (YHat - Y).Enumerate().All(r => loss switch
            {
                "absolute" or "quantile" => Math.Abs(r) > 1e-3,
                "huber" => Math.Abs(Math.Abs(r) - 0.3) > 1e-3,
                _ => true,
            });
    }

    private static Dictionary<string, TPart> ByName<TPart>(IEnumerable<TPart> members, Func<TPart, CatalogRow<TPart>> rowOf)
        where TPart : class => members.ToDictionary(
            member => rowOf(member).FileName,
            member => Numbers.TryGetValue(rowOf(member).FileName, out double number) ? rowOf(member).Make!(number) : member);
}
