namespace ShallowNet;

/// <summary>The numbers from one end to another, both included.</summary>
/// <param name="Lower">The lower end; −∞ where there is none.</param>
/// <param name="Upper">The upper end; ∞ where there is none. An interval whose upper end lies below its lower end holds no number.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>How long it is: ∞ where an end is missing, less than 0 where it holds no number.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether a number lies within.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>Both ends, the same in every culture.</summary>
    public override string ToString() => $"[{Require.Text(Lower)}, {Require.Text(Upper)}]";
}
