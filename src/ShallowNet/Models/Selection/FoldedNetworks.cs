namespace ShallowNet;

/// <summary>Networks of one kind, each trained without the samples of one fold, and what they answer to these.</summary>
/// <param name="Description">What they are.</param>
/// <param name="Networks">The networks, as many for each fold.</param>
/// <param name="Z">What g[L] is applied to for each sample: the mean of the networks that were not trained on it; n_y × m.</param>
/// <param name="Costs">The mean loss of that in each fold.</param>
/// <param name="History">How the first one was trained.</param>
internal sealed record FoldedNetworks(string Description, IReadOnlyList<Network<float>> Networks, float[] Z, double[] Costs, TrainingHistory History)
{
    /// <summary>What Z is divided by, so that probabilities are neither too sure nor too unsure: the temperature (Guo et al., 2017).</summary>
    public double Temperature { get; init; } = 1;
}
