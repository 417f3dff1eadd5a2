namespace ShallowNet;

/// <summary>What the learning rate is multiplied by for each kind of parameter.</summary>
/// <remarks>
/// It is what PyTorch's parameter groups with rates of their own do, weight decay included, which is proportional to the rate.
/// <see cref="DivideByRootOfInputs"/> is the parametrization of RealMLP (Holzmüller, Grinsztajn and Steinwart, 2024), also called the neural tangent
/// parametrization (Jacot, Gabriel and Hongler, 2018): Adam with z = Va/√n[l-1] + b and V ~ N(0, 1) takes, but for its ε, the steps that it takes with
/// z = Wa + b, W ~ N(0, 1/n[l-1]), and the rate α/√n[l-1] for W.
/// </remarks>
public sealed record RateFactors
{
    /// <summary>1 for all.</summary>
    internal static RateFactors Equal { get; } = new();

    /// <summary>The factor for every W[l]; 1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Weights { get; init => field = Require.NotNegative(value, nameof(Weights)); } = 1;

    /// <summary>The factor for every b[l]; 1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Biases { get; init => field = Require.NotNegative(value, nameof(Biases)); } = 1;

    /// <summary>The factor for γ[l] and β[l] of batch normalization; 1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Normalization { get; init => field = Require.NotNegative(value, nameof(Normalization)); } = 1;

    /// <summary>The factor for α[l] of a learned mix (<see cref="Dense.LearnedMix"/>); 1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Mix { get; init => field = Require.NotNegative(value, nameof(Mix)); } = 1;

    /// <summary>The factor for the learned factors of inputs, where a network has them; 1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double InputFactors { get; init => field = Require.NotNegative(value, nameof(InputFactors)); } = 1;

    /// <summary>The factor for embeddings, where a network has them; 1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Embeddings { get; init => field = Require.NotNegative(value, nameof(Embeddings)); } = 1;

    /// <summary>Whether the rate of W[l] is divided by √n[l-1], too, but not what <see cref="AdamW.WeightDecay"/> takes off; false unless given.</summary>
    public bool DivideByRootOfInputs { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(RateFactors), PrintMembers);

    /// <summary>The factor for a kind of parameter: where one is told from another.</summary>
    internal double Of(ParameterRole role) => role switch
    {
        ParameterRole.Weights => Weights,
        ParameterRole.Biases => Biases,
        ParameterRole.Alpha => Mix,
        ParameterRole.InputFactors => InputFactors,
        ParameterRole.Embeddings => Embeddings,
        ParameterRole.Gamma or ParameterRole.Beta => Normalization,
        _ => 1,
    };

    /// <summary>The factor of a parameter's steps.</summary>
    internal double Of(in Parameter parameter) =>
        Of(parameter.Role) / (DivideByRootOfInputs && parameter.Role == ParameterRole.Weights ? Math.Sqrt(parameter.Columns) : 1);
}
