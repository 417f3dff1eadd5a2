namespace ShallowNet;

/// <summary>The list of the library's activations: a new one is a line here and a file of its own.</summary>
internal static class ActivationCatalog
{
    /// <summary>One of each, those that have a number with some number.</summary>
    public static IReadOnlyList<Activation> Members { get; } =
    [
        Activation.Sigmoid,
        Activation.Tanh,
        Activation.ReLU,
        Activation.LeakyReLU(),
        Activation.ELU(),
        Activation.GELU,
        Activation.GELUTanh,
        Activation.SiLU,
        Activation.SELU,
        Activation.Mish,
        Activation.Softplus,
        Activation.Exponential,
        Activation.Identity,
        Activation.Softmax,
    ];
}
