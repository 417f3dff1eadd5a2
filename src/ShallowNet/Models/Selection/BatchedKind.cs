namespace ShallowNet;

/// <summary>A kind of network that is trained in batches by AdamW, whose rate rises and falls in four waves.</summary>
/// <param name="Units">The units of each hidden layer.</param>
/// <param name="Activation">Their activation.</param>
/// <param name="Rate">The highest α.</param>
/// <param name="Epochs">The most passes over the samples.</param>
internal sealed record BatchedKind(int Units, Activation Activation, double Rate, int Epochs)
{
    /// <summary>The most pieces of an input, a divisor of <see cref="MostPieces"/>; 0 for the inputs as they are.</summary>
    public int Pieces { get; init; }

    /// <summary>The number of hidden layers of so many units.</summary>
    public int Depth { get; init; } = 1;

    public double Dropout { get; init; }

    /// <summary>λ of AdamW's weight decay.</summary>
    public double Decay { get; init; }

    /// <summary>How many networks there are for each fold, with other weights and another order of samples each.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>As many quantiles, without the ends, tell apart what trees would.</summary>
    public const int MostPieces = 16;

    /// <summary>The hidden layers, of which the first takes the inputs in pieces.</summary>
    public Dense[] Hidden(Embedding? embedding) => [.. Enumerable.Range(0, Depth).Select(l => new Dense(Units, Activation) { Dropout = Dropout, Embedding = l == 0 ? embedding : null })];

    /// <summary>Whether networks of both kinds have a mean.</summary>
    public bool IsLike(BatchedKind other) => (Activation, Depth) == (other.Activation, other.Depth);

    public override string ToString() =>
        (Depth == 0 ? "linear" : string.Join(" and ", Enumerable.Repeat(Invariant($"{Units} {Activation} units"), Depth))) + (Pieces > 0 ? Invariant($" of inputs in {Pieces} pieces") : "") + (Decay > 0 ? Invariant($" with decay {Decay}") : "");
}
