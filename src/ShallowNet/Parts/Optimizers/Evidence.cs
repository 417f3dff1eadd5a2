namespace ShallowNet;

/// <summary>What <see cref="BayesianRegularization"/> found out about a network and its data.</summary>
public sealed record Evidence
{
    /// <summary>
    /// ln p(data), the logarithm of the evidence in Laplace's approximation. Of two networks trained on the same samples, the one with the larger
    /// number explains them better, its size taken into account.
    /// </summary>
    public required double LogEvidence { get; init; }

    /// <summary>γ, the number of parameters that the data determine, of <see cref="Parameters"/>.</summary>
    public required double EffectiveParameters { get; init; }

    /// <summary>P, the number of the network's parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>
    /// 1/β, the variance of the noise of the targets, in their unit squared as the network learns them; 1 for losses that are no squared error.
    /// </summary>
    public required double NoiseVariance { get; init; }

    /// <summary>The groups of parameters, in the order of the network's layers.</summary>
    public required IReadOnlyList<PriorOfParameters> Groups { get; init => field = ValueList.Of(value); }

    /// <summary>
    /// How much each input matters: 1/√α, the size that the data allow its weights, in the order of the inputs; empty unless
    /// <see cref="BayesianRegularization.RelevanceOfInputs"/> was asked for. Compare inputs of the same scale.
    /// </summary>
    public IReadOnlyList<double> InputRelevance { get; init => field = ValueList.Of(value); } = ValueList<double>.Empty;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Evidence), PrintMembers);
}

/// <summary>A group of parameters with a penalty of its own.</summary>
/// <param name="Name">Which ones, such as W[1].</param>
/// <param name="Count">How many there are.</param>
/// <param name="Alpha">α, the precision (one over the variance) of their prior.</param>
/// <param name="Effective">γ, how many of them the data determine.</param>
public sealed record PriorOfParameters(string Name, int Count, double Alpha, double Effective)
{
    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(PriorOfParameters), PrintMembers);
}
