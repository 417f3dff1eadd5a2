namespace ShallowNet;

/// <summary>A number that a diagnosis measured.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Value">The number.</param>
public sealed record Measurement(string Name, double Value)
{
    /// <summary>The name and the number, as "loss with it: 0.0412".</summary>
    public override string ToString() => Invariant($"{Name}: {Value:G4}");
}
