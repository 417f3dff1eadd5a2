namespace ShallowNet;

/// <summary>Networks of one kind or several, each trained without the samples of one fold, and what they answer to these.</summary>
internal sealed class FoldedNetworks
{
    public required IReadOnlyList<BatchedKind> Kinds { get; init; }

    /// <summary>The networks, as many for each fold, with the pieces of their inputs.</summary>
    public required IReadOnlyList<(Network<float> Network, InputPieces Pieces)> Networks { get; init; }

    /// <summary>What g[L] is applied to for each sample: the mean of the networks that were not trained on it; n_y × m.</summary>
    public required float[] Z { get; init; }

    /// <summary>How the first one was trained.</summary>
    public required TrainingHistory History { get; init; }

    /// <summary>What the costs are raised by, since each network was taken at the epoch that was best for its fold.</summary>
    public required double Optimism { get; init; }

    /// <summary>What Z is divided by, so that probabilities are neither too sure nor too unsure: the temperature (Guo et al., 2017).</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>The mean loss of Z, divided by the temperature, in each fold.</summary>
    public double[] Costs { get; set; } = [];

    public override string ToString() => $"mean of {Require.Count(Networks.Count, "network")} by AdamW, {string.Join(" and ", Kinds)}";
}
