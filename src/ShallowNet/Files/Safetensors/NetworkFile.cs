using System.Numerics;

namespace ShallowNet;

/// <summary>
/// The tensors of a network: named, shaped and laid out as in the state dict of PyTorch's <c>nn.Sequential</c> of Linear,
/// BatchNorm1d, the activation and Dropout, for each layer those that it has.
/// </summary>
internal static class NetworkFile
{
    /// <summary>What a file of a network alone calls itself.</summary>
    public const string Kind = "network";

    public static void Write<T>(Stream stream, Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Write(
            stream,
            new ModelDocument
            {
                Format = ModelDocument.NewestFormat, Library = ModelFile.LibraryVersion, Kind = Kind, Network = Describe(network),
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
                BatchNormalization = layer.BatchNormalization is { } normalization
                    ? new BatchNormalizationDocument { Momentum = normalization.Momentum, Epsilon = normalization.Epsilon } : null,
            })],
        };

    public static Dense[] Layers(NetworkDocument document, LoadOptions options) => Array.ConvertAll(document.Layers, layer =>
    {
        ModelFile.Required(layer, "a description of every layer");
        Dense dense = new(layer.Units, Parts.ActivationOf(layer.Activation, options))
        {
            Dropout = layer.Dropout,
            Residual = layer.Residual,
            BatchNormalization = layer.BatchNormalization is { } normalization ? new BatchNormalization(normalization.Momentum, normalization.Epsilon) : null,
        };
        return layer.Initializer is { } initializer ? dense with { Initializer = Parts.InitializerOf(initializer) } : dense;
    });

    /// <summary>The tensors of a network's state: its own parameters and running averages, or a copy of them.</summary>
    public static IEnumerable<TensorToWrite> Tensors<T>(Network<T> network, T[][] state, string prefix = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Slots(network.Layout).Select(slot =>
        {
            T[] elements = ArrayOf(network, slot, state);
            int index = IndexOfImpossible<T>(slot, elements);
            return index >= 0
                ? throw new InvalidOperationException(
                    $"The network's parameters must be {Possible(slot)} to be saved, but {prefix}{slot.Name} has {Require.Text(double.CreateTruncating(elements[index]))}.")
                : slot.Shape.Length == 2
                ? TensorToWrite.Transposed(prefix + slot.Name, slot.Shape[0], slot.Shape[1], elements)
                : TensorToWrite.Of(prefix + slot.Name, slot.Shape, elements);
        });

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
        Dictionary<string, Slot> slots = Slots(layout).ToDictionary(slot => slot.Name);
        foreach (Slot slot in slots.Values)
        {
            CheckShape(file.Find(slot.Name), slot.Name, slot.Shape);
        }

        Network<T> network = new(layers, Parts.LossOf(document.Loss, options), document.Seed, layout);
        foreach (TensorEntry entry in file.Tensors)
        {
            if (slots.TryGetValue(entry.Name, out Slot slot))
            {
                Copy(file, entry, slot, ArrayOf(network, slot, network.State));
            }
            else if (others is null || !others(network, entry))
            {
                throw new ModelFileException($"The file has a tensor {FileText.Quoted(entry.Name)}, which its description has no place for.");
            }
        }

        return network;
    }

    /// <summary>Reads a tensor into a copy of a network's state, as the tensor of the network's own that has the name.</summary>
    public static bool TryRead<T>(TensorFile file, TensorEntry entry, string name, Network<T> network, T[][] state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Slot slot in Slots(network.Layout))
        {
            if (slot.Name == name)
            {
                CheckShape(entry, entry.Name, slot.Shape);
                Copy(file, entry, slot, ArrayOf(network, slot, state));
                return true;
            }
        }

        return false;
    }

    /// <summary>The names of a network's tensors.</summary>
    public static IEnumerable<string> Names(ParameterLayout layout) => Slots(layout).Select(slot => slot.Name);

    public static void CheckShape(TensorEntry? entry, string name, params int[] shape)
    {
        if (entry is null)
        {
            throw new ModelFileException($"The file must have a tensor {FileText.Quoted(name)} of {FileText.Size(shape)}, but has none.");
        }

        if (entry.Type is not (TensorType.F32 or TensorType.F64) || !entry.Shape.SequenceEqual(shape))
        {
            throw new ModelFileException($"The tensor {FileText.Quoted(name)} must be F32 or F64 of {FileText.Size(shape)}, but is {entry.Type} of {FileText.Size(entry.Shape)}.");
        }
    }

    private static void Copy<T>(TensorFile file, TensorEntry entry, Slot slot, T[] destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (entry.Shape.Count == 2)
        {
            file.CopyTransposedTo<T>(entry, destination);
        }
        else
        {
            file.CopyTo<T>(entry, destination);
        }

        int index = IndexOfImpossible<T>(slot, destination);
        if (index >= 0)
        {
            throw new ModelFileException(
                $"The tensor {FileText.Quoted(entry.Name)} must be {Possible(slot)}, but has {Require.Text(double.CreateTruncating(destination[index]))}.");
        }
    }

    /// <summary>What the numbers of a parameter must be, in words.</summary>
    private static string Possible(Slot slot) => slot.Parameter.Role == ParameterRole.RunningVariance ? "finite and at least 0" : "finite";

    /// <summary>The place of the first number that a parameter cannot have; −1 for none.</summary>
    private static int IndexOfImpossible<T>(Slot slot, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = Scan.IndexOfNotFinite(elements);
        for (int i = 0; index < 0 && slot.Parameter.Role == ParameterRole.RunningVariance && i < elements.Length; i++)
        {
            index = elements[i] < T.Zero ? i : -1;
        }

        return index;
    }

    private static T[] ArrayOf<T>(Network<T> network, Slot slot, T[][] state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        state[network.Layout.PlaceOf(slot.Parameter.Layer, slot.Parameter.Role) + (slot.Parameter.IsTrained ? 0 : network.Layout.Trained.Length)];

    /// <summary>The parameters of each layer, under the names that PyTorch's modules have.</summary>
    private static IEnumerable<Slot> Slots(ParameterLayout layout)
    {
        int module = 0;
        for (int l = 1; l <= layout.L; l++)
        {
            foreach (Stage stage in layout.Stages(l))
            {
                foreach (Parameter parameter in stage.Parameters)
                {
                    yield return new Slot($"{module}.{NameOf(parameter.Role)}", parameter);
                }

                module += stage is AddInputStage ? 0 : 1;
            }
        }
    }

    private static string NameOf(ParameterRole role) => role switch
    {
        ParameterRole.Weights or ParameterRole.Gamma => "weight",
        ParameterRole.Biases or ParameterRole.Beta => "bias",
        ParameterRole.RunningMean => "running_mean",
        _ => "running_var",
    };

    private readonly record struct Slot(string Name, Parameter Parameter)
    {
        public int[] Shape => Parameter.Role == ParameterRole.Weights ? [Parameter.Rows, Parameter.Columns] : [Parameter.Rows];
    }
}
