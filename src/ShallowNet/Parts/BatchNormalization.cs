namespace ShallowNet;

/// <summary>
/// Batch normalization of a layer (Ioffe and Szegedy, 2015): Z̃ = γ·(Z − μ)/√(σ² + ε) + β before the activation, with the mean μ and
/// the variance σ² of every unit over the batch in training, and their running averages in prediction.
/// </summary>
/// <remarks>
/// γ starts at 1 and β at 0; both are learned like W and b. The bias b of such a layer has no effect on training (μ takes it out again)
/// and stays as it is. Where samples have weights, μ and σ² are weighted.
/// <para>
/// The running averages start at 0 and 1 and move with every update: r := (1 − momentum)·r + momentum·(μ or σ²). σ² divides by m, in
/// the running average too, as in Keras; PyTorch's running variance divides by m − 1. A batch of one sample, which has no variance,
/// leaves them as they are, and so does one in which no more than one sample has a weight above 0.
/// </para>
/// </remarks>
public sealed record BatchNormalization
{
    /// <summary>Sets the hyper-parameters; PyTorch's defaults.</summary>
    /// <param name="momentum">The weight of a new batch in the running averages, greater than 0 and at most 1.</param>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public BatchNormalization(double momentum = 0.1, double epsilon = 1e-5)
    {
        Momentum = momentum;
        Epsilon = epsilon;
    }

    /// <summary>The weight of a new batch in the running averages.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0, or greater than 1.</exception>
    public double Momentum
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Momentum), $"{nameof(Momentum)} must be greater than 0 and at most 1, but is {Require.Text(value)}.");
    }

    /// <summary>ε, which keeps the denominator from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite or not greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, nameof(Epsilon)); }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(BatchNormalization), PrintMembers);
}
