using System.Numerics;
using System.Text.RegularExpressions;

namespace ShallowNet;

/// <summary>The parameters of a network that another library trained, by their order.</summary>
internal static class StateDict
{
    /// <summary>What PyTorch counts in a BatchNorm1d, and nothing here needs.</summary>
    private const string Counter = "num_batches_tracked";

    public static void Read<T>(Stream stream, Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorFile file = TensorFile.Read(stream);
        string[] modules = [.. file.Tensors.Where(entry => !IsCounter(entry)).Select(ModuleOf).Distinct().OrderBy(NaturalKey, StringComparer.Ordinal)];
        string[] ours = [.. NetworkFile.Names(network.Layout).Select(name => name[..name.LastIndexOf('.')]).Distinct()];
        if (modules.Length != ours.Length)
        {
            throw new ModelFileException(
                $"The state dict must have {Require.Count(ours.Length, "module")} with parameters (one for each layer, and one for each batch normalization), but has {modules.Length}: {FileText.Quoted(modules)}.");
        }

        Dictionary<string, string> names = NetworkFile.Names(network.Layout).ToDictionary(
            name => modules[Array.IndexOf(ours, name[..name.LastIndexOf('.')])] + name[name.LastIndexOf('.')..], name => name);
        T[][] state = Array.ConvertAll(network.State, array => new T[array.Length]);
        foreach (string name in names.Keys)
        {
            if (file.Find(name) is null)
            {
                throw new ModelFileException($"The state dict must have a tensor {FileText.Quoted(name)}, but has none.");
            }
        }

        foreach (TensorEntry entry in file.Tensors)
        {
            if (IsCounter(entry))
            {
                file.Skip(entry);
            }
            else if (!names.TryGetValue(entry.Name, out string? ourName))
            {
                throw new ModelFileException($"The state dict has a tensor {FileText.Quoted(entry.Name)}, which the layers have no place for.");
            }
            else
            {
                NetworkFile.TryRead(file, entry, ourName, network, state);
            }
        }

        file.CheckEnd();
        for (int i = 0; i < state.Length; i++)
        {
            state[i].CopyTo(network.State[i], 0);
        }
    }

    private static bool IsCounter(TensorEntry entry) => entry.Name.EndsWith(Counter, StringComparison.Ordinal);

    private static string ModuleOf(TensorEntry entry) => entry.Name.LastIndexOf('.') is >= 0 and int dot
        ? entry.Name[..dot]
        : throw new ModelFileException($"The state dict's tensors must be called module.parameter, but one is called {FileText.Quoted(entry.Name)}.");

    /// <summary>Whole numbers in names by their value: 2 before 10, fc2 before fc10.</summary>
    private static string NaturalKey(string name) => Regex.Replace(name, "[0-9]+", number => number.Value.PadLeft(10, '0'));
}
