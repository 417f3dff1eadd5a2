namespace Playground;

/// <summary>A feature: what an input of the network is of a point (x₁, x₂) of the plane.</summary>
/// <param name="Name">Its name in links.</param>
/// <param name="Symbol">Its name on the page.</param>
/// <param name="CSharp">Its expression in C# of x1 and x2.</param>
/// <param name="Value">The same, to be computed here.</param>
internal sealed record Feature(string Name, string Symbol, string CSharp, Func<double, double, double> Value)
{
    /// <summary>All features, in the order of the inputs.</summary>
    /// <remarks>Sines are rounded, so that the last bits of a platform's sine do not make another training.</remarks>
    public static readonly IReadOnlyList<Feature> All =
    [
        new("x1", "x₁", "x1", (x1, _) => x1),
        new("x2", "x₂", "x2", (_, x2) => x2),
        new("x1x2", "x₁x₂", "x1 * x2", (x1, x2) => x1 * x2),
        new("x1sq", "x₁²", "x1 * x1", (x1, _) => x1 * x1),
        new("x2sq", "x₂²", "x2 * x2", (_, x2) => x2 * x2),
        new("sin1", "sin πx₁", "Math.Round(Math.Sin(Math.PI * x1), 12)", (x1, _) => Math.Round(Math.Sin(Math.PI * x1), 12)),
        new("sin2", "sin πx₂", "Math.Round(Math.Sin(Math.PI * x2), 12)", (_, x2) => Math.Round(Math.Sin(Math.PI * x2), 12)),
    ];
}
