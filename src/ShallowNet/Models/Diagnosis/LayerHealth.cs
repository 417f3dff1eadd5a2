namespace ShallowNet;

/// <summary>What the units of a hidden layer do, and what comes back to it when a training begins.</summary>
/// <param name="Layer">The layer, counted from 1.</param>
/// <param name="Units">Its units.</param>
/// <param name="DeadUnits">Units that pass no derivative for any of the first 512 samples.</param>
/// <param name="SaturatedUnits">Units at one end of their range for at least 99 % of them.</param>
public sealed record LayerHealth(int Layer, int Units, int DeadUnits, int SaturatedUnits)
{
    /// <summary>The root of the mean square of the activations A[l] of the network as it is.</summary>
    public double Activation { get; init; }

    /// <summary>The share of the activations that are at an end of their range before training: where g′ is less than a twentieth of what it is at 0.</summary>
    public double SaturatedAtStart { get; init; }

    /// <summary>The root of the mean square of dZ[l] before training: how much of each sample's loss comes back to the layer.</summary>
    public double GradientAtStart { get; init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(LayerHealth), PrintMembers);
}
