using System.Numerics;

namespace ShallowNet;

/// <summary>The parameters of a network that another library trained: a module for every layer, and one for every batch normalization and learned mix.</summary>
internal static class StateDict
{
    /// <summary>The number of batches that a BatchNorm1d of PyTorch has seen; nothing here needs it.</summary>
    private const string Counter = "num_batches_tracked";

    /// <summary>Reads all of a file's tensors into a new network. Parameters that its modules do not have stay what they are there.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="network">The network, just made.</param>
    /// <param name="names">The modules' names in order; null where the file must tell.</param>
    public static void Read<T>(Stream stream, Network<T> network, IReadOnlyList<string>? names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorFile file = TensorFile.Read(stream);
        Dictionary<string, StateDictModule> modules = file.Tensors.Where(entry => !entry.Name.EndsWith(Counter, StringComparison.Ordinal))
            .GroupBy(StateDictModule.NameOf).ToDictionary(group => group.Key, group => new StateDictModule(group.Key, [.. group]));
        NetworkTensor[][] places = Places(network.Layout);
        if (names is null && modules.Count != places.Length)
        {
            throw new ModelFileException(
                Invariant($"The state dict must have {Require.Count(places.Length, "module")} with parameters ({OneForEach}), but has {modules.Count}: {FileText.Quoted([.. modules.Keys])}."));
        }

        IReadOnlyList<StateDictModule> ordered = names is null ? ModuleOrder.Find([.. modules.Values], places) : Named(modules, names);
        foreach ((TensorEntry entry, NetworkTensor tensor) in ordered.Zip(places, (module, place) => module.Pair(place)).SelectMany(pairs => pairs)
            .OrderBy(pair => pair.Entry.Begin))
        {
            tensor.Read(file, entry, network.Layout, network.State);
        }

        file.CheckEnd();
    }

    /// <summary>Refuses names of modules that cannot be those of the layers.</summary>
    public static void CheckNames(IReadOnlyList<string> modules, ParameterLayout layout)
    {
        int required = Places(layout).Length;
        if (modules.Count != required)
        {
            throw new ArgumentException(Invariant($"modules must have {Require.Count(required, "name")} ({OneForEach}), but has {modules.Count}."), nameof(modules));
        }

        for (int i = 0; i < modules.Count; i++)
        {
            Require.NotNull(modules[i], nameof(modules));
            if (modules.Take(i).Contains(modules[i]))
            {
                throw new ArgumentException($"modules must have every name once, but has {FileText.Quoted(modules[i])} twice.", nameof(modules));
            }
        }
    }

    private static string OneForEach => "one for each layer, batch normalization and learned mix";

    /// <summary>The tensors that the network needs, those of one module together.</summary>
    private static NetworkTensor[][] Places(ParameterLayout layout) => Array.Find(layout.Trained, parameter => parameter.Role is ParameterRole.InputFactors or ParameterRole.Embeddings) is { Layer: > 0 } own
        ? throw new NotSupportedException($"A network that reads a state dict must have layers of Linear and BatchNorm1d alone, but learns {own}.")
        : [.. NetworkTensor.Of(layout).GroupBy(tensor => tensor.Module).Select(group => group.ToArray())];

    /// <summary>The modules of the given names, in the order of these; refuses a name without a module, and a module without a name.</summary>
    private static StateDictModule[] Named(Dictionary<string, StateDictModule> modules, IReadOnlyList<string> names)
    {
        string? other = modules.Keys.FirstOrDefault(name => !names.Contains(name)), missing = names.FirstOrDefault(name => !modules.ContainsKey(name));
        return missing is not null
            ? throw new ModelFileException($"The state dict must have the module {FileText.Quoted(missing)}, but has {FileText.Quoted([.. modules.Keys])}.")
            : other is not null
            ? throw new ModelFileException($"The state dict must have no other modules than those named, but has {FileText.Quoted(other)}.")
            : [.. names.Select(name => modules[name])];
    }
}
