namespace ShallowNet;

/// <summary>A kind of network of one hidden layer that is trained in batches by AdamW, whose rate rises and falls in four waves.</summary>
/// <param name="Units">n[1].</param>
/// <param name="Activation">g[1].</param>
/// <param name="Rate">The highest α.</param>
/// <param name="Epochs">The most passes over the samples.</param>
internal sealed record BatchedKind(int Units, Activation Activation, double Rate, int Epochs)
{
    /// <summary>The most pieces of an input, a divisor of <see cref="MostPieces"/>; 0 for the inputs as they are.</summary>
    public int Pieces { get; init; }

    public double Dropout { get; init; }

    /// <summary>λ of AdamW's weight decay.</summary>
    public double Decay { get; init; }

    /// <summary>How many networks there are for each fold, with other weights and another order of samples each.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>As many quantiles, without the ends, tell apart what trees would.</summary>
    public const int MostPieces = 16;

    public override string ToString() =>
        Invariant($"{Units} {Activation} units") + (Pieces > 0 ? Invariant($" of inputs in {Pieces} pieces") : "") + (Decay > 0 ? Invariant($" with decay {Decay}") : "");
}
