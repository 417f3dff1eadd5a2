using System.Numerics;

namespace ShallowNet;

/// <summary>A network as a file: a description of its layers and its loss, and its parameters as tensors.</summary>
internal static class NetworkFile
{
    /// <summary>What a file of a network alone calls itself.</summary>
    public const string Kind = "network";

    public static void Write<T>(Stream stream, Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Write(
            stream,
            new ModelDocument
            {
                Format = ModelDocument.TextFormat, Library = ModelFile.LibraryVersion, Kind = Kind, Network = Describe(network),
            },
            [.. Tensors(network, network.State)]);

    public static NetworkDocument Describe<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Inputs = network.Inputs,
            Seed = network.Seed,
            Loss = Parts.Of(network.Loss),
            Layers = [.. network.Layers.Select(layer => new LayerDocument
            {
                Units = layer.Units,
                Activation = Parts.Of(layer.Activation),
                Initializer = layer.Initializer == layer.Activation.DefaultInitializer ? null : Parts.Of(layer.Initializer),
                Dropout = layer.Dropout,
                Residual = layer.Residual,
                LearnedMix = layer.LearnedMix ? true : null,
                BatchNormalization = layer.BatchNormalization is { } normalization
                    ? new BatchNormalizationDocument { Momentum = normalization.Momentum, Epsilon = normalization.Epsilon } : null,
                InputFactors = layer.InputFactors ? true : null,
                Embedding = layer.Embedding is { } embedding ? EmbeddingFile.Describe(embedding) : null,
                Monotone = layer.Monotone is { } monotone ? [.. monotone] : null,
            })],
        };

    public static Dense[] Layers(NetworkDocument document, LoadOptions options) => Array.ConvertAll(document.Layers, layer =>
    {
        ModelFile.Required(layer, "a description of every layer");
        Dense dense = new(layer.Units, Parts.ActivationOf(layer.Activation, options))
        {
            Dropout = layer.Dropout,
            Residual = layer.Residual,
            LearnedMix = layer.LearnedMix ?? false,
            BatchNormalization = layer.BatchNormalization is { } normalization ? new BatchNormalization(normalization.Momentum, normalization.Epsilon) : null,
            InputFactors = layer.InputFactors ?? false,
            Embedding = layer.Embedding is { } embedding ? EmbeddingFile.Read(embedding) : null,
            Monotone = layer.Monotone,
        };
        return layer.Initializer is { } initializer ? dense with { Initializer = Parts.InitializerOf(initializer) } : dense;
    });

    /// <summary>The oldest format that has all that layers have.</summary>
    public static int FormatOf(NetworkDocument document) =>
        document.Layers.Any(layer => layer.InputFactors is not null || layer.Embedding is not null || layer.Monotone is not null) ? ModelDocument.NewestFormat : ModelDocument.TextFormat;

    /// <summary>The tensors of a network's state: its own parameters and running averages, or a copy of them.</summary>
    public static IEnumerable<TensorToWrite> Tensors<T>(Network<T> network, T[][] state, string prefix = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NetworkTensor.Of(network.Layout).Select(tensor => tensor.ToWrite(network.Layout, state, prefix));

    /// <summary>
    /// Makes the network that a file describes and reads its parameters. What is declared is compared with the tensors that are really
    /// there before anything is made in its size.
    /// </summary>
    /// <param name="file">The file, at its first tensor.</param>
    /// <param name="document">The description.</param>
    /// <param name="options">Parts that are not the library's.</param>
    /// <param name="others">Reads a tensor that is not of the network itself; false where the file must not have it.</param>
    public static Network<T> Read<T>(TensorFile file, NetworkDocument document, LoadOptions options, Func<Network<T>, TensorEntry, bool>? others = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dense[] layers = Layers(document, options);
        Network.Check<T>(document.Inputs, layers);
        Require.AtLeast(0, document.Seed, "seed");
        ParameterLayout layout = new(document.Inputs, layers);
        Dictionary<string, NetworkTensor> tensors = NetworkTensor.Of(layout).ToDictionary(tensor => tensor.Name);
        foreach ((string name, NetworkTensor tensor) in tensors)
        {
            NetworkTensor.Check(file.Find(name), name, tensor.Shape);
        }

        Network<T> network = new(layers, Parts.LossOf(document.Loss, options), document.Seed, layout);
        foreach (TensorEntry entry in file.Tensors)
        {
            if (tensors.TryGetValue(entry.Name, out NetworkTensor? tensor))
            {
                tensor.Read(file, entry, layout, network.State);
            }
            else if (others is null || !others(network, entry))
            {
                throw new ModelFileException($"The file has a tensor {FileText.Quoted(entry.Name)}, which its description has no place for.");
            }
        }

        return network.Bounds is not { AreKept: false } ? network : throw new ModelFileException("The file's network must have weights of the signs that make it monotone, as its description says, but has others.");
    }
}
