namespace ShallowNet;

/// <summary>The list of the library's losses: a new one is a line here and a file of its own.</summary>
internal static class LossCatalog
{
    /// <summary>One of each, those that have a number with some number; of two that match an activation, the first is its usual one.</summary>
    public static IReadOnlyList<Loss> Members { get; } =
    [
        Loss.CrossEntropy,
        Loss.CategoricalCrossEntropy,
        Loss.SquaredError,
        Loss.AbsoluteError,
        Loss.Huber(),
        Loss.Quantile(0.5),
        Loss.Poisson,
    ];
}
