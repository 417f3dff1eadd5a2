namespace ShallowNet;

/// <summary>The list of the library's initializers: a new one is a line here and a file of its own.</summary>
internal static class InitializerCatalog
{
    /// <summary>One of each, those that have a number with some number.</summary>
    public static IReadOnlyList<Initializer> Members { get; } =
    [
        Initializer.Zeros,
        Initializer.Normal(0.01),
        Initializer.Xavier,
        Initializer.He,
        Initializer.LeCun,
        Initializer.Orthogonal(),
        Initializer.NguyenWidrow,
    ];
}
