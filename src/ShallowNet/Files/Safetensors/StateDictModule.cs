namespace ShallowNet;

/// <summary>The tensors of a state dict that belong together, such as fc1.weight and fc1.bias.</summary>
/// <param name="Name">What stands before the last dot of their names.</param>
/// <param name="Tensors">The tensors.</param>
internal sealed record StateDictModule(string Name, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>The name of the module that a tensor belongs to.</summary>
    public static string NameOf(TensorEntry entry) => entry.Name.LastIndexOf('.') is >= 0 and int dot
        ? entry.Name[..dot]
        : throw new ModelFileException($"The state dict's tensors must be called module.parameter, but one is called {FileText.Quoted(entry.Name)}.");

    /// <summary>The shape that tells which layers the module can belong to; null where it has no averages, weights or α.</summary>
    public IReadOnlyList<int>? Shape => (Find("running_mean") ?? Find("weight") ?? Find("alpha"))?.Shape;

    /// <summary>Whether it is that of a learned mix.</summary>
    public bool IsMix => Find("alpha") is not null;

    /// <summary>
    /// Pairs each tensor with the network's that it is read into. A bias may be missing, as may γ, β and α: what only shifts, scales or mixes.
    /// </summary>
    public IEnumerable<(TensorEntry Entry, NetworkTensor Tensor)> Pair(NetworkTensor[] place)
    {
        foreach (NetworkTensor tensor in place)
        {
            if (Find(tensor.Part) is null && tensor.Parameter.Role is ParameterRole.Weights or ParameterRole.RunningMean or ParameterRole.RunningVariance)
            {
                throw new ModelFileException($"The state dict must have a tensor {FileText.Quoted($"{Name}.{tensor.Part}")}, but has none.");
            }
        }

        foreach (TensorEntry entry in Tensors)
        {
            NetworkTensor tensor = Array.Find(place, candidate => $"{Name}.{candidate.Part}" == entry.Name)
                ?? throw new ModelFileException($"The state dict has a tensor {FileText.Quoted(entry.Name)}, which the layers have no place for.");
            yield return (entry, tensor);
        }
    }

    private TensorEntry? Find(string part) => Tensors.FirstOrDefault(entry => entry.Name == $"{Name}.{part}");
}
