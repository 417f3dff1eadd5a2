using System.Numerics;

namespace ShallowNet;

/// <summary>A network that was trained on all samples, and what is known of it.</summary>
/// <param name="Network">The network.</param>
/// <param name="History">How it was trained.</param>
/// <param name="Tried">What it is, and how it was judged.</param>
internal sealed record FittedModel<T>(Network<T> Network, TrainingHistory History, TriedModel Tried)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What networks of its kind answered to samples that they were not trained on, n_y × m; NaN for those without such an answer. Null where there are none.</summary>
    public double[]? OutOfFold { get; init; }

    /// <summary>Of a mean of networks, which were trained without which fold; null for others.</summary>
    public FoldMembers? Members { get; init; }

    /// <summary>Whether its answers and its network have the temperature that was best for the folds.</summary>
    public bool HasTemperature { get; init; }
}
