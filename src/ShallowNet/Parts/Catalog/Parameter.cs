namespace ShallowNet;

/// <summary>What an array of numbers is to its layer.</summary>
internal enum ParameterRole
{
    /// <summary>W[l], n[l] × n[l-1].</summary>
    Weights,

    /// <summary>b[l], n[l] × 1.</summary>
    Biases,

    /// <summary>γ[l] of batch normalization, n[l] × 1.</summary>
    Gamma,

    /// <summary>β[l] of batch normalization, n[l] × 1.</summary>
    Beta,

    /// <summary>α[l] of a learned mix, n[l] × 1.</summary>
    Alpha,

    /// <summary>The factors of a layer's inputs, as many as W[l] has columns.</summary>
    InputFactors,

    /// <summary>What is learned of the embedding of a layer's inputs, one input after another.</summary>
    Embeddings,

    /// <summary>The running average of the batches' means of Z[l], n[l] × 1.</summary>
    RunningMean,

    /// <summary>The running average of the batches' variances of Z[l], n[l] × 1.</summary>
    RunningVariance,
}

/// <summary>A row of <see cref="ParameterLayout"/>: one array of numbers that a network has, without the numbers.</summary>
/// <param name="Layer">l, from 1 on.</param>
/// <param name="Role">What the numbers are.</param>
/// <param name="Rows">The rows of their matrix.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Start">What every number is before an initializer draws others.</param>
internal readonly record struct Parameter(int Layer, ParameterRole Role, int Rows, int Columns, double Start = 0)
{
    /// <summary>How many numbers there are.</summary>
    public int Length => Require.Elements(Rows, Columns);

    /// <summary>Whether an optimizer changes them; the others are averages over batches, which follow with every update.</summary>
    public bool IsTrained => Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance);

    /// <summary>Whether penalties and weight decay draw them to 0: weights alone.</summary>
    public bool IsPenalized => Role == ParameterRole.Weights;

    /// <summary>The symbol of the network's property that has them.</summary>
    public string Symbol => Role switch
    {
        ParameterRole.Weights => "W",
        ParameterRole.Biases => "b",
        _ => Role.ToString(),
    };

    /// <summary>The symbol with the layer, such as W[1].</summary>
    public override string ToString() => $"{Symbol}[{Require.Text(Layer)}]";
}
