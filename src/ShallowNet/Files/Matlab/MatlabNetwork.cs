namespace ShallowNet;

/// <summary>A network as a MATLAB file has it.</summary>
internal sealed class MatlabNetwork
{
    private static readonly Dictionary<string, Activation> Activations = new()
    {
        ["tansig"] = Activation.Tanh,
        ["logsig"] = Activation.Sigmoid,
        ["purelin"] = Activation.Identity,
        ["poslin"] = Activation.ReLU,
        ["softmax"] = Activation.Softmax,
    };

    /// <summary>The number of inputs, each of them a vector, that of outputs, and that of delays.</summary>
    public MatlabNumbers Structure { get; set; } = new("structure", 0, 0, []);

    public List<MatlabLayer> Layers { get; } = [];

    /// <summary>The functions of the inputs, in the order in which they are applied.</summary>
    public List<MatlabSettings> InputSettings { get; } = [];

    /// <summary>The functions of the targets, in the order in which they are applied; they are undone backwards.</summary>
    public List<MatlabSettings> OutputSettings { get; } = [];

    /// <summary>The layers' activations and linear parts. Refuses what is no chain of layers, each of which takes all that the one before it gives.</summary>
    public (Activation[] Activations, LinearMap[] Maps) Chain()
    {
        double[] structure = Structure.Finite(3);
        if (structure is not [1, 1, 0])
        {
            throw new ModelFileException(
                $"The network must have one input, one output and no delays, but has {Require.Text(structure[0])}, {Require.Text(structure[1])} and {Require.Text(structure[2])}.");
        }

        if (Layers.Count == 0)
        {
            throw new ModelFileException("The network must have at least one layer, but has none.");
        }

        LinearMap[] maps = [.. Layers.Select((layer, i) => MapOf(layer, i + 1))];
        for (int l = 2; l <= maps.Length; l++)
        {
            if (maps[l - 1].Columns != maps[l - 2].Rows)
            {
                throw new ModelFileException(
                    Invariant($"The weights of layer {l} must have {Require.Count(maps[l - 2].Rows, "column")} (the units before it), but have {maps[l - 1].Columns}."));
            }
        }

        return ([.. Layers.Select((layer, i) => ActivationOf(layer, i + 1))], maps);
    }

    private static Activation ActivationOf(MatlabLayer layer, int l) => Activations.TryGetValue(layer.TransferFunction, out Activation? activation)
        ? activation
        : throw new ModelFileException(
            Invariant($"The transfer function of layer {l} must be one of {string.Join(", ", Activations.Keys)}, but is {FileText.Quoted(layer.TransferFunction)}."));

    private LinearMap MapOf(MatlabLayer layer, int l)
    {
        if (layer.NetInputFunction != "netsum")
        {
            throw new ModelFileException(Invariant($"The net input function of layer {l} must be netsum, but is {FileText.Quoted(layer.NetInputFunction)}."));
        }

        MatlabWeights weights = OnlyWeights(layer, l);
        if (weights.Function != "dotprod")
        {
            throw new ModelFileException(Invariant($"The weight function of layer {l} must be dotprod, but is {FileText.Quoted(weights.Function)}."));
        }

        if (weights.Numbers.IsEmpty)
        {
            throw new ModelFileException(
                Invariant($"The weights of layer {l} must have at least one element, but are {weights.Numbers.Rows} × {weights.Numbers.Columns}: configure or train the network first."));
        }

        int units = weights.Numbers.Rows;
        return new LinearMap(weights.Numbers.Finite(), layer.Bias.IsEmpty ? new double[units] : [.. layer.Bias.Finite(units)]);
    }

    /// <summary>The weights from the layer before, or from the input, which must be the only ones.</summary>
    private MatlabWeights OnlyWeights(MatlabLayer layer, int l)
    {
        if (layer.Weights.Count != Layers.Count + 1)
        {
            throw new ModelFileException(
                Invariant($"Layer {l} must have {Layers.Count + 1} lines of weights (for the input and for each layer), but has {layer.Weights.Count}."));
        }

        int other = layer.Weights.FindIndex(weights => weights is not null) is var first && first != l - 1
            ? first : layer.Weights.FindIndex(l, weights => weights is not null);
        return other < 0 && layer.Weights[l - 1] is { } only
            ? only
            : throw new ModelFileException(Invariant($"Layer {l} must take {NameOf(l - 1)} alone, but takes {(other < 0 ? "nothing" : $"{NameOf(other)}, too")}: only networks whose layers follow one another can be read."));
    }

    private static string NameOf(int place) => place == 0 ? "the input" : Invariant($"layer {place}");
}
