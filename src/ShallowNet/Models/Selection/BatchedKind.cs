namespace ShallowNet;

/// <summary>A kind of network of one hidden layer that is trained in batches by AdamW, whose rate falls along a cosine.</summary>
/// <param name="Units">n[1].</param>
/// <param name="Activation">g[1].</param>
/// <param name="Rate">α at first.</param>
/// <param name="Epochs">The most passes over the samples.</param>
internal sealed record BatchedKind(int Units, Activation Activation, double Rate, int Epochs)
{
    /// <summary>The pieces of the piecewise-linear embedding of each input; 0 for the inputs as they are.</summary>
    public int Bins { get; init; }

    public double Dropout { get; init; }

    /// <summary>How many times the folds are trained on, with other weights and another order of samples each time.</summary>
    public int Repeats { get; init; } = 1;

    public override string ToString() => Bins == 0
        ? Invariant($"{Units} {Activation} units, AdamW") : Invariant($"{Units} {Activation} units of inputs in {Bins} pieces, AdamW");
}
